"""Where the text goes: standard output, or a file that is replaced as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from plancheck.cli.errors import CommandError
from plancheck.cli.streams import emit

Format = Literal["text", "json", "csv", "markdown", "html"]
_SUFFIXES: dict[str, Format] = {
    "": "text", ".txt": "text", ".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html",
}  # fmt: skip


def format_of(asked: Format | None, output: Path | None) -> Format:
    """The format asked for, else the one that the suffix of the output names, else text."""
    if asked is not None or output is None:
        return asked or "text"
    found = _SUFFIXES.get(output.suffix.lower())
    if found is None:
        raise CommandError(
            "output.suffix", file=str(output), suffix=output.suffix, suffixes=" ".join(filter(None, _SUFFIXES))
        )
    return found


def suffixes(form: Format) -> list[str]:
    """The suffixes that name a format."""
    return [suffix for suffix, named in _SUFFIXES.items() if named == form]


def deliver(text: str | Iterable[str], output: Path | None, quiet: bool = False) -> None:
    """Write to the file, else to standard output unless that is to be quiet. A text that comes in pieces is written as
    it comes and taken to its end in any case."""
    pieces = (text,) if isinstance(text, str) else text
    if output is not None:
        write_pieces(output, (piece.encode("utf-8", "backslashreplace") for piece in pieces))
        return
    for piece in pieces:
        if not quiet:
            emit(piece)


def write_whole(output: Path, content: bytes) -> None:
    """Replace the file by `content`, or leave it as it was and stop with a message that says why."""
    write_pieces(output, (content,))


def write_pieces(output: Path, pieces: Iterable[bytes]) -> None:
    """The same for content that comes in pieces: the file is replaced when the last has come."""
    try:
        _write(Path(os.path.realpath(output)), _marked(pieces))
    except _MakingError as failed:
        raise failed.error from None
    except PermissionError:
        raise CommandError("output.locked", file=str(output)) from None
    except FileNotFoundError:
        raise CommandError("output.no_folder", file=str(output), folder=str(output.parent)) from None
    except IsADirectoryError:
        raise CommandError("output.is_folder", file=str(output)) from None
    except OSError as error:
        raise CommandError("output.failed", file=str(output), why=error.strerror or type(error).__name__) from None


class _MakingError(Exception):
    """The pieces could not be made, which says nothing of the file they go to."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def _marked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except OSError as error:
        raise _MakingError(error) from error


def _write(output: Path, pieces: Iterable[bytes]) -> None:
    if output.is_dir():
        raise IsADirectoryError
    if output.exists() and not output.is_file():  # /dev/stdout, a named pipe: nothing to replace
        with output.open("wb") as file:
            file.writelines(pieces)
        return
    if output.exists() and not os.access(output, os.W_OK):  # a write-protected file is not to be replaced either
        raise PermissionError
    draft = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        with draft.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
