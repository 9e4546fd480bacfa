"""Conflicts of interest: what the record shows, and what somebody has declared.

No association publishes a text, so the list is the usual one: oneself, reflective supervision in either
direction, hours confirmed, a reference, advice, the same employer now or within two years, and what
either side or a coordinator has declared (family, friends, co-workers, whatever they call it). The
same conflicts bind everyone who acts on an application.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from endorsement.models import (
    Advising,
    Application,
    ConfirmationRequest,
    DeclaredConflict,
    FormerEmployer,
    GroupMember,
    GuestInvitation,
    LedgerEntry,
    Membership,
    Person,
    Reference,
)
from endorsement.permissions import in_force, today_in
from endorsement.rules.windows import add_months
from endorsement.selectors import guests, memberships, taken_part

EMPLOYER_MONTHS = 24
NOT_A_REVIEWER = "not_a_reviewer"

_ON_RECORD = _(
    "The two are tied to each other on record, so this person cannot act on this application. Choose"
    " somebody else."
)
_SENTENCES = {
    "self": _("Nobody acts on their own application. Ask a colleague."),
    "provider": _(
        "This person gave the applicant reflective supervision, so they cannot act on this"
        " application. Choose somebody else."
    ),
    "rater": _(
        "This person was asked for a reference for the applicant, so they cannot act on this"
        " application. Choose somebody else."
    ),
    "took_part": _(
        "An appeal is heard by people who took no part in the first decision, and this person did."
        " Ask a colleague, or invite one from another association."
    ),
    "advisor": _(
        "This person advises the applicant or has done so, so they cannot act on this application."
        " Choose somebody else."
    ),
    "confirmer": _(
        "This person was asked to confirm the applicant’s hours, so they cannot act on this"
        " application. Choose somebody else."
    ),
    NOT_A_REVIEWER: _("This person is not a reviewer of this association today."),
}

Ids = set[int]
Tie = Callable[[Ids, Person, date], Ids]


def sentence(reason: str) -> Any:
    """The reason as a sentence.

    Only what the application itself shows is named. That somebody declared a conflict, who works or
    worked where, and what stands in the other's own portfolio all read alike.
    """
    return _SENTENCES.get(reason, _ON_RECORD)


def is_tie(code: str) -> bool:
    """Whether a refusal is for a conflict of interest, and not for something that passes."""
    return code == "self" or code in dict(TIES)


def among(people: Collection[Person], application: Application, on: date) -> dict[int, str]:
    """Who of these may not act on the application, and why, by key; in one query a tie."""
    found = tied_to(people, application.person, on)
    others = {one.pk for one in people} - set(found)
    for pk in taken_part.barred(others, application):
        found[pk] = "took_part"
    return found


def tied_to(people: Iterable[Person], whom: Person, on: date) -> dict[int, str]:
    """Who of these may not decide about the person, and why, by key; in one query a tie."""
    ids = {one.pk for one in people}
    found = dict.fromkeys(ids & {whom.pk}, "self")
    for reason, tie in TIES:
        for pk in tie(ids - set(found), whom, on):
            found.setdefault(pk, reason)
    return found


def of_anyone(person: Person, application: Application, on: date | None = None) -> str | None:
    """Why the person may not act on the application on this day (today), or None."""
    day = on or today_in(application.association)
    return among([person], application, day).get(person.pk)


def of_reviewer(person: Person, application: Application, on: date) -> str | None:
    """Why the person may not review the application on this day, or None."""
    reviewers = memberships.in_role(application.association, Membership.Role.REVIEWER, on)
    invited = guests.invited(application, GuestInvitation.Role.REVIEWER, on)
    if not (reviewers.filter(person=person).exists() or invited.filter(person=person).exists()):
        return NOT_A_REVIEWER
    return of_anyone(person, application, on)


def staff(application: Application, on: date) -> QuerySet[Membership]:
    """Whoever could act on it: coordinators, reviewers and scorers of the association."""
    roles = [Membership.Role.COORDINATOR, Membership.Role.REVIEWER, Membership.Role.EXAM_SCORER]
    rows = in_force(application.association.memberships.filter(role__in=roles), on)
    return rows.exclude(person=application.person_id).select_related("person")


def _provider(ids: Ids, applicant: Person, _on: date) -> Ids:
    given = LedgerEntry.objects.filter(person=applicant, provider__in=ids)
    return set(given.values_list("provider", flat=True))


def _leads_their_group(ids: Ids, applicant: Person, _on: date) -> Ids:
    groups = GroupMember.objects.filter(person=applicant, group__provider__in=ids)
    return set(groups.values_list("group__provider", flat=True))


def _supervisee(ids: Ids, applicant: Person, _on: date) -> Ids:
    received = LedgerEntry.objects.filter(person__in=ids, provider=applicant)
    return set(received.values_list("person", flat=True))


def _in_their_group(ids: Ids, applicant: Person, _on: date) -> Ids:
    members = GroupMember.objects.filter(person__in=ids, group__provider=applicant)
    return set(members.values_list("person", flat=True))


def _confirmer(ids: Ids, applicant: Person, _on: date) -> Ids:
    asked = ConfirmationRequest.objects.filter(person=applicant, confirmer__in=ids)
    return set(asked.values_list("confirmer", flat=True))


def _rater(ids: Ids, applicant: Person, _on: date) -> Ids:
    asked = Reference.objects.filter(person=applicant, rater__in=ids)
    asked = asked.exclude(state=Reference.State.CANCELED)
    return set(asked.values_list("rater", flat=True))


def _rated(ids: Ids, applicant: Person, _on: date) -> Ids:
    given = Reference.objects.filter(person__in=ids, rater=applicant)
    given = given.exclude(state=Reference.State.CANCELED)
    return set(given.values_list("person", flat=True))


def _advisor(ids: Ids, applicant: Person, _on: date) -> Ids:
    """Who advises or has done so; whoever was offered and turned down has read nothing."""
    advised = Advising.objects.filter(application__person=applicant, advisor__in=ids)
    read = advised.filter(Q(agreed_at__isnull=False) | Q(ended_at__isnull=True))
    return set(read.values_list("advisor", flat=True))


def _declared(ids: Ids, applicant: Person, _on: date) -> Ids:
    rows = DeclaredConflict.objects.filter(
        Q(person=applicant, other__in=ids) | Q(other=applicant, person__in=ids)
    )
    return {pk for row in rows.values_list("person", "other") for pk in row} & ids


def _employer(ids: Ids, applicant: Person, on: date) -> Ids:
    """The same employer, now or in the last two years, as people write it."""
    named = _employers({*ids, applicant.pk}, since=add_months(on, -EMPLOYER_MONTHS))
    theirs = named.get(applicant.pk, set())
    return {pk for pk in ids if pk != applicant.pk and named.get(pk, set()) & theirs}


def _employers(ids: Ids, *, since: date) -> dict[int, set[str]]:
    """Folded names of employers by person: under their details, before that, and in work entries."""
    rows = [
        *Person.objects.filter(pk__in=ids).values_list("pk", "employer"),
        *FormerEmployer.objects.filter(person__in=ids, through_on__gte=since).values_list(
            "person", "name"
        ),
        *LedgerEntry.objects.filter(
            Q(last_on__isnull=True) | Q(last_on__gte=since),
            person__in=ids,
            kind=LedgerEntry.Kind.WORK,
            corrected_by__isnull=True,
            withdrawn=False,
            detail__isnull=False,
        ).values_list("person", "detail__organization"),
    ]
    found: dict[int, set[str]] = {}
    for pk, name in rows:
        if folded := _folded(name):
            found.setdefault(pk, set()).add(folded)
    return found


def _folded(employer: str) -> str:
    return " ".join(employer.split()).casefold()


# A further tie is one more line: a name, and which of these people (by key) it binds.
TIES: tuple[tuple[str, Tie], ...] = (
    ("provider", _provider),
    ("provider", _leads_their_group),
    ("supervisee", _supervisee),
    ("supervisee", _in_their_group),
    ("confirmer", _confirmer),
    ("rater", _rater),
    ("rated", _rated),
    ("advisor", _advisor),
    ("employer", _employer),
    ("declared", _declared),
)
