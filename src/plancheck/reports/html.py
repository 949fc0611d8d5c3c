"""The report as one web page that needs nothing else: no network, no font, no script from elsewhere.

Everything that comes from an input is escaped by the template. The page's own style and script are allowed by their
sha256 and nothing else is, so that a browser would run or fetch nothing even if something had got through.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from plancheck.messages import term
from plancheck.reports.html_colours import palette
from plancheck.reports.html_page import page_of
from plancheck.reports.options import Options
from plancheck.reports.report import Report

_WORDS = ("skip", "overview", "all", "each", "search", "every", "reset", "open", "shown", "details", "findings_all")
_KNOWN = {"basis": "explain.basis", "no_basis": "explain.no_basis", "findings": "explain.findings",
          "sample": "word.sample"}  # fmt: skip


def render(report: Report, options: Options) -> str:
    """The whole page, the same bytes for the same report."""
    lang = options.lang
    colours = "".join(palette(plan.loaded.plan, f"p{i}") for i, plan in enumerate(report.plans))
    style, script = _part("page.css") + colours, _part("page.js")
    words = {name: term(lang, f"page.{name}") for name in _WORDS} | {n: term(lang, key) for n, key in _KNOWN.items()}
    words["none"] = term(lang, "text.no_targets" if report.plans else "text.no_plans")
    return _template().render(
        page=page_of(report, options), words=words, style=Markup(style), script=Markup(script),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )  # fmt: skip


def _template() -> Template:
    made = Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return made.get_template("page.html.jinja")


def _part(name: str) -> str:
    return files("plancheck.reports").joinpath("page", name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
