"""Nothing from an input acts on whoever reads the output: terminals, spreadsheets, web pages, CI systems."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plancheck.cli.app import COMMANDS
from plancheck.model.numeral import plain_decimal
from plancheck.reports import FORMATS
from tests.hostile.books import HEAD, book, row
from tests.hostile.conftest import Sandbox
from tests.hostile.project import PLAN, make_project, snapshot
from tests.hostile.test_attacks import prints

VENOM = {
    "escape": "\x1b[31;1mred\x1b]0;title\x07",
    "eight_bit": "\x9b31mred\x85",
    "bidi": "\u202efdp.exe\u2066\u2069\u200f",
    "invisible": "a\u200bb\u2060c\ufeffd\U000e0041",
    "markup": "[red]x[/red] [link=http://127.0.0.1:9]y[/link]",
    "annotation": "x\n::error file=a,line=1::boom\r\n##[error]boom\n%0A::set-output name=a::b",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;",
    "html_end": "]]></script></style></td>--><svg/onload=alert(1)>",
    "markdown": "| x | ![i](http://127.0.0.1:9/i.png) `c` [a](javascript:b) <b>",
    "equals": "=cmd|'/c calc'!A0",
    "full_width_equals": "＝1+1",
    "plus": "+1+cmd|'/c calc'!A0",
    "minus": "-1+cmd|'/c calc'!A0",
    "at": "@SUM(1+1)*cmd|'/c calc'!A0",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "separator": 'a","b;c\td\ne',
    "template": "{{7*7}} ${7*7} %(x)s {0} {seen}",
    "path": "../../etc/passwd\\..\\x:y",
    "surrogates": "\U0001f600\U00020000 é é",
    "long": "长" * 40_000,
}
_CELL = """\
R1.1,{0},2026-Q1,700,{0},
{0},甲,2026-Q1,1,,
R1.1,乙,2026-Q2,{0},,
R1.1,丙,{0},5,,
R1.3,丁,2026-Q3,,{0},{0}
"""
_HEAD = "目标编号,填报单位,期间,数值,事项,是否完成,{0}\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _plan(venom: str) -> str:
    """The plan with the text in titles, owner, unit and items, as far as a plan may hold it."""
    said = json.dumps("".join(c for c in venom if c.isprintable())[:60] or "x", ensure_ascii=False)
    return (
        PLAN.replace("{zh: 新增学位, en: New places}", f"{{zh: {said}, en: {said}}}")
        .replace("jtj: 区教育和体育局", f"jtj: {said}")
        .replace("items: [甲, 乙]", f"items: [{said}, 乙]")
        .replace("{zh: 示例区规划, en: Sample plan}", f"{{zh: {said}, en: {said}}}")
        .replace("unit: 个", f"unit: {said}")
    )


def _name(venom: str) -> str:
    return "".join(c for c in venom if c not in '/\0"\\')[:40] + ".csv"


@pytest.fixture(params=VENOM, ids=str)
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project with the text wherever an input can hold it: cells, headers, file names, the plan."""
    venom = VENOM[request.param]
    table = (_HEAD + _CELL).replace("{0}", _quoted(venom)).encode()
    make_project(tmp_path / "p", {_name(venom): table}, _plan(venom))
    return tmp_path / "p"


def _commands(root: Path, out: Path) -> list[list[str]]:
    """Every command and format that there is."""
    day = ["--as-of", "2026-10-30"]
    printed = ("text", "json", "csv", "markdown")
    made = [["status", *day, "--format", form] for form in printed]
    made += [
        ["status", *day, "--format", form, "-o", str(out / f"s.{form}")] for form in FORMATS if form not in printed
    ]
    made += [["--lang", "en", "status", *day], ["status", *day, "--all", "--color", "always"], ["brief", *day]]
    made += [["explain", "R1.1", *day], ["explain", "R1.1", *day, "--format", "json"], ["lint", "--format", "json"]]
    made += [["lint"], ["template", "demo", "--period", "2026-Q3", "-o", str(out / "form.xlsx")]]
    if "validate" in COMMANDS:
        from plancheck.reports.checked import FORMATS as CHECKED

        file = str(next(path for path in (root / "data" / "demo").iterdir() if path.name != "sound.csv"))
        made += [["validate", *day, "--format", form, "--", file] for form in CHECKED]
        made += [["validate", *day, "--annotate", str(out / "marked.xlsx"), "--", file]]
    if "report" in COMMANDS:
        made += [["report", *day, "-o", str(out / "page.html")]]
    return made


def test_every_output_is_inert(root: Path, sandbox: Sandbox) -> None:
    out = sandbox.home / "out"
    before = snapshot(root)
    for argv in _commands(root, out):
        ran = sandbox.ask(cwd=str(root), argv=argv)
        assert ran["code"] in (0, 1, 3), (argv, ran["err"])
        assert ran["broken"] == [], argv
        _inert(ran["out"], argv)
        assert prints(ran["err"]), argv
    for made in out.iterdir():
        _inert_file(made)
        made.unlink()
    assert snapshot(root) == before


