"""The one number grammar. Text in, `Decimal` out, exactly; nothing is guessed."""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)


def plain_decimal(text: str) -> Decimal | None:
    """The value of an ordinary decimal number written in ASCII digits, else None."""
    return Decimal(text) if len(text) <= 64 and _PLAIN.fullmatch(text) else None
