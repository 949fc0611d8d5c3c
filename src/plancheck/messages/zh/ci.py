"""写给持续集成系统的文字。"""

from __future__ import annotations

CI: dict[str, str] = {
    "ci.junit.no_file": "不属于任何文件",
    "ci.junit.more": "（另有 {count} 处错误）",
    "ci.github.places": "{places}（{count} 处）：",
    "ci.github.more_places": "{places} 等",
    "ci.github.rest": "另有 {count} 处未逐条标注（{groups} 类）；每步最多显示 {limit} 条，全部见步骤摘要或 --report。",
    "ci.github.rest_title": "其余",
    "ci.github.total": "错误 {error}、警告 {warning}、提示 {info}；文件 {files} 个。",
    "ci.github.cut": "步骤摘要以 1 MiB 为限，此处只列出一部分；全部见 --report json=PATH。",
}
