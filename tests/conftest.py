"""How hard the properties are tried: the same examples at every run, so that a run means the same twice;
HYPOTHESIS_PROFILE=full tries twenty times as many, new ones each time."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("full", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
