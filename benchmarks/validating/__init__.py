"""The same submissions checked by plancheck and by others; see `benchmarks/validate.py`."""
