"""Where parsed plans are kept between runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plancheck.plans.cache import PlanCache


def cache_folder(env: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """PLANCHECK_CACHE, else `plancheck` in the user's cache folder; None where the user has no such folder."""
    if env.get("PLANCHECK_CACHE"):
        return Path(env["PLANCHECK_CACHE"])
    home = env.get("USERPROFILE" if platform == "win32" else "HOME")
    if platform == "win32":
        base = env.get("LOCALAPPDATA") or (home and f"{home}/AppData/Local")
    elif platform == "darwin":
        base = home and f"{home}/Library/Caches"
    else:
        base = env.get("XDG_CACHE_HOME") or (home and f"{home}/.cache")
    return Path(base) / "plancheck" if base else None


def open_cache(no_cache: bool) -> PlanCache | None:
    """The cache of parsed plans, unless it is not wanted."""
    folder = None if no_cache else cache_folder(os.environ)
    if folder is None:
        return None
    from plancheck.plans.cache import PlanCache

    return PlanCache(folder)
