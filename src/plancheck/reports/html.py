"""The report as one web page that needs nothing else: no network, no font, no script from elsewhere.

Everything that comes from an input is escaped by the template. The page's own style and script are allowed by their
sha256 and nothing else is, so that a browser would run or fetch nothing even if something had got through.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from plancheck.messages import term
from plancheck.reports.flow import Flow, flow_of
from plancheck.reports.html_cards import NUMERIC
from plancheck.reports.html_page import page_of
from plancheck.reports.html_pieces import Parts
from plancheck.reports.options import Options
from plancheck.reports.report import Report

_TOGETHER = 256
"""Pieces of the template that are handed on as one."""
_WORDS = ("skip", "overview", "all", "each", "search", "every", "reset", "open", "shown", "details", "findings_all")
_KNOWN = {"basis": "explain.basis", "no_basis": "explain.no_basis", "findings": "explain.findings",
          "sample": "word.sample"}  # fmt: skip


def render(report: Report, options: Options) -> str:
    """The whole page, the same bytes for the same report."""
    return "".join(stream(flow_of(report), options))


def stream(flow: Flow, options: Options) -> Iterator[str]:
    """The same in pieces, when the last plan has come."""
    lang, made = options.lang, _environment()
    words = {name: term(lang, f"page.{name}") for name in _WORDS} | {n: term(lang, key) for n, key in _KNOWN.items()}
    words["none"] = term(lang, "text.no_targets" if flow.count else "text.no_plans")
    page, colours = page_of(flow, options, _parts(made, words, flow.count > 1))
    style, script = _part("page.css") + colours, _part("page.js")
    pieces = made.get_template("page.html.jinja").stream(
        page=page, words=words, style=Markup(style), script=Markup(script),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )  # fmt: skip
    pieces.enable_buffering(_TOGETHER)
    yield from pieces


def _parts(made: Environment, words: Mapping[str, str], several: bool) -> Parts:
    """What the template writes for one plan."""
    macros = vars(made.get_template("parts.html.jinja").make_module({"words": words}))
    return Parts(
        lambda plan: str(macros["plan_head"](plan, several)),
        lambda row: str(macros["row_line"](row, NUMERIC)),
        lambda group: str(macros["group_cards"](group)),
    )


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _part(name: str) -> str:
    return files("plancheck.reports").joinpath("page", name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()
