"""Questions from a file: staged, looked at, and added to a bank's draft once somebody confirms."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from courses.exchange.document import as_json, from_json
from courses.exchange.question import Kind, Question, Reading
from courses.exchange.sameness import digest
from courses.models import QuestionBankPage, SharedBank, StagedQuestions
from courses.models.keys import new_key
from courses.selectors.question_exchange import Bank, digests_of, for_bank, is_locked_for
from endorsement.refusals import Refused

KEPT = timedelta(days=1)
#: The editor of the CMS builds a bank on one page: with 300 questions a browser takes minutes.
MOST_IN_BANK = 100


@transaction.atomic
def stage(*, user: Any, bank: Bank, name: str, reading: Reading, at: datetime) -> StagedQuestions:
    """Keep what was read for a day, so that it can be looked at before anything is added.

    Effects, in order: what the user staged for this bank before and did not confirm goes; the entries
    are kept.
    """
    earlier = StagedQuestions.objects.filter(user=user, **for_bank(bank))
    earlier.filter(confirmed_at__isnull=True).delete()
    return StagedQuestions.objects.create(
        user=user,
        **for_bank(bank),
        name=name[:200],
        format=reading.format,
        categories=reading.categories,
        entries=[as_json(entry) for entry in reading.entries],
        created_at=at,
        expires_at=at + KEPT,
    )


@transaction.atomic
def confirm(*, staged: StagedQuestions, user: Any, at: datetime) -> int:
    """Add the questions that are not in the bank yet to its draft; how many this import added.

    Effects, in order: the import is claimed and emptied; the bank is locked for the transaction and
    read in its newest draft, so that nothing saved meanwhile is lost; a new draft holds the questions
    at its end. Nothing is published. Confirming again returns the first count and does nothing.

    :raises Refused: when the page is locked or gone, or would hold too many; nothing is added then.
    """
    mine = StagedQuestions.objects.filter(pk=staged.pk)
    if not mine.filter(confirmed_at__isnull=True).update(confirmed_at=at, entries=[]):
        row = mine.first()
        if row is None:
            raise Refused(_("This import is no longer there. Please upload the file again."))
        return row.added
    bank = _locked(staged).get_latest_revision_as_object()
    if is_locked_for(user, bank):
        raise Refused(_("This page is locked. Ask for it to be unlocked, then confirm again."))
    entries = [from_json(kept) for kept in staged.entries]
    new = new_questions((entry.question for entry in entries), digests_of(bank))
    if len(bank.questions) + len(new) > MOST_IN_BANK:
        raise Refused(
            _("The bank would hold more than %(most)s questions. Split the file into smaller ones.")
            % {"most": MOST_IN_BANK}
        )
    if new:
        _append(bank, new, user)
    mine.update(added=len(new))
    return len(new)


def _locked(staged: StagedQuestions) -> Bank:
    """The bank, held until the transaction ends."""
    if staged.shared_bank_id is not None:
        return SharedBank.objects.select_for_update().get(pk=staged.shared_bank_id)
    Page.objects.select_for_update().filter(pk=staged.bank_id).first()
    return QuestionBankPage.objects.get(pk=staged.bank_id)


def new_questions(questions: Iterable[Question | None], known: Iterable[str]) -> list[Question]:
    """Those that are not known, each once."""
    seen, new = set(known), []
    for question in questions:
        if question is not None and digest(question) not in seen:
            seen.add(digest(question))
            new.append(question)
    return new


def _append(bank: Bank, new: list[Question], user: Any) -> None:
    with override(bank.locale.language_code):
        for question in new:
            bank.questions.append(_block(question))
    bank.save_revision(user=user, log_action=True)


def _block(question: Question) -> tuple[str, dict[str, Any]]:
    """The question as a block of the bank, with keys of its own."""
    shared = {
        "key": new_key(),
        "text": question.text,
        "rationale": question.rationale,
        "objective": "",
        "applied": False,
        "sources": [],
    }
    match question.kind:
        case Kind.MATCHING:
            pairs = [{"text": p.text, "match": p.match, "key": new_key()} for p in question.pairs]
            own = {"pairs": pairs, "decoys": list(question.decoys), "partial": question.partial}
            return "matching", {**shared, **own}
        case Kind.ORDERING:
            items = [{"text": text, "key": new_key()} for text in question.items]
            return "ordering", {**shared, "items": items, "partial": question.partial}
        case Kind.SHORT_ANSWER:
            accepted = list(question.accepted)
            own = {"accepted": accepted, "case_sensitive": question.case_sensitive}
            return "short_answer", {**shared, **own}
    return "question", {
        **shared,
        "kind": str(question.kind),
        "options": _options(question),
        "partial": question.partial,
    }


def _options(question: Question) -> list[dict[str, Any]]:
    texts = [option.text for option in question.options]
    keys = [new_key() for _text in texts]
    if question.kind == Kind.TRUE_FALSE:
        texts, keys = [_("True"), _("False")], ["true", "false"]
    return [
        {"text": text, "correct": option.correct, "rationale": option.rationale, "key": key}
        for text, key, option in zip(texts, keys, question.options, strict=True)
    ]


def sweep(*, at: datetime) -> int:
    """Delete staged questions whose day is over; how many imports went."""
    deleted, _by_model = StagedQuestions.objects.filter(expires_at__lte=at).delete()
    return deleted
