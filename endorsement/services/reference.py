"""References: asked for by the applicant, given through a link by somebody without an account."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Person, Reference
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services import event
from endorsement.services.addresses import person_by_email
from endorsement.services.conflict import refuse_conflict
from lms.backbone.mail import owe_mail

LINK_DAYS = 60
# Mail in somebody's name to addresses they type: enough for every honest purpose, no more.
MOST_ASKED_A_DAY = 12
PAUSE = timedelta(minutes=10)
NOT_ENOUGH = "not_enough"
RATINGS = ("1", "2", "3", "4", "5", NOT_ENOUGH)


@transaction.atomic
def request(
    *,
    person: Person,
    association: Association,
    rater_name: str,
    rater_email: str,
    role: str,
    waived: bool,
    at: datetime,
) -> Reference:
    """Ask somebody for a reference. Asking the same person twice in a role asks once.

    Effects, in order: the rater as a person; the reference with a digest of its link; a mail with
    the link, which is kept nowhere else.

    :raises Refused: when the rater is the person themself, was asked already, or very many people
        were asked within a day.
    """
    if (
        person.references.filter(requested_at__gt=at - timedelta(days=1)).count()
        >= MOST_ASKED_A_DAY
    ):
        raise Refused(
            _("You have asked %(most)s times within a day. Please go on tomorrow.")
            % {"most": MOST_ASKED_A_DAY}
        )
    rater = person_by_email(email=rater_email, name=rater_name)
    if rater.pk == person.pk:
        raise Refused(
            _("Nobody can give their own reference. Enter somebody else’s address."),
            field="rater_email",
        )
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            reference = Reference.objects.create(
                person=person,
                association=association,
                rater=rater,
                rater_name=rater_name.strip(),
                role=role,
                waived=waived,
                token_sha256=Reference.digest(token),
                token_expires_at=at + timedelta(days=LINK_DAYS),
                requested_at=at,
            )
    except IntegrityError as error:
        raise Refused(
            _("You have already asked this person. Send the link again instead."),
            field="rater_email",
        ) from error
    _mail(reference, token, at=at)
    return reference


@transaction.atomic
def resend(*, reference: Reference, at: datetime) -> Reference:
    """Send a new link; the old one stops working.

    :raises Refused: when the reference was given, declined or canceled, or a link was sent within the
        last ten minutes.
    """
    sent_at = reference.token_expires_at - timedelta(days=LINK_DAYS)
    if reference.state == Reference.State.REQUESTED and at < sent_at + PAUSE:
        raise Refused(
            _("We sent the link a few minutes ago. Please wait a little before sending it again.")
        )
    token = secrets.token_urlsafe(32)
    renewed = Reference.objects.filter(
        pk=reference.pk,
        state=Reference.State.REQUESTED,
        token_expires_at=reference.token_expires_at,
    ).update(token_sha256=Reference.digest(token), token_expires_at=at + timedelta(days=LINK_DAYS))
    if not renewed:
        raise Refused(_("This reference is no longer open, so no new link was sent."))
    reference.refresh_from_db()
    _mail(reference, token, at=at)
    return reference


@transaction.atomic
def cancel(*, reference: Reference) -> None:
    """Take the request back; the link stops working.

    :raises Refused: once the reference was given.
    """
    canceled = Reference.objects.filter(pk=reference.pk, state=Reference.State.REQUESTED).update(
        state=Reference.State.CANCELED
    )
    if not canceled:
        raise Refused(_("This reference is no longer open, so it cannot be taken back."))


@transaction.atomic
def complete(
    *,
    reference: Reference,
    answers: Mapping[str, str],
    recommendation: str,
    comment: str,
    at: datetime,
) -> Reference:
    """Hand in the reference, once.

    `answers` maps each item of the edition's form to 1-5 or `not_enough`; how many of the latter
    there are decides whether it counts, by the edition's rule.

    :raises Refused: when it was handed in before, or an item has no answer.
    """
    if any(value not in RATINGS for value in answers.values()) or not answers:
        raise Refused(_("Answer every line, or choose “I do not have enough information”."))
    if recommendation not in Reference.Recommendation.values:
        raise Refused(_("Choose one overall recommendation."), field="recommendation")
    handed_in = Reference.objects.filter(pk=reference.pk, state=Reference.State.REQUESTED).update(
        state=Reference.State.COMPLETED,
        completed_at=at,
        completed_on=reference.association.day_of(at),
        answers=dict(answers),
        not_enough_information=sum(value == NOT_ENOUGH for value in answers.values()),
        recommendation=recommendation,
        comment=comment.strip(),
    )
    if not handed_in:
        raise Refused(_("This reference has already been handed in. Thank you."))
    reference.refresh_from_db()
    return reference


@transaction.atomic
def decline(*, reference: Reference) -> None:
    """The rater would rather not; the applicant sees only that.

    :raises Refused: once the reference was given.
    """
    declined = Reference.objects.filter(pk=reference.pk, state=Reference.State.REQUESTED).update(
        state=Reference.State.DECLINED
    )
    if not declined:
        raise Refused(_("This reference has already been handed in. Thank you."))


@transaction.atomic
def vet(
    *,
    application: Application,
    coordinator: Person,
    reference: Reference,
    vetted: bool,
    vetted_on: date,
    vetted_through: date | None = None,
    at: datetime,
) -> Reference:
    """A coordinator has spoken with a rater who is not endorsed, and takes them as one or not.

    `vetted_through` is the last day on which the rating counts like an endorsed person's. Deciding
    again replaces the answer; the events keep both. Effects, in order: the answer with its days, who
    and when; the event.

    :raises Refused: for a conflict of interest, a day to come, a last day before it, a rating that is
        not in yet, a rater who belongs to another application, or an application that is closed.
    """
    refuse_conflict(coordinator, application, at=at)
    if application.state in Application.CLOSED:
        raise Refused(_("This application is closed; nothing about it can change any more."))
    asked_for = (application.person_id, application.association_id)
    if (reference.person_id, reference.association_id) != asked_for:
        raise Refused(_("This rater was not asked for this application."), field="reference")
    if reference.state != Reference.State.COMPLETED:
        raise Refused(
            _("This rating is not in yet. Please vet the rater once it is."), field="reference"
        )
    if vetted_on > application.association.day_of(at):
        raise Refused(
            _("This day is in the future. Please enter it once it has happened."),
            field="vetted_on",
        )
    through = vetted_through if vetted else None
    if through is not None and through < vetted_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."),
            field="vetted_through",
        )
    reference.vetted, reference.vetted_on, reference.vetted_through = vetted, vetted_on, through
    reference.vetted_by, reference.vetted_at = coordinator, at
    reference.save(
        update_fields=["vetted", "vetted_on", "vetted_through", "vetted_by", "vetted_at"]
    )
    event.record(
        association=application.association,
        stream=f"application:{application.public_id}",
        kind=f"reference.{'vetted' if vetted else 'not_vetted'}",
        actor=coordinator,
        payload={
            "reference": reference.public_id,
            "on": vetted_on,
            **({"through": through} if through else {}),
        },
        at=at,
    )
    return reference


def _mail(reference: Reference, token: str, *, at: datetime) -> None:
    owe_mail(
        key=f"reference:{reference.public_id}:{reference.token_sha256[:16]}",
        to=reference.rater.email,
        template="reference_request",
        language=reference.rater.language,
        context={
            "public_url": public_url(reference.association),
            "name": reference.rater_name,
            "applicant": reference.person.name,
            "association": reference.association.name,
            "waived": reference.waived,
            "link": f"{public_url(reference.association)}/r/{token}/",
            "days": LINK_DAYS,
        },
        at=at,
    )
