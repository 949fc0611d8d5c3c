"""The web page as people use it: it loads alone, sorts, filters, prints, and does without script, mouse and colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plancheck.model.text import Text
from plancheck.model.verdict import Status
from plancheck.reports import FORMATS, Options
from tests.reports.build import judged, plan_report, report, target, verdict
from tests.reports.test_html import EVIL, infected

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]
SHOWN = "#table tbody tr:not([hidden])"
CARDS = ".card:not([hidden])"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens an address in a window of its own; fails where the page wrote to the console or asked for anything."""
    made = []
    said: list[str] = []

    def go(address: str, **context: object) -> Page:
        made.append(browser.new_context(**context))  # type: ignore[arg-type]
        page = made[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if request.url != address else None)
        page.goto(address)
        return page

    yield go
    for context in made:
        context.close()
    assert said == []


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"{SHOWN} td:nth-child({number})").all_inner_texts()


def test_it_loads_alone_and_shows_everything(visit: Open, zh: str) -> None:
    page = visit(zh)
    assert page.title() == "示例区教育三年计划（2026—2028年）"
    assert page.locator(SHOWN).count() == 76
    assert page.locator(CARDS).count() == 76
    assert page.locator("figure svg[role=img]").count() == 72
    assert page.locator("#controls").is_visible()
    assert column(page, 1)[0].strip() == "逾期未完成（示例数据）"


def test_filter_by_status_office_programme_and_words(visit: Open, zh: str) -> None:
    page = visit(zh)
    page.select_option("select[name=status]", "at_risk")
    assert page.inner_text("#shown") == "显示 9/76 项"
    assert {text.strip() for text in column(page, 1)} == {"滞后（示例数据）"}
    assert page.locator(CARDS).count() == 9
    page.select_option("select[name=office]", label="区住建局")
    assert column(page, 2) == ["S2.10"]
    page.click("#reset")
    page.select_option("select[name=programme]", label="项目建设工程")
    assert {text[:3] for text in column(page, 2)} == {"S5."}
    assert page.locator("section.group:not([hidden])").count() == 1
    page.click("#reset")
    assert page.locator("#shown").is_hidden()
    page.fill("input[type=search]", "近视 ４６")  # full width is the same figure
    page.wait_for_selector("#shown:not([hidden])")
    assert column(page, 2) == ["S3.4"]


def test_sort_by_figures_dates_and_words(visit: Open, zh: str) -> None:
    page = visit(zh)
    page.click("th:nth-child(8) button")
    ratios = [float(text.rstrip("%").replace(",", "")) for text in column(page, 8) if text]
    assert ratios == sorted(ratios)
    assert column(page, 8)[-1] == ""  # what has none comes last
    page.click("th:nth-child(8) button")
    assert page.get_attribute("th:nth-child(8)", "aria-sort") == "descending"
    ratios = [float(text.rstrip("%").replace(",", "")) for text in column(page, 8) if text]
    assert ratios == sorted(ratios, reverse=True)
    page.click("th:nth-child(2) button")
    assert column(page, 2)[:3] == ["S1.1", "S1.2", "S1.3"]
    assert column(page, 2).index("S1.9") < column(page, 2).index("S2.10")
    assert page.locator("th[aria-sort]").count() == 1


def test_it_is_worked_by_keyboard(visit: Open, zh: str) -> None:
    page = visit(zh)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.focus("th:nth-child(3) button")
    page.keyboard.press("Enter")
    assert page.get_attribute("th:nth-child(3)", "aria-sort") == "ascending"
    page.focus("select[name=status]")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#shown") == "显示 8/76 项"
    page.focus(f"{SHOWN} a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').className").startswith("card")
    summary = page.locator(f"{CARDS} summary").first
    summary.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator(f"{CARDS} details[open]").count() == 1


def test_all_evidence_opens_at_once(visit: Open, en: str) -> None:
    page = visit(en)
    page.select_option("select[name=status]", "missed")
    page.click("#open")
    assert page.locator(".card details[open]").count() == 8
    page.click("#open")
    assert page.locator(".card details[open]").count() == 0


def test_everything_is_there_without_script(visit: Open, zh: str) -> None:
    page = visit(zh, java_script_enabled=False)
    assert page.locator("#controls").is_hidden()
    assert page.locator(SHOWN).count() == 76
    page.locator(".card summary").first.click()
    assert page.locator(".card details[open]").count() == 1


def test_a_narrow_phone_needs_no_scrolling_sideways(visit: Open, zh: str) -> None:
    page = visit(zh, viewport={"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_text_stands_out_in_light_and_dark(visit: Open, zh: str) -> None:
    for scheme in ("light", "dark"):
        page = visit(zh, color_scheme=scheme)
        for place in ("body", "dt", ".flag", "summary", "figure .n", "thead th"):
            assert contrast(page, place) >= 4.5, (scheme, place)


def contrast(page: Page, place: str) -> float:
    """Of the text at a place against the ground behind it."""
    found: float = page.evaluate(
        """(place) => {
          const light = (text) => {
            const [r, g, b] = text.match(/[\\d.]+/g).map((x) => x / 255)
              .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const element = document.querySelector(place);
          const style = getComputedStyle(element);
          let behind = element;
          while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
          const ink = place.startsWith("figure") ? style.fill : style.color;
          const both = [light(ink), light(getComputedStyle(behind).backgroundColor)].sort((a, b) => b - a);
          return (both[0] + 0.05) / (both[1] + 0.05);
        }""",
        place,
    )
    return found


def test_on_paper_the_table_has_its_heads_and_no_controls(visit: Open, zh: str, tmp_path: Path) -> None:
    page = visit(zh)
    page.emulate_media(media="print")
    assert page.locator("#controls").is_hidden()
    assert page.locator("th button").first.is_hidden()
    head = page.evaluate("getComputedStyle(document.querySelector('th[data-sort]'), '::before').content")
    assert head == '"状态"'
    made = page.pdf(prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    assert 10 < made.count(b"/Type /Page\n") < 60


def test_what_got_in_as_text_stays_text(visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "evil.html"
    file.write_text(FORMATS["html"](infected(EVIL), Options()), "utf-8")
    page = visit(file.as_uri())
    assert page.evaluate("document.scripts.length") == 1
    assert page.locator("img").count() == 0
    assert "<script>alert(1)" in page.inner_text("h4")


def test_three_thousand_targets_can_be_filtered_and_sorted(visit: Open, tmp_path: Path) -> None:
    items = tuple(
        judged(target(f"T{i}", f"第{i}项", f"No. {i}"), verdict(Status.MISSED if i % 3 else Status.ON_TRACK, "pace"))
        for i in range(3000)
    )
    file = tmp_path / "many.html"
    file.write_text(FORMATS["html"](report(plan_report(items, title=Text(zh="大"))), Options()), "utf-8")
    page = visit(file.as_uri())
    page.select_option("select[name=status]", "on_track")
    assert page.inner_text("#shown") == "显示 1000/3000 项"
    page.click("th:nth-child(2) button")
    page.click("th:nth-child(2) button")
    assert column(page, 2)[0] == "T2997"
