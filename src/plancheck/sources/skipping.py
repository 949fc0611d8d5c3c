"""Rows that are no data: totals and notes, by the words that people put in front of them."""

from __future__ import annotations

from plancheck.model.pattern import Pattern
from plancheck.sources.cells import clean

_TOTAL = Pattern(r".{0,6}(?:合计|总计|小计)|(?:grand|sub)?-?total", needs="计t")
_SUM_NAME = Pattern(r".*(?:合计|总计|小计|共计|总数)数?(?:\(.{0,6}\))?|.*total", needs="计数t")
_SUMMARY = frozenset(("汇总", "小结", "累计", "平均", "平均值", "平均数", "均值", "average", "mean", "overall"))
_SUBTOTAL = Pattern(r"小计|sub-?total")
_NOTE = Pattern(
    r"(?:附?注|说明|备注|填表说明|填报说明|数据来源|资料来源|填表人|填报人|制表人?|审核人?|复核人?|单位?负责人|联系人|联系电话|填报日期|notes?|source|remarks?)"
    r"[\d一二三四五]*[:.、]|[*※]",
    needs=":.、*※",
)
"""All are held against text in lower case: without regard to case, Chinese takes long to compile."""


def is_total(text: str) -> bool:
    """合计, 总计, 全区小计, total."""
    return bool(_TOTAL.fullmatch(_bare(text)))


def is_sum_name(text: str) -> bool:
    """The same where the name of one who reports should stand: nobody is called 全区义务教育学校合计, or 合计(所)."""
    return bool(_SUM_NAME.fullmatch(_bare(text)))


def is_total_name(text: str) -> bool:
    """A sum, or another figure for all rows, which need not be what they add up to: 汇总, 平均. Nobody is called so."""
    bare = _bare(text)
    return bare in _SUMMARY or bool(_SUM_NAME.fullmatch(bare))


def _bare(text: str) -> str:
    return clean(text).lower().replace(" ", "").rstrip(":")


def is_subtotal(text: str) -> bool:
    """小计, subtotal: of the rows since the total before."""
    return bool(_SUBTOTAL.search(clean(text).lower()))


def is_note(lead: str) -> bool:
    """A row that begins like a footnote: 注：, 数据来源：, *."""
    return bool(_NOTE.match(clean(lead).lower()))
