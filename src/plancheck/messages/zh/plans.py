"""Plan errors by reason."""

from __future__ import annotations

PLANS: dict[str, str] = {}
