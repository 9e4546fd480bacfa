"""Trying a reminder out: what it would say now, sent to whoever asks, while nothing changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from endorsement.models import Notice, Person
from endorsement.services.notices.departing import filled_in
from endorsement.services.notices.kinds import Section, kind_of
from lms.backbone.departures import Nothing, Said

TEMPLATE = "reminder_test"


def rehearsed(notice: Notice, language: str, at: datetime) -> dict[str, str] | None:
    """Subject and bodies, or None when it has nothing to say.

    A kind that makes a link while it writes makes none: whatever writing changes is taken back, so the
    link in a test opens nothing.
    """
    kind = kind_of(notice.kind)
    if kind is None:
        return None
    with transaction.atomic():
        section = kind.write([notice], at).get(notice.pk)
        transaction.set_rollback(True)
    if not isinstance(section, Section):
        return None
    with translation.override(language):
        return filled_in(section)


def write(context: Mapping[str, Any], at: datetime) -> Said | Nothing:
    """The test as it leaves; see `lms.backbone.departures`."""
    notice = (
        Notice.objects.select_related("person", "association").filter(pk=context["notice"]).first()
    )
    to = Person.objects.filter(ref=context["to"], erased_at__isnull=True).exclude(email="").first()
    said = rehearsed(notice, to.language, at) if notice and to else None
    if to is None or said is None:
        return Nothing("nothing_left")
    return Said(to=to.email, template=TEMPLATE, language=to.language, context=dict(said))
