"""Whose an email address is: people come to be by it, are linked to an account, and follow its changes.

An address is one living person's; the database holds that. Whoever proves it by an account has it
before whoever is only said to have it. A record that something hangs on is never merged or deleted.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel

from endorsement.models import Person

if TYPE_CHECKING:
    from lms.accounts.models import User

#: Somebody else may take an address between looking and writing; looking again then finds them.
TRIES = 3


@transaction.atomic
def person_by_email(*, email: str, name: str, time_zone: str = "") -> Person:
    """The person with this address, or a new one without an account. A known name is kept, and
    whoever has an account says their name themself: certificates print it.

    A new one is taken to live where whoever names them does (`time_zone`), so that no mail comes at night.

    An address that belongs to an account is only that account's when it was verified, which
    `ensure_person` has seen to.
    """
    email, name = email.strip().lower(), name.strip()
    # Asked for at the same moment, the unique address lets one of the two make the person.
    near = {"time_zone": time_zone} if time_zone else {}
    person, _made = Person.objects.get_or_create(
        email__iexact=email, erased_at__isnull=True, defaults={"email": email, "name": name, **near}
    )
    if name and not person.name and person.user_id is None:
        Person.objects.filter(pk=person.pk, name="", user__isnull=True).update(name=name)
        person.refresh_from_db()
    return person


@transaction.atomic
def ensure_person(*, user: "User", at: datetime, language: str = "") -> Person:
    """The person behind an account whose email address is verified; `language` is that of the page.

    Effects: an existing person without an account and with this address (a rater, a provider, an
    imported endorsee) is linked; otherwise a new person is made, who is written to in the language of
    the page, and somebody with another account who is still noted with this address gives it up. Doing
    it twice changes nothing.

    :raises IntegrityError: when others take and give up the address faster than one can look.
    """
    email = user.email.strip().lower()
    for last in (False, False, True):
        person = Person.objects.filter(user=user).first() or _linked(user, email, language)
        if person is not None:
            return person
        try:
            with transaction.atomic():
                said = {"language": language} if language else {}
                return Person.objects.create(user=user, email=email, created_at=at, **said)
        except IntegrityError:
            if last:
                raise
    raise AssertionError("The last try answers or raises.")


@transaction.atomic
def follow_address(*, user: "User") -> bool:
    """From now on the person is written to at the address that the account signs in with.

    Effects, when the address is another person's: one with another account gets that account's own;
    one without an account that nothing hangs on goes; and when nothing hangs on this person, the
    account gets the other one, with this one's details. When something hangs on both, nothing is
    changed: the answer is False, and the person is written to where they were before.
    """
    person = Person.objects.filter(user=user).first()
    email = user.email.strip().lower()
    if person is None or person.email == email or _taken(person, email):
        return True
    other = _living(email)
    if other is not None and other.user_id is None and is_unused(person):
        _hand_over(person, other)
        return True
    return False


def _living(email: str) -> Person | None:
    return Person.objects.filter(email__iexact=email, erased_at__isnull=True).first()


def _linked(user: "User", email: str, language: str) -> Person | None:
    """The person who waited for this account, linked; whoever has another one gives the address up.

    Whoever is noted in the usual language only because nobody said another one has said one now.
    """
    waiting = _living(email)
    if waiting is None:
        return None
    if waiting.user_id is not None:
        _give_up(waiting, email)
        return None
    if Person.objects.filter(pk=waiting.pk, user__isnull=True).update(user=user):
        if language and waiting.language == Person._meta.get_field("language").default:
            Person.objects.filter(pk=waiting.pk).update(language=language)
        waiting.refresh_from_db()
        return waiting
    return None


def _taken(person: Person, email: str) -> bool:
    """Whether the address is this person's now."""
    for _try in range(TRIES):
        other = _living(email)
        if other is not None and other.pk != person.pk and not _give_up(other, email):
            return False
        try:
            with transaction.atomic():
                return bool(
                    Person.objects.filter(pk=person.pk, erased_at__isnull=True).update(email=email)
                )
        except IntegrityError:
            continue
    return False


def _give_up(other: Person, email: str) -> bool:
    """Free an address that an account has proven to be its own; whether that could be done."""
    if other.user is not None:
        own = other.user.email.strip().lower()
        free = own != email and _living(own) is None
        Person.objects.filter(pk=other.pk).update(email=own if free else "")
        return True
    if is_unused(other):
        other.delete()
        return True
    return False


def is_unused(person: Person) -> bool:
    """Whether nothing hangs on the person: no hours, no ratings, no roles, nothing."""
    # Hidden ones too: those that cannot be read backward from the person.
    fields = Person._meta.get_fields(include_hidden=True)
    return not any(
        field.related_model._base_manager.filter(**{field.field.name: person}).exists()
        for field in fields
        if isinstance(field, ForeignObjectRel)
    )


def _hand_over(person: Person, other: Person) -> None:
    user_id = person.user_id
    person.delete()
    Person.objects.filter(pk=other.pk).update(
        user=user_id,
        name=person.name or other.name,
        language=person.language,
        time_zone=person.time_zone,
        county=person.county,
        employer=person.employer,
    )
