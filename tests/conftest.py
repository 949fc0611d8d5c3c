"""How hard the properties are tried: the same examples at every run, so that a run means the same twice;
HYPOTHESIS_PROFILE=full tries twenty times as many, new ones each time. Coverage is not measured in them."""

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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measured, hundreds of examples take more than twice as long. What they alone would reach counts as not covered:
    it has to be in a test that shows what is expected."""
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")
