"""What is found in a large table is the same whether its rows are made or only those of which something may be said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plancheck.checks.checked import Checked, subjects
from plancheck.checks.submission import check
from plancheck.model.observation import Observation
from plancheck.model.period import Period, parse_period
from plancheck.plans.plan import LoadedPlan
from plancheck.sources.folder import Submissions, merged, read_file
from plancheck.sources.gathered import entities_of, not_plain, parts_of, periods_of
from plancheck.sources.tabled import Tabled
from tests.checks.submitted import plan

AS_OF = date(2027, 3, 31)
TARGETS = (
    "id: NEW, unit: 个, measure: increment, report: quarterly, roster: r, valid: {max: 100000},"
    " rule: {kind: reach, at_least: 10000, by: 2028-12-31}",
    "id: SUM, unit: 个, measure: running_total, report: quarterly, roster: r, rule: {kind: reach, at_least: 9,"
    " by: 2028}, baseline: {value: 1, date: 2026-03-31}",
    "id: RATE, unit: '%', measure: level, report: yearly, rule: {kind: reach, at_least: 90, by: 2028}",
    "id: FREE, unit: 人, measure: increment, report: quarterly, rule: {kind: reach, at_least: 5, by: 2028},"
    " valid: {min: -50}, baseline: {value: 0, date: 2026-06-30}",
    "id: PART, unit: 个, measure: increment, report: yearly, by_part: [甲, 乙], rule: {kind: reach, at_least: 5,"
    " by: 2028}",
    "id: OF, unit: '%', measure: ratio, report: yearly, roster: r, rule: {kind: reach, at_least: 5, by: 2028}",
    "id: STAFF, unit: 人, measure: level, report: half_yearly, roster: r, rule: {kind: hold, at_least: 1}",
)
ROSTER = "一校,城区,,\n二校,城区,,2026-06-30\n三校,乡镇,,\n四校,乡镇,2026-07-01,\n"
HEADERS = ("目标编号", "填报单位", "期间", "数值", "计量单位", "报送日期", "事项", "分子", "分母")
OFTEN = {
    "目标编号": ("NEW", "SUM", "RATE", "FREE", "STAFF"),
    "填报单位": ("一校", "三校", "四校"),
    "期间": ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026", "2026-H1"),
    "数值": ("12", "12.5", "13", "14", "15", "20"),
}
SELDOM = {
    "目标编号": ("PART", "OF", "XX", "合计"),
    "填报单位": ("二校", "五校", "一 校", " 三校", "Ａ校", "A校", "", "合计", "全区"),
    "期间": ("2026年第一季度", "FY2026", "2025-Q4", "2027-Q2", "2031", "2026-03-31", "2026.9", "", "2026-04"),
    "数值": ("0", "-3", "100", "700000", "1.2万", "约300", "", "—", "12.000", "0.0000000000000000000000001", "9" * 50),
    "计量单位": ("个", "人", "%", "万元"),
    "报送日期": ("2026-04-01", "2026-05-01", "昨天"),
    "事项": ("甲", "操场"),
    "分子": ("3",),
    "分母": ("4", "2"),
}


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Mostly sound rows, in any order, some of them twice."""
    rows: list[list[str]] = []
    for _ in range(draw(st.integers(1, 25))):
        row = [draw(st.sampled_from(OFTEN[name])) if name in OFTEN else "" for name in HEADERS]
        if not draw(st.integers(0, 4)):
            name = draw(st.sampled_from(HEADERS))
            row[HEADERS.index(name)] = draw(st.sampled_from(SELDOM[name]))
        rows.append(row)
    if rows and not draw(st.integers(0, 3)):
        rows.append([*rows[0][:3], draw(st.sampled_from(OFTEN["数值"])), *rows[0][4:]])
    if draw(st.booleans()):
        rows.sort()
    file = io.StringIO()
    csv.writer(file).writerows([HEADERS, *rows])
    return file.getvalue()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedPlan:
    return plan(tmp_path_factory.mktemp("quiet"), *TARGETS, roster=ROSTER)


@pytest.fixture
def by_column() -> Iterator[None]:
    """Tables of any size are kept by column, in pieces of a few rows."""
    with patch("plancheck.sources.tidy.KEPT_FROM", 1), patch("plancheck.sources.csv_split._PIECE", 90):
        yield


def read(folder: Path, loaded: LoadedPlan, texts: Sequence[str]) -> Submissions:
    found = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.csv"
        path.write_text(text, "utf-8")
        found.append(read_file(path, f"{folder.name}-{number}.csv", loaded.plan))
    return merged(found)


def made(submitted: Submissions) -> Submissions:
    """The same with every row made."""
    return replace(submitted, observations=tuple(submitted.observations))


def told(one: Checked) -> tuple[object, ...]:
    """All that is said of a submission."""
    return one.findings, one.missing, one.owed, one.left_out, one.unread, subjects(one, one.findings)


