"""Drafts of criteria, brought to where a test needs them by the real services."""

import datetime
import json
from typing import Any

from endorsement.models import Edition, Person
from endorsement.rules import drafting
from endorsement.services import edition as services
from tests.factories.person import PersonFactory
from tests.factories.scheme import sample_edition

AT = datetime.datetime(2026, 6, 1, 15, tzinfo=datetime.UTC)
FROM = datetime.date(2027, 1, 1)


def administrator(**more: Any) -> Person:
    person: Person = PersonFactory(**more)
    assert person.user
    person.user.is_superuser = person.user.is_staff = True
    person.user.save()
    return person


def copied(by: Person | None = None, code: str = "2027", on: datetime.date = FROM) -> Edition:
    """A draft that says what the sample edition says."""
    by = by or administrator()
    return services.copy(edition=sample_edition(), code=code, effective_from=on, by=by, at=AT)


def with_hours(document: dict[str, Any], hours: int, category: str = "family_associate") -> Any:
    """The document with another number of training hours in a category."""
    place = drafting.find(document, category, "award", "training")
    node = {**place.node, "hours": {**place.node["hours"], "min": hours}}
    return drafting.replace(document, category, "award", "training", node)


def raised(by: Person | None = None, hours: int = 40, **more: Any) -> Edition:
    """A draft in which an associate needs more hours of training."""
    draft = copied(by, **more)
    by = draft.changed_by
    assert by
    document = with_hours(json.loads(draft.document), hours)
    return services.change(edition=draft, document=document, seen=1, by=by, at=AT)


def submitted(by: Person | None = None, **more: Any) -> Edition:
    draft = raised(by, **more)
    assert draft.changed_by
    return services.submit(edition=draft, by=draft.changed_by, at=AT)
