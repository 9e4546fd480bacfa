"""Sources, resource cards and shared terms of the CMS, as the nouns that files are written from."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings

from courses.curriculum.glossary import Term
from courses.curriculum.library import (
    RESOURCE_AUDIENCES,
    RESOURCE_TOPICS,
    Resource,
)
from courses.curriculum.library import Source as FileSource
from courses.curriculum.text import LANGUAGES, Text
from courses.models import GlossaryTerm, ResourceCard, Source

ENGLISH, SPANISH = LANGUAGES


def sources() -> list[FileSource]:
    """Every source, by its key."""
    return [
        FileSource(
            key=row.key,
            title=row.title,
            publisher=row.publisher,
            address=row.address,
            year=row.year,
            read_on=row.read_on,
            claims=tuple(line.strip() for line in row.claims.splitlines() if line.strip()),
        )
        for row in Source.objects.order_by("key")
    ]


def resources() -> list[Resource]:
    """Every card that is there in English, by its code, with its Spanish."""
    found = _by_language(ResourceCard.objects.select_related("locale"), "code")
    return [
        _resource(cards[ENGLISH], cards.get(SPANISH))
        for _code, cards in sorted(found.items())
        if ENGLISH in cards
    ]


def _resource(card: ResourceCard, spanish: ResourceCard | None) -> Resource:
    return Resource(
        code=card.code,
        name=_text(card, spanish, "name"),
        kind=card.kind,
        what=_text(card, spanish, "what"),
        for_whom=_text(card, spanish, "for_whom"),
        url=card.url,
        checked_on=card.checked_on,
        topics=tuple(code for code in RESOURCE_TOPICS if code in card.topics),
        audiences=tuple(code for code in RESOURCE_AUDIENCES if code in card.audiences),
        languages=tuple(c for c, _name in settings.LANGUAGES if c in card.languages) or (ENGLISH,),
    )


def terms() -> list[Term]:
    """The terms that every module shares, by their key."""
    shared = GlossaryTerm.objects.filter(association__isnull=True)
    found = _by_language(shared.select_related("locale", "source"), "key")
    return [_term(one) for _key, one in sorted(found.items()) if ENGLISH in one]


def _term(rows: dict[str, Any]) -> Term:
    english, spanish = rows[ENGLISH], rows.get(SPANISH)
    forms = {
        language: tuple(line.strip() for line in row.synonyms.splitlines() if line.strip())
        for language, row in rows.items()
        if language in LANGUAGES
    }
    return Term(
        key=english.key,
        name=_text(english, spanish, "name"),
        forms=forms,
        definition=_text(english, spanish, "definition"),
        source=english.source.key if english.source else None,
    )


def _by_language(rows: Any, name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        found[getattr(row, name)][row.locale.language_code] = row
    return found


def _text(english: Any, spanish: Any, name: str) -> Text:
    return Text(getattr(english, name), (getattr(spanish, name) if spanish else "") or None)
