"""Names that no file system takes, wherever a path may be given: a message, never a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_many_plans import DAY
from tests.cli.test_many_plans import country as country  # a fixture

Cli = Callable[..., tuple[int, str, str]]
LONG = "长" * 200
DAYS = ("--as-of", "2026-09-30")


@pytest.mark.parametrize(
    "args",
    [
        ("status", *DAYS, "--data", LONG),
        ("status", *DAYS, "-o", LONG),
        ("status", *DAYS, "--root", LONG),
        ("status", LONG, *DAYS),
        ("brief", *DAYS, "-o", LONG),
        ("report", *DAYS, "-o", f"{LONG}.html"),
        ("explain", "R1.1", *DAYS, "-o", LONG),
        ("validate", LONG),
        ("validate", "data", "--data", LONG),
        ("validate", "data", "--report", f"csv={LONG}"),
        ("validate", "data", "--annotate", LONG),
        ("template", "demo-2026-2028", "--period", "2026-Q3", "-o", f"{LONG}.xlsx"),
        ("import", LONG, "-o", "out"),
        ("import", "data", "-o", LONG),
        ("audit", "--year", "2026", "-o", LONG),
        ("audit", "--verify", LONG),
        ("diff", LONG, LONG),
        ("lint", LONG),
        ("lint", "-o", LONG),
        ("bind", LONG),
        ("init", LONG),
        ("schema", "-o", LONG),
    ],
    ids=lambda args: " ".join(args).replace(LONG, "LONG"),
)
def test_a_name_that_is_too_long(project: Path, cli: Cli, args: tuple[str, ...]) -> None:
    code, printed, complained = cli(*args)
    assert code in (0, 1, 2, 3), complained
    assert code == 0 or "plancheck" not in complained
    assert printed + complained


def test_of_many_plans_too(country: Path, cli: Cli) -> None:
    code, printed, complained = cli("status", *DAY, "--data", LONG)
    assert code in (2, 3), printed
    assert complained or "F001" in printed


def test_a_binding_that_leads_nowhere_is_said_of_many_plans(country: Path, cli: Cli) -> None:
    (country / "data" / "town-069" / "sources.yaml").symlink_to(country / "nowhere.yaml")
    code, _, complained = cli("status", *DAY, "--fail-on", "missed")
    assert code == 3, complained
    assert "sources.yaml" in cli("status", *DAY, "--format", "json")[1]
