"""带标记的副本：错误清单和批注中的文字。"""

from __future__ import annotations

ANNOTATED: dict[str, str] = {
    "annotated.whole_file": "整个文件",
    "annotated.line": "{code} {severity}：{message} → {hint}",
    "annotated.more": "另有 {count} 条，见错误清单",
    "annotated.counts": "错误 {error} 条，警告 {warning} 条，提示 {info} 条",
    "annotated.how": "点“位置”可跳到该单元格；标了颜色的单元格附有批注。"
    "请在原表中改正，改好后报送本文件即可，不必删除本表。",
    "annotated.nothing": "没有发现问题。",
    "annotated.place": "位置",
    "annotated.severity": "级别",
    "annotated.code": "代码",
    "annotated.message": "看到的情况",
    "annotated.hint": "怎么改",
    "annotated.lost": "本文件与原件的不同之处",
    "annotated.lost.see": "本文件与原件有不同之处，列在表末。",
    "annotated.lost.text": "文本文件无法标记，这是一份新工作簿，各行各列的内容和位置照旧",
    "annotated.lost.signature": "数字签名只对原件有效，已去掉",
    "annotated.lost.hidden": "工作表“{sheet}”是隐藏的：取消隐藏后链接才能跳转",
    "annotated.lost.threads": "这些单元格上有对话式批注，未再附加批注，只标了颜色：{cells}",
    "annotated.lost.notes": "工作表“{sheet}”中另有 {count} 个单元格只标了颜色，没有附批注",
    "annotated.lost.entries": "另有 {count} 条没有列出，请先改正已列出的",
    "annotated.lost.rebuilt": "{format}文件无法原样标记，这是一份新工作簿：数值和文字照旧，格式、公式、图片等没有保留",
    "annotated.lost.unsafe": "原工作簿的结构无法安全改动，这是一份新工作簿：数值和文字照旧，格式、公式、图片等没有保留",
    "annotated.lost.shared": "原工作簿是“共享工作簿”，无法原样标记，这是一份新工作簿："
    "数值和文字照旧，格式、公式、图片等没有保留",
    "annotated.lost.name": "工作表“{sheet}”在本文件中叫“{name}”",
    "annotated.lost.merges": "工作表“{sheet}”中有 {count} 处合并单元格没有保留",
    "annotated.lost.beyond": "工作表“{sheet}”中有 {count} 个单元格超出工作簿的范围，没有写入",
    "annotated.lost.long": "工作表“{sheet}”中有 {count} 个单元格的文字过长，只保留了开头",
}