def test_an_audit_and_a_binding_are_inert_too(root: Path, sandbox: Sandbox) -> None:
    """The bundle is handed on to people who never saw the submissions; a proposed binding is opened in an editor."""
    bundle = sandbox.home / "out" / "audit"
    file = str(next(path for path in (root / "data" / "demo").iterdir() if path.name != "sound.csv"))
    made = [["audit", "--year", "2026", "-o", str(bundle)], ["audit", "--verify", str(bundle)]]
    made += [["diff", str(bundle), str(bundle)], ["diff", "2026-Q2", "2026-Q3", "--format", "markdown"]]
    made += [["bind", "--", file], ["bind", "--lang", "en", "--", file]]
    try:
        for argv in made:
            ran = sandbox.ask(cwd=str(root), argv=argv)
            assert ran["code"] in (0, 1, 2, 3), (argv, ran["err"])
            assert ran["broken"] == [], argv
            _inert(ran["out"], argv)
            assert prints(ran["err"]), argv
        for part in bundle.iterdir():
            if part.suffix in (".html", ".xlsx"):
                _inert_file(part)
            elif part.name == "manifest.json":  # in the canonical form of JSON, which escapes nothing but C0
                assert not re.search(r"[\x00-\x09\x0b-\x1f]", part.read_text("utf-8"))
            else:
                _inert(part.read_text("utf-8"), ["--format", {".md": "markdown", ".json": "json"}[part.suffix]])
    finally:
        shutil.rmtree(bundle, ignore_errors=True)


EXTREMES = ("1.7976931348623157E308", "-1.7976931348623157E308", "1E-300", "0", "9" * 15, "99.999999999999")


@pytest.mark.parametrize("first", EXTREMES)
def test_extreme_values_reach_every_output(first: str, sandbox: Sandbox, tmp_path: Path) -> None:
    """The largest, the smallest and nothing, one after the other, by two reporters for two measures."""
    values = [first, *(value for value in EXTREMES if value != first)]
    cells = [(target, entity, value) for target in ("R1.1", "R1.2") for entity in ("甲校", "乙校") for value in values]
    body = "".join(
        row(at, f"<c><v>{value}</v></c>", target=target, period=f"2026-0{at % 6 + 1}", entity=entity)
        for at, (target, entity, value) in enumerate(cells, 2)
    )
    root = tmp_path / "p"
    make_project(root, {"x.xlsx": book(HEAD + body)})
    for argv in _commands(root, sandbox.home / "out"):
        ran = sandbox.ask(cwd=str(root), argv=argv)
        assert ran["code"] in (0, 1, 3), (argv, ran["err"])
        assert prints(ran["err"]), argv
    for made in (sandbox.home / "out").iterdir():
        made.unlink()


def _inert(text: str, argv: list[str]) -> None:
    coloured = "always" in argv
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text) if coloured else text
    assert prints(bare), (argv, [c for c in bare if not c.isprintable() and c not in "\n\u3000"][:5])
    form = argv[argv.index("--format") + 1] if "--format" in argv else "text"
    if form in ("json", "sarif"):
        json.loads(text)
    elif form == "csv":
        for record in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
            assert not any(_calculates(cell) for cell in record), record
    elif form == "junit":
        ElementTree.fromstring(text.encode())
    elif form == "github":
        commands = [line for line in text.splitlines() if line.startswith("::")]
        assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
        assert not re.search(r"^(##\[|::(set-|add-|stop-|save-|echo|debug|group))", text, re.MULTILINE)
    elif form == "markdown":
        assert not re.search(r"(?<!\\)<(?!br>)|(?<!\\)!\[|(?<!\\)\]\(", text), text


def _calculates(cell: str) -> bool:
    return cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) and plain_decimal(cell) is None


def _inert_file(path: Path) -> None:
    if path.suffix == ".html":
        page = _Page()
        page.feed(path.read_text("utf-8"))
        assert page.bad == []
        return
    with zipfile.ZipFile(path) as container:
        for name in container.namelist():
            content = container.read(name)
            assert b"<f>" not in content, name
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(content)
            assert not re.search(rb'Target="(?:https?|file|\\\\)', content), name


class _Page(HTMLParser):
    """Looks for what could run or fetch: handlers, frames, links out."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("iframe", "object", "embed", "base", "form", "img"):
            self.bad.append(tag)
        for name, value in attrs:
            where = (value or "").strip().lower()
            if name.startswith("on") or (name in ("href", "src", "action") and re.match(r"(?:\w+:|//)", where)):
                self.bad.append(f"{tag} {name}={value}")
