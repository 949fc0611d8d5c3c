"""The reference page of every kind of rule, for `plancheck kinds`."""

from __future__ import annotations

from plancheck.model.frozen import frozen


@frozen
class KindPage:
    """What the kind means and an example: one target of a plan file. `parameters` names keys of `PARAMETERS`."""

    zh: str
    en: str
    parameters: tuple[str, ...]
    example: str


PARAMETERS: dict[str, tuple[str, str]] = {
    "comparator": (
        "下列之一：at_least 不低于、more_than 大于、at_most 不超过、less_than 低于、"
        "about 约（须写 tolerance 和 side）、between [下限, 上限]",
        "one of at_least, more_than, at_most, less_than, about (with tolerance and side), between [low, high]",
    ),
    "by": ("完成时限；不写则为规划期末", "the last day on which it may be met; without it the plan's end"),
    "from": ("起算日；不写则为规划期初", "the first day in force; without it the plan's start"),
    "until": ("截止日；不写则为规划期末", "the last day in force; without it the plan's end"),
    "all": ("true 表示 100%，代替比较词", "true stands for 100 %, in place of a comparator"),
    "roster": ("名册，即 rosters 中的名称", "a roster: a key of `rosters`"),
    "share": ("须达标单位的百分比；不写则为 100", "percentage of entities that must satisfy it; 100 without it"),
    "items": ("须全部完成的事项", "the items that must all be done"),
    "nodes": ("节点列表：item，可写 by 和 weight", "the nodes: item, and where known by and weight"),
    "tolerance": (
        "“基本消除”所容许的余数；不写则为 0",
        "what may remain where the text says 'basically'; 0 without it",
    ),
    "definition": ("所计为何物", "what is counted"),
    "direction": ("up 只增不减，或 down 只减不增", "up: never falls; down: never rises"),
    "strict": ("true 表示持平也不算", "true: standing still does not count either"),
}

KINDS: dict[str, KindPage] = {
    "reach": KindPage(
        "到期时数值满足比较词",
        "the value satisfies the comparator by the due date",
        ("comparator", "by"),
        "id: R1.1\ntitle: {zh: 新增学位, en: New places}\nunit: 个\nmeasure: increment\n"
        "rule: {kind: reach, at_least: 10000, by: 2028-12-31}\nreport: quarterly",
    ),
    "hold": KindPage(
        "有效期内每一期都满足比较词；一期破例即为未完成",
        "every period in force satisfies the comparator; one that does not breaks it",
        ("comparator", "from", "until"),
        "id: T3.1\ntitle: {zh: 安全责任事故, en: Safety accidents}\nunit: 起\nmeasure: level\n"
        "rule: {kind: hold, at_most: 0}\nreport: quarterly",
    ),
    "each_year": KindPage(
        "每个自然年的合计都满足比较词",
        "the own sum of every calendar year satisfies the comparator",
        ("comparator", "from", "until"),
        "id: T2.1\ntitle: {zh: 每年招聘教师, en: Teachers hired a year}\nunit: 人\nmeasure: increment\n"
        "rule: {kind: each_year, at_least: 300}\nreport: quarterly",
    ),
    "coverage": KindPage(
        "名册（或分母）中的覆盖率满足比较词",
        "the share of the roster, or of a denominator, satisfies the comparator",
        ("comparator", "all", "by", "roster"),
        'id: R1.2\ntitle: {zh: 学校全覆盖, en: All schools covered}\nunit: "%"\nmeasure: ratio\n'
        "rule: {kind: coverage, all: true, by: 2028}\nreport: yearly",
    ),
    "checklist": KindPage(
        "所列事项在期限前全部完成",
        "every named item is done by the due date",
        ("items", "by"),
        "id: T1.1\ntitle: {zh: 四所新校, en: Four new schools}\nmeasure: done\n"
        "rule: {kind: checklist, items: [甲校, 乙校, 丙校, 丁校], by: 2027}\nreport: quarterly",
    ),
    "milestones": KindPage(
        "各节点按期完成；只有一个节点即为“是否完成”",
        "dated, weighted nodes are done in time; one node is a yes-or-no commitment",
        ("nodes", "by"),
        "id: R2.1\ntitle: {zh: 平台建设, en: The platform}\nmeasure: done\nrule:\n  kind: milestones\n  nodes:\n"
        "    - {item: 立项, by: 2026-06-30}\n    - {item: 上线, by: 2027-12-31, weight: 2}\nreport: quarterly",
    ),
    "eliminate": KindPage(
        "数量降到 0（全面消除），或不超过 tolerance（基本消除）",
        "the count comes down to 0, or to within the tolerance",
        ("by", "tolerance", "definition"),
        "id: T1.5\ntitle: {zh: 消除大班额, en: No oversized classes}\nunit: 个\nmeasure: level\n"
        "rule: {kind: eliminate, by: 2027, definition: 56 人及以上的班}\nreport: yearly",
    ),
    "monotone": KindPage(
        "数值始终不往反方向变动（只增不减、只减不增）",
        "the value never moves the wrong way",
        ("direction", "strict", "from", "until"),
        "id: T8.1\ntitle: {zh: 教育投入只增不减, en: Spending never falls}\nunit: 万元\nmeasure: level\n"
        "rule: {kind: monotone, direction: up}\nreport: yearly",
    ),
    "each_entity": KindPage(
        "名册中每个单位（或其中 share 的比例）都满足比较词",
        "every entity of the roster satisfies the comparator, or `share` of them",
        ("comparator", "roster", "share", "by", "from", "until"),
        "id: T7.3\ntitle: {zh: 各校生均图书, en: Books per pupil in every school}\nunit: 册\nmeasure: level\n"
        "rule: {kind: each_entity, at_least: 30, by: 2027}\nreport: yearly",
    ),
    "narrative": KindPage(
        "机器不作判断；公开计数，结论为“不可量化”",
        "never decided by machine; counted openly as not checkable",
        (),
        "id: R2.2\ntitle: {zh: 深化教学改革, en: Deeper reform of teaching}\nrule: {kind: narrative}",
    ),
}
