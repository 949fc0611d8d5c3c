"""`python -m plancheck`, for where the console script is not on the path."""

from __future__ import annotations

import sys

from plancheck.cli import main

sys.exit(main())
