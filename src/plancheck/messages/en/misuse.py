"""What is said of plans that use the kinds with a worked-out value wrongly, and of their submissions."""

from __future__ import annotations

MISUSE: dict[str, str] = {
    "P401.k_range": "[{path}: ]k is not between 1 and the number of indicators",
    "P401.k_range.do": "write how many of the indicators must be met",
    "P401.floor_needs_side": "[{path}: ]a floor goes with a one-sided comparator only",
    "P401.floor_needs_side.do": "use at_least, more_than, at_most or less_than, or delete the floor",
    "P401.floor_order": "[{path}: ]the floor asks for more than the indicator itself",
    "P401.floor_order.do": "write a floor that is easier than the indicator",
    "P401.among_and_entity": "[{path}: ]among and entity belong together",
    "P401.among_and_entity.do": "give the roster of the peers and one of them; neither where a position is reported",
    "P401.weighted_needs_share": "[{path}: ]weighted needs at_least",
    "P401.weighted_needs_share.do": "such as at_least: 80, in percent of the weight",
    "P401.weights_need_weighted": "[{path}: ]weights and at_least go with how: weighted only",
    "P401.weights_need_weighted.do": "delete them, or write how: weighted",
    "P401.weights_of_parts": "[{path}: ]a weight for a target that is no part",
    "P401.weights_of_parts.do": "list the target in of, or delete its weight",
    "P401.baseline_positive": "[{path}: ]a relative change needs a baseline above 0[, not {seen}]",
    "P401.baseline_positive.do": "check the baseline, or write as: points",
    "P408.target_cycle": "targets that depend on each other in a circle[: {seen}]",
    "P408.target_cycle.do": "delete one of the references",
    "P408.entity_unknown": "not on the roster of its peers[: “{seen}”]",
    "P408.entity_unknown.do": "[did you mean {nearest}? ]check the name, or add it to the roster",
    "R304.composite": "the target[ “{seen}”] is made of others and takes no values; the row was not used",
    "R304.composite.do": "report the targets that it is made of",
}
