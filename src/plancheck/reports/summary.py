"""The parts of a text report that sum up: header, counts, what changed, what was found in the inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from plancheck.messages import code_text, phrase, term
from plancheck.messages.escape import escape
from plancheck.messages.numbers import percent
from plancheck.model.codes import ERROR, INFO, WARNING
from plancheck.model.verdict import Status
from plancheck.reports.ansi import Paint
from plancheck.reports.changes import changes
from plancheck.reports.flow import Flow
from plancheck.reports.found import Found
from plancheck.reports.options import Options
from plancheck.reports.report import Report, TargetReport
from plancheck.reports.rows import View, named, status_word
from plancheck.reports.select import GATING, all_findings, chosen
from plancheck.reports.width import fit, pad, width, wrap

_INDENT = 4
_LONGEST_BAR = 40
_BETWEEN = "    "


def header(view: View) -> list[str]:
    """Title with the sample mark, and the dates that the verdicts hold for."""
    title = escape(view.source.title.get(view.lang))
    mark = f"  [{term(view.lang, 'word.sample')}]" if view.source.sample else ""
    first = fit(title, view.options.width - width(mark)) + mark
    return [first, *wrap("    ".join(_dates(view)), view.options.width)]


def _dates(view: View) -> Iterator[str]:
    plan, lang = view.plan, view.lang
    yield from days(view.report, lang)
    if plan.data_date:
        yield phrase(lang, "text.line.data_date", data_date=plan.data_date.isoformat())
    else:
        yield term(lang, "text.line.no_data")
    if plan.reporters_expected:
        got, of = str(plan.reporters_in), str(plan.reporters_expected)
        yield phrase(lang, "text.line.reporters", reporters_in=got, reporters_expected=of)


def days(report: Report, lang: str) -> Iterator[str]:
    """The day that the verdicts speak of, and up to which day submissions are known."""
    as_of = report.as_of.isoformat()
    if report.period:
        yield phrase(lang, "text.line.period", period=escape(report.period), as_of=as_of)
    else:
        yield phrase(lang, "text.line.as_of", as_of=as_of)
    if report.known_at:
        yield phrase(lang, "text.line.known_at", known_at=report.known_at.isoformat())


def counts(view: View) -> list[str]:
    """A line and a bar for each status that occurs, worst first."""
    return bars(view.plan.counts, view.source.sample, view.paint, view.options)


def bars(counted: Mapping[Status, int], sample: bool, paint: Paint, options: Options) -> list[str]:
    """The same for any counts; `sample` where any of them is of a sample."""
    present = [(status, counted[status]) for status in GATING if counted.get(status)]
    names = {status: status_word(options.lang, status, sample) for status, _ in present}
    columns = max((width(name) for name in names.values()), default=0)
    digits = max((len(str(count)) for _, count in present), default=0)
    longest = max((count for _, count in present), default=0)
    room = min(options.width - columns - digits - 4, _LONGEST_BAR)
    lines = []
    for status, count in present:
        bar = "#" * max(1, count * min(room, longest) // longest)
        lines.append(f"{paint(pad(names[status], columns), status)}  {count:>{digits}}  {paint(bar, status)}")
    return lines


def checkable(view: View) -> list[str]:
    """How many of the targets a machine can judge."""
    total, rest = len(view.plan.targets), view.plan.counts.get(Status.NOT_CHECKABLE, 0)
    if not total:
        text = term(view.lang, "text.bare_plan")
    elif not rest:
        text = phrase(view.lang, "text.all_checkable", total=str(total))
    else:
        able = total - rest
        share = percent(Decimal(able) / total, (Decimal(1),))
        key = "text.checkable"
        text = phrase(view.lang, key, checkable=str(able), total=str(total), share=share, rest=str(rest))
    return wrap(text, view.options.width)


def changed(view: View) -> list[str]:
    """How many targets stand worse or better than on the day compared with; of those that were asked for the worst by
    name, or with every target each."""
    since = view.report.since
    if since is None:
        return []
    found = changes(view.plan.targets)
    if not found.worse and not found.better:
        return [phrase(view.lang, "text.no_changes", since=since.isoformat())]
    worse, better = str(len(found.worse)), str(len(found.better))
    lines = [phrase(view.lang, "text.changes", since=since.isoformat(), worse=worse, better=better)]
    listed = changes(chosen(view.plan, view.options))
    worst = "text.worst_change" if listed.worse[:1] == found.worse[:1] else "text.change"
    named = [(worst, item) for item in listed.worse[:1]]
    if view.options.show_all:
        named = [("text.change", item) for item in (*listed.worse, *listed.better)]
    return [*lines, *(" " * _INDENT + line for key, item in named for line in _change(view, key, item))]


def _change(view: View, key: str, item: TargetReport) -> list[str]:
    """On one line where there is room: only the title gives way."""
    assert item.previous is not None  # only targets that had a status before can have changed
    before = term(view.lang, f"status.{item.previous.status.value}")
    after = status_word(view.lang, item.verdict.status, view.source.sample)
    bare = width(phrase(view.lang, key, name="", before=before, after=after))
    name = named(view, item, view.options.width - _INDENT - bare)
    text = phrase(view.lang, key, name=name, before=before, after=after)
    return wrap(text, view.options.width - _INDENT)


def findings(report: Report, options: Options) -> list[str]:
    """How many findings of each severity the inputs gave rise to: never silent. Then the commonest errors, or with
    every target every code."""
    counted = Counter((finding.severity, finding.code) for finding in all_findings(report))
    return in_words(counted, left_out(report), options)


def left_out(report: Report) -> Counter[str]:
    """How many findings of each code the plans leave out."""
    return sum((Counter(plan.left_out) for plan in report.plans), Counter[str]())


def tally(flow: Flow) -> Found:
    """Collects of each finding what `tallied` counts."""
    return Found(flow, lambda finding: f"{finding.severity} {finding.code}")


def tallied(found: Found, options: Options) -> list[str]:
    """The same as `findings`, of plans that came one after another."""
    named = (text.partition(" ") for text in found.each())
    return in_words(Counter((severity, code) for severity, _, code in named), found.left_out, options)


def in_words(every: Counter[tuple[str, str]], gone: Counter[str], options: Options) -> list[str]:
    """The same again: `every` counts the findings by severity and code, `gone` those left out by code."""
    lines = _in_words(every, options)
    return [*lines, *wrap(left_out_words(gone, options.lang), options.width)] if gone else lines


def left_out_words(gone: Counter[str], lang: str) -> str:
    """What the plans leave out."""
    return phrase(lang, "text.left_out", codes=" ".join(f"{code} x{count}" for code, count in sorted(gone.items())))


def _in_words(every: Counter[tuple[str, str]], options: Options) -> list[str]:
    if not every:
        return [term(options.lang, "text.findings_none")]
    by: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    for (severity, code), number in every.items():
        by[severity] += number
        codes[code] += number
        errors[code] += number if severity == ERROR else 0
    count = {severity: str(by[severity]) for severity in (ERROR, WARNING, INFO)}
    head = phrase(options.lang, "text.findings", **count)
    if options.show_all:
        return [
            head,
            *(line for code in sorted(codes) for line in _indented([_counted(code, codes, options)], options)),
        ]
    return [head, *_commonest(+errors, options)]


def _counted(code: str, codes: Counter[str], options: Options) -> str:
    return f"{code} {code_text(options.lang, code)[0]} x{codes[code]}"


def _indented(parts: list[str], options: Options) -> list[str]:
    lines = wrap(_BETWEEN.join(parts), options.width - _INDENT)
    return [" " * _INDENT + line for line in lines]


def _commonest(codes: Counter[str], options: Options) -> list[str]:
    """As many of the commonest errors as one line has room for, the first whatever its length."""
    shown: list[str] = []
    for code, _ in codes.most_common():
        shown.append(_counted(code, codes, options))
        if len(shown) > 1 and width(_BETWEEN.join(shown)) > options.width - _INDENT:
            shown.pop()
            break
    return _indented(shown, options) if shown else []


def _same_day(report: Report) -> str:
    """The options that give this day again: as-of is today unless it was asked for, which nobody can tell from here."""
    day = f" --period {escape(report.period)}" if report.period else f" --as-of {report.as_of.isoformat()}"
    return f"{day} --known-at {report.known_at.isoformat()}" if report.known_at else day


def more(view: View, example: str | None) -> list[str]:
    """The commands that show the rest, on the same day, of the same submissions; none where the plan has no target."""
    if not view.plan.targets:
        return []
    period = _same_day(view.report) + escape(view.options.again)
    target = example or view.plan.targets[0].target.id
    return [
        phrase(view.lang, "text.more", plan=view.source.id, period=period),
        phrase(view.lang, "text.explain", id=target, period=period),
    ]
