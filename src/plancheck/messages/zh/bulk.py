"""行数过多、不再逐条列出时的说法。"""

from __future__ import annotations

BULK: dict[str, str] = {
    "R305.counted": "有 {count} 行的期间在规划期之外[（{period}）]",
    "R305.counted.do": "请核对期间或规划期",
    "R313.counted": "有 {count} 行的期间尚未结束[（{period}）]，未采用",
    "R313.counted.do": "期间无误则不必处理，期间结束后自动计入",
    "R315.counted": "有 {count} 行已被之后的报送取代，不再采用",
    "R315.counted.do": "不必处理；如之后的报送有误，请再次报送",
}
