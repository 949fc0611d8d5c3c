"""Rows that are no data: totals and notes, by the words that people put in front of them."""

from __future__ import annotations

from plancheck.model.pattern import Pattern
from plancheck.sources.cells import clean

_TOTAL = Pattern(r".{0,6}(?:合计|总计|小计)|(?:grand|sub)?-?total")
_TOTAL_NAME = Pattern(r".*(?:合计|总计|小计|共计|总数)数?(?:\(.{0,6}\))?|.*total")
_SUBTOTAL = Pattern(r"小计|sub-?total")
_NOTE = Pattern(
    r"(?:附?注|说明|备注|填表说明|填报说明|数据来源|资料来源|填表人|填报人|制表人?|审核人?|复核人?|单位?负责人|联系人|联系电话|填报日期|notes?|source|remarks?)"
    r"[\d一二三四五]*[:.、]|[*※]"
)
"""All are held against text in lower case: without regard to case, Chinese takes long to compile."""


def is_total(text: str) -> bool:
    """合计, 总计, 全区小计, total."""
    return bool(_TOTAL.fullmatch(_bare(text)))


def is_total_name(text: str) -> bool:
    """The same where the name of one who reports should stand: nobody is called 全区义务教育学校合计, or 合计(所)."""
    return bool(_TOTAL_NAME.fullmatch(_bare(text)))


def _bare(text: str) -> str:
    return clean(text).lower().replace(" ", "").rstrip(":")


def is_subtotal(text: str) -> bool:
    """小计, subtotal: of the rows since the total before."""
    return bool(_SUBTOTAL.search(clean(text).lower()))


def is_note(lead: str) -> bool:
    """A row that begins like a footnote: 注：, 数据来源：, *."""
    return bool(_NOTE.match(clean(lead).lower()))
