"""At which address somebody is reached: the first that takes mail."""

from collections import defaultdict
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from endorsement.models import Bounce, Person


def mail_address(person: Person) -> tuple[str, str]:
    """Where reminders go, or why they go nowhere."""
    if person.erased_at:
        return "", "erased"
    if person.deceased_on:
        return "", "deceased"
    if not person.email:
        return "", "no_address"
    if not bounced([person.email]):
        return person.email, ""
    others = second_addresses(person)
    closed = bounced(others)
    for address in others:
        if address.lower() not in closed:
            return address, ""
    return "", "bounced"


def second_addresses(person: Person) -> list[str]:
    """Further addresses of the account, which its holder has verified."""
    if person.user_id is None:
        return []
    verified = EmailAddress.objects.filter(user=person.user_id, verified=True)
    others = verified.exclude(email__iexact=person.email).order_by("-primary", "pk")
    return list(others.values_list("email", flat=True))


def bounced(addresses: list[str]) -> set[str]:
    """Which of these take no mail, as far as is known; in small letters."""
    small = {address.lower() for address in addresses}
    open_ones = Bounce.objects.filter(settled_at__isnull=True).annotate(lower=Lower("address"))
    return set(open_ones.filter(lower__in=small).values_list("lower", flat=True))


def closed(people: Iterable[Person]) -> dict[int, str]:
    """Why reminders reach nobody, by person; the same answers as `mail_address`, in two queries."""
    listed = list(people)
    by_user = {one.user_id: one.pk for one in listed if one.user_id is not None}
    known = defaultdict(list, {one.pk: [one.email] for one in listed})
    verified = EmailAddress.objects.filter(user__in=by_user, verified=True)
    for user, email in verified.values_list("user_id", "email"):
        known[by_user[user]].append(email)
    shut = bounced([address for some in known.values() for address in some])
    return {one.pk: why for one in listed if (why := _why(one, known[one.pk], shut))}


def _why(person: Person, known: list[str], shut: set[str]) -> str:
    if person.erased_at or person.deceased_on:
        return "erased" if person.erased_at else "deceased"
    if not person.email:
        return "no_address"
    return "bounced" if all(address.lower() in shut for address in known) else ""
