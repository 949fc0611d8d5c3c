"""`python -m plancheck`, for where the console script is not on the path."""

from __future__ import annotations

from plancheck.cli import program

program()
