"""What the reader asked for. Passed in; nothing here looks at the terminal or the environment."""

from __future__ import annotations

from plancheck.model.frozen import frozen


@frozen
class Options:
    """`width` is in terminal columns; `by` is programme, owner or group; `owner` (a key of the plan's owners) and
    `only` (status codes) leave the other targets out of the lists, never out of the counts; `top` is how many plans
    and targets a text lists, None for its own measure; `again` are the options that lead to the same submissions once
    more, as they are to stand in a command that the report suggests: " --data incoming"."""

    lang: str = "zh"
    width: int = 80
    colour: bool = False
    by: str = "programme"
    show_all: bool = False
    owner: str | None = None
    only: tuple[str, ...] = ()
    top: int | None = None
    again: str = ""
