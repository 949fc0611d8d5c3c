"""The sha256 of a run, whoever computes it."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from plancheck.model.digest import sha256


@pytest.mark.parametrize("size", [0, 1, 64, 299_999, 300_001])
def test_it_is_what_hashlib_says(size: int) -> None:
    """Before, at and after the change from one implementation to the other."""
    data = bytes(n % 251 for n in range(size))
    assert sha256(data) == hashlib.sha256(data).hexdigest()


def test_a_little_is_hashed_without_openssl() -> None:
    code = "import sys; from plancheck.model.digest import sha256; sha256(b'x'); print('hashlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"False"
