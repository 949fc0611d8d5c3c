"""What the reader of findings asked for. Passed in; nothing here looks at the terminal or the environment."""

from __future__ import annotations

from plancheck.model.frozen import frozen


@frozen
class CheckOptions:
    """`width` is in terminal columns, 0 to break no lines; `most` how many findings are listed, None for all (counts
    are of all of them either way); `statistics` adds the counts by code; `missing` lists those who have not submitted
    instead of the findings."""

    lang: str = "zh"
    width: int = 0
    colour: bool = False
    statistics: bool = False
    most: int | None = None
    missing: bool = False
