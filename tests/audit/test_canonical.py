"""One content has one spelling, and any other spelling is found."""

from __future__ import annotations

import pytest

from plancheck.audit.canonical import canonical, digest, seal_of, sealed, unsealed


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    assert canonical({"b": ["é", None], "a": True}) == '{"a":true,"b":["é",null]}\n'.encode()


def test_keys_sort_by_utf_16_and_characters_are_escaped_as_the_standard_says() -> None:
    value = {"\u20ac": "Euro Sign", "\r": "Carriage Return", "1": "One", "\U0001f600": "Emoji", "\ufb33": "Dalet"}
    keys = [chr(13), "1", "\u20ac", "\U0001f600", "\ufb33"]  # by UTF-16 code units: the emoji before U+FB33
    text = canonical(value).decode()
    assert [text.index(f'"{key}"' if key != "\r" else '"\\r"') for key in keys] == sorted(
        text.index(f'"{key}"' if key != "\r" else '"\\r"') for key in keys
    )


def test_a_seal_is_the_digest_of_everything_else() -> None:
    data = sealed({"a": "1"})
    assert seal_of(data) == digest(canonical({"a": "1"}))
    assert unsealed(data) == {"a": "1"}


def test_every_changed_byte_breaks_the_seal() -> None:
    data = sealed({"名称": "示例", "list": ["1", None, True]})
    for at in range(len(data)):
        for other in (data[at] ^ 1, 0x20, 0x30):
            if other != data[at]:
                assert unsealed(data[:at] + bytes([other]) + data[at + 1 :]) is None, at


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"null", b'{"sha256": "x"}', b"\xff", b"[" * 100_000, b'{"a":1.0}\n']
)
def test_what_is_no_sealed_table_is_none(data: bytes) -> None:
    assert unsealed(data) is None


def test_an_added_or_removed_byte_is_found() -> None:
    data = sealed({"a": "1"})
    assert unsealed(data + b"\n") is None
    assert unsealed(data[:-1]) is None
    assert unsealed(b" " + data) is None
