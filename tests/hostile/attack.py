"""What an attack is: files that someone might send in, why they are dangerous, and what has to become of them.

Every attack lies in a folder of submissions beside a sound table (see `project`), so each run also shows that one bad
file never stops the report on the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Files = bytes | Mapping[str, bytes]
Arrange = Callable[[Path], None]


@dataclass(frozen=True)
class Attack:
    """`make` gives one file (called `file`) or several by name; `arrange` does what bytes cannot, such as a pipe.

    `values` are all values that may come of it, as `target period value` (`!C216` for one that is refused);
    `findings` all findings, as `code` or `code reason`, each as often as it must be said. A `heavy` one takes seconds
    and goes through the command only."""

    name: str
    why: str
    make: Callable[[], Files]
    file: str
    values: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    arrange: Arrange | None = None
    heavy: bool = False

    @property
    def exit(self) -> int:
        """3 where a file cannot be read, else 0."""
        return 3 if any(code.startswith(("F001", "F002", "F005", "F006", "S102")) for code in self.findings) else 0

    def files(self) -> Mapping[str, bytes]:
        """The files by their path from the folder of submissions."""
        made = self.make()
        return {self.file: made} if isinstance(made, bytes) else made


Make = Callable[[], Files]


def _named(
    make: Make, file: str, values: Sequence[str], findings: Sequence[str], arrange: Arrange | None, heavy: bool = False
) -> Attack:
    assert make.__doc__, make.__name__
    return Attack(make.__name__, make.__doc__, make, file, tuple(values), tuple(findings), arrange, heavy)


def refused(
    *findings: str, file: str = "x.xlsx", heavy: bool = False, arrange: Arrange | None = None
) -> Callable[[Make], Attack]:
    """The file is named with these findings, and nothing of it is used."""
    return lambda make: _named(make, file, (), findings, arrange, heavy)


def read(
    *values: str, say: Sequence[str] = (), file: str = "x.xlsx", arrange: Arrange | None = None
) -> Callable[[Make], Attack]:
    """Exactly these values are read and exactly these findings made."""
    return lambda make: _named(make, file, values, say, arrange)


def attacks_in(*modules: object) -> list[Attack]:
    """Every attack that the modules define."""
    return [value for module in modules for value in vars(module).values() if isinstance(value, Attack)]
