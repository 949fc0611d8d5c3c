"""Usage errors: what was wrong, in the user's language, and exit code 2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plancheck.cli import kinds
from plancheck.cli.errors import nearest

Cli = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("argv", "zh", "en"),
    [
        (["statsu"], "没有命令“statsu”。您是否想写 status？", "There is no command 'statsu'. Did you mean status?"),
        (
            ["kinds", "--lnag=zh"],
            "没有选项 --lnag。您是否想写 --lang？",
            "There is no option --lnag. Did you mean --lang?",
        ),
        (["kinds", "--color", "red"], "--color 的取值只能是：auto、always、never。", "--color must be one of auto, "),
        (["status", "--top", "0"], "--top 须为不小于 1 的整数。", "--top must be a whole number, 1 or more."),
        (
            ["validate", "a.csv", "--max-findings", "x"],
            "--max-findings 须为不小于 0 的",
            "--max-findings must be a whole",
        ),
        (["kinds", "reach", "hold"], "多余的参数：hold", "Too many arguments: hold"),
        (["explain"], "缺少 TARGET。", "TARGET is missing."),
        (["schema", "-o"], "选项 -o 的写法不对", "Option -o is not written right"),
        (["kinds", "reech"], "没有规则种类“reech”。您是否想写 reach？", "There is no kind of rule 'reech'. Did you"),
        (["code", "C24"], "没有代码“C24”。您是否想写", "There is no code 'C24'. Did you mean"),
    ],
)
def test_usage_errors(cli: Cli, argv: list[str], zh: str, en: str) -> None:
    for lang, expected in (("zh", zh), ("en", en)):
        code, out, err = cli(*argv, f"--lang={lang}") if argv[-1] != "-o" else cli(f"--lang={lang}", *argv)
        assert (code, out) == (2, "")
        assert err.startswith(expected)


STEERING = "x\x1b[31m\x9b1m\u202e"


@pytest.mark.parametrize(
    "argv",
    [
        ["status", STEERING],
        ["status", "--owner", STEERING],
        ["status", "--period", STEERING],
        ["status", "--changes-since", STEERING],
        ["status", "--only", STEERING],
        ["status", "--root", STEERING],
        ["status", "-o", f"{STEERING}/report.txt"],
        ["status", f"--{STEERING}"],
        ["explain", STEERING],
        ["bind", f"{STEERING}.csv"],
        ["diff", STEERING, STEERING],
        ["validate", "a.csv", "--select", STEERING],
        ["validate", "a.csv", "--roster", STEERING],
        ["template", "demo-2026-2028", "--period", "2026-Q3", "--entity", STEERING],
        ["code", STEERING],
        ["kinds", STEERING],
        [STEERING],
        ["init", STEERING],
        ["audit", "--year", "2026", "-o", f"{STEERING}2"],
    ],
    ids=lambda argv: " ".join(argv[:2]).replace(STEERING, "NAME"),
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_shell_puts_into_a_command_steers_no_terminal(
    cli: Cli, project: Path, argv: list[str], lang: str
) -> None:
    """`plancheck bind data/*` repeats names of files that others have chosen."""
    (project / f"{STEERING}.csv").write_text("目标编号,期间,数值\nR1.1,2026-Q1,5\n", "utf-8")
    (project / "a.csv").write_text("目标编号,期间,数值\nR1.1,2026-Q1,5\n", "utf-8")
    _, out, err = cli("--lang", lang, *argv)
    assert out + err
    assert all(c.isprintable() or c in "\n\u3000" for c in out + err)


def test_a_name_that_looks_like_a_command_of_a_build_server_is_none(cli: Cli, project: Path) -> None:
    name = "::error::boom.csv"
    (project / name).write_text("目标编号,期间,数值\nR1.1,2026-Q1,5\n", "utf-8")
    _, out, err = cli("bind", name)
    assert "boom" in out + err
    assert not any(line.startswith("::") for line in (out + err).splitlines())


def test_a_wrong_language_is_a_usage_error(cli: Cli) -> None:
    code, _, err = cli("kinds", "--lang", "fr")
    assert code == 2
    assert "--lang" in err
    assert "zh" in err


def test_where_nothing_is_near_what_there_is_is_listed() -> None:
    assert nearest("en", "zzz", ["alpha", "beta"]) == "There is alpha, beta."
    assert nearest("zh", "zzz", ["alpha", "beta"]) == "可选：alpha、beta。"
    assert nearest("en", "zzz", []) == ""
    assert nearest("en", "alhpa", ["alpha", "beta"]) == "Did you mean alpha?"


def test_an_internal_fault_is_said_in_both_languages(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "KINDS", None)
    code, out, err = cli("kinds", "reach")
    assert (code, out) == (70, "")
    assert "plancheck 的缺陷" in err
    assert "This is a bug in plancheck" in err
    assert "Traceback" not in err


def test_the_traceback_is_shown_on_request(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "KINDS", None)
    monkeypatch.setenv("PLANCHECK_DEBUG", "1")
    code, _, err = cli("kinds", "reach")
    assert code == 70
    assert "Traceback" in err


def test_an_interruption(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(kinds, "deliver", interrupted)
    assert cli("kinds") == (130, "", "")
