"""What is said about a cell, and what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancheck.messages import code_text, finding_text
from plancheck.messages.catalogue import LANGUAGES
from plancheck.model.codes import SEVERITY
from plancheck.model.finding import Finding


def finding(code: str, **facts: str) -> Finding:
    return Finding(code, SEVERITY[code], None, facts)


def test_a_finding_states_what_was_seen_and_used() -> None:
    found = finding("C204", seen="1.2万", used="12000", header="数值")
    assert finding_text("zh", found) == ("数字写法不规范，填的是“1.2万”，已按 12000 读取", "请改填半角阿拉伯数字 12000")
    assert finding_text("en", found) == (
        "an unusual way to write a number: “1.2万”; read as 12000",
        "write it in plain digits: 12000",
    )


def test_a_reason_has_its_own_text() -> None:
    found = finding("P401", reason="unknown_key", path="R1.1 › unitt", seen="unitt", nearest="unit")
    assert finding_text("zh", found) == ("没有这个键：R1.1 › unitt", "是否为 unit；")
    assert finding_text("en", found)[0] == "no such key: R1.1 › unitt"


def test_a_reason_without_a_text_falls_back_to_the_code() -> None:
    assert finding_text("en", finding("C216", reason="whatever", seen="x"))[0] == "not a number: “x”"


def test_input_is_escaped_and_kept_short() -> None:
    message, _ = finding_text("zh", finding("C216", seen="\u202e" + "长" * 500))
    assert message.startswith("不是数字，填的是“\\u202e长长")
    assert message.endswith("...”")
    assert len(message) < 150


@pytest.mark.parametrize("lang", LANGUAGES)
@given(
    code=st.sampled_from(list(SEVERITY)),
    facts=st.dictionaries(st.sampled_from(["seen", "used", "reason", "path"]), st.text()),
)
def test_no_facts_can_break_a_text(lang: str, code: str, facts: dict[str, str]) -> None:
    message, hint = finding_text(lang, Finding(code, SEVERITY[code], None, facts))
    assert message
    assert hint


def test_a_code_by_itself() -> None:
    assert code_text("en", "R306") == ("not submitted", "submit it, or ask for it")
