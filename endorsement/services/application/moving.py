"""Applying a legal move of an application: the one place that changes its state."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from endorsement.models import Application, Membership, Person
from endorsement.rules.workflow import MOVES
from endorsement.selectors import memberships
from endorsement.selectors.hosts import public_url
from endorsement.services import event, letter, moving
from lms.backbone.mail import owe_mail


def move(
    application: Application,
    *,
    action: str,
    role: str,
    actor: Person | None,
    at: datetime,
    payload: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
    chained: bool = False,
    **fields: Any,
) -> Application:
    """Apply one legal move as a conditional UPDATE and write its event."""
    new = moving.apply(
        application,
        MOVES,
        action=action,
        role=role,
        not_now=_("This application is “%(state)s” now, so that is not possible. Reload the page.")
        % {"state": application.get_state_display()},
        overtaken=_("Somebody else has just moved this application. Reload the page."),
        **fields,
    )
    application.refresh_from_db()
    record(application, new, actor=actor, at=at, payload=payload, texts=texts, chained=chained)
    return application


def record(
    application: Application,
    kind: str,
    *,
    actor: Person | None,
    at: datetime,
    payload: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
    chained: bool = False,
) -> None:
    event.record(
        association=application.association,
        stream=application.stream,
        kind=f"application.{kind}",
        actor=actor,
        payload={"applicant": str(application.person.ref), **(payload or {})},
        texts=texts,
        at=at,
        chained=chained,
    )


# What an association may tell in its own words; a decline needs days that somebody has to choose.
OWN_LETTERS = {
    "application_approved": "approval",
    "application_more_information": "more_information",
}


def tell_applicant(
    application: Application, template: str, *, at: datetime, by: Person | None = None
) -> None:
    """The association's own letter where it has published one, else our mail."""
    person = application.person
    kind = OWN_LETTERS.get(template)
    if kind and by:
        key = f"{template}:{at.isoformat()}"
        said = application.question
        if letter.send_own(
            application=application, kind=kind, sender=by, reason=said, once=key, at=at
        ):
            return
    owe_mail(
        key=f"{template}:{application.public_id}:{at.isoformat()}",
        to=person.email,
        template=template,
        language=person.language,
        context={
            "name": person.name,
            "public_url": public_url(application.association),
            "association": application.association.name,
            "contact": application.association.contact_email,
            "public_id": application.public_id,
            "question": application.question,
        },
        at=at,
    )


def tell_coordinators(
    application: Application, template: str, *, at: datetime, **context: Any
) -> None:
    """Every coordinator of the association is owed this mail once for this moment."""
    association = application.association
    today = association.day_of(at)
    for membership in memberships.in_role(association, Membership.Role.COORDINATOR, today):
        owe_mail(
            key=f"{template}:{application.public_id}:{at.isoformat()}:{membership.pk}",
            to=membership.person.email,
            template=template,
            language=membership.person.language,
            context={
                "public_url": public_url(association),
                "association": association.name,
                "slug": association.slug,
                "public_id": application.public_id,
                **context,
            },
            at=at,
        )


def locked(application: Application) -> Application:
    """The row as it is now; whoever else wants to move it waits for this transaction."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    return application
