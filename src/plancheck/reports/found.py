"""The findings of many plans, put by as little text until all plans are through."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from plancheck.model.finding import Finding
from plancheck.reports.flow import Flow, Step
from plancheck.reports.select import finding_key

_MARK = 30
_END = "\0"
"""No text that a report writes holds it: what does not print is written by its code."""


class Found:
    """Collects what `write` makes of each finding. `each` gives all of it, every finding once: first those of loading
    and reading, plan by plan, then those that only a target carries, as `select.all_findings` has them; `left_out`
    counts by code those that the plans leave out."""

    def __init__(self, flow: Flow, write: Callable[[Finding], str]) -> None:
        self._write = write
        self.left_out: Counter[str] = Counter()
        self._read: list[bytes] = []
        self._carried: list[bytes] = []
        self._put(self._read, self._marked(flow.head.findings))

    def watch(self, steps: Iterable[Step]) -> Iterator[Step]:
        """The steps themselves; what they bring is collected on the way."""
        for step in steps:
            plan, findings = step
            self.left_out.update(plan.left_out)
            read = self._marked(findings)
            self._put(self._read, read)
            carried = self._marked(finding for item in plan.targets for finding in item.findings)
            self._put(self._carried, {mark: finding for mark, finding in carried.items() if mark not in read})
            yield step

    def each(self) -> Iterator[str]:
        """Everything collected, in order."""
        seen: set[str] = set()
        for batch in (*self._read, *self._carried):
            for entry in zlib.decompress(batch).decode("utf-8", "surrogatepass").split(_END):
                mark, text = entry[:_MARK], entry[_MARK:]
                if mark not in seen:
                    seen.add(mark)
                    yield text

    def _marked(self, findings: Iterable[Finding]) -> dict[str, Finding]:
        """The first of those that say the same, by a short mark of what they say."""
        from hashlib import blake2b

        found: dict[str, Finding] = {}
        for finding in findings:
            found.setdefault(blake2b(repr(finding_key(finding)).encode(), digest_size=_MARK // 2).hexdigest(), finding)
        return found

    def _put(self, batches: list[bytes], marked: dict[str, Finding]) -> None:
        if marked:
            texts = [mark + self._write(finding) for mark, finding in marked.items()]
            batches.append(zlib.compress(_END.join(texts).encode("utf-8", "surrogatepass"), 1))
