"""Cohorts: made and changed by a coordinator, joined and left by learners."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from courses.models import Cohort, CohortMember, CohortModule, Facilitator, PathPage
from courses.rules.pace import spread
from courses.selectors import path as paths
from courses.services import path as path_service
from endorsement.models import Association, Person
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services.addresses import person_by_email
from endorsement.services.person import need_a_name
from lms.backbone.mail import owe_mail


@transaction.atomic
def make(
    *,
    association: Association,
    by: Person,
    name: str,
    path: PathPage | None,
    module: str,
    from_on: date,
    through_on: date,
    at: datetime,
) -> Cohort:
    """A cohort for a path, or for the one `module`; due days are spread evenly over its days.

    Effects, in order: the cohort; its modules, optional ones without a day of their own.

    :raises Refused: when the days are the wrong way round.
    """
    _check_days(from_on, through_on)
    cohort = Cohort.objects.create(
        association=association,
        name=name.strip(),
        path=path.code if path else "",
        optional_needed=path.optional_needed if path else 0,
        from_on=from_on,
        through_on=through_on,
        created_by=by,
        created_at=at,
    )
    parts = [(p.code, p.required) for p in path.way.parts] if path else [(module, True)]
    days = iter(spread(from_on, through_on, sum(required for _code, required in parts)))
    CohortModule.objects.bulk_create(
        CohortModule(
            cohort=cohort,
            code=code,
            position=position,
            required=required,
            due_on=next(days) if required else None,
        )
        for position, (code, required) in enumerate(parts)
    )
    return cohort


@transaction.atomic
def change(
    *,
    cohort: Cohort,
    name: str,
    from_on: date,
    through_on: date,
    days: Mapping[str, date | None],
) -> Cohort:
    """Another name, other days; `days` are the due days by module.

    :raises Refused: when the days are the wrong way round, or a module is due outside of them.
    """
    _check_days(from_on, through_on)
    for code, day in days.items():
        if day is not None and not from_on <= day <= through_on:
            raise Refused(
                _("This day is not within the days of the cohort. Choose one from first to last."),
                field=f"due-{code}",
            )
    cohort.name, cohort.from_on, cohort.through_on = name.strip(), from_on, through_on
    cohort.save(update_fields=["name", "from_on", "through_on"])
    for row in cohort.modules.all():
        row.due_on = days.get(row.code)
        row.save(update_fields=["due_on"])
    return cohort


@transaction.atomic
def spread_evenly(*, cohort: Cohort) -> None:
    """Due days anew, evenly over the cohort's days; optional modules have none."""
    required = list(cohort.modules.filter(required=True))
    days = spread(cohort.from_on, cohort.through_on, len(required)) if required else []
    for row, day in zip(required, days, strict=True):
        row.due_on = day
        row.save(update_fields=["due_on"])
    cohort.modules.filter(required=False).update(due_on=None)


@transaction.atomic
def end(*, cohort: Cohort, at: datetime) -> None:
    """Nobody joins, sees progress or is reminded any more. Ending twice ends once.

    What members completed stays theirs.
    """
    Cohort.objects.filter(pk=cohort.pk, ended_at__isnull=True).update(ended_at=at)


@transaction.atomic
def add_facilitator(
    *, cohort: Cohort, email: str, name: str, by: Person, at: datetime
) -> Facilitator:
    """Let somebody see how the members get on; they need no other role, and sign in with the address.

    Effects, in order: the person, when nobody has the address; the role; a mail to them. Given twice
    it is given once, without a second mail.
    """
    zone = cohort.association.time_zone
    person = person_by_email(email=email, name=name, time_zone=zone)
    row, made = Facilitator.objects.get_or_create(
        cohort=cohort, person=person, ended_at=None, defaults={"given_by": by, "given_at": at}
    )
    if made:
        owe_mail(
            key=f"cohort-facilitator:{cohort.public_id}:{row.pk}",
            to=person.email,
            template="cohort_facilitator",
            language=person.language,
            context={
                "public_url": public_url(cohort.association),
                "name": person.name,
                "cohort": cohort.name,
                "association": cohort.association.name,
                "public_id": cohort.public_id,
            },
            at=at,
        )
    return row


@transaction.atomic
def end_facilitator(*, cohort: Cohort, ref: str, at: datetime) -> None:
    """Take the role back, with immediate effect."""
    rows = Facilitator.objects.filter(cohort=cohort, ended_at__isnull=True).select_related("person")
    theirs = [row.pk for row in rows if str(row.person.ref) == ref]
    Facilitator.objects.filter(pk__in=theirs, ended_at__isnull=True).update(ended_at=at)


@transaction.atomic
def join(*, cohort: Cohort, person: Person, reminders: bool, at: datetime) -> CohortMember:
    """Agree that the cohort's facilitators see one's progress in its modules.

    Joining twice joins once; joining after leaving joins again. Effects, in order: the membership; a
    path is followed, so that it stands under “My learning”.

    :raises Refused: for somebody without a name, and when the cohort takes no members any more.
    """
    need_a_name(person)
    if not cohort.takes_members(at):
        raise Refused(_("This cohort is over, so it takes no new members."))
    member, made = CohortMember.objects.get_or_create(
        cohort=cohort, person=person, defaults={"joined_at": at, "reminders": reminders}
    )
    if not made:
        again = CohortMember.objects.filter(pk=member.pk, left_at__isnull=False)
        again.update(joined_at=at, left_at=None)
        CohortMember.objects.filter(pk=member.pk).update(reminders=reminders)
        member.refresh_from_db()
    path = _live(cohort.path)
    if path is not None:
        path_service.follow(person=person, path=path, at=at)
    return member


@transaction.atomic
def leave(*, member: CohortMember, at: datetime) -> None:
    """From now on no facilitator sees anything of the person. Leaving twice leaves once."""
    CohortMember.objects.filter(pk=member.pk, left_at__isnull=True).update(left_at=at)


@transaction.atomic
def set_reminders(*, member: CohortMember, wanted: bool) -> None:
    """Be reminded by mail of modules that are late, or not."""
    CohortMember.objects.filter(pk=member.pk).update(reminders=wanted)


def _live(code: str) -> PathPage | None:
    try:
        return paths.by_code(code) if code else None
    except Http404:
        return None


def _check_days(from_on: date, through_on: date) -> None:
    if through_on < from_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="through_on"
        )
