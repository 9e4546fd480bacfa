"""People come to be, are linked to an account, and can be erased."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from endorsement import signals
from endorsement.models import (
    CompetencyLink,
    EntryDetail,
    EventText,
    EvidenceFile,
    LedgerEntry,
    Person,
    RegistryListing,
    Review,
    ReviewFinding,
)
from lms.backbone.mail import forget as forget_mail

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
def follow_address(*, user: "User") -> None:
    """From now on the person is written to at the address that the account signs in with."""
    Person.objects.filter(user=user).update(email=user.email.strip().lower())


@transaction.atomic
def person_by_email(*, email: str, name: str) -> Person:
    """The person with this address, or a new one without an account. A known name is kept, and
    whoever has an account says their name themself: certificates print it.

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
    if not known.name and known.user_id is None and name.strip():
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

    What people start from is `erasure.erase`, which first ends what others would wait for.

    Effects, in order: drafts go; names, notes, files and competency links of permanent entries go, and
    the person's name where others named them as a provider; staged tables, self-assessments and the
    development plan go; ratings given and received lose their words; snapshots and free texts of their
    applications go, and what reviewers wrote about them or they wrote as a reviewer; registry listings
    go; messages to them or with their name go; the person becomes a pseudonym without an account;
    `person_erased` is sent inside this transaction. The content of files is removed by the next sweep.
    """
    LedgerEntry.objects.filter(person=person, permanent_at__isnull=True).delete()
    EntryDetail.objects.filter(entry__person=person).delete()
    EntryDetail.objects.filter(entry__provider=person).update(provider_name="")
    EvidenceFile.objects.filter(entry__person=person).delete()
    CompetencyLink.objects.filter(entry__person=person).delete()
    for theirs in (person.staged_imports, person.self_assessments, person.development_goals):
        theirs.all().delete()
    person.references.update(answers={}, comment="")
    person.ratings.update(answers={}, comment="")
    person.applications.update(snapshot="", question="")
    reviews = Review.objects.filter(Q(application__person=person) | Q(reviewer=person))
    ReviewFinding.objects.filter(review__in=reviews).update(reason="")
    reviews.update(comment="")
    EventText.objects.filter(event__stream__in=_streams(person)).delete()
    RegistryListing.objects.filter(person=person).delete()
    forget_mail(address=person.email, name=person.name)
    user = person.user
    Person.objects.filter(pk=person.pk).update(
        user=None,
        name="",
        email="",
        county="",
        employer="",
        language=Person._meta.get_field("language").default,
        time_zone=Person._meta.get_field("time_zone").default,
        erased_at=at,
    )
    if user is not None:
        user.delete()
    signals.person_erased.send(sender=Person, person=person, at=at)


def _streams(person: Person) -> list[str]:
    """The streams of events that are about the person."""
    return [
        *(f"application:{key}" for key in person.applications.values_list("public_id", flat=True)),
        *(f"endorsement:{key}" for key in person.endorsements.values_list("public_id", flat=True)),
    ]
