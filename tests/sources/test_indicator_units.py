"""Indicators of one target may each have a unit of their own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from plancheck.model.observation import Amount, Unread
from plancheck.model.text import Text
from plancheck.plans.plan import Target
from plancheck.rules.k_of_n import Indicator, KOfN
from plancheck.sources.folder import read_folder
from tests.engine import loaded

BOOKS = Indicator(item="生均图书", unit="册", at_least=Decimal(20))
RATE = Indicator(item="达标率", unit="%", at_least=Decimal(90))
GOAL = Target(id="T", title=Text(zh="办学条件"), measure="level", rule=KOfN(k=1, indicators=(BOOKS, RATE)))


def test_each_row_is_read_in_the_unit_of_its_indicator(tmp_path: Path) -> None:
    rows = "T,甲校,2026,生均图书,25册,\nT,甲校,2026,达标率,95%,\nT,甲校,2026,生均图书,25,台\n"
    (tmp_path / "a.csv").write_text("目标编号,学校名称,年份,事项,数值,单位\n" + rows, "utf-8")
    given = read_folder(tmp_path, loaded(GOAL).plan)
    assert [o.value for o in given.observations] == [Amount(Decimal(25)), Amount(Decimal(95)), Unread("C213")]
    assert [f.facts.get("unit") for f in given.findings if f.code == "C213"] == ["册"]
