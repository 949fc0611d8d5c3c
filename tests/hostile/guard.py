"""Watches a process from inside: no network, no other program, nothing written outside the folders named.

Whatever is forbidden is written down and stopped by an error that nothing catches as a failing file would be.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

ADDRESS_SPACE = 1024 * 1024 * 1024
_NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "webbrowser.")
_PROGRAMS = ("os.system", "os.exec", "os.fork", "os.spawn", "os.startfile", "pty.", "ctypes.dlopen")
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
_STARTS = ("subprocess.Popen", "os.posix_spawn")
"""From 3.13 on the former goes on to the latter."""
_OWN = "plancheck.sources.legacy_child"
"""The one program that plancheck starts."""
_CREATE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(BaseException):
    """What an input must never bring about."""


class Guard:
    """`broken` lists what was tried. Writing is allowed below the folders of `writable`."""

    def __init__(self, writable: Sequence[str]) -> None:
        self.writable = tuple(os.path.realpath(folder) for folder in writable)
        self.broken: list[str] = []

    def watch(self) -> None:
        """Cannot be undone in this process."""
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[object, ...]) -> None:
        if event.startswith((*_NETWORK, *_PROGRAMS)) or (event in _STARTS and _OWN not in str(args[1])):
            self._stop(event, args)
        elif event.startswith(_CHANGES) or (event == "open" and _writes(args)):
            self._allow(event, args[0])

    def _allow(self, event: str, path: object) -> None:
        if isinstance(path, int) or str(path) == os.devnull:
            return
        real = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""
        if not any(real == folder or real.startswith(folder + os.sep) for folder in self.writable):
            self._stop(event, (path,))

    def _stop(self, event: str, args: tuple[object, ...]) -> None:
        self.broken.append(f"{event} {args!r}"[:300])
        raise Forbidden(event)


def _writes(args: tuple[object, ...]) -> bool:
    _, mode, flags = args
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & _CREATE)


def limit_memory() -> None:
    """The memory that one run may have, on systems with such a limit."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
