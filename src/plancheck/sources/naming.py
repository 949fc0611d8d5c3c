"""What a plan brings to the reading of a table: its targets by every name, its headers, its placeholders."""

from __future__ import annotations

from collections.abc import Mapping

from plancheck.model.frozen import frozen
from plancheck.model.numeral import same_unit
from plancheck.plans.plan import Plan, Target
from plancheck.sources.cells import clean
from plancheck.sources.findings import nearest
from plancheck.sources.grid import Cell, Kind
from plancheck.sources.headers import Header, Vocabulary, vocabulary
from plancheck.sources.stated_unit import measures_otherwise


@frozen
class NotATarget:
    """Why a text names no target: `unknown`, `ambiguous` or `contradiction`; `several` are the targets it may mean.
    `seen` is the text and `known` every name there is."""

    reason: str
    several: str = ""
    seen: str = ""
    known: tuple[str, ...] = ()

    @property
    def nearest(self) -> str:
        """The targets it may mean, else the name most like it, "" for none. Looked for only when it is asked for."""
        return self.several or nearest(self.seen, list(self.known))


@frozen
class Names:
    """`targets`: cleaned name → the targets that bear it."""

    plan: str
    targets: Mapping[str, tuple[Target, ...]]
    headers: Vocabulary
    placeholders: Mapping[str, str]

    def target(self, text: str) -> Target | NotATarget:
        """The one target of this id, title or alias."""
        name = text if text in self.targets else clean(text)
        found = self.targets.get(name, ())
        if len(found) == 1:
            return found[0]
        if found:
            return NotATarget("ambiguous", " / ".join(target.id for target in found))
        return NotATarget("unknown", seen=name, known=tuple(self.targets))


def names_of(plan: Plan) -> Names:
    """An id always names its own target, even where another target bears it as a title. A target that an amendment
    renames bears its old names and its new ones."""
    targets: dict[str, tuple[Target, ...]] = {}
    new = _new_names(plan)
    for target in plan.targets:
        own = (target.title.zh, target.title.en, *target.aliases, *new.get(target.id, ()))
        for name in {clean(name) for name in own if name}:
            targets[name] = (*targets.get(name, ()), target)
    targets.update((target.id, (target,)) for target in plan.targets)
    placeholders = {clean(text): meant.strip() for text, meant in (plan.placeholders or {}).items()}
    return Names(plan.id, targets, vocabulary(plan.headers or {}), placeholders)


def _new_names(plan: Plan) -> Mapping[str, list[str]]:
    """Target id → the titles and aliases that amendments give it. They stand there as they are written."""
    found: dict[str, list[str]] = {}
    for amendment in plan.amendments:
        title, aliases = amendment.set.get("title", ""), amendment.set.get("aliases", ())
        names = [title] if isinstance(title, str) else [str(title.get("zh", "")), str(title.get("en", ""))]
        found.setdefault(amendment.target, []).extend((*names, *map(str, aliases)))
    return found


def asks_done(target: Target) -> bool:
    """The target is reported as 是 or 否."""
    return target.measure == "done" or (target.measure is None and target.rule.kind in ("checklist", "milestones"))


def unit_key(unit: str) -> str:
    """A unit as it is looked up: NFKC, no white space, case folded."""
    return "".join(clean(unit).casefold().split())


def unit_differs(stated: str, target: Target) -> bool:
    """A unit is stated and it is not the target's; a target without a declared unit takes any."""
    return bool(stated and target.unit) and not same_unit(stated, target.unit)


def header_differs(header: Header, target: Target) -> bool:
    """The header of the values, or a line above it, states another unit than the target's."""
    stated = header.units.get(header.column("value") or 0, "")
    return unit_differs(stated, target) or measures_otherwise(header.above, target.unit)


def why_otherwise(cell: Cell | None, alone: bool) -> dict[str, str]:
    """What makes the unit of a number another one, as facts of C213: the format that its cell is shown in, or a word
    beside a count that stands `alone`."""
    if cell is not None and cell.kind is Kind.NUMBER:
        return {"reason": "format", "format": cell.format}
    return {"reason": "count"} if alone else {}