ASKED = st.sampled_from((None, "2026-Q4", "2026", "2026-Q1"))
SLOW = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(st.lists(tables(), min_size=1, max_size=2), st.lists(tables(), max_size=1), ASKED, st.booleans(), st.booleans())
def test_the_same_is_found_of_rows_that_are_not_made(
    by_column: None,
    tmp_path_factory: pytest.TempPathFactory,
    loaded: LoadedPlan,
    now: list[str],
    before: list[str],
    asked: str | None,
    whole: bool,
    known: bool,
) -> None:
    folder = tmp_path_factory.getbasetemp()
    submitted, context = (read(_folder(folder, name), loaded, texts) for name, texts in (("now", now), ("old", before)))
    period = parse_period(asked) if asked else None
    options = {
        "as_of": AS_OF,
        "period": period if isinstance(period, Period) else None,
        "whole": whole,
        "known_at": date(2026, 12, 1) if known else None,
    }
    quickly = check(loaded, submitted, context=context, **options)  # type: ignore[arg-type]
    slowly = check(loaded, made(submitted), context=made(context), **options)  # type: ignore[arg-type]
    assert told(quickly) == told(slowly)


def _folder(base: Path, name: str) -> Path:
    folder = base / name
    folder.mkdir(exist_ok=True)
    return folder


@SLOW
@given(st.lists(tables(), min_size=1, max_size=3))
def test_rows_that_are_not_made_tell_the_same(
    by_column: None, tmp_path_factory: pytest.TempPathFactory, loaded: LoadedPlan, texts: list[str]
) -> None:
    kept = read(_folder(tmp_path_factory.getbasetemp(), "rows"), loaded, texts).observations
    rows = tuple(kept)
    assert len(kept) == len(rows)
    assert entities_of(kept) == {one.entity for one in rows}
    assert periods_of(kept) == list(dict.fromkeys(one.period for one in rows if one.period is not None))
    wanted = {one.entity for one in rows[::2]}
    for part in parts_of(kept):
        if isinstance(part, Tabled):
            apart = [*not_plain(part)]
            assert list(part.speaking_of(wanted)) == [one for one in part if one.entity in wanted or one in apart]


def made_while(loaded: LoadedPlan, submitted: Submissions) -> list[Observation]:
    """The rows that are made to check it."""
    seen: list[Observation] = []
    among = Tabled.among

    def watched(self: Tabled, places: Sequence[int]) -> Iterator[Observation]:
        for one in among(self, places):
            seen.append(one)
            yield one

    with patch.object(Tabled, "among", watched), patch.object(Tabled, "whole", side_effect=AssertionError):
        check(loaded, submitted, as_of=AS_OF)
    return seen


def test_only_what_may_be_spoken_of_is_made(by_column: None, tmp_path: Path, loaded: LoadedPlan) -> None:
    """三校 reports a period twice, 一校 jumps in NEW; nothing else is looked at row by row."""
    lines = ["目标编号,填报单位,期间,数值"]
    for target in ("NEW", "SUM", "STAFF"):
        for school in ("一校", "三校"):
            lines += [f"{target},{school},2026-{part},{12 + at}" for at, part in enumerate(("H1", "H2"))]
    lines += ["SUM,三校,2026-H2,13"]
    lines[2] = "NEW,一校,2026-H2,700"
    seen = made_while(loaded, read(tmp_path, loaded, ["\n".join(lines)]))
    assert {(one.target, one.entity) for one in seen} == {("NEW", "一校"), ("SUM", "三校")}


SOUND = [f"{target},{school},2026-{part},{12 + at},,," for target in ("NEW", "SUM", "STAFF", "RATE", "FREE")
         for school in ("一校", "三校") for at, part in enumerate(("Q3", "Q4"))]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("NEW,三校,2026-Q2,100001,,,", "C211"),
        ("SUM,三校,2027-Q1,-1,,,", "C211"),
        ("NEW,三校,2026-Q2,60.001,,,", "R308"),
        ("SUM,三校,2027-Q1,12.9999,,,", "R309"),
        ("SUM,三校,2027-Q1,65,,,", "R308"),
        ("RATE,三校,2027-Q1,33,,,", "R308"),
        ("STAFF,三校,2027-Q1,2.6,,,", "R308"),
        ("NEW,三校,2026-H2,1,,,", "R310"),
        ("STAFF,三校,2026-H2,14,,,", "R302"),
        ("STAFF,三校,FY2026,13,,,", "R301"),
        ("NEW,五校,2026-Q2,12,,,", "R303"),
        ("NEW,四校,2026-Q2,12,,,", "R303"),
        ("NEW,三校,2025-Q4,12,,,", "R305"),
        ("NEW,三校,2027-Q2,12,,,", "R313"),
        ("NEW,三校,2026-06-30,12,,,", "C209"),
        ("NEW,三校,2026-Q2,12,,,操场\nNEW,一校,2026-Q2,12,,,操场", "R312"),
    ],
)
def test_what_is_odd_about_a_single_row_is_found(
    by_column: None, tmp_path: Path, loaded: LoadedPlan, line: str, code: str
) -> None:
    text = "\n".join(["目标编号,填报单位,期间,数值,计量单位,报送日期,事项", *SOUND, *line.split("\n")])
    submitted = read(tmp_path, loaded, [text])
    assert any(isinstance(part, Tabled) for part in parts_of(submitted.observations))
    quickly, slowly = (check(loaded, one, as_of=AS_OF) for one in (submitted, made(submitted)))
    assert [finding.code for finding in quickly.findings if finding.code != "R306"] == [code]
    assert told(quickly) == told(slowly)
