"""`plancheck report`: the web page in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]


def test_the_page_of_every_plan(cli: Cli, project: Path) -> None:
    assert cli("report", "--period", "2026-Q2", "--lang", "zh", "-o", "report.html") == (0, "", "")
    text = (project / "report.html").read_text("utf-8")
    assert '<html lang="zh-CN">' in text
    assert "期间 2026-Q2（评估日 2026-06-30）" in text
    assert "至 2026-06-30 累计 1,500 个" in text
    assert text.count("<figure>") == 2


def test_known_at_and_owner(cli: Cli, project: Path) -> None:
    args = ("--as-of", "2026-06-30", "--known-at", "2026-05-01", "--owner", "fgj", "--lang", "en", "-o", "r.htm")
    assert cli("report", "demo", *args)[0] == 0
    text = (project / "r.htm").read_text("utf-8")
    assert "submissions up to 2026-05-01 only" in text
    assert 'id="demo-2026-2028/R1.2"' in text
    assert 'id="demo-2026-2028/R1.1"' not in text


def test_status_writes_the_same_page(cli: Cli, project: Path) -> None:
    cli("report", "--period", "2026-Q2", "-o", "a.html")
    cli("status", "--period", "2026-Q2", "-o", "b.html")
    assert (project / "a.html").read_bytes() == (project / "b.html").read_bytes()


def test_a_file_is_needed_and_it_is_a_page(cli: Cli, project: Path) -> None:
    code, _, err = cli("report", "--lang", "en")
    assert code == 2
    assert "-o" in err
    code, _, err = cli("report", "-o", "report.xlsx", "--lang", "en")
    assert (code, err) == (2, "report.xlsx: the web page needs the suffix .html .htm.\n")
    assert not (project / "report.xlsx").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unreadable_submission_does_not_stop_it(cli: Cli, project: Path, lang: str) -> None:
    (project / "data" / "demo-2026-2028" / "bad.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert cli("report", "--period", "2026-Q2", "--lang", lang, "-o", "report.html")[0] == 3
    assert "bad.xlsx" in (project / "report.html").read_text("utf-8")
