"""Text in the languages of the curriculum."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Text:
    """One piece of text; English is the source, Spanish may not exist yet."""

    en: str
    es: str | None = None

    def has(self, language: str) -> bool:
        return bool(getattr(self, language, None))

    def into(self, language: str) -> str:
        """The text in ``language``, or in English where it is not translated yet."""
        return (self.es or self.en) if language == "es" else self.en

    def __str__(self) -> str:
        return self.en
