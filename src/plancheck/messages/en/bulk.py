"""What is said of rows that are too many to be listed one by one."""

from __future__ import annotations

BULK: dict[str, str] = {
    "R305.counted": "{count} rows on a period outside the plan[ ({period})]",
    "R305.counted.do": "check the period, or the plan",
    "R313.counted": "{count} rows on a period that has not closed[ ({period})]; not used",
    "R313.counted.do": "nothing, if the period is right: they count once it has closed",
    "R315.counted": "{count} rows superseded by later submissions and no longer used",
    "R315.counted.do": "nothing, unless the later submissions are the wrong ones: then submit again",
}
