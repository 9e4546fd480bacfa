"""Cohorts for whoever may see them: coordinators, facilitators, members, and those with a link or code."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from courses.models import Cohort, CohortInvitation, CohortMember, CohortModule, Facilitator
from courses.rules.pace import Pace, pace
from courses.selectors.path import Done, completed, offered
from endorsement.models import Association, Person
from lms.backbone.ids import normalize


@dataclass(frozen=True)
class OwnModule:
    """A module of a cohort as its member sees it."""

    row: CohortModule
    title: str
    live: bool
    done: Done | None
    pace: Pace


def of_association(association: Association) -> QuerySet[Cohort]:
    """Its cohorts, the running ones first, with how many members they have."""
    return (
        Cohort.objects.filter(association=association)
        .annotate(size=Count("members", filter=Q(members__left_at__isnull=True)))
        .order_by("ended_at", "-from_on", "pk")
    )


def for_coordinator(association: Association, public_id: str) -> Cohort:
    """:raises Http404: for a cohort of another association."""
    return _one(Cohort.objects.filter(association=association, public_id=public_id))


def for_facilitator(person: Person, public_id: str, at: datetime) -> Cohort:
    """:raises Http404: for everybody who does not facilitate it, and once it is over for some days."""
    cohort = _one(
        Cohort.objects.filter(
            public_id=public_id,
            pk__in=Facilitator.objects.filter(person=person, ended_at=None).values("cohort"),
        )
    )
    if not cohort.is_seen(at):
        raise Http404
    return cohort


def facilitated_by(person: Person, at: datetime) -> list[Cohort]:
    """Cohorts whose progress the person sees today."""
    rows = Facilitator.objects.filter(person=person, ended_at=None)
    found = Cohort.objects.filter(pk__in=rows.values("cohort"), ended_at=None)
    found = found.select_related("association").order_by("from_on", "pk")
    return [one for one in found if one.is_seen(at)]


def memberships_of(person: Person) -> QuerySet[CohortMember]:
    """Cohorts that the person is in."""
    rows = CohortMember.objects.filter(person=person, left_at=None)
    return rows.select_related("cohort__association").order_by("cohort__from_on", "pk")


def for_member(person: Person, public_id: str) -> CohortMember:
    """:raises Http404: for everybody who is not in the cohort."""
    found = memberships_of(person).filter(cohort__public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def by_code(code: str, at: datetime) -> Cohort | None:
    """The cohort that takes members by this code."""
    found = Cohort.objects.select_related("association").filter(join_code=normalize(code))
    cohort = found.first()
    return cohort if cohort is not None and cohort.takes_members(at) else None


def by_token(token: str, at: datetime) -> CohortInvitation | None:
    """The invitation behind a mailed link that works today."""
    row = (
        CohortInvitation.objects.select_related("cohort__association")
        .filter(token_sha256=CohortInvitation.digest(token), token_expires_at__gt=at)
        .first()
    )
    return row if row is not None and row.cohort.takes_members(at) else None


def invitation_of(cohort: Cohort, public_id: str) -> CohortInvitation:
    """:raises Http404: for an invitation of another cohort."""
    found = cohort.invitations.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def facilitators_of(cohort: Cohort) -> list[Person]:
    """Who sees its progress today."""
    rows = cohort.facilitators.filter(ended_at=None).select_related("person").order_by("pk")
    return [row.person for row in rows]


def members_of(cohort: Cohort) -> list[Person]:
    """Who is in it, by name."""
    rows = cohort.members.filter(left_at=None).select_related("person")
    return [row.person for row in rows.order_by("person__name", "pk")]


def own_modules(cohort: Cohort, person: Person, today: date) -> list[OwnModule]:
    """The cohort's modules as the member sees them; three queries however many there are."""
    rows = list(cohort.modules.all())
    codes = [row.code for row in rows]
    done, titles = completed([person.pk], codes).get(person.pk, {}), offered(codes)
    return [
        OwnModule(
            row,
            titles[row.code].title if row.code in titles else row.code,
            row.code in titles and titles[row.code].live,
            done.get(row.code),
            pace(row.due_on, done=row.code in done, today=today),
        )
        for row in rows
    ]


def _one(cohorts: QuerySet[Cohort]) -> Cohort:
    modules = Prefetch("modules", CohortModule.objects.order_by("position"))
    found = cohorts.select_related("association").prefetch_related(modules).first()
    if found is None:
        raise Http404
    return found
