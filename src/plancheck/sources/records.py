"""One row of a tidy table → one observation, and what there is to say about its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal

from plancheck.model.finding import Finding
from plancheck.model.frozen import frozen, slotted
from plancheck.model.numeral import Refusal, plainly
from plancheck.model.observation import Amount, Done, Observation, Share, Unread, Value
from plancheck.model.origin import CellRef, TextRef
from plancheck.model.period import Period, day
from plancheck.plans.plan import Target
from plancheck.rules.k_of_n import KOfN
from plancheck.sources.cells import (
    DONE_WORDS,
    WIDE,
    clean,
    read_amount,
    read_day,
    read_done,
    read_period,
    stray,
    tidied,
)
from plancheck.sources.findings import finding
from plancheck.sources.grid import Cell, Row, Sheet
from plancheck.sources.headers import Header
from plancheck.sources.naming import Names, NotATarget, asks_done, unit_differs, unit_key, why_otherwise
from plancheck.sources.shares import agrees, both_percentages, share_scale
from plancheck.sources.stated_unit import measures_otherwise

_ONCE_FOR_THE_AREA = "S108"
"""Said once for the whole merge, not again for each of its rows."""
_AROUND = " 已经全部都了。.！!"
"""What may stand around 完成 and still mean yes; 部分完成 and 完成90% do not, and are not to be taken for it."""


@frozen
class RowRead:
    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()


@slotted
class Reader:
    """Reads one row; findings gather on the way. `factors`: unit as written → what its numbers are multiplied by to
    be in the target's unit; a unit that differs and has none is not converted."""

    sheet: Sheet
    header: Header
    names: Names
    row: Row
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    target: str | None = None

    def read(self, target: Target | NotATarget | None) -> RowRead:
        """The row's observation, if it names a target and reports something about it."""
        self.target = target.id if isinstance(target, Target) else None
        if self.row.unclosed:
            self._say("S111", None, reason="quote", seen=self._text("target"))
        known = self._in_unit(self._known(target))
        observations = self._observation(known) if known else ()
        return RowRead(observations, tuple(self.findings))

    def stated(self, target: Target) -> Value | None:
        """What a row of totals states of the target, in its unit, read like any value."""
        return self._value(target, self._value_field(target))

    def _known(self, target: Target | NotATarget | None) -> Target | None:
        """The target, if it is one that takes reports; else R304, or C201 where its cell is blank."""
        if target is None:
            self._say("C201", "target", header=self.header.name("target"))
        elif isinstance(target, NotATarget):
            facts = {"seen": self._text("target"), "nearest": target.nearest, "reason": target.reason}
            self._say("R304", "target", **facts)
        elif target.rule.kind in ("narrative", "composite"):
            self._say("R304", "target", seen=self._text("target"), nearest="", reason=target.rule.kind)
        else:
            return target
        return None

    def _in_unit(self, target: Target | None) -> Target | None:
        """The target in the unit of the indicator that the row is about, where that has one of its own."""
        if target is None or not isinstance(target.rule, KOfN):
            return target
        item = clean(self._text("item"))
        own = next((i.unit for i in target.rule.indicators if clean(i.item) == item), "")
        return replace(target, unit=own) if own else target

    def _observation(self, target: Target) -> tuple[Observation, ...]:
        broken = self._broken()
        kept = len(self.findings)
        at = self._value_field(target)
        value = Unread(broken) if broken else self._value(target, at)
        if value is None:
            self._say("C201", at, header=self.header.name(at))
            return ()
        when = self._period(value)
        if isinstance(when, Unread) and not isinstance(value, Unread):
            value = when
        period = None if isinstance(when, Unread) else when
        entity, item = self._text("entity"), self._text("item")
        if stray(seen := self._raw("entity")):
            entity = tidied(seen)
            self._say("C214", "entity", header=self.header.name("entity"), seen=seen, used=entity, reason="name")
        submitted, origin = self._submitted(), self._origin(at)
        if broken:  # what its other cells seem to hold says nothing
            del self.findings[kept:]
        return (Observation(target.id, entity, period, item, value, submitted, origin, self._written(target, at)),)

    def _written(self, target: Target, at: str) -> str:
        """The value as it stands there, with its unit where that is another one and cannot be converted."""
        unit = self._text("unit") if at == "value" and not asks_done(target) else ""
        return self._raw(at) + (unit if unit_differs(unit, target) and unit_key(unit) not in self.factors else "")

    def _broken(self) -> str:
        """The code of what makes the whole row unreliable, "" for a sound row."""
        if self.row.unclosed:
            return "S111"
        width = self.header.fields
        if width and self.row.fields != width:
            self._say("S110", None, seen=str(self.row.fields), expected=str(width))
            if self.row.fields > width:  # mostly 1,234 without quotes: every field after it stands in a wrong column
                return "S110"
        return "S104" if self.header.duplicates else ""

    def _value_field(self, target: Target) -> str:
        """The column that holds what this target is reported by."""
        if asks_done(target):
            return next((f for f in ("done", "done_on", "value") if self._cell(f) is not None), "done")
        if target.measure == "ratio" and self._cell("numerator") is not None:
            return "numerator"
        if target.measure == "ratio" and self._cell("value") is None:
            return "numerator" if "numerator" in self.header.columns else "value"
        return "value"

    def _value(self, target: Target, at: str) -> Value | None:
        if asks_done(target):
            return self._done(at)
        if at == "numerator":
            return self._share(target)
        unit = self._written_unit(target, at)
        if unit is None:
            return Unread("C213")
        value = self._amount(at, unit)
        if isinstance(value, Unread):
            return value
        if value is not None and unit != target.unit:
            value = self._converted(value, unit, at, target)
        if value is None and target.measure != "ratio":
            return None
        weight = self._amount("denominator", self._header_unit("denominator"))
        if isinstance(weight, Unread):  # beside a blank too: of a ratio somebody meant to report
            return weight
        return None if value is None else Amount(value, weight)

    def _share(self, target: Target) -> Value | None:
        """Both counts; a denominator alone, or a numerator alone, is no share."""
        counts = []
        for at in ("numerator", "denominator"):
            count = self._amount(at, self._header_unit(at))
            if isinstance(count, Unread):
                return count
            counts.append(count)
        numerator, denominator = counts
        if numerator is None:
            return None
        if denominator is None:
            self._say("C201", "denominator", header=self.header.name("denominator"))
            return Unread("C201")
        share = Share(numerator, denominator)
        beside = read_amount(self._cell("value"), target.unit, self.names.placeholders)
        if agrees(beside, self._text("value"), share, share_scale(target)):
            return share
        expected = f"{self._text('numerator')}/{self._text('denominator')}"
        self._say("R302", "value", reason="share", seen=self._text("value"), expected=expected)
        return Unread("R302")

    def _done(self, at: str) -> Value | None:
        """The yes or no, with its day. A day of completion without a word says yes; with a no it says nothing."""
        done = read_done(self._cell("value" if at == "value" else "done"))
        done_on = self._day("done_on")
        if isinstance(done, Refusal):
            nearest = "否" if "未" in self._text(at) else "是" if self._text(at).strip(_AROUND) == "完成" else ""
            return self._refused(done, at, expected=DONE_WORDS, nearest=nearest)
        if isinstance(done_on, Unread):
            return done_on
        if done is None and done_on is None:
            return None
        if done is False and done_on is not None:
            self._say("R302", "done", reason="done", seen=f"{self._text('done')} / {done_on.isoformat()}")
            return Unread("R302")
        return Done(done is not False, done_on)

    def _written_unit(self, target: Target, at: str) -> str | None:
        """The unit that the number is in: the plan's, or another one that has a factor. None where the row's unit
        column, or the brackets of the header, state a unit that has none."""
        for origin, stated in (("unit", self._text("unit")), (at, self._header_unit(at))):
            if unit_differs(stated, target) and self._cell(at) is not None:
                if unit_key(stated) in self.factors:
                    return stated
                where = {} if origin == "unit" else {"reason": "header"}
                self._say("C213", origin, header=self.header.name(origin), seen=stated, unit=target.unit, **where)
                return None
        if measures_otherwise(self.header.above, target.unit) and self._cell(at) is not None:
            self._say("C213", at, header=self.header.name(at), seen=self.header.above, unit=target.unit, reason="above")
            return None
        return target.unit

    def _converted(self, value: Decimal, unit: str, at: str, target: Target) -> Decimal:
        """The number in the target's unit, exactly."""
        factor = self.factors[unit_key(unit)]
        converted = plainly(WIDE.multiply(value, factor))
        seen, used = f"{value:f} {unit}", f"{converted:f} {target.unit}"
        self._say("C217", at, header=self.header.name(at), seen=seen, used=used, unit=unit, factor=f"{factor:f}")
        return converted

    def _amount(self, at: str, unit: str) -> Decimal | Unread | None:
        read = read_amount(self._cell(at), unit, self.names.placeholders)
        if isinstance(read, Refusal):
            return self._refused(read, at, unit=unit)
        if read is None:
            return None
        for note in read.notes:
            facts = {"header": self.header.name(at), "seen": self._raw(at), "used": f"{read.value:f}", "unit": unit}
            self._say(note, at, **facts)
        return read.value

    def _refused(self, refusal: Refusal, at: str, **facts: str) -> Unread:
        seen = self._raw(at)
        if refusal.code == "C206":
            facts["expected"] = both_percentages(seen)
        if refusal.code == "C213":
            alone = at in ("numerator", "denominator") and not self._header_unit(at)
            facts |= why_otherwise(self._cell(at), alone)
        if refusal.code != _ONCE_FOR_THE_AREA:
            self._say(refusal.code, at, header=self.header.name(at), seen=seen, **facts)
        return Unread(refusal.code)

    def _period(self, value: Value) -> Period | Unread:
        """The period; for something done on a day and no period beside it, that day."""
        cell = self._cell("period")
        if cell is None and isinstance(value, Done) and value.done_on:
            return day(value.done_on)
        if "period" not in self.header.columns:
            if "done_on" not in self.header.columns:
                return Unread("S103")  # said once for the table
            self._say("C201", "done_on", header=self.header.name("period"))
            return Unread("C201")
        read = read_period(cell, self.sheet.date1904)
        return self._refused(read, "period") if isinstance(read, Refusal) else read

    def _day(self, at: str) -> date | Unread | None:
        read = read_day(self._cell(at), self.sheet.date1904)
        if not isinstance(read, Refusal):
            return read
        return self._refused(read, at, **({"reason": "date"} if read.code in ("C209", "C210") else {}))

    def _submitted(self) -> date | None:
        """None too where the day cannot be read: an undated submission supersedes nothing."""
        read = self._day("submitted")
        return None if isinstance(read, Unread) else read

    def _cell(self, name: str) -> Cell | None:
        """The field's first cell that holds something."""
        for column in self.header.columns.get(name, ()):
            if column in self.row.cells:
                return self.row.cells[column]
        return None

    def _raw(self, name: str) -> str:
        cell = self._cell(name)
        return cell.text if cell else ""

    def _text(self, name: str) -> str:
        return self._raw(name).strip()

    def _header_unit(self, name: str) -> str:
        column = self.header.column(name)
        return "" if column is None else self.header.units.get(column, "")

    def _origin(self, name: str | None) -> CellRef | TextRef:
        """The field's cell; without such a column, the first cell of the row."""
        columns = self.header.columns.get(name or "", ())
        for column in columns:
            if column in self.row.cells:
                return self.sheet.origin(self.row.number, column)
        first = min(self.row.cells, default=1) if name else 0 if self.sheet.name is None else 1
        return self.sheet.origin(self.row.number, columns[0] if columns else first)

    def _say(self, code: str, at: str | None, /, **facts: str) -> None:
        self.findings.append(finding(code, self._origin(at), self.names.plan, self.target, **facts))
