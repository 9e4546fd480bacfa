"""Documents that a part of a cmi5 package keeps: where one was, and what the learner prefers."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Length

from courses.models import PackageDocument, PackageRegistration
from courses.packages.cmi5.names import LAUNCH_DATA, PREFERENCES
from courses.packages.cmi5.statement import Refused
from courses.packages.launch import can_be_kept
from courses.selectors.cmi5_documents import Place, around, document

#: Of one part, as much as of a SCORM unit.
MOST_CHARACTERS = 256_000
MOST_DOCUMENTS = 200
LONGEST_NAME = 255
JSON = "application/json"


@dataclass(frozen=True)
class Condition:
    """What the headers If-Match and If-None-Match ask for; empty for nothing."""

    match: str = ""
    none_match: str = ""

    def check(self, content: str | None) -> None:
        """:raises Refused: when the document is not as it was expected."""
        tags = {tag.strip().removeprefix("W/").strip('"') for tag in self.match.split(",")}
        wrong = self.match and (content is None or not tags & {"*", etag(content)})
        if wrong or (self.none_match and content is not None):
            raise Refused("The document is not as it was expected: read it again first.", 412)


def etag(content: str) -> str:
    return hashlib.sha1(content.encode(), usedforsecurity=False).hexdigest()


@transaction.atomic
def put(
    *, place: Place, content: str, content_type: str, condition: Condition, at: datetime
) -> str:
    """Keep a document in place of the one there: its tag.

    :raises Refused: when it is the platform's, too large, or not as it was expected.
    """
    known = _locked(place)
    if place.kind != "state" and known and not (condition.match or condition.none_match):
        raise Refused("Say with If-Match which version of the document is replaced.", 409)
    condition.check(known.content if known else None)
    return _keep(place, content, content_type, at)


@transaction.atomic
def merge(
    *, place: Place, content: str, content_type: str, condition: Condition, at: datetime
) -> str:
    """Add the properties of a JSON document to the one there: its tag.

    :raises Refused: as `put`, or when either is no JSON object.
    """
    known = _locked(place)
    condition.check(known.content if known else None)
    if known is None:
        return _keep(place, content, content_type, at)
    if JSON not in content_type or JSON not in known.content_type:
        raise Refused("Only JSON documents can be merged.")
    merged = {**_object(known.content), **_object(content)}
    return _keep(place, json.dumps(merged, ensure_ascii=False), content_type, at)


@transaction.atomic
def remove(*, place: Place, condition: Condition) -> None:
    """Remove a document; without a name, all of this kind.

    :raises Refused: when it is the platform's, or not as it was expected.
    """
    known = _locked(place)
    condition.check(known.content if known else None)
    rows = around(place)
    (rows.filter(name=place.name) if place.name else rows).delete()


def _locked(place: Place) -> PackageDocument | None:
    """The document, after nobody else writes in this registration."""
    if place.kind == "state" and place.name == LAUNCH_DATA:
        raise Refused("The launch data is the platform's.", 403)
    PackageRegistration.objects.select_for_update().get(pk=place.session.registration_id)
    return document(place)


def _keep(place: Place, content: str, content_type: str, at: datetime) -> str:
    if not can_be_kept(place.name + content + content_type):
        raise Refused("This document holds characters that cannot be kept.")
    if len(place.name) > LONGEST_NAME:
        raise Refused("The name of this document is too long.")
    if place.kind == "agent" and place.name == PREFERENCES:
        _check_preferences(content)
    others = around(place).exclude(name=place.name)
    used = others.aggregate(all=Sum(Length("content")))["all"] or 0
    if used + len(content) > MOST_CHARACTERS or others.count() >= MOST_DOCUMENTS:
        raise Refused("This is more than can be kept for one part.", 413)
    PackageDocument.objects.update_or_create(
        registration_id=place.session.registration_id,
        kind=place.kind,
        unit_key=place.unit_key,
        name=place.name,
        defaults={"content": content, "content_type": content_type[:100], "saved_at": at},
    )
    return etag(content)


def _check_preferences(content: str) -> None:
    wanted = _object(content)
    if wanted.get("audioPreference", "on") not in {"on", "off", None}:
        raise Refused("“audioPreference” is “on” or “off”.")
    if not isinstance(wanted.get("languagePreference", ""), str | None):
        raise Refused("“languagePreference” is a list of language tags with commas.")


def _object(content: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused("This document is no JSON object.")
    return found
