"""How hard the properties are tried: the same examples at every run, so that a run means the same twice;
HYPOTHESIS_PROFILE=full tries twenty times as many, new ones each time."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("full", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """`-n auto`: some tests start a browser, an office suite or an engine of their own; four such are enough."""
    return min(4, os.cpu_count() or 1)
