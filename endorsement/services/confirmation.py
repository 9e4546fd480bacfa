"""Asking somebody to confirm hours, and their answers, line by line, without an account."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import (
    Association,
    ConfirmationLine,
    ConfirmationRequest,
    LedgerEntry,
    Person,
)
from endorsement.refusals import Refused
from endorsement.selectors import confirmations
from endorsement.selectors.hosts import public_url
from endorsement.selectors.providers import names_shown
from endorsement.services import mailed_link
from endorsement.services.addresses import person_by_email
from endorsement.services.ledger import confirm_entry
from endorsement.services.person import is_oneself, need_a_name
from endorsement.services.provider import ask_about
from lms.backbone.mail import owe_mail

LINK_DAYS = 60
# Mail in somebody's name to addresses they type: enough for every honest purpose, no more.
MOST_ASKED_A_DAY = 12
State = ConfirmationLine.State
Reason = ConfirmationLine.Reason


@dataclass(frozen=True)
class Asked:
    """What became of asking: whether a mail goes out now, or the link of an earlier one shows it."""

    request: ConfirmationRequest
    mailed: bool


@dataclass(frozen=True)
class Answer:
    """One line's answer; `shown` is the fingerprint of what the confirmer saw."""

    right: bool
    shown: str
    reason: str = ""
    note: str = ""


@dataclass
class Answered:
    """How many lines were confirmed, answered "not right", had an answer already, or have changed."""

    confirmed: int = 0
    not_right: int = 0
    already: int = 0
    changed: int = 0


@transaction.atomic
def ask(
    *,
    person: Person,
    entries: Iterable[LedgerEntry],
    at: datetime,
    confirmer_name: str = "",
    confirmer_email: str = "",
    association: Association | None = None,
) -> Asked:
    """Ask one person to confirm entries, a single one or a whole period, through one link.

    RSC received is asked of its provider; for everything else the confirmer is named. Asking again
    asks once: open lines stay as they are. Effects, in order: a confirmer without an account; the
    request; a line for each entry; a provider nobody knows comes to the association's list; one mail
    with a new link, unless the link of a mail sent within a day shows the lines.

    :raises Refused: when nothing can be asked about, the person has no name, the confirmer is the
        person themself, or very many people were written to within a day.
    """
    need_a_name(person)
    rows = _rows(person, entries)
    confirmer, name = _confirmer(person, rows, confirmer_name, confirmer_email)
    if is_oneself(person, confirmer):
        raise Refused(_("Nobody confirms their own hours."), field="confirmer_email")
    asked = person.confirmation_requests.filter(sent_at__gt=at - mailed_link.DAY)
    if asked.exclude(confirmer=confirmer).count() >= MOST_ASKED_A_DAY:
        raise Refused(
            _("You have asked %(most)s people within a day. Please go on tomorrow.")
            % {"most": MOST_ASKED_A_DAY}
        )
    ConfirmationRequest.objects.get_or_create(
        person=person,
        confirmer=confirmer,
        defaults={**mailed_link.unsent(LINK_DAYS, at), "asked_at": at, "confirmer_name": name},
    )
    request = ConfirmationRequest.objects.select_for_update().get(
        person=person, confirmer=confirmer
    )
    waiting = confirmations.waits(request) and request.token_expires_at > at
    for row in rows:
        _open_line(request, row, at)
    request.asked_at, request.confirmer_name = at, name
    request.association = association or request.association
    request.save(update_fields=["asked_at", "confirmer_name", "association"])
    if association is not None and any(_is_rsc(row) for row in rows):
        ask_about(person=person, association=association, at=at)
    if waiting and mailed_link.sent_within_a_day(request, at):
        return Asked(request, mailed=False)
    if request.token_expires_at > at and not mailed_link.may_be_sent(request, at):
        return Asked(request, mailed=False)
    _mail(request, mailed_link.renew(request, days=LINK_DAYS, at=at, hurry=True), at=at)
    return Asked(request, mailed=True)


@transaction.atomic
def resend(*, request: ConfirmationRequest, at: datetime) -> ConfirmationRequest:
    """Send a new link; the old one stops working.

    :raises Refused: when nothing is open, or mails left minutes ago or twice within a day.
    """
    locked = ConfirmationRequest.objects.select_for_update().get(pk=request.pk)
    if not confirmations.waits(locked):
        raise Refused(_("Nothing is open any more, so no new link was sent."))
    _mail(locked, mailed_link.renew(locked, days=LINK_DAYS, at=at), at=at)
    return locked


@transaction.atomic
def withdraw(*, request: ConfirmationRequest, at: datetime) -> int:
    """Take everything back that is still open; the link stops working. How many lines that were.

    :raises Refused: when everything has an answer.
    """
    withdrawn = request.lines.filter(state=State.OPEN).update(state=State.WITHDRAWN)
    if not withdrawn:
        raise Refused(_("Everything you asked has an answer, so there is nothing to take back."))
    ConfirmationRequest.objects.filter(pk=request.pk).update(token_expires_at=at)
    return int(withdrawn)


