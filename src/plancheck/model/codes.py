"""Every finding code and its severity. Texts stand in `messages`; tests hold the two together."""

from __future__ import annotations

ERROR, WARNING, INFO = "error", "warning", "info"

SEVERITY: dict[str, str] = {
    "F001": ERROR,  # file cannot be read
    "F002": ERROR,  # encrypted
    "F003": WARNING,  # not what its name says
    "F004": INFO,  # encoding read as GB18030
    "F005": ERROR,  # too large
    "F006": ERROR,  # unsafe
    "F007": WARNING,  # legacy format: checks that could not be made
    "S101": ERROR,  # sheet missing
    "S102": ERROR,  # header not found
    "S103": ERROR,  # column missing
    "S104": ERROR,  # duplicate column
    "S105": WARNING,  # unknown column
    "S106": ERROR,  # template version
    "S107": WARNING,  # hidden rows, columns or sheets hold data
    "S108": WARNING,  # merged cells filled
    "S109": INFO,  # total or note row skipped
    "S110": WARNING,  # ragged row
    "S111": ERROR,  # unclosed quote
    "C201": WARNING,  # required blank
    "C202": ERROR,  # placeholder
    "C203": ERROR,  # approximate
    "C204": WARNING,  # numeral in words or full width
    "C205": WARNING,  # unit suffix
    "C206": ERROR,  # percent scale ambiguous
    "C207": ERROR,  # formula not calculated
    "C208": ERROR,  # Excel error
    "C209": ERROR,  # bad date
    "C210": ERROR,  # ambiguous date
    "C211": ERROR,  # out of range
    "C212": ERROR,  # not in list
    "C213": ERROR,  # unit differs
    "C214": WARNING,  # stray spaces
    "C215": WARNING,  # date after as-of
    "C216": ERROR,  # not a number
    "C217": INFO,  # converted to the target's unit by a factor that a binding gives
    "R301": WARNING,  # repeated
    "R302": ERROR,  # conflicting
    "R303": ERROR,  # unknown entity
    "R304": ERROR,  # unknown target
    "R305": WARNING,  # period outside the plan
    "R306": WARNING,  # not submitted
    "R307": ERROR,  # total differs from the sum
    "R308": WARNING,  # jump against the last period
    "R309": WARNING,  # running total fell
    "R310": ERROR,  # overlapping periods
    "R311": WARNING,  # numerator above denominator
    "R312": WARNING,  # counted twice
    "R313": WARNING,  # period not closed
    "R314": WARNING,  # undated submission left out
    "R315": INFO,  # superseded by a later submission
    "P401": ERROR,  # schema
    "P402": ERROR,  # duplicate id or key
    "P403": ERROR,  # due outside the plan
    "P404": WARNING,  # baseline already past the target
    "P405": ERROR,  # pace not monotone
    "P406": INFO,  # no due date of its own
    "P407": INFO,  # no owner
    "P408": ERROR,  # unknown roster, owner or target
    "P409": INFO,  # not checkable as written
    "P410": WARNING,  # amendment without effect
    "P411": INFO,  # pace assumed linear
    "P412": WARNING,  # two targets of one title
    "P413": WARNING,  # ratio without the unit %
    "P414": WARNING,  # binding that fits no file
}
