"""`sources.yaml` to typed bindings, as strictly as a plan: every error at once, with line and column."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from unicodedata import normalize

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen
from plancheck.model.origin import TextRef
from plancheck.model.period import Period, parse_date, parse_period
from plancheck.plans.decode import decode
from plancheck.plans.plan import Plan
from plancheck.plans.problem import Problem, at_path, findings, nearest
from plancheck.plans.tree import Node, Place, Table, locate
from plancheck.plans.typed import read_as
from plancheck.plans.yaml import read_yaml
from plancheck.sources.binding import Binding, Sources
from plancheck.sources.findings import finding
from plancheck.sources.naming import Names, names_of

FILE = "sources.yaml"
REASONS = {
    "P401": (
        "sources_empty",
        "template_expected",
        "rows_expected",
        "columns_expected",
        "header_rows_or_has",
        "field_twice",
        "target_nowhere",
        "period_nowhere",
        "value_nowhere",
        "value_twice",
        "factor_zero",
    ),
    "P408": ("target_unknown",),
}
"""Reasons that only a binding can have; those of any YAML file stand with the plans. Texts stand in `messages`."""


@frozen
class Bindings:
    """The tables in the order of the file, and where each is written; `findings` are all errors (then no tables)."""

    tables: tuple[Binding, ...] = ()
    places: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def broken(self) -> bool:
        """Nothing may be read: what the file was meant to say is not known."""
        return bool(self.findings)

    def of(self, name: str) -> tuple[Binding, ...]:
        """The bindings that fit a file, called by its path from the data folder."""
        return tuple(binding for binding in self.tables if _fits(binding.file, name))

    def idle(self, names: list[str], plan: str) -> tuple[Finding, ...]:
        """P414: bindings that fit none of the files."""
        return tuple(
            finding("P414", TextRef(FILE, *place), plan, None, reason="no_file", seen=binding.file)
            for binding, place in zip(self.tables, self.places, strict=True)
            if not any(_fits(binding.file, name) for name in names)
        )


def _fits(pattern: str, name: str) -> bool:
    """A pattern with a slash is held against the whole path, any other against the name of the file alone; upper and
    lower case, and composed and decomposed letters, are the same."""
    shown = name if "/" in pattern else name.rpartition("/")[2]
    return fnmatchcase(*(normalize("NFC", text).casefold() for text in (shown, pattern)))


def read_bindings(data: bytes, plan: Plan) -> Bindings:
    """The bindings for the submissions to this plan. Never raises for what the file holds."""
    text, problems = decode(data)
    lines = text.split("\n")
    if problems:
        return Bindings(findings=findings(problems, FILE, lines, plan.id))
    document = read_yaml(text)
    if not isinstance(document.root, Table):
        empty = Problem("P401", "sources_empty", (1, 1), facts={"expected": "sources: 1"})
        return Bindings(findings=findings(document.problems or (empty,), FILE, lines, plan.id))
    typed, wrong = read_as(Sources, document.root)
    found = [*document.problems, *wrong, *(() if typed is None else _meaningless(typed, document.root, plan))]
    if typed is None or found:
        return Bindings(findings=findings(found, FILE, lines, plan.id))
    return Bindings(
        typed.tables, tuple(locate(document.root, ("tables", i)).value_at for i in range(len(typed.tables)))
    )


def _meaningless(typed: Sources, root: Node, plan: Plan) -> Iterator[Problem]:
    """What is well formed and cannot be meant: unknown targets, periods that are none, a factor of zero."""
    names = names_of(plan)
    ids = [target.id for target in plan.targets]
    for index, binding in enumerate(typed.tables):
        for name, wanted in (binding.targets or {}).items():
            if wanted not in ids:
                facts = nearest(wanted, ids)
                yield at_path(root, ("tables", index, "targets", name), "P408", "target_unknown", **facts)
        for name, factor in (binding.factors or {}).items():
            if not factor:
                yield at_path(root, ("tables", index, "factors", name), "P401", "factor_zero")
        for field in binding.fixed or {}:
            yield from _bad_text(binding, field, index, root, names)


def _bad_text(binding: Binding, field: str, index: int, root: Node, names: Names) -> Iterator[Problem]:
    text = (binding.fixed or {})[field]
    path = ("tables", index, "fixed", field)
    known = {
        "period": lambda: isinstance(parse_period(text), Period),
        "submitted": lambda: hasattr(parse_date(text), "isoformat"),
        "target": lambda: hasattr(names.target(text), "id"),
    }
    if field not in known or known[field]():
        return
    if field == "target":
        yield at_path(root, path, "P408", "target_unknown", **nearest(text, list(names.targets)))
    else:
        yield at_path(root, path, "P401", "date_expected")
