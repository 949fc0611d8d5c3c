"""Why an engine gave up, where neither the program nor what was submitted is to blame."""

from __future__ import annotations

from typing import Literal

from plancheck.model.frozen import frozen

Kind = Literal["address", "refused", "old", "unseen", "failed", "short", "disk"]


@frozen
class Trouble:
    """`said` is what the engine says itself, in a line."""

    kind: Kind
    said: str
