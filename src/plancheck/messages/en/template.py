"""What stands on the form to fill in."""

from __future__ import annotations

TEMPLATE: dict[str, str] = {
    "form.sheet": "Form",
    "form.instructions": "Instructions",
    "form.lists": "Lists",
    "form.title": "{plan}: report for {period}",
    "form.title_sample": "[SAMPLE] {plan}: report for {period}",
    "form.for": "Reporter: {entity}",
    "form.everyone": "all reporters",
    "form.short": "Fill in the pale yellow cells only; leave grey ones. No data: leave it blank, never write 0, none "
    "or /. See the sheet Instructions.",
    "form.last": "{value}\n{period}, {place}",
    "form.unread": "not usable ({code})",
    "form.how.increment": "New in this period alone, nothing from before",
    "form.how.running_total": "Total from the start of the plan to the end of the period",
    "form.how.level": "As it stands at the end of the period",
    "form.how.ratio": "Numerator and denominator, no percentage",
    "form.how.done": "Yes or no; if done, also the day",
    "form.how.weighted": "Also the denominator, for the weight",
    "form.target": "Target ID",
    "form.title_of": "Target name",
    "form.entity": "Reporter",
    "form.period": "Reporting period",
    "form.item": "Item",
    "form.unit": "Unit",
    "form.how": "How it is counted (read only)",
    "form.last_value": "Last value (read only)",
    "form.value": "Value",
    "form.numerator": "Numerator",
    "form.denominator": "Denominator",
    "form.done": "Completed",
    "form.done_on": "Completion date",
    "form.submitted": "Submission date",
    "form.note": "Note",
    "form.evidence": "Evidence",
    "form.tip.value": "A number only{unit}.[ Not below {min}.][ Not above {max}.] No data: leave it blank.",
    "form.tip.percent": "Type 95 or 95%, shown as 95.00%; below 1 % type the sign too, as in 0.5%.[ Not below {min}%."
    "][ Not above {max}%.]",
    "form.tip.count": "A number only, not below 0. No data: leave it blank.",
    "form.tip.done": "Choose yes or no. Not completed is no; if you do not know, leave it blank.",
    "form.tip.day": "Write it as 2026-09-30.",
    "form.tip.due": " To be in by {due}.",
    "form.tip.unit": ", in {unit}",
    "form.error": "Please correct",
    "form.error.number": "Only a number here: no unit, no 'about', no 'over'.",
    "form.error.range": "The number is out of range[, not below {min}][, not above {max}].",
    "form.error.day": "A date here, such as 2026-09-30, between {first} and {last}.",
    "form.error.done": "Choose yes or no from the list.",
    "form.footer": "Page &P of &N",
    "form.instruction.0": "How to fill it in",
    "form.instruction.1": "1. Fill in the pale yellow cells of the sheet {sheet} only; all others are locked. Each row "
    "is one figure on one target for one reporting period.",
    "form.instruction.2": "2. A blank cell means no data, and counts as not reported. No data is not 0: write 0 only "
    "where it is zero. Never write none, /, n/a or an estimate.",
    "form.instruction.3": "3. Numbers only, without units. Convert to the unit of the row: where it is persons, 12 "
    "thousand is 12000.",
    "form.instruction.4": "4. Percentages: the cell is formatted, so type 95 or 95% for 95 %; below 1 % type the "
    "sign too, as in 0.5%. For a ratio give numerator and denominator; there is nothing to work out.",
    "form.instruction.5": "5. Dates as 2026-09-30. The completion date is the day on which it was done; the "
    "submission date the day on which the form is sent. After a correction give the new day: the later report "
    "counts.",
    "form.instruction.6": "6. Completed: choose yes or no from the list, nothing in between.",
    "form.instruction.7": "7. How it is counted says what belongs to the figure. The last value is for comparison "
    "only and is never read; below it stand its period and its source.",
    "form.instruction.8": "8. Pasted values are not checked by the cells: look at them again. Do not merge cells, "
    "add or remove columns, or change the header and the rows above it.",
    "form.instruction.9": "9. The protection of the sheet has no password; it only prevents slips.",
    "form.instruction.10": "10. Save as .xlsx and send it back. The file may be renamed.",
    "S106.plan": "this form belongs to another plan[, “{seen}”]; nothing in it was read",
    "S106.plan.do": "use a form of this plan (plancheck template), or put the file into the folder of its own plan",
    "S106.target": "the unit of target[ {seen}], or the way it is counted, has changed since the form was made; what "
    "was filled in is not used",
    "S106.target.do": "make the form again (plancheck template) and fill it in as it now says",
    "S106.version": "the form was made from another version of the plan[ ({seen}, now {expected})]; what has changed "
    "cannot be seen, and the figures are read as the plan is now",
    "S106.version.do": "make the form again (plancheck template); if nothing is counted differently, leave it",
    "S106.entity": "the form was made for[ {expected}], this row names another reporter[, {seen}]; it was read as the "
    "row says",
    "S106.entity.do": "check who reports; use the form of each reporter for that reporter",
    "S106.period": "the period of this row[, {seen},] is not that of the form[, {expected}]; it was read as the row "
    "says",
    "S106.period.do": "check the period; use the form of each period for that period",
}