@transaction.atomic
def answer(
    *, request: ConfirmationRequest, answers: Mapping[str, Answer], at: datetime
) -> Answered:
    """Record a confirmer's answers, by the entry's identifier; lines without one stay open.

    Each line is answered once, whichever tab comes first. What was changed since it was shown stays
    open. Effects, in order, for each line: its state; for "right" the entry becomes permanent and the
    confirmation is recorded. Once nothing is open, one mail tells the person, at most one a day.

    :raises Refused: for "not right" without a reason.
    """
    if any(not one.right and one.reason not in Reason.values for one in answers.values()):
        raise Refused(_("Please choose what is not right."))
    if any(one.reason == Reason.OTHER and not one.note.strip() for one in answers.values()):
        raise Refused(_("Please say in one sentence what is not right."))
    result = Answered()
    lines = request.lines.filter(entry__public_id__in=answers)
    for line in lines.select_related("entry").order_by("entry_id"):
        _answer_line(request, line, answers[line.entry.public_id], result, at)
    if result.confirmed + result.not_right and not confirmations.waits(request):
        _tell(request, at)
    return result


def _answer_line(
    request: ConfirmationRequest,
    line: ConfirmationLine,
    said: Answer,
    result: Answered,
    at: datetime,
) -> None:
    # The lock makes a second tab, a change and a correction by the person take turns with this.
    entry = LedgerEntry.objects.select_for_update().get(pk=line.entry_id)
    standing = confirmations.standing(request.lines.filter(pk=line.pk)).exists()
    state = request.lines.values_list("state", flat=True).get(pk=line.pk)
    if state != State.OPEN:
        result.already += 1
        return
    if not standing or confirmations.fingerprint(entry) != said.shown:
        result.changed += 1
        return
    answered = request.lines.filter(pk=line.pk, state=State.OPEN).update(
        state=State.CONFIRMED if said.right else State.NOT_RIGHT,
        answered_at=at,
        reason="" if said.right else said.reason,
        note="" if said.right else " ".join(said.note.split()),
    )
    if not answered:
        # The person took it back since the look above.
        result.already += 1
        return
    if said.right:
        confirm_entry(entry=entry, by=request.confirmer, at=at)
        result.confirmed += 1
    else:
        result.not_right += 1


def _rows(person: Person, entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """The person's own, current rows.

    :raises Refused: when there are none, or one of them cannot be confirmed by anybody.
    """
    rows = list(
        LedgerEntry.objects.filter(
            pk__in=[entry.pk for entry in entries],
            person=person,
            corrected_by__isnull=True,
            withdrawn=False,
        ).order_by("first_on", "pk")
    )
    if not rows:
        raise Refused(_("Choose at least one entry that is not confirmed yet."))
    for row in rows:
        if row.origin == LedgerEntry.Origin.SYSTEM or row.kind not in confirmations.CONFIRMABLE:
            raise Refused(_("Entries of this kind need no confirmation by somebody else."))
        if row.attributes.get("peer"):
            raise Refused(_("Meetings among peers have no provider who could confirm them."))
    return rows


def _confirmer(
    person: Person, rows: list[LedgerEntry], name: str, email: str
) -> tuple[Person, str]:
    """Who is asked, and what the person calls them."""
    providers = {row.provider for row in rows if _is_rsc(row)}
    if not providers:
        if not name.strip() or not email.strip():
            raise Refused(_("Please enter who can confirm this, and their email address."))
        asked = person_by_email(email=email, name=name, time_zone=person.time_zone)
        return asked, name.strip()
    provider = providers.pop()
    if providers or not all(map(_is_rsc, rows)):
        raise Refused(_("One request goes to one provider. Please ask each of them by themselves."))
    if provider is None or not provider.email:
        raise Refused(
            _("We have no address of this provider. Please change the entry and name them again.")
        )
    return provider, names_shown(person, [provider])[provider.pk]


def _open_line(request: ConfirmationRequest, row: LedgerEntry, at: datetime) -> None:
    """Asked about once; what was taken back or not right is asked anew."""
    line, _created = request.lines.get_or_create(entry=row, defaults={"asked_at": at})
    if line.state in (State.WITHDRAWN, State.NOT_RIGHT):
        request.lines.filter(pk=line.pk).update(
            state=State.OPEN, asked_at=at, answered_at=None, reason="", note=""
        )


def _is_rsc(row: LedgerEntry) -> bool:
    return row.kind == LedgerEntry.Kind.RSC_RECEIVED


def _mail(request: ConfirmationRequest, token: str, *, at: datetime) -> None:
    owe_mail(
        key=f"confirmation:{request.public_id}:{request.token_sha256[:16]}",
        to=request.confirmer.email,
        template="confirmation_request",
        language=request.confirmer.language,
        context=mail_context(request, token),
        at=at,
    )


def mail_context(request: ConfirmationRequest, token: str) -> dict[str, Any]:
    """What a mail with a link says."""
    own = public_url(request.association)
    return {
        "public_url": own,
        "name": request.confirmer_name,
        "applicant": request.person.name,
        "count": confirmations.waits(request),
        "link": f"{own}/c/{token}/",
        "days": LINK_DAYS,
    }


def _tell(request: ConfirmationRequest, at: datetime) -> None:
    answered = request.lines.filter(answered_at__isnull=False)
    owe_mail(
        key=f"confirmation-answered:{request.public_id}:{at.date()}",
        to=request.person.email,
        template="confirmation_answered",
        language=request.person.language,
        context={
            "public_url": public_url(request.association),
            "name": request.person.name,
            "confirmer": request.confirmer_name,
            "confirmed": answered.filter(state=State.CONFIRMED).count(),
            "not_right": answered.filter(state=State.NOT_RIGHT).count(),
        },
        at=at,
    )
