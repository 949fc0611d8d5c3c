"""The reference page of every kind of rule, for `plancheck kinds`."""

from __future__ import annotations

from collections.abc import Iterator

from plancheck.model.frozen import frozen


@frozen
class KindPage:
    """What the kind means and an example: one target of a plan file, after a blank line those that it names.
    `parameters` names keys of `PARAMETERS`."""

    zh: str
    en: str
    parameters: tuple[str, ...]
    example: str

    @property
    def example_lines(self) -> Iterator[str]:
        """The example as it stands in the list of targets."""
        for target in self.example.split("\n\n"):
            for number, line in enumerate(target.splitlines()):
                yield f"{'- ' if number == 0 else '  '}{line}"


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
    "direction": (
        "只增不减写 up，只减不增写 down；位次：大者在前写 high（不写即此），小者在前写 low",
        "up: never falls; down: never rises. Of a rank, high: the largest is first (without it); low: the smallest",
    ),
    "strict": ("true 表示持平也不算", "true: standing still does not count either"),
    "k": ("至少须达标的指标数", "how many of the indicators must be met"),
    "indicators": (
        "指标列表：item（填报在“事项”列）、一个比较词，可写底线 floor、单位 unit",
        "the indicators: item (as reported in the item column), a comparator, where there are its floor and unit",
    ),
    "as": (
        "percent 百分比（不写即此），points 差值，times 倍数",
        "percent (without it), points (a difference) or times (a multiple)",
    ),
    "than": ("与之比较的目标编号", "the id of the target it is held against"),
    "at_least_equal": ("true 表示增速相等也算", "true: equal growth is enough"),
    "among": (
        "同列单位的名册；不写则填报的数值就是位次",
        "the roster of the peers; without it the value reported is the rank",
    ),
    "entity": ("被排位的单位，须在 among 中", "the one that is ranked, one of `among`"),
    "of": ("组成目标的编号", "the ids of the targets it is made of"),
    "how": (
        "all 全部完成（不写即此），worst 取最差，weighted 按权重",
        "all must be achieved (without it), worst: the worst of them, weighted: by weight",
    ),
    "weights": ("各组成目标的权重，不写则为 1", "the weight of each part; 1 without it"),
    "at_least": ("到期时须完成的权重百分比", "the percentage of the weight that must be achieved when due"),
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
        "每年（自然年；按学年报送的为学年）的合计都满足比较词",
        "the own sum of every year satisfies the comparator: calendar years, or school years where it reports by them",
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
    "k_of_n": KindPage(
        "每个单位在 n 项指标中至少 k 项达标，其余各项不破底线",
        "every entity meets at least k of n indicators, and each of the rest its floor",
        ("k", "indicators", "roster", "share", "by"),
        "id: B1.1\ntitle: {zh: 各校资源配置达标, en: Every school well equipped}\nmeasure: level\nrule:\n"
        "  kind: k_of_n\n  k: 2\n  by: 2028\n  indicators:\n    - {item: 生均图书, at_least: 25, floor: 20}\n"
        "    - {item: 生均教学用房, at_least: 4.5, floor: 4}\n    - {item: 最大班额, at_most: 45, floor: 50}\n"
        "report: yearly",
    ),
    "dispersion": KindPage(
        "各单位某一比率的差异系数（按分母加权）满足比较词",
        "the coefficient of variation of a ratio over entities, weighted by denominators, satisfies the comparator",
        ("comparator", "roster", "by"),
        "id: B1.2\ntitle: {zh: 生均图书校际差异, en: Differences in books per pupil}\nunit: 册\nmeasure: ratio\n"
        "baseline: {value: 0.62, period: 2025}\nrule: {kind: dispersion, at_most: 0.5, by: 2028}\npace: linear\n"
        "report: yearly",
    ),
    "change": KindPage(
        "较基期值的变化（百分比、差值或倍数）在期限前满足比较词",
        "the change against the baseline satisfies the comparator by the due date",
        ("comparator", "as", "by"),
        "id: B1.3\ntitle: {zh: 馆藏图书增长, en: Growth of the libraries}\nunit: 册\nmeasure: level\n"
        "baseline: {value: 200000, period: 2025}\nrule: {kind: change, as: percent, at_least: 15, by: 2028}\n"
        "pace: linear\nreport: yearly",
    ),
    "outpaces": KindPage(
        "逐期同比，本指标的增速高于另一目标",
        "year on year, period by period, it grows faster than another target's series",
        ("than", "at_least_equal", "from", "until"),
        "id: B1.4\ntitle: {zh: 教育投入, en: Spending on education}\nunit: 万元\nmeasure: level\n"
        "baseline: {value: 80000, period: 2025}\nrule: {kind: outpaces, than: B1.5}\nreport: yearly\n\n"
        "id: B1.5\ntitle: {zh: 财政经常性收入, en: Regular revenue}\nunit: 万元\nmeasure: level\n"
        "baseline: {value: 500000, period: 2025}\nrule: {kind: monotone, direction: up}\nreport: yearly",
    ),
    "rank": KindPage(
        "在同列单位中的位次在期限前满足比较词；数值相同的并列取前",
        "the position among peers satisfies the comparator by the due date; ties share the better one",
        ("comparator", "among", "entity", "direction", "by"),
        "id: B1.6\ntitle: {zh: 全市前三名, en: Among the first three of the city}\nmeasure: level\n"
        "baseline: {value: 6, period: 2025}\nrule: {kind: rank, at_most: 3, by: 2028}\npace: at_due\nreport: yearly",
    ),
    "composite": KindPage(
        "由其他目标合成：全部完成、取最差，或完成的权重达到比例；从不取平均",
        "what other targets come to: all achieved, the worst of them, or enough by weight; never a mean",
        ("of", "how", "weights", "at_least", "by"),
        "id: B1.7\ntitle: {zh: 优质均衡, en: Quality and balance}\n"
        "rule: {kind: composite, of: [B1.8, B1.9], how: weighted, weights: {B1.8: 2}, at_least: 60}\n\n"
        "id: B1.8\ntitle: {zh: 新增学位, en: New places}\nunit: 个\nmeasure: increment\n"
        "rule: {kind: reach, at_least: 1000, by: 2028}\npace: linear\nreport: quarterly\n\n"
        "id: B1.9\ntitle: {zh: 安全责任事故, en: Safety accidents}\nunit: 起\nmeasure: level\n"
        "rule: {kind: hold, at_most: 0}\nreport: quarterly",
    ),
    "narrative": KindPage(
        "机器不作判断；公开计数，结论为“不可量化”",
        "never decided by machine; counted openly as not checkable",
        (),
        "id: R2.2\ntitle: {zh: 深化教学改革, en: Deeper reform of teaching}\nrule: {kind: narrative}",
    ),
}
