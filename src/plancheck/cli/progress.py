"""A sign of life on standard error when work takes more than a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

_PATIENCE = 1.0


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Yields a function that names what is being done; on a terminal the name shows once the work is slow."""
    if quiet or not sys.stderr.isatty():
        yield lambda label: None
        return
    spinner = _Spinner()
    try:
        yield spinner.say
    finally:
        spinner.stop()


class _Spinner:
    """Loads rich only when a second has passed."""

    def __init__(self) -> None:
        from threading import Lock, Timer

        self._label = ""
        self._lock = Lock()
        self._close: Callable[[], None] | None = None
        self._update: Callable[[str], None] | None = None
        self._timer = Timer(_PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def say(self, label: str) -> None:
        with self._lock:
            self._label = label
            if self._update:
                self._update(label)

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            if self._close:
                self._close()

    def _show(self) -> None:
        from rich.console import Console
        from rich.text import Text

        from plancheck.messages.escape import escape

        def shown(label: str) -> Text:  # without markup, and escaped: rich lets control characters through
            return Text(escape(label))

        with self._lock:
            status = Console(stderr=True).status(shown(self._label), spinner="line")
            self._update = lambda label: status.update(shown(label))
            self._close = status.stop
            status.start()


def after(working: ExitStack, pieces: Iterator[str]) -> Iterator[str]:
    """The pieces; the sign of life, which `working` holds, is gone before the first is printed."""
    for piece in pieces:
        working.close()
        yield piece
