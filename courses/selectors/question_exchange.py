"""Questions of a bank as they are exchanged with other systems, and imports that wait."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.admin.models import EditingSession
from wagtail.models import Page
from wagtail.permissions import policy_registry

from courses.exchange.fitting import fit
from courses.exchange.question import Entry, Kind, Option, Pair, Question, Refusal, beginning
from courses.exchange.sameness import digest
from courses.models import QuestionBankPage, SharedBank, StagedQuestions
from courses.selectors.question import plain_question

Bank = QuestionBankPage | SharedBank

#: How an author, or we ourselves, may have written that something is true.
TRUE_WORDS = frozenset({"true", "yes", "right", "correct", "verdadero", "cierto", "sí", "si"})
#: A page that is open for editing says so about every ten seconds.
OPEN = timedelta(minutes=1)


def bank_at(user: Any, pk: int, *, shared: bool) -> Bank:
    """A module's bank or a shared one, whichever an address names; see the two.

    :raises Http404: for everybody who may not edit it.
    """
    return shared_bank_for(user, pk) if shared else bank_for(user, pk)


def bank_for(user: Any, pk: int) -> QuestionBankPage:
    """The bank in its newest draft.

    :raises Http404: for everybody who may not edit it.
    """
    bank = get_object_or_404(QuestionBankPage, pk=pk)
    if not bank.permissions_for_user(user).can_edit():
        raise Http404
    draft: QuestionBankPage = bank.get_latest_revision_as_object()
    return draft


def shared_bank_for(user: Any, pk: int) -> SharedBank:
    """The shared bank in its newest draft, by the rule for editing it.

    :raises Http404: for everybody who may not edit it.
    """
    bank = get_object_or_404(SharedBank, pk=pk)
    if not may_edit_shared(user, bank):
        raise Http404
    draft: SharedBank = bank.get_latest_revision_as_object()
    return draft


def may_edit_shared(user: Any, bank: SharedBank) -> bool:
    policy = policy_registry.get_by_type(SharedBank)
    return bool(policy.user_has_permission_for_instance(user, "change", bank))


def for_bank(bank: Bank) -> dict[str, Any]:
    """How a row says which bank it is for."""
    shared = isinstance(bank, SharedBank)
    return {"shared_bank_id": bank.pk} if shared else {"bank_id": bank.pk}


def staged_for(user: Any, bank: Bank, public_id: str, at: datetime) -> StagedQuestions:
    """:raises Http404: for everybody else's, and for one that has expired."""
    return get_object_or_404(
        StagedQuestions, public_id=public_id, user=user, expires_at__gt=at, **for_bank(bank)
    )


def is_locked_for(user: Any, bank: Bank) -> bool:
    """Whether somebody locked the bank, or a moderator has it."""
    lock = bank.get_lock()
    return bool(lock and lock.for_user(user))


def others_editing(user: Any, bank: Bank, at: datetime) -> list[str]:
    """Who else has the bank open in the editor."""
    # The editor notes every page as one of the same kind.
    kind = Page if isinstance(bank, QuestionBankPage) else SharedBank
    sessions = EditingSession.objects.filter(
        object_id=str(bank.pk),
        last_seen_at__gt=at - OPEN,
        content_type__app_label=kind._meta.app_label,
        content_type__model=kind._meta.model_name,
    )
    others = sessions.exclude(user=user).select_related("user")
    return sorted({str(session.user) for session in others})


def questions_of(bank: Bank) -> list[Entry]:
    """Every question of the bank's own, without those of shared banks; a draft that is not finished is
    refused like a foreign one.
    """
    own = [block for block in bank.questions if block.block_type != "shared"]
    return [_entry(number, block) for number, block in enumerate(own, start=1)]


def digests_of(bank: Bank) -> set[str]:
    """What the bank holds already."""
    return {digest(one.question) for one in questions_of(bank) if one.question is not None}


def _entry(number: int, block: Any) -> Entry:
    plain = plain_question(block)
    entry = Entry(number, beginning(plain["text"] or ""), plain["kind"])
    try:
        entry = fit(Entry(number, entry.name, entry.said, _question(plain)))
    except (TypeError, ValueError):
        # A draft that was saved half written.
        return entry.refused(Refusal.UNFINISHED)
    return entry if entry.question is not None else entry.refused(Refusal.UNFINISHED)


def _question(plain: dict[str, Any]) -> Question:
    kind = Kind(plain["kind"])
    options = [
        Option(option["text"] or "", bool(option["correct"]), option["rationale"] or "")
        for option in plain.get("options", ())
    ]
    if kind == Kind.TRUE_FALSE:
        kind, options = _with_true_first(options)
    return Question(
        kind,
        plain["text"] or "",
        plain["rationale"] or "",
        options=tuple(options),
        pairs=tuple(Pair(pair["text"], pair["match"]) for pair in plain.get("pairs", ())),
        decoys=_texts(plain.get("decoys", ())),
        items=tuple(item["text"] for item in plain.get("items", ())),
        accepted=_texts(plain.get("accepted", ())),
        case_sensitive=bool(plain.get("case_sensitive")),
        partial=bool(plain.get("partial")),
    )


def _texts(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value or "" for value in values)


def _with_true_first(options: list[Option]) -> tuple[Kind, list[Option]]:
    """True and False without their words; two answers in other words are an ordinary choice."""
    is_true = [option.text.strip().casefold() in TRUE_WORDS for option in options]
    if len(options) != 2 or sum(is_true) != 1:
        return Kind.MULTIPLE_CHOICE, options
    ordered = sorted(options, key=lambda one: one.text.strip().casefold() not in TRUE_WORDS)
    return Kind.TRUE_FALSE, [Option("", one.correct, one.rationale) for one in ordered]
