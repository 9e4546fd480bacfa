"""What somebody is asked to confirm, fetched by who asked, who is asked, or the mailed link."""

import hashlib
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import (
    Confirmation,
    ConfirmationLine,
    ConfirmationRequest,
    LedgerEntry,
    Person,
)
from endorsement.selectors import ledger
from lms.backbone import canonical

Kind = LedgerEntry.Kind
Line = ConfirmationLine
CONFIRMABLE = (Kind.RSC_RECEIVED, Kind.RSC_GIVEN, Kind.TRAINING, Kind.WORK)
STANDING = Q(entry__corrected_by__isnull=True, entry__withdrawn=False) & (
    Q(entry__provider=F("request__confirmer")) | ~Q(entry__kind=Kind.RSC_RECEIVED)
)
UNREMINDED = Q(reminded_at__isnull=True) | Q(reminded_at__lt=F("asked_at"))
SAID = (
    *("format", "mode", "focus", "delivery", "paid", "families", "people", "people_numbers"),
    *("roles", "age_bands", "disciplines", "credits", "credit_unit"),
)


def fingerprint(entry: LedgerEntry) -> str:
    """What a confirmer was shown of an entry: another fingerprint means it has changed since."""
    words = ledger.words(entry)
    shown = {
        "kind": entry.kind,
        "days": [str(entry.first_on), str(entry.last_on)],
        "hours": format(entry.hours, ".2f") if entry.hours else "",
        "said": {name: entry.attributes.get(name) for name in SAID},
        "provider": entry.provider_id,
        "words": [words.title, words.organization],
    }
    return hashlib.sha256(canonical.text(shown).encode()).hexdigest()[:16]


def standing(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Lines whose entry still counts, and is still said to be with the one who is asked."""
    return lines.filter(STANDING)


def lines_of(request: ConfirmationRequest) -> list[Line]:
    """What the confirmer sees: open lines first by day, then what they have answered."""
    lines = standing(request.lines.exclude(state=Line.State.WITHDRAWN))
    lines = lines.select_related("entry__detail", "entry__person", "entry__provider")
    return sorted(
        lines,
        key=lambda one: (one.state != Line.State.OPEN, one.entry.first_on, one.entry.pk),
    )


def by_token(token: str, at: datetime) -> ConfirmationRequest:
    """The request behind a mailed link.

    :raises Http404: for a link that never was, was replaced or taken back, or has run out.
    """
    digest = ConfirmationRequest.digest(token)
    return get_object_or_404(people(), token_sha256=digest, token_expires_at__gt=at)


def for_confirmer(person: Person, public_id: str) -> ConfirmationRequest:
    """:raises Http404: when somebody else is asked, or nothing is asked any more."""
    request = get_object_or_404(people(), confirmer=person, public_id=public_id)
    if not request.lines.exclude(state=Line.State.WITHDRAWN).exists():
        raise Http404
    return request


def for_asker(person: Person, public_id: str) -> ConfirmationRequest:
    """:raises Http404: when somebody else asked."""
    return get_object_or_404(people(), person=person, public_id=public_id)


def asked_by(person: Person) -> QuerySet[ConfirmationRequest]:
    """Whom the person asked, with every line that was answered or can be, last asked first."""
    lines = Line.objects.filter(STANDING | ~Q(state=Line.State.OPEN))
    lines = lines.select_related("entry__detail", "entry__person", "entry__provider")
    return (
        ConfirmationRequest.objects.filter(person=person, lines__isnull=False)
        .distinct()
        .prefetch_related(Prefetch("lines", lines.order_by("entry__first_on", "pk")))
        .order_by("-asked_at", "-pk")
    )


def waiting_for(person: Person) -> QuerySet[ConfirmationRequest]:
    """Requests with something that waits for this person's answer, with how much."""
    still = standing(Line.objects.filter(state=Line.State.OPEN, request__confirmer=person))
    return (
        people()
        .filter(lines__in=still)
        .annotate(open=Count("lines", filter=Q(lines__in=still)))
        .order_by("asked_at", "pk")
    )


def waits(request: ConfirmationRequest) -> int:
    """How many lines of a request wait for an answer."""
    return standing(request.lines.filter(state=Line.State.OPEN)).count()


def silent(since: datetime) -> QuerySet[ConfirmationRequest]:
    """Requests that wait, were last mailed by then, and whose last asking nobody was reminded of."""
    still = standing(Line.objects.filter(request=OuterRef("pk"), state=Line.State.OPEN))
    return (
        ConfirmationRequest.objects.filter(
            UNREMINDED,
            Exists(still),
            asked_at__lte=since,
            sent_at__lte=since,
            token_expires_at__gt=since,
            confirmer__erased_at__isnull=True,
            person__erased_at__isnull=True,
        )
        .exclude(confirmer__email="")
        .order_by("asked_at", "pk")
    )


def could_be_asked(person: Person) -> QuerySet[LedgerEntry]:
    """RSC received from a provider that nobody has confirmed or is asked about."""
    open_lines = standing(Line.objects.filter(entry=OuterRef("pk"), state=Line.State.OPEN))
    return (
        ledger.net(person)
        .filter(kind=Kind.RSC_RECEIVED, provider__isnull=False, provider__erased_at__isnull=True)
        .exclude(provider__email="")
        .exclude(Exists(Confirmation.objects.filter(entry=OuterRef("pk"))))
        .exclude(Exists(open_lines))
        .order_by("first_on", "pk")
    )


def may_be_asked(entry: LedgerEntry) -> bool:
    """Whether somebody could confirm this row, and nobody has."""
    rsc = entry.kind == Kind.RSC_RECEIVED
    return (
        entry.kind in CONFIRMABLE
        and entry.origin != LedgerEntry.Origin.SYSTEM
        and not entry.withdrawn
        and not entry.attributes.get("peer")
        and (entry.provider is not None if rsc else True)
        and ledger.verification(entry) == "self_reported"
        and not LedgerEntry.objects.filter(corrects=entry).exists()
    )


def open_line_of(entry: LedgerEntry) -> Line | None:
    """The newest open line about an entry."""
    lines = standing(entry.asked_lines.filter(state=Line.State.OPEN))
    return lines.select_related("request").order_by("-asked_at").first()


def people() -> QuerySet[ConfirmationRequest]:
    """Requests together with who asked, who is asked and where."""
    return ConfirmationRequest.objects.select_related("person", "confirmer", "association")
