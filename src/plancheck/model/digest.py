"""sha256 without OpenSSL as long as there is little to hash: loading it takes longer than all else about a short run.

Python brings an implementation of its own, which `random` uses for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

_ENOUGH = 300_000
"""Bytes after which OpenSSL, many times as fast, has made up for being loaded."""


def _own() -> Callable[[bytes], Any]:
    for name in ("_sha2", "_sha256"):  # from Python 3.12 on, before
        try:
            return import_module(name).sha256  # type: ignore[no-any-return]
        except ImportError:
            continue
    return _openssl()


def _openssl() -> Callable[[bytes], Any]:
    from hashlib import sha256

    return sha256


class _Digest:
    """Changes over when enough has been hashed."""

    def __init__(self) -> None:
        self._left = _ENOUGH
        self._hash = _own()

    def __call__(self, data: bytes) -> str:
        """The sha256 of these bytes in hexadecimal."""
        if self._left > 0:
            self._left -= len(data)
            if self._left <= 0:
                self._hash = _openssl()
        return str(self._hash(data).hexdigest())


sha256 = _Digest()
