"""plancheck: are the targets of a public plan being met?"""

__version__ = "0.2.0"
