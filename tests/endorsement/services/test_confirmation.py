"""Asking for a confirmation: one link, one mail; answering: each line once, and for good."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail as outgoing
from django.db import DatabaseError, transaction
from django.http import Http404

from endorsement.models import (
    Confirmation,
    ConfirmationLine,
    ConfirmationRequest,
    LedgerEntry,
    Notice,
    Person,
    ProviderQuestion,
)
from endorsement.refusals import Refused
from endorsement.selectors import confirmations, ledger
from endorsement.services import confirmation as service
from endorsement.services import confirmation_reminder as reminders
from endorsement.services import erasure
from endorsement.services import ledger as ledger_service
from endorsement.services.confirmation import Answer
from endorsement.services.entry_content import EntryContent
from endorsement.services.notices import gathering, preview
from lms.backbone.mail import send_batch
from lms.backbone.models import Mail
from tests.factories.association import AssociationFactory
from tests.factories.confirmation import asked, hours, token_of
from tests.factories.ledger import NOW, EntryFactory, RscFactory
from tests.factories.person import OutsiderFactory, PersonFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Marta Field")


@pytest.fixture
def provider() -> Person:
    return OutsiderFactory(name="Ruth Adeyemi")


def mails(template: str = "confirmation_request") -> int:
    return Mail.objects.filter(template=template).count()


def answer(request: ConfirmationRequest, **said: object):
    """Every open line answered alike."""
    said = {"right": True, **said}
    answers = {
        line.entry.public_id: Answer(shown=confirmations.fingerprint(line.entry), **said)
        for line in request.lines.filter(state="open").select_related("entry")
    }
    return service.answer(request=request, answers=answers, at=NOW + HOUR)


def test_a_whole_period_is_one_request_with_one_mail(person, provider):
    request = asked(person, *hours(person, provider, 6))
    assert (request.lines.count(), mails()) == (6, 1)
    assert Mail.objects.get().context["count"] == 6


def test_asking_again_within_the_day_adds_lines_and_no_mail(person, provider):
    first, *others = hours(person, provider, 3)
    asked(person, first)
    again = service.ask(person=person, entries=others, at=NOW + HOUR)
    assert (again.mailed, again.request.lines.count(), mails()) == (False, 3, 1)
    later = service.ask(person=person, entries=[first], at=NOW + timedelta(days=2))
    assert (later.mailed, mails()) == (True, 2)


def test_taking_back_and_asking_again_mails_twice_a_day_at_most(person, provider):
    rows = hours(person, provider, 1)
    request = asked(person, *rows)
    service.withdraw(request=request, at=NOW + HOUR)
    assert service.ask(person=person, entries=rows, at=NOW + 2 * HOUR).mailed is True
    service.withdraw(request=request, at=NOW + 3 * HOUR)
    with pytest.raises(Refused, match="tomorrow"):
        service.ask(person=person, entries=rows, at=NOW + 4 * HOUR)
    assert mails() == 2


def test_link_is_sent_again_after_a_pause_and_once_a_day(person, provider):
    request = asked(person, *hours(person, provider, 1))
    with pytest.raises(Refused, match="few minutes"):
        service.resend(request=request, at=NOW + timedelta(minutes=5))
    renewed = service.resend(request=request, at=NOW + HOUR)
    assert renewed.token_sha256 != request.token_sha256
    with pytest.raises(Refused, match="tomorrow"):
        service.resend(request=request, at=NOW + 2 * HOUR)
    assert mails() == 2


def test_very_many_people_are_not_asked_in_a_day(person):
    for _number in range(service.MOST_ASKED_A_DAY):
        asked(person, RscFactory(person=person))
    with pytest.raises(Refused, match="tomorrow"):
        asked(person, RscFactory(person=person))


def test_supervision_is_asked_of_its_provider_and_other_work_of_whom_one_names(person, provider):
    work = EntryFactory(person=person, kind="work", hours=None, covers=[])
    with pytest.raises(Refused, match="who can confirm"):
        asked(person, work)
    named = service.ask(
        person=person,
        entries=[work],
        confirmer_name="Dana",
        confirmer_email="Dana@example.org",
        at=NOW,
    ).request
    assert (named.confirmer.email, named.confirmer_name) == ("dana@example.org", "Dana")
    with pytest.raises(Refused, match="One request goes to one provider"):
        asked(person, *hours(person, provider, 1), RscFactory(person=person))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"attributes": {"peer": True}}, "among peers"),
        ({"provider": None}, "no address"),
        ({"kind": "education", "hours": None}, "need no confirmation"),
        ({"system": True, "kind": "training"}, "need no confirmation"),
    ],
    ids=["peers", "no provider", "education", "from the platform"],
)
def test_what_nobody_can_confirm_is_not_asked(person, more, sentence):
    with pytest.raises(Refused, match=sentence):
        asked(person, RscFactory(person=person, **more))
    assert not ConfirmationRequest.objects.exists()


def test_nobody_asks_about_anothers_entries(person):
    with pytest.raises(Refused, match="at least one"):
        asked(person, RscFactory())


def test_nobody_confirms_their_own_hours_by_a_second_address(person):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=person.user, email="second@example.org", verified=True)
    other = OutsiderFactory(email="Second@example.org")
    for provider in (other, person):
        with pytest.raises(Refused, match="their own hours"):
            asked(person, RscFactory(person=person, provider=provider))


def test_who_has_no_name_enters_it_first(provider):
    nameless = PersonFactory(name="")
    with pytest.raises(Refused, match="My details"):
        asked(nameless, RscFactory(person=nameless, provider=provider))
    assert mails() == 0


def test_name_of_somebody_with_an_account_is_not_told(person):
    member = PersonFactory(name="A name nobody was told")
    work = EntryFactory(person=person, kind="work", hours=None, covers=[])
    request = service.ask(
        person=person, entries=[work], confirmer_name="Dee", confirmer_email=member.email, at=NOW
    ).request
    assert request.confirmer == member
    assert request.confirmer_name == "Dee"
    assert Mail.objects.get().context["name"] == "Dee"


def test_entry_that_names_another_provider_now_is_asked_of_them(person, provider):
    rows = hours(person, provider, 1)
    asked(person, *rows)
    assert not confirmations.could_be_asked(person).exists()
    other = OutsiderFactory()
    LedgerEntry.objects.filter(pk=rows[0].pk).update(provider=other)
    assert list(confirmations.could_be_asked(person)) == rows
    assert confirmations.open_line_of(rows[0]) is None
    assert asked(person, *rows).confirmer == other


def test_unknown_provider_comes_to_the_associations_list(person, provider):
    association = AssociationFactory()
    service.ask(person=person, entries=hours(person, provider, 1), association=association, at=NOW)
    assert ProviderQuestion.objects.get().person == provider


def test_confirming_makes_the_entry_permanent_for_good(person, provider):
    request = asked(person, *hours(person, provider, 2))
    assert answer(request).confirmed == 2
    for entry in LedgerEntry.objects.filter(person=person):
        assert ledger.verification(entry) == "confirmed"
        with pytest.raises(DatabaseError), transaction.atomic():
            LedgerEntry.objects.filter(pk=entry.pk).update(hours=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        Confirmation.objects.all().delete()
    assert mails("confirmation_answered") == 1


def test_answering_twice_answers_once(person, provider):
    request = asked(person, *hours(person, provider, 1))
    (entry,) = LedgerEntry.objects.filter(person=person)
    said = {entry.public_id: Answer(right=True, shown=confirmations.fingerprint(entry))}
    first = service.answer(request=request, answers=said, at=NOW)
    second = service.answer(request=request, answers=said, at=NOW + HOUR)
    assert (first.confirmed, second.confirmed, second.already) == (1, 0, 1)
    assert Confirmation.objects.get().at == NOW


def test_what_is_taken_back_while_it_is_answered_is_not_confirmed(person, provider, monkeypatch):
    request = asked(person, *hours(person, provider, 1))
    look = confirmations.fingerprint

    def looked_at_late(entry: LedgerEntry) -> str:
        request.lines.update(state="withdrawn")
        return look(entry)

    (entry,) = LedgerEntry.objects.filter(person=person)
    said = {entry.public_id: Answer(right=True, shown=look(entry))}
    monkeypatch.setattr(confirmations, "fingerprint", looked_at_late)
    result = service.answer(request=request, answers=said, at=NOW)
    assert (result.confirmed, result.already) == (0, 1)
    assert not Confirmation.objects.exists()


def test_lines_without_an_answer_stay_open_and_nobody_is_written_to(person, provider):
    first, _second = hours(person, provider, 2)
    request = asked(person, first, _second)
    said = {first.public_id: Answer(right=True, shown=confirmations.fingerprint(first))}
    service.answer(request=request, answers=said, at=NOW)
    assert sorted(request.lines.values_list("state", flat=True)) == ["confirmed", "open"]
    assert mails("confirmation_answered") == 0


def test_what_is_not_right_stays_a_draft_and_is_asked_anew(person, provider):
    rows = hours(person, provider, 1)
    request = asked(person, *rows)
    with pytest.raises(Refused, match="what is not right"):
        answer(request, right=False)
    with pytest.raises(Refused, match="one sentence"):
        answer(request, right=False, reason="other")
    answer(request, right=False, reason="hours", note="It was  one hour.")
    line = request.lines.get()
    assert (line.state, line.reason, line.note) == ("not_right", "hours", "It was one hour.")
    assert LedgerEntry.objects.get(pk=rows[0].pk).permanent_at is None
    service.ask(person=person, entries=rows, at=NOW + 2 * HOUR)
    line.refresh_from_db()
    assert (line.state, line.reason, line.note, line.answered_at) == ("open", "", "", None)


@pytest.mark.parametrize("what", ["changed", "another provider", "corrected"])
def test_what_was_changed_since_it_was_shown_is_not_confirmed(person, provider, what):
    rows = hours(person, provider, 1)
    request = asked(person, *rows)
    entry = rows[0]
    said = {entry.public_id: Answer(right=True, shown=confirmations.fingerprint(entry))}
    content = EntryContent(
        kind="rsc_received",
        first_on=entry.first_on,
        last_on=entry.last_on,
        hours=Decimal("5.00"),
        provider=OutsiderFactory() if what == "another provider" else provider,
    )
    if what == "corrected":
        ledger_service.make_permanent(entries=rows, at=NOW)
        ledger_service.correct_entry(
            entry=LedgerEntry.objects.get(pk=entry.pk), content=content, at=NOW
        )
    else:
        ledger_service.change_entry(entry=entry, content=content, at=NOW)
    result = service.answer(request=request, answers=said, at=NOW + HOUR)
    assert (result.confirmed, result.changed) == (0, 1)
    assert not Confirmation.objects.exists()
    assert len(confirmations.lines_of(request)) == (what == "changed")


def test_taking_back_closes_the_link_and_keeps_answers(person, provider):
    first, second = hours(person, provider, 2)
    request = asked(person, first, second)
    said = {first.public_id: Answer(right=True, shown=confirmations.fingerprint(first))}
    service.answer(request=request, answers=said, at=NOW)
    service.withdraw(request=request, at=NOW + HOUR)
    request.refresh_from_db()
    assert request.token_expires_at == NOW + HOUR
    assert sorted(request.lines.values_list("state", flat=True)) == ["confirmed", "withdrawn"]
    with pytest.raises(Refused, match="nothing to take back"):
        service.withdraw(request=request, at=NOW + HOUR)


def test_peers_are_refused_whatever_way_leads_there(provider):
    entry = RscFactory(attributes={"peer": True})
    with pytest.raises(Refused, match="among peers"):
        ledger_service.confirm_entry(entry=entry, by=provider, at=NOW)


def test_erasing_either_side_closes_the_link_and_forgets_the_words(person, provider):
    request = asked(person, *hours(person, provider, 1))
    answer(request, right=False, reason="other", note="A sentence to forget.")
    erasure.erase(person=provider, at=NOW + HOUR)
    request.refresh_from_db()
    assert (request.confirmer_name, request.token_expires_at) == ("", NOW + HOUR)
    assert ConfirmationLine.objects.get().note == ""


LATER = NOW + timedelta(days=14)


def remind(*, at: datetime) -> int:
    """Owe and send; how many were owed."""
    owed = reminders.owe(at)
    gathering.gather(at=at, hurry=True)
    send_batch(
        Mail.objects.owed(at).filter(template="reminders").values_list("pk", flat=True),
        clock=lambda: at,
    )
    return owed


def _reminders() -> list[str]:
    """The tokens of the reminders that left."""
    return [found for mail in outgoing.outbox for found in re.findall(r"/c/([^/\s]+)/", mail.body)]


def test_silent_confirmer_is_reminded_once_after_two_weeks(person, provider):
    request = asked(person, *hours(person, provider, 3))
    days = [timedelta(days=13), timedelta(days=14), timedelta(days=15), timedelta(days=200)]
    assert [remind(at=NOW + day) for day in days] == [0, 1, 0, 0]
    assert (mails(), len(_reminders())) == (1, 1)
    request.refresh_from_db()
    assert request.reminded_at == LATER


def test_preview_names_who_will_be_reminded_and_on_which_day(person, provider):
    request = asked(person, *hours(person, provider, 3))
    request.association = AssociationFactory()
    request.save()
    listed = preview.upcoming(request.association, at=NOW + timedelta(days=1))
    assert [(row.on, row.person) for row in listed] == [(LATER.date(), provider)]
    # The day itself is not among the days after today; nobody is reminded twice.
    assert preview.upcoming(request.association, at=LATER) == []
    assert remind(at=LATER) == 1
    assert preview.upcoming(request.association, at=NOW + timedelta(days=20)) == []


def test_the_reminders_link_works_and_the_one_before_does_not(person, provider):
    asked(person, *hours(person, provider, 3))
    before, _now = token_of("confirmation:"), remind(at=LATER)
    with pytest.raises(Http404):
        confirmations.by_token(before, LATER)
    assert confirmations.by_token(_reminders()[0], LATER).person == person


def test_nobody_is_reminded_of_what_is_answered_or_taken_back(person, provider):
    answer(asked(person, *hours(person, provider, 1)))
    other = asked(person, RscFactory(person=person, provider=OutsiderFactory()))
    service.withdraw(request=other, at=NOW)
    assert remind(at=LATER) == 0


def test_nobody_is_reminded_of_entries_that_count_no_more(person, provider):
    entry = RscFactory(person=person, provider=provider, permanent=True)
    asked(person, entry)
    ledger_service.withdraw_entry(entry=entry, at=NOW)
    assert remind(at=LATER) == 0


def test_sending_the_link_again_puts_the_reminder_off(person, provider):
    request = asked(person, *hours(person, provider, 1))
    service.resend(request=request, at=NOW + timedelta(days=10))
    assert remind(at=LATER) == 0
    assert remind(at=NOW + timedelta(days=24)) == 1


def test_asking_about_more_begins_anew(person, provider):
    asked(person, *hours(person, provider, 1))
    remind(at=LATER)
    asked(person, *hours(person, provider, 2), at=LATER + HOUR)
    assert remind(at=LATER + timedelta(days=14)) == 0
    assert remind(at=LATER + timedelta(days=14) + HOUR) == 1


def test_two_sweeps_that_saw_the_same_remind_once(person, provider):
    request = asked(person, *hours(person, provider, 1))
    assert [reminders._owe(request.pk, LATER) for _sweep in range(2)] == [True, False]


def test_answer_between_owing_and_leaving_keeps_the_reminder_back(person, provider):
    request = asked(person, *hours(person, provider, 1))
    assert reminders.owe(LATER) == 1
    answer(request)
    assert (remind(at=LATER), _reminders()) == (0, [])
    assert Notice.objects.get().reason == "answered"


def test_whoever_was_erased_is_not_reminded(person, provider):
    asked(person, *hours(person, provider, 1))
    erasure.erase(person=provider, at=NOW)
    assert remind(at=LATER) == 0
