"""Conflicts of interest that the record shows.

No association publishes a text, so the list holds what the record can tell: oneself, reflective
supervision given in either direction, a reference rater, an advisor, the same
employer. The same conflicts bind everyone who acts on an application; what the record cannot tell, a
reviewer says by stepping back.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models import Advising, Application, LedgerEntry, Membership, Person
from endorsement.selectors import memberships

_SENTENCES = {
    "self": _("Nobody acts on their own application. Ask a colleague."),
    "provider": _(
        "This person gave the applicant reflective supervision, so they cannot act on this"
        " application. Choose somebody else."
    ),
    "supervisee": _(
        "The applicant gave this person reflective supervision, so they cannot act on this"
        " application. Choose somebody else."
    ),
    "rater": _(
        "This person was asked for a reference for the applicant, so they cannot act on this"
        " application. Choose somebody else."
    ),
    "advisor": _(
        "This person advises the applicant or has done so, so they cannot act on this application."
        " Choose somebody else."
    ),
    "employer": _(
        "This person has the same employer as the applicant, so they cannot act on this application."
        " Choose somebody else."
    ),
    "not_a_reviewer": _("This person is not a reviewer of this association today."),
}


def sentence(reason: str) -> Any:
    """The reason as a sentence for the one who tried."""
    return _SENTENCES[reason]


def of_anyone(person: Person, application: Application) -> str | None:
    """Why the person may not act on the application, or None."""
    applicant = application.person
    if person.pk == applicant.pk:
        return "self"
    if LedgerEntry.objects.filter(person=applicant, provider=person).exists():
        return "provider"
    if LedgerEntry.objects.filter(person=person, provider=applicant).exists():
        return "supervisee"
    if applicant.references.filter(rater=person).exclude(state="canceled").exists():
        return "rater"
    advised = Advising.objects.filter(application__person=applicant, advisor=person)
    # Whoever was offered and turned down has read nothing.
    if advised.filter(Q(agreed_at__isnull=False) | Q(ended_at__isnull=True)).exists():
        return "advisor"
    if _folded(person.employer) and _folded(person.employer) == _folded(applicant.employer):
        return "employer"
    return None


def of_reviewer(person: Person, application: Application, on: date) -> str | None:
    """Why the person may not review the application on this day, or None."""
    reviewers = memberships.in_role(application.association, Membership.Role.REVIEWER, on)
    if not reviewers.filter(person=person).exists():
        return "not_a_reviewer"
    return of_anyone(person, application)


def _folded(employer: str) -> str:
    return " ".join(employer.split()).casefold()
