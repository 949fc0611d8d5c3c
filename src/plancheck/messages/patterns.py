"""Which clauses make the sentence for each status and reason, and which the advice. A clause that lacks its facts is
left out; `reason` stands for the reason's own text, which never lacks anything."""

from __future__ import annotations

_PACED = ("progress", "expected", "goal")
_LAST = ("reason", "due", "overdue", "last", "goal", "missing", "periods")

SENTENCES: dict[str, tuple[str, ...]] = {
    "achieved.met": ("progress", "goal", "reason"),
    "achieved.met_early": ("progress", "goal", "reason", "due"),
    "achieved.met_late": ("progress", "goal", "reason", "due"),
    "achieved.date_met_unknown": ("progress", "goal", "reason", "due"),
    "achieved.all_done": ("items", "reason", "late_items"),
    "achieved.kept": ("reason", "kept", "goal", "progress"),
    "on_track.pace": _PACED,
    "on_track.recent_trend": ("progress", "projected", "goal", "reason"),
    "on_track.compound": ("progress", "growth", "goal", "reason"),
    "on_track.within_cap": ("progress", "cap", "reason"),
    "on_track.floor_kept": ("progress", "goal", "reason"),
    "on_track.kept_so_far": ("reason", "kept", "goal", "progress"),
    "at_risk.pace": _PACED,
    "at_risk.recent_trend": ("progress", "projected", "goal", "reason"),
    "at_risk.compound": ("progress", "growth", "goal", "reason"),
    "at_risk.wrong_side": ("progress", "baseline", "goal", "reason"),
    "at_risk.floor_broken": ("progress", "goal", "gap", "reason"),
    "at_risk.item_overdue": ("items", "overdue_items", "reason"),
    "missed.unmet_at_due": ("due", "reason", "at_due", "progress", "goal", "gap"),
    "missed.cap_exceeded": ("progress", "cap", "gap", "reason"),
    "missed.broken": ("reason", "breaking", "failing", "goal"),
    "missed.undone_at_due": ("due", "reason", "items", "pending"),
    "not_due.first_report_not_due": ("reason", "report_due", "goal"),
    "not_due.pace_not_started": ("progress", "goal", "reason"),
    "not_due.nothing_judged_yet": ("reason", "goal"),
    "not_due.items_pending": ("items", "reason", "due"),
    "no_data.no_observation": ("reason", "goal", "due"),
    "no_data.final_report_awaited": _LAST,
    "no_data.reports_overdue": ("reports_overdue", "last", "last_pace", "goal"),
    "no_data.none_reported": ("reason", "goal"),
    "undetermined.unreadable": ("reason", "unread", "goal"),
    "undetermined.no_baseline": ("progress", "goal", "reason"),
    "undetermined.too_few_values": ("progress", "goal", "reason"),
    "undetermined.compound_undefined": ("progress", "goal", "reason"),
    "undetermined.due_inside_period": ("progress", "goal", "reason", "due"),
    "undetermined.total_fell": ("reason", "fell", "goal"),
    "undetermined.missing_reporters": ("progress", "goal", "reason", "missing"),
    "undetermined.period_missing": ("reason", "periods", "goal"),
    "not_checkable.narrative": ("reason",),
}

_CHASE = ("chase", "from_missing")
_NEEDED = ("needed", "best")

ADVICE: dict[str, tuple[str, ...]] = {
    "achieved.met": ("relapse",),
    "achieved.met_early": ("relapse",),
    "achieved.met_late": ("relapse",),
    "achieved.date_met_unknown": ("relapse",),
    "achieved.all_done": (),
    "achieved.kept": (),
    "on_track.pace": (*_NEEDED, *_CHASE),
    "on_track.recent_trend": (*_NEEDED, *_CHASE),
    "on_track.compound": (*_NEEDED, *_CHASE),
    "on_track.within_cap": ("chase",),
    "on_track.floor_kept": ("chase",),
    "on_track.kept_so_far": ("chase",),
    "at_risk.pace": (*_NEEDED, *_CHASE),
    "at_risk.recent_trend": (*_NEEDED, *_CHASE),
    "at_risk.compound": (*_NEEDED, *_CHASE),
    "at_risk.wrong_side": ("turn", *_NEEDED),
    "at_risk.floor_broken": ("turn", *_CHASE),
    "at_risk.item_overdue": ("finish",),
    "missed.unmet_at_due": ("gap", "failing"),
    "missed.cap_exceeded": ("explain",),
    "missed.broken": ("explain", "failing"),
    "missed.undone_at_due": ("finish_pending",),
    "not_due.first_report_not_due": ("report_first",),
    "not_due.pace_not_started": ("next",),
    "not_due.nothing_judged_yet": ("next",),
    "not_due.items_pending": ("next",),
    "no_data.no_observation": ("report",),
    "no_data.final_report_awaited": ("final",),
    "no_data.reports_overdue": ("overdue",),
    "no_data.none_reported": ("report",),
    "undetermined.unreadable": ("correct",),
    "undetermined.no_baseline": ("baseline",),
    "undetermined.too_few_values": ("values",),
    "undetermined.compound_undefined": ("method",),
    "undetermined.due_inside_period": ("snapshot",),
    "undetermined.total_fell": ("fell",),
    "undetermined.missing_reporters": ("report", "from_missing"),
    "undetermined.period_missing": ("report",),
    "not_checkable.narrative": (),
}

# The first template whose facts are all there is used.
CHOICES: dict[str, tuple[str, ...]] = {
    "clause.breaking": ("clause.breaking", "clause.breaking_only"),
    "advice.report": ("advice.chase", "advice.chase_periods", "advice.report_any"),
    "advice.final": ("advice.chase", "advice.report_final", "advice.report_any"),
    "advice.overdue": ("advice.chase", "advice.chase_periods", "advice.report_overdue"),
    "advice.correct": ("advice.correct", "advice.correct_any"),
}
