"""写错推算类规则的规划及其填报数据的提示。"""

from __future__ import annotations

MISUSE: dict[str, str] = {
    "P401.k_range": "[{path}：]k 须在 1 与指标数之间",
    "P401.k_range.do": "请写明须达标的项数",
    "P401.floor_needs_side": "[{path}：]底线只能与单侧比较词同用",
    "P401.floor_needs_side.do": "请改用 at_least、more_than、at_most 或 less_than，或删去 floor",
    "P401.floor_order": "[{path}：]底线比指标本身还严",
    "P401.floor_order.do": "请把底线写得比指标宽",
    "P401.among_and_entity": "[{path}：]among 与 entity 须同时写",
    "P401.among_and_entity.do": "请写明同列名册和被排位的单位；直接填报位次的两者都不写",
    "P401.weighted_needs_share": "[{path}：]weighted 须写 at_least",
    "P401.weighted_needs_share.do": "例如 at_least: 80（权重的百分比）",
    "P401.weights_need_weighted": "[{path}：]weights 和 at_least 只用于 how: weighted",
    "P401.weights_need_weighted.do": "请删去它们，或写 how: weighted",
    "P401.weights_of_parts": "[{path}：]权重写给了不在 of 中的目标",
    "P401.weights_of_parts.do": "请在 of 中列出该目标，或删去它的权重",
    "P401.baseline_positive": "[{path}：]计算相对变化的基期值须大于 0[，现为 {seen}]",
    "P401.baseline_positive.do": "请核对基期值，或写 as: points",
    "P408.target_cycle": "目标互相依赖成环[：{seen}]",
    "P408.target_cycle.do": "请删去其中一个引用",
    "P408.entity_unknown": "不在同列名册中[：“{seen}”]",
    "P408.entity_unknown.do": "[是否为 {nearest}；]请核对名称，或加入名册",
    "R304.composite": "目标[“{seen}”]由其他目标合成，不填报数值；该行未采用",
    "R304.composite.do": "请填报其组成目标",
}
