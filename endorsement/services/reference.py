"""References: asked for by the applicant, given through a link by somebody without an account."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Association, Person, Reference
from endorsement.refusals import Refused
from endorsement.rules.scheme import NOT_ENOUGH
from endorsement.selectors import reference_sets
from endorsement.selectors.hosts import public_url
from endorsement.services import event, reference_link
from endorsement.services.addresses import person_by_email
from endorsement.services.conflict import refuse_conflict
from lms.backbone.mail import owe_mail

# Mail in somebody's name to addresses they type: enough for every honest purpose, no more.
MOST_ASKED_A_DAY = 12


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
    """Ask somebody for a reference, by the form of the edition the person applies under.

    Asking the same person twice in a role asks once; again only when what they gave can count no more.

    Effects, in order: the rater as a person; the reference with digests of its link and code; a mail
    with both, which are kept nowhere else.

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
    rater = person_by_email(email=rater_email, name=rater_name, time_zone=association.time_zone)
    if rater.pk == person.pk:
        raise Refused(
            _("Nobody can give their own reference. Enter somebody else’s address."),
            field="rater_email",
        )
    today = association.day_of(at)
    keys = reference_link.new_keys()
    try:
        with transaction.atomic():
            reference = Reference.objects.create(
                person=person,
                association=association,
                edition=reference_sets.edition_for(person, association, today),
                rater=rater,
                rater_name=rater_name.strip(),
                role=role,
                round=reference_sets.over(person, association, rater, role, today) + 1,
                waived=waived,
                waived_at=at if waived else None,
                requested_at=at,
                **keys.columns(at),
            )
    except IntegrityError as error:
        raise Refused(
            _("You have already asked this person. Send the link again instead."),
            field="rater_email",
        ) from error
    reference_link.mail(reference, keys, at=at)
    return reference


@transaction.atomic
def sign_waiver(*, reference: Reference, at: datetime) -> Reference:
    """The person gives up the right to read the rating after all; nothing takes that back.

    Signing twice (a double click) signs once.

    :raises Refused: when the request was taken back or declined.
    """
    open_or_given = [Reference.State.REQUESTED, Reference.State.COMPLETED]
    mine = Reference.objects.filter(pk=reference.pk, state__in=open_or_given)
    if not mine.filter(waived=False).update(waived=True, waived_at=at) and not mine.exists():
        raise Refused(_("This reference is no longer open, so there is nothing to sign."))
    reference.refresh_from_db()
    return reference


@transaction.atomic
def cancel(*, reference: Reference) -> None:
    """Take the request back; link and code stop working, and what the rater saved goes.

    :raises Refused: once the reference was given.
    """
    canceled = Reference.objects.filter(pk=reference.pk, state=Reference.State.REQUESTED).update(
        state=Reference.State.CANCELED, draft={}, code_hmac=None
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
    known_for: str = "",
    stated_role: str = "",
    direct_service: str = "",
) -> Reference:
    """Hand in the reference, once.

    `answers` maps each line of the edition's form to a step of its scale or `not_enough`. With too many
    of the latter it cannot be counted, and the applicant is owed one mail that says that and no more.

    Effects, in order: the answers, and what was saved before goes; the mail.

    :raises Refused: when it was handed in before, or a line has no answer.
    """
    on = reference.association.day_of(at)
    form = reference_sets.criteria_of(reference, on).rating_form
    allowed = form.answers()
    if set(answers) != {item.code for item in form.items} or any(
        value not in allowed for value in answers.values()
    ):
        raise Refused(_("Answer every line, or choose “I do not have enough information”."))
    if recommendation not in Reference.Recommendation.values:
        raise Refused(_("Choose one overall recommendation."), field="recommendation")
    handed_in = Reference.objects.filter(pk=reference.pk, state=Reference.State.REQUESTED).update(
        state=Reference.State.COMPLETED,
        completed_at=at,
        completed_on=on,
        answers=dict(answers),
        not_enough_information=sum(value == NOT_ENOUGH for value in answers.values()),
        recommendation=recommendation,
        known_for=known_for,
        stated_role=stated_role,
        direct_service=direct_service,
        comment=comment.strip(),
        draft={},
    )
    if not handed_in:
        raise Refused(_("This reference has already been handed in. Thank you."))
    reference.refresh_from_db()
    limits = reference_sets.limits(reference.person, reference.association, on)
    if limits.void(reference.not_enough_information):
        _mail_void(reference, at=at)
    return reference


@transaction.atomic
def decline(*, reference: Reference) -> None:
    """The rater would rather not; the applicant sees only that.

    :raises Refused: once the reference was given.
    """
    declined = Reference.objects.filter(pk=reference.pk, state=Reference.State.REQUESTED).update(
        state=Reference.State.DECLINED, draft={}
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
        stream=application.stream,
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


def _mail_void(reference: Reference, *, at: datetime) -> None:
    """That it cannot be counted, never why: the answers are the rater's."""
    if not reference.person.email:
        return
    owe_mail(
        key=f"reference_void:{reference.public_id}",
        to=reference.person.email,
        template="reference_void",
        language=reference.person.language,
        context={
            "public_url": public_url(reference.association),
            "name": reference.person.name,
            "rater": reference.rater_name,
            "association": reference.association.name,
            "slug": reference.association.slug,
        },
        at=at,
    )
