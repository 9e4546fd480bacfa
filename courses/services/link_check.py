"""Checking the links of resource cards and sources, and telling editors what changed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from courses.links.asking import ask
from courses.models import LinkCheck, ResourceCard, Source
from courses.rules import links
from endorsement.models import Person
from lms.backbone.mail import owe_mail
from lms.backbone.models import Mail

#: How many addresses one sweep asks, each on another site.
AT_ONCE = 10
RETRY = timedelta(hours=1)
EDITS = "courses.change_resourcecard"
State = LinkCheck.State
#: What is worth a mail. The others are for whoever looks at the list.
TELLING = (State.BROKEN, State.MOVED)


@transaction.atomic
def follow(*, at: datetime) -> int:
    """Keep a row for every address that a card or a source names; how many there are.

    Effects, in order: rows of addresses that nothing names any more go; new ones are due at once.
    """
    named = {address for address in ResourceCard.objects.values_list("url", flat=True) if address}
    named.update(a for a in Source.objects.values_list("address", flat=True) if a)
    known = set(LinkCheck.objects.values_list("address", flat=True))
    LinkCheck.objects.filter(address__in=known - named).delete()
    fresh = [LinkCheck(address=address, due_at=at) for address in sorted(named - known)]
    LinkCheck.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(named)


def sweep(*, at: datetime, loopback: bool = False) -> int:
    """Ask some of the addresses that are due, no site twice; how many were asked.

    Nothing is asked where `LINK_CHECKS` is off. When every site is silent the network is more likely
    ours than theirs: nothing is noted and all of them are due again in an hour.

    Effects, in order: rows follow what is named; the addresses are asked, outside any transaction; each
    row has its new standing and the day on which it is due again.
    """
    if not settings.LINK_CHECKS:
        return 0
    follow(at=at)
    due = list(LinkCheck.objects.filter(due_at__lte=at).order_by("due_at", "address")[:200])
    chosen = links.one_a_host([one.address for one in due], AT_ONCE)
    answers = {address: ask(address, agent=_agent(), loopback=loopback) for address in chosen}
    if links.is_own_outage(list(answers.values())):
        LinkCheck.objects.filter(address__in=answers).update(due_at=at + RETRY)
        return len(answers)
    for row in due:
        if row.address in answers:
            _note(row, answers[row.address], at)
    return len(answers)


def _agent() -> str:
    return f"link-check (+{settings.PUBLIC_URL})"


def _note(row: LinkCheck, answer: links.Answer, at: datetime) -> None:
    standing = links.after(row.address, answer, failures=row.failures)
    works = standing.state in (State.WORKS, State.MOVED)
    LinkCheck.objects.filter(pk=row.pk).update(
        state=standing.state,
        reason=standing.reason,
        status=answer.status,
        leads_to=standing.leads_to[:500],
        failures=standing.failures,
        due_at=at + standing.wait,
        checked_at=at,
        worked_at=at if works else row.worked_at,
    )


def check_again(*, addresses: Iterable[int], at: datetime) -> int:
    """Make rows due now; the next sweep asks them. How many."""
    return LinkCheck.objects.filter(pk__in=addresses).update(due_at=at)


@transaction.atomic
def tell(*, at: datetime) -> int:
    """Owe everybody who edits resources one mail about what changed since the last; how many mails.

    At most once in a calendar week, and only when an address broke, moved, or works again.

    Effects, in order: the mails; what was told is noted, so that it is not told again.
    """
    year, week, _day = at.isocalendar()
    prefix = f"links:{year}-{week:02}:"
    changed = list(_changed())
    if not changed or Mail.objects.filter(key__startswith=prefix).exists():
        return 0
    counts = {
        "broken": sum(one.state == State.BROKEN for one in changed),
        "moved": sum(one.state == State.MOVED for one in changed),
        "working": sum(one.state not in TELLING for one in changed),
    }
    owed = sum(_owe(user, prefix, counts, at) for user in editors())
    LinkCheck.objects.filter(pk__in=[one.pk for one in changed]).update(told=F("state"))
    return owed


def _changed() -> Iterable[LinkCheck]:
    """Rows that editors know otherwise. One that failed once is not news yet."""
    for row in LinkCheck.objects.exclude(state__in=(State.FAILING, State.NEW)):
        if row.state != row.told and (row.state in TELLING or row.told in TELLING):
            yield row


def editors() -> list[Any]:
    """Accounts that may change resource cards."""
    _app, codename = EDITS.split(".")
    may = Q(is_superuser=True) | Q(groups__permissions__codename=codename)
    users = get_user_model().objects.filter(may, is_active=True).exclude(email="")
    return list(users.distinct().order_by("pk"))


def _owe(user: Any, prefix: str, counts: dict[str, int], at: datetime) -> bool:
    person = Person.objects.filter(user=user).first()
    owe_mail(
        key=f"{prefix}{user.pk}",
        to=user.email,
        template="links_changed",
        context={
            **counts,
            "name": str(person) if person else "",
            "link": settings.PUBLIC_URL + reverse("courses_cms:links"),
        },
        language=person.language if person else settings.LANGUAGE_CODE,
        at=at,
    )
    return True
