"""Where parsed plans are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from plancheck.cli.caching import cache_folder, open_cache


@pytest.mark.parametrize(
    ("env", "platform", "expected"),
    [
        ({"PLANCHECK_CACHE": "/c", "HOME": "/h"}, "linux", "/c"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "linux", "/x/plancheck"),
        ({"HOME": "/h"}, "linux", "/h/.cache/plancheck"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Caches/plancheck"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/plancheck"),
        ({"USERPROFILE": "/u"}, "win32", "/u/AppData/Local/plancheck"),
    ],
)
def test_the_folder(env: dict[str, str], platform: str, expected: str) -> None:
    assert cache_folder(env, platform) == Path(expected)


def test_no_home_no_cache() -> None:
    assert cache_folder({}, "linux") is None


def test_not_wanted() -> None:
    assert open_cache(no_cache=True) is None
