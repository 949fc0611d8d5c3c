"""`plancheck code`."""

from __future__ import annotations

from collections.abc import Callable

from plancheck.model.codes import SEVERITY

Cli = Callable[..., tuple[int, str, str]]


def test_one_code_in_both_languages(cli: Cli) -> None:
    code, out, _ = cli("code", "c204", "--lang", "en")
    assert code == 0
    assert out == "C204  [warning]  an unusual way to write a number\nWhat to do: write it in plain digits\n"
    _, out, _ = cli("code", "C204", "--lang", "zh")
    assert out.startswith("C204  [")
    assert "\n怎么办：" in out


def test_every_code_is_listed(cli: Cli) -> None:
    for lang in ("zh", "en"):
        _, out, _ = cli("code", "--lang", lang)
        assert [line.split()[0] for line in out.splitlines()] == list(SEVERITY)
