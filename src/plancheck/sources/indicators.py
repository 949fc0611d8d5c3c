"""Which target a label in a bound table means."""

from __future__ import annotations

from dataclasses import dataclass, field

from plancheck.model.frozen import frozen
from plancheck.plans.plan import Target
from plancheck.sources.binding import Binding
from plancheck.sources.headers import split_unit
from plancheck.sources.naming import Names, NotATarget
from plancheck.sources.template import squeezed


@frozen
class Named:
    """`target` is None for a label that the binding does not list; `unit` is what stands in brackets at its end."""

    target: Target | NotATarget | None
    unit: str = ""


@dataclass(slots=True)
class Indicators:
    """Labels are looked up as they are and without the unit in brackets, in the binding's list where it has one, else
    among the names in the plan. `met` gathers the names of that list that occurred."""

    binding: Binding
    names: Names
    met: set[str] = field(default_factory=set)
    _listed: dict[str, str] = field(default_factory=dict)
    _known: dict[str, Named] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._listed = {squeezed(name): name for name in self.binding.targets or {}}

    def named(self, label: str) -> Named:
        """What the label means; the same label always means the same."""
        if label not in self._known:
            self._known[label] = self._look_up(label)
        return self._known[label]

    def _look_up(self, label: str) -> Named:
        whole = squeezed(label)
        bare, unit = split_unit(whole)
        if not self._listed:
            return self._by_plan(label, bare, unit)
        for spelled in (whole, bare):
            if spelled in self._listed:
                name = self._listed[spelled]
                self.met.add(name)
                return Named(self.names.target((self.binding.targets or {})[name]), unit)
        return Named(None)

    def _by_plan(self, label: str, bare: str, unit: str) -> Named:
        """Brackets that belong to a name in the plan state no unit."""
        found = self.names.target(label)
        if isinstance(found, Target) or not unit:
            return Named(found)
        without = self.names.target(bare)
        return Named(without, unit) if isinstance(without, Target) else Named(found)

    def missing(self) -> list[str]:
        """Names that the binding lists and the table does not have."""
        return [name for name in self.binding.targets or {} if name not in self.met]
