"""The web page: one file that needs nothing else, says everything in words, and lets no input become markup."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck import __version__
from plancheck.messages import term
from plancheck.model.finding import Finding
from plancheck.model.origin import CellRef
from plancheck.model.text import Text
from plancheck.model.verdict import Basis, Status
from plancheck.plans.plan import Owner
from plancheck.reports import FORMATS, Options
from plancheck.reports.html_colours import palette
from plancheck.reports.report import Report, TargetReport
from tests.reports.build import D, demo, judged, plan_report, report, target, targets, verdict
from tests.reports.golden import check
from tests.reports.test_chart import QUARTERS
from tests.reports.test_chart import item as drawn_item

ROOT = Path(__file__).parents[2]
VOID = {"meta", "input", "link", "br"}


class Reader(HTMLParser):
    """Elements in order, whether they are closed in order, and the text of rows, cards and pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.parts: dict[str, list[str]] = {"tr": [], "article": [], "figure": [], "h1": [], "li": []}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        self.attributes |= set(given)
        self.ids += [value for value in [given.get("id")] if value]
        self.links += [value for name in ("href", "src") if (value := given.get(name))]
        if tag not in VOID:
            self.open.append(tag)
        if tag in self.parts:
            self.parts[tag].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag, texts in self.parts.items():
            if tag in self.open:
                texts[-1] += data


def page(given: Report, lang: str = "zh", **options: object) -> str:
    return FORMATS["html"](given, Options(lang=lang, **options))  # type: ignore[arg-type]


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def one(*items: TargetReport, **plan: object) -> Report:
    return report(plan_report(items, **plan))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whole_page(lang: str) -> None:
    text = page(demo(), lang).replace(f"plancheck {__version__}", "plancheck VERSION")
    check(f"report-{lang}.html", re.sub(r"<style>.*?</style>|<script>.*?</script>|sha256-[^&]*", "", text, flags=re.S))


def test_counts_come_first_in_words() -> None:
    counts = read(page(demo())).parts["li"][:8]
    assert counts[0] == "逾期未完成（示例数据）1"
    assert len(counts) == 8


def test_rows_are_worst_first_with_what_is_asked_for_and_at_which_pace_it_goes() -> None:
    rows = read(page(demo())).parts["tr"]
    assert rows[1].startswith("逾期未完成（示例数据）D1.2高中阶段毛入学率学位供给工程区教体局92.0%大于 92%")
    assert rows[2].startswith("滞后（示例数据）D1.1新增优质初中学位学位供给工程区教体局1,650 个不低于 10,000 个66.2%")


def test_every_row_card_and_picture_of_a_sample_says_so() -> None:
    items = tuple(replace(item, history=QUARTERS) for item in targets())
    reader = read(page(one(*items)))
    assert len(reader.parts["tr"]) > 9
    assert all("示例数据" in row for row in reader.parts["tr"][1:9])
    assert all("示例数据" in card for card in reader.parts["article"])
    assert len(reader.parts["figure"]) >= 4
    assert all("示例数据" in figure and "2026-10-20" in figure for figure in reader.parts["figure"])
    assert "示例数据" in reader.parts["h1"][0]


def test_a_plan_that_is_no_sample_is_not_called_one() -> None:
    assert "示例数据" not in page(one(*targets(), sample=False), by="programme")


def test_a_card_has_sentence_arithmetic_cells_and_findings() -> None:
    card = read(page(demo())).parts["article"][0]
    for text in (
        "D1.1 新增优质初中学位",
        "部分报送",
        "至 2026-09-30 累计 1,650 个",
        "还需每季度 928 个",
        "r（序时进度）：",
        "上报.xlsx#指标!C5",
        "C205 警告",
        "乙小学",
    ):
        assert text in card


def test_nothing_is_fetched_and_every_link_stays_in_the_page() -> None:
    reader = read(page(demo()))
    assert reader.links
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert not {"img", "link", "iframe", "object", "embed", "form", "base"} & set(reader.tags)
    assert reader.tags["style"] == reader.tags["script"] == 1
    assert not [name for name in reader.attributes if name.startswith("on") or name == "style"]
    assert "http" not in re.sub(r"http-equiv", "", page(demo()))


def test_ids_are_given_once() -> None:
    twice = report(plan_report(targets(), id="a"), plan_report(targets(), id="b"))
    ids = read(page(twice)).ids
    assert len(ids) == len(set(ids))


def test_only_the_style_and_the_script_of_the_page_may_run() -> None:
    text = page(demo())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        digest = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in allowed


EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & {{ 7*7 }} {% x %} ${1} \u202e\x00"


def infected(text: str) -> Report:
    """A report in which every text that comes from an input is `text`."""
    owner, note = Owner(lead="o", person=text), Text(zh=text)
    goal = target("X", text, text, unit=text, owner=owner, encoder={text: text}, note=note)
    basis = (Basis("2026-Q1", D(1), (CellRef(text, text, "A1"),), text, text),)
    found = Finding("C203", "error", CellRef(text, text, "A1"), {"seen": text}, "X", "demo")
    facts = {"actual": D(1), "target": D(9), "comparator": "at_least", "missing": (text,), "unit": text}
    item = judged(goal, verdict(Status.AT_RISK, "pace", (), basis, **facts), None, found)
    item = replace(item, programme=replace(item.programme, title=Text(zh=text, en=text)))
    names = {"title": Text(zh=text, en=text), "owners": {"o": Text(zh=text, en=text)}, "colours": {"at_risk": text}}
    return report(plan_report((item,), **names), findings=(found,))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_input_becomes_markup(lang: str) -> None:
    text = page(infected(EVIL), lang)
    assert "&lt;script&gt;alert(1)" in text
    assert "{{ 7*7 }}" in text
    assert "\u202e" not in text
    assert "\x00" not in text
    assert read(text).tags == read(page(infected("甲"), lang)).tags


