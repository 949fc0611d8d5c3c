"""Where there is no roster, one reporter may be the whole of which the others are parts: 全区 beside its schools.

Alone its figure is the figure. Beside others nobody can tell whether it holds theirs, so neither is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding
from plancheck.model.origin import Origin
from plancheck.model.series import INFINITY, Series, Standing
from plancheck.series.scope import Scope
from plancheck.sources.cells import clean

WHOLES = frozenset(
    f"全{area}{figure}" for area in ("国", "省", "市", "区", "县", "镇", "乡", "街道")
    for figure in ("", "平均", "平均值", "均值", "汇总", "累计")
)  # fmt: skip
"""As they are compared. Names that begin so and go on are names of their own: 全南小学."""


def is_whole(name: str) -> bool:
    """全区, 全市平均."""
    return name.strip()[:1] == "全" and clean(name) in WHOLES


def beside(reporters: Iterable[str]) -> tuple[str, str] | None:
    """The name of the whole and the first of the others, where there are both."""
    known = list(reporters)
    whole = next(filter(is_whole, known), None)
    other = next((name for name in known if name and not is_whole(name)), None)
    return None if whole is None or other is None else (whole, other)


def doubled(scope: Scope, both: tuple[str, str], origin: Origin | None) -> Finding:
    """What is to be said of such a target (R302)."""
    seen, other = both
    facts = {"reason": "whole", "target": scope.target.id, "seen": seen, "other_entity": other}
    return Finding("R302", SEVERITY["R302"], origin, facts, scope.target.id, scope.plan.id)


def undoubled(scope: Scope, series: Series, reporters: Iterable[str]) -> tuple[Series, list[Finding]]:
    """The series as one in which nothing can be used, and why, where these reporters are a whole and its parts."""
    both = beside(reporters)
    if both is None:
        return series, []
    every = (*series.standings, *series.flows, *series.years)
    said = (place for one in every for basis in one.basis if basis.entity == both[0] for place in basis.sources)
    opened = (tuple(map(_open, line)) for line in (series.standings, series.flows, series.years))
    standings, flows, years = opened
    unread = replace(series, standings=standings, flows=flows, years=years, unread=True)
    return unread, [doubled(scope, both, next(said, None))]


def _open(standing: Standing) -> Standing:
    """The same with nothing known but what was submitted."""
    label = (standing.period.label,)
    return replace(standing, value=None, low=-INFINITY, high=INFINITY, unread=label, parts={}, terms={}, failing=())
