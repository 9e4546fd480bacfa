"""A translation that was written elsewhere, taken over as translated texts.

Pages that the curriculum's files brought are no work of wagtail-localize: to it nothing of them is
translated, and a translation begun on top would draft the original's language over them.
"""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

Texts = dict[str, list[str]]


@transaction.atomic
def take_over(*, source: Model, there: Model, work: Translation, by: Any) -> int:
    """Note what the page in the other language says as the translation of the source's texts; how many.

    Texts are matched by where they stand, which is the ids of their blocks, and by their order there; a
    place with another number of texts is left to the translator. What is translated already stays.
    """
    said = _texts_of(there)
    wanted = _texts_of(source)
    rows = {
        (row.context.path, row.string.data): row
        for row in StringSegment.objects.filter(source=work.source).select_related(
            "context", "string"
        )
    }
    taken = []
    for path, texts in wanted.items():
        translations = said.get(path, [])
        if len(translations) != len(texts):
            continue
        for text, translated in zip(texts, translations, strict=True):
            row = rows.get((path, text))
            if row is not None and translated.strip():
                taken.append(
                    StringTranslation(
                        translation_of=row.string,
                        locale=work.target_locale,
                        context=row.context,
                        data=translated,
                        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                        last_translated_by=by,
                    )
                )
    StringTranslation.objects.bulk_create(taken, ignore_conflicts=True)
    return len(taken)


def _texts_of(one: Model) -> Texts:
    """The texts to translate by their place, in their order."""
    found: Texts = defaultdict(list)
    for segment in extract_segments(one):
        if isinstance(segment, StringSegmentValue) and not segment.is_empty():
            found[segment.path].append(segment.string.data)
    return found
