"""Somebody of another association is invited to help with one application."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, GuestInvitation, Membership, Person, Review
from endorsement.permissions import in_force
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services import event, review
from endorsement.services.conflict import refuse_conflict
from lms.backbone.mail import owe_mail


@transaction.atomic
def invite(
    *,
    application: Application,
    email: str,
    role: str,
    through_on: date,
    coordinator: Person,
    at: datetime,
) -> GuestInvitation:
    """Open one application to a reviewer or coordinator of another association, from today on.

    A coordinator with a conflict of interest may do one thing: hand the application to a coordinator
    from elsewhere. Their own application is not theirs to hand over either.

    Effects, in order: the invitation; its event; a mail to the guest. A reviewer still has to be
    assigned.

    :raises Refused: for a conflict of interest, of the guest too, somebody without that role elsewhere, a day
        that is past, a closed application, or somebody invited already.
    """
    hands_over = role == GuestInvitation.Role.COORDINATOR
    if not hands_over or coordinator.pk == application.person_id:
        refuse_conflict(coordinator, application, at=at)
    today = application.association.day_of(at)
    if through_on < today:
        raise Refused(_("This day is past. Choose today or a later day."), field="through_on")
    if application.state in Application.CLOSED:
        raise Refused(_("This application is closed; nothing about it can change any more."))
    person = _colleague(application, email, role, today)
    refuse_conflict(person, application, at=at, field="email")
    try:
        with transaction.atomic():
            invitation = GuestInvitation.objects.create(
                application=application,
                person=person,
                role=role,
                from_on=today,
                through_on=through_on,
                invited_by=coordinator,
                invited_at=at,
            )
    except IntegrityError as error:
        raise Refused(_("This person is already invited."), field="email") from error
    _record(invitation, "guest_invited", actor=coordinator, at=at)
    owe_mail(
        key=f"guest-invited:{invitation.public_id}",
        to=person.email,
        template="guest_invited",
        language=person.language,
        context={
            "name": person.name,
            "public_url": public_url(application.association),
            "association": application.association.name,
            "slug": application.association.slug,
            "public_id": application.public_id,
            "reviews": role == GuestInvitation.Role.REVIEWER,
            "through_on": through_on.isoformat(),
        },
        at=at,
    )
    return invitation


@transaction.atomic
def end(*, invitation: GuestInvitation, coordinator: Person, at: datetime) -> None:
    """Close the application to the guest; a review they have not handed in is taken back.

    Ending it twice ends it once. Effects, in order: the invitation; its event; the open review.

    :raises Refused: for a conflict of interest of the coordinator.
    """
    refuse_conflict(coordinator, invitation.application, at=at)
    ended = GuestInvitation.objects.filter(pk=invitation.pk, ended_at__isnull=True).update(
        ended_at=at
    )
    if not ended:
        return
    _record(invitation, "guest_ended", actor=coordinator, at=at)
    if invitation.role != GuestInvitation.Role.REVIEWER:
        return
    theirs = invitation.application.reviews.filter(reviewer=invitation.person_id)
    for row in theirs.filter(state__in=Review.OPEN):
        review.release(review=row, coordinator=coordinator, at=at)


def _colleague(application: Application, email: str, role: str, today: date) -> Person:
    """Whoever has this address and holds the role today in another association."""
    elsewhere = in_force(Membership.objects.filter(role=role), today).exclude(
        association=application.association_id
    )
    person = Person.objects.filter(
        email__iexact=email.strip(), erased_at__isnull=True, pk__in=elsewhere.values("person")
    ).first()
    if role not in GuestInvitation.Role.values or person is None:
        raise Refused(
            _(
                "Nobody with this address has that role in another association today. Ask them"
                " which address they sign in with."
            ),
            field="email",
        )
    return person


def _record(invitation: GuestInvitation, kind: str, *, actor: Person, at: datetime) -> None:
    application = invitation.application
    event.record(
        association=application.association,
        stream=application.stream,
        kind=f"application.{kind}",
        actor=actor,
        payload={
            "invitation": invitation.public_id,
            "person": str(invitation.person.ref),
            "role": invitation.role,
            "through_on": invitation.through_on,
        },
        at=at,
    )
