"""What a chart library costs: `python benchmarks/charts.py` draws one target's chart with every library it finds.

For each, in a process of its own: time to import, time for a chart (the least of 20), bytes of a chart, whether two
runs give the same bytes, whether Chinese words stay words, and the size on disk with everything it needs.
Install what is to be compared first: `pip install matplotlib pygal leather altair vl-convert-python`.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import metadata
from pathlib import Path

DAYS = [date(2026, 1, 1), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
ACTUAL = [0, 450, 1150, 1650]
DUE, TARGET = date(2028, 12, 31), 10000
WORDS = "新增学位"
DISTS = {
    "plancheck": "markupsafe",
    "matplotlib": "matplotlib",
    "pygal": "pygal",
    "leather": "leather",
    "altair": "altair vl-convert-python",
}


def draw_plancheck() -> Callable[[], str]:
    from decimal import Decimal

    from plancheck.model.history import Seen
    from plancheck.model.period import parse_period
    from plancheck.model.text import Text
    from plancheck.model.verdict import Status, Verdict
    from plancheck.plans.plan import Programme, Target
    from plancheck.reports.chart import chart
    from plancheck.reports.chart_words import Caption
    from plancheck.reports.report import TargetReport
    from plancheck.rules.reach import Reach

    values = [Decimal(x) for x in ACTUAL[1:]]
    history = tuple(
        Seen(parse_period(f"2026-Q{i}"), x, x, x)  # type: ignore[arg-type]
        for i, x in enumerate(values, 1)
    )
    goal = Target(id="R1.1", title=Text(zh=WORDS), rule=Reach(at_least=Decimal(TARGET)), measure="increment", unit="个")
    facts = {"actual": values[-1], "target": Decimal(TARGET), "comparator": "at_least", "due": DUE, "method": "pace"}
    facts |= {"baseline": Decimal(0), "baseline_date": DAYS[0], "expected": Decimal(2491), "data_date": DAYS[-1]}
    verdict = Verdict(Status.AT_RISK, "pace", (), facts)
    item = TargetReport(Programme(id="P", title=Text(zh="甲"), targets=()), goal, verdict, None, (), history)
    return lambda: chart("zh", "c", item, Caption(DAYS[-1], sample=True))


def draw_matplotlib() -> Callable[[], str]:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "x"}
    from matplotlib import pyplot

    def draw() -> str:
        figure, axes = pyplot.subplots(figsize=(4.2, 2.2))
        axes.plot(DAYS, ACTUAL, marker="o", label="实际")
        axes.plot([DAYS[0], DUE], [0, TARGET], "--", label="序时进度")
        axes.axhline(TARGET, label="目标")
        axes.set_title(WORDS)
        axes.legend()
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
        pyplot.close(figure)
        return out.getvalue()

    return draw


def draw_pygal() -> Callable[[], str]:
    import pygal

    def draw() -> str:
        made = pygal.DateLine(width=420, height=220, js=(), title=WORDS, no_prefix=True)
        made.add("实际", list(zip(DAYS, ACTUAL, strict=True)))
        made.add("序时进度", [(DAYS[0], 0), (DUE, TARGET)])
        made.add("目标", [(DAYS[0], TARGET), (DUE, TARGET)])
        return str(made.render(is_unicode=True))

    return draw


def draw_leather() -> Callable[[], str]:
    import leather

    def draw() -> str:
        made = leather.Chart(WORDS)
        made.add_line(list(zip(DAYS, ACTUAL, strict=True)), name="实际")
        made.add_line([(DAYS[0], 0), (DUE, TARGET)], name="序时进度")
        made.add_line([(DAYS[0], TARGET), (DUE, TARGET)], name="目标")
        return str(made.to_svg())

    return draw


def draw_altair() -> Callable[[], str]:
    import altair
    import vl_convert

    def draw() -> str:
        rows = [{"d": d.isoformat(), "x": x, "s": "实际"} for d, x in zip(DAYS, ACTUAL, strict=True)]
        rows += [{"d": d.isoformat(), "x": x, "s": "序时进度"} for d, x in ((DAYS[0], 0), (DUE, TARGET))]
        rows += [{"d": d.isoformat(), "x": TARGET, "s": "目标"} for d in (DAYS[0], DUE)]
        made = altair.Chart(altair.Data(values=rows), title=WORDS).mark_line(point=True)
        made = made.encode(x="d:T", y="x:Q", strokeDash="s:N").properties(width=420, height=220)
        return str(vl_convert.vegalite_to_svg(made.to_json()))

    return draw


def size(names: str) -> float:
    """Megabytes on disk of these distributions and of all that they need."""
    seen: set[str] = set()
    todo, total = names.split(), 0
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        if name in seen:
            continue
        seen.add(name)
        paths = (Path(str(found.locate_file(file))) for file in found.files or ())
        total += sum(path.stat().st_size for path in paths if path.is_file())
        todo += [re.split(r"[ ;<>=!~\[(]", need)[0] for need in found.requires or () if "extra ==" not in need]
    return total / 1e6


def measure(name: str) -> dict[str, object]:
    if name == "plancheck":
        import plancheck.reports.report  # noqa: F401  # loaded before any chart, whatever draws it
    started = time.perf_counter()
    draw = globals()[f"draw_{name}"]()
    ready = time.perf_counter()
    first = draw()
    once = time.perf_counter()
    times = []
    for _ in range(20):
        before = time.perf_counter()
        draw()
        times.append(time.perf_counter() - before)
    return {
        "import": round((ready - started) * 1000),
        "first": round((once - ready) * 1000),
        "chart": round(min(times) * 1000, 1),
        "bytes": len(first.encode()),
        "sha": hashlib.sha256(first.encode()).hexdigest(),
        "text": WORDS in first and "实际" in first,
        "megabytes": round(size(DISTS[name]), 1),
    }


def table() -> None:
    print("| library | import, ms | first chart, ms | each, ms | bytes | same bytes | text as text | on disk, MB |")
    print("|---|---|---|---|---|---|---|---|")
    for name in DISTS:
        runs = [subprocess.run([sys.executable, __file__, name], capture_output=True, text=True) for _ in range(3)]
        if any(run.returncode for run in runs):
            print(f"| {name} | not installed |")
            continue
        found = [json.loads(run.stdout) for run in runs]
        least = {key: min(one[key] for one in found) for key in ("import", "first", "chart", "bytes", "megabytes")}
        same = "yes" if len({one["sha"] for one in found}) == 1 else "no"
        words = "yes" if found[0]["text"] else "no"
        cells = (*(least[key] for key in ("import", "first", "chart", "bytes")), same, words, least["megabytes"])
        print("| " + " | ".join(map(str, (name, *cells))) + " |")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        table()
