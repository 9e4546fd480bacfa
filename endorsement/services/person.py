"""People come to be, are linked to an account, and can be erased."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from endorsement import signals
from endorsement.models import (
    EntryDetail,
    EventText,
    EvidenceFile,
    Person,
    RegistryListing,
    Review,
    ReviewFinding,
)

if TYPE_CHECKING:
    from lms.accounts.models import User


@transaction.atomic
def ensure_person(*, user: "User", at: datetime) -> Person:
    """The person behind an account whose email address is verified.

    Effects: an existing person without an account and with this address (a rater, a provider, an
    imported endorsee) is linked; otherwise a new person is made. Doing it twice changes nothing.
    """
    existing = Person.objects.filter(user=user).first()
    if existing:
        return existing
    email = user.email.strip().lower()
    waiting = (
        Person.objects.filter(user__isnull=True, erased_at__isnull=True, email__iexact=email)
        .order_by("created_at", "pk")
        .first()
    )
    if waiting and Person.objects.filter(pk=waiting.pk, user__isnull=True).update(user=user):
        waiting.refresh_from_db()
        return waiting
    person, _created = Person.objects.get_or_create(
        user=user, defaults={"email": email, "created_at": at}
    )
    return person


@transaction.atomic
def person_by_email(*, email: str, name: str) -> Person:
    """The person with this address, or a new one without an account. A known name is kept.

    An address that belongs to an account is only that account's when it was verified, which
    `ensure_person` has seen to.
    """
    email = email.strip().lower()
    known = (
        Person.objects.filter(email__iexact=email, erased_at__isnull=True)
        .order_by("created_at", "pk")
        .first()
    )
    if known is None:
        return Person.objects.create(email=email, name=name.strip())
    if not known.name and name.strip():
        known.name = name.strip()
        known.save(update_fields=["name"])
    return known


@transaction.atomic
def change_details(
    *, person: Person, name: str, language: str, time_zone: str, county: str, employer: str
) -> Person:
    """Set what a person says of themself; the name is what certificates will print from now on."""
    person.name = name.strip()
    person.language = language
    person.time_zone = time_zone
    person.county = county.strip()
    person.employer = employer.strip()
    person.full_clean(exclude=["user", "email"])
    person.save(update_fields=["name", "language", "time_zone", "county", "employer"])
    return person


@transaction.atomic
def erase(*, person: Person, at: datetime) -> None:
    """Empty everything that says who the person was; decisions stay and keep only `ref`.

    Effects, in order: names, notes and files of ledger entries go; ratings given and received lose
    their words; snapshots and free texts of their applications go, and what reviewers wrote about
    them or they wrote as a reviewer; registry listings go; the person becomes a pseudonym without an
    account; `person_erased` is sent inside this transaction.
    """
    EntryDetail.objects.filter(entry__person=person).delete()
    EvidenceFile.objects.filter(entry__person=person).delete()
    EntryDetail.objects.filter(entry__provider=person).update(provider_name="")
    person.references.update(answers={}, comment="")
    person.ratings.update(answers={}, comment="")
    person.applications.update(snapshot="", question="")
    reviews = Review.objects.filter(Q(application__person=person) | Q(reviewer=person))
    ReviewFinding.objects.filter(review__in=reviews).update(reason="")
    reviews.update(comment="")
    streams = [
        f"application:{public_id}"
        for public_id in person.applications.values_list("public_id", flat=True)
    ]
    EventText.objects.filter(event__stream__in=streams).delete()
    RegistryListing.objects.filter(person=person).delete()
    user = person.user
    Person.objects.filter(pk=person.pk).update(
        user=None, name="", email="", county="", employer="", erased_at=at
    )
    if user is not None:
        user.delete()
    signals.person_erased.send(sender=Person, person=person, at=at)
