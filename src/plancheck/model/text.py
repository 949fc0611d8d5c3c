"""A name in Chinese, English or both."""

from __future__ import annotations

from plancheck.model.record import record


@record
class Text:
    """At least one of the two is present; a plan that gives a plain string gives it for both."""

    zh: str | None = None
    en: str | None = None

    def __post_init__(self) -> None:
        if not (self.zh or self.en):
            raise ValueError("text_empty")

    def get(self, lang: str) -> str:
        """The text in `lang` ("zh" or "en"), else in the other one."""
        first, second = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return first or second or ""