@given(st.text(min_size=1, max_size=40))
def test_whatever_is_written_the_elements_are_the_same(text: str) -> None:
    assert read(page(infected(text))).tags == read(page(infected("甲"))).tags


def test_filters_offer_what_there_is() -> None:
    text = page(demo())
    for name in ("programme", "office", "status"):
        assert f'<select name="{name}">' in text
    assert '<select name="plan">' not in text
    assert '<option value="1">区发改局</option>' in text
    assert '<option value="missed">逾期未完成</option>' in text
    several = report(plan_report(targets(), id="a"), plan_report(targets(), id="b"))
    assert '<select name="plan">' in page(several)
    assert "<h1>规划目标评估" in page(several)


def test_of_several_plans_every_row_and_head_names_its_own() -> None:
    several = report(plan_report(targets(), id="a"), plan_report(targets(), id="b", title=Text(zh="另一规划")))
    reader = read(page(several))
    assert reader.parts["tr"][0].startswith("状态编号规划目标")
    assert sum("另一规划" in row for row in reader.parts["tr"][1:17]) == 8
    assert "<h3>另一规划 · D1 学位供给工程</h3>" in page(several)
    assert "demo: 上报.xlsx#指标!C7" in page(several)


def test_targets_left_out_of_the_list_are_counted_and_said_to_be() -> None:
    text = page(demo(), owner="dev")
    assert len(read(text).parts["article"]) == 1
    assert "只列出符合条件的 1/8 项" in text
    assert read(text).parts["li"][0] == "逾期未完成（示例数据）1"
    assert "没有符合条件的目标" in page(demo(), owner="nobody")


def test_no_plan_at_all() -> None:
    assert "没有规划可以评估" in page(report())


def test_a_target_of_two_groups_has_one_card_under_the_head_of_both() -> None:
    text = page(demo(), by="group")
    assert read(text).ids.count("demo/D1.1") == 1
    assert "几个分组合计（城区、乡镇）：数字是合在一起的，不是其中某一个的" in text


def test_with_many_targets_only_those_that_lag_have_a_chart_and_the_page_says_so() -> None:
    lagging = [replace(drawn_item(), target=target(f"L{i}", "甲", "a")) for i in range(2)]
    calm = verdict(Status.ON_TRACK, "pace", **drawn_item().verdict.facts)
    many = [replace(drawn_item(), target=target(f"C{i}", "乙", "b"), verdict=calm) for i in range(299)]
    text = page(one(*lagging, *many))
    assert text.count("<figure>") == 2
    assert "目标超过 300 项，只为滞后和逾期未完成的目标画图" in text
    few = page(one(*lagging, *many[:-1]))
    assert few.count("<figure>") == 300
    assert "目标超过" not in few


def test_cells_beyond_the_first_200_are_counted() -> None:
    basis = tuple(Basis("2026-Q1", D(i), (CellRef("a.xlsx", "s", f"A{i}"),)) for i in range(1, 204))
    made = judged(target("X", "甲", "a"), verdict(Status.AT_RISK, "pace", (), basis, actual=D(1)))
    assert "另有 3 个数值，用 plancheck explain X 查看" in page(one(made))


def test_findings_beyond_the_first_1000_are_counted() -> None:
    found = tuple(Finding("C203", "error", CellRef("a.xlsx", "s", f"A{i}"), {"seen": "约3"}) for i in range(1, 1003))
    assert "另有 4 条" in page(report(plan_report(targets()), findings=found))  # two stand with targets


def test_only_colours_are_taken_from_a_plan() -> None:
    own = {"missed": "#123abc", "at_risk": "orange", "achieved": "red; } body { display: none", "on_track": "url(x)"}
    made = palette(plan_report(targets(), colours=own).loaded.plan, "p0")
    assert ".p0.s-missed {--s: #123abc}" in made
    assert ".p0.s-at_risk {--s: #b45309}" in made
    assert "display" not in made
    assert "url" not in made


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_named_colours_stand_out_from_the_page_three_to_one() -> None:
    names = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "grey", "purple", "orange")
    for name in names:
        made = palette(plan_report(targets(), colours={"missed": name}).loaded.plan, "p0")
        light, dark = re.findall(r"\.p0\.s-missed \{--s: (#\w+)\}", made)
        assert (1.05) / (luminance(light) + 0.05) >= 3
        assert (luminance(dark) + 0.05) / (luminance("#14171b") + 0.05) >= 3


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = "from tests.reports.test_html import *; print(hashlib.sha256(page(demo()).encode()).hexdigest())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("0", "UTC"), ("7", "Asia/Shanghai"))
    }  # fmt: skip
    assert len(runs) == 1


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    assert term("zh", "page.skip") != term("en", "page.skip")
    assert 'lang="zh-CN"' in page(demo())
    assert 'lang="en"' in page(demo(), "en")
