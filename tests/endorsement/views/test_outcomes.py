"""Pages around an outcome: choosing it, reading it, answering, appealing, sitting an exam, scoring."""

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Candidate, Person, Result, Scoring
from endorsement.services import appeal
from endorsement.services import application as applications
from tests.factories import application as given
from tests.factories import exam as exams
from tests.factories.application import AT, staff
from tests.factories.ledger import EntryFactory
from tests.factories.outcomes import LATER, LETTER, awaiting, river
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def text(client: Client, name: str, *arguments: Any, status: int = 200) -> str:
    response = client.get(reverse(f"endorsement:{name}", args=arguments))
    assert response.status_code == status
    return response.content.decode()


def post(client: Client, name: str, *arguments: Any, **data: Any) -> Any:
    return client.post(reverse(f"endorsement:{name}", args=arguments), data)


def desk(application: Application) -> tuple[Client, list[str]]:
    client = client_of(staff(application.association, "coordinator"))
    return client, [application.association.slug, application.public_id]


def state_of(application: Application) -> str:
    application.refresh_from_db()
    return application.state


def test_only_the_editions_outcomes_are_offered():
    client, where = desk(awaiting())
    page = text(client, "decision", *where)
    assert "Approve for the exam" in page
    assert "Emerging" not in page
    plain, there = desk(given.awaiting_decision())
    page = text(plain, "decision", *there)
    assert "Decline" in page
    assert "Defer" not in page


def test_letter_is_drafted_and_not_sent_unread():
    application = awaiting()
    client, where = desk(application)
    page = text(client, "decision_outcome", *where, "hold")
    assert f"Hello {application.person.name}" in page
    assert "What is still missing" in page
    assert "appeal by {appeal_by}" in page
    answer = post(client, "decision_outcome", *where, "hold", until_on=LATER, letter=LETTER)
    assert answer.status_code == 422
    assert state_of(application) == "awaiting_decision"
    post(client, "decision_outcome", *where, "hold", until_on=LATER, letter=LETTER, read="on")
    assert state_of(application) == "on_hold"


def test_deferral_is_read_with_its_conditions_and_its_day():
    application = awaiting()
    client, where = desk(application)
    said = {
        "until_on": LATER,
        "letter": LETTER,
        "read": "on",
        "condition:training": "Take nine more hours.",
        "amount:training": "9 clock hours",
    }
    page = text(client, "decision_outcome", *where, "defer")
    for name in page.split('name="condition:')[1:]:
        said.setdefault(f"condition:{name.split(chr(34))[0]}", "")
    assert post(client, "decision_outcome", *where, "defer", **said).status_code == 302
    own = text(client_of(application.person), "application", application.public_id)
    for words in ("Not yet, and here is the way", "9 clock hours", "Sept. 1, 2026", LETTER):
        assert words in own


def test_unknown_outcome_is_404():
    client, where = desk(awaiting())
    text(client, "decision_outcome", *where, "praise", status=404)


def test_hold_is_answered_by_the_applicant_and_read_at_the_desk():
    application = awaiting()
    client, where = desk(application)
    coordinator = staff(application.association, "coordinator")
    applications.hold(
        application=application, coordinator=coordinator, until_on=LATER, letter=LETTER, at=AT
    )
    own = client_of(application.person)
    assert "on hold" in text(own, "application", application.public_id)
    assert post(own, "application_answer", application.public_id, text="").status_code == 422
    post(own, "application_answer", application.public_id, text="It was in May.")
    assert state_of(application) == "awaiting_decision"
    assert "It was in May." in text(client, "coordinator_application", *where)
    # A second tab finds it done.
    assert post(own, "application_answer", application.public_id, text="x").status_code == 422
    text(own, "application_answer", application.public_id, status=302)


def test_hold_can_be_ended_at_the_desk():
    application = awaiting()
    client, where = desk(application)
    coordinator = staff(application.association, "coordinator")
    applications.hold(
        application=application, coordinator=coordinator, until_on=LATER, letter=LETTER, at=AT
    )
    post(client, "hold_resume", *where)
    assert state_of(application) == "awaiting_decision"


def test_reviewers_read_what_differs_from_the_former_round():
    application = given.awaiting_decision()
    client, where = desk(application)
    post(
        client, "decision_outcome", *where, "more_info", requirements="training", question="Which?"
    )
    EntryFactory(person=application.person, detail__title="Babies and their sleep")
    own = client_of(application.person)
    assert "Only this can be changed now" in text(own, "application", application.public_id)
    post(own, "application", application.public_id, confirmed="on")
    assert state_of(application) == "submitted"
    page = text(client, "coordinator_application", *where)
    assert "What differs from the former round" in page
    assert "Babies and their sleep" in page
    coordinator = staff(application.association, "coordinator")
    applications.confirm_complete(application=application, coordinator=coordinator, at=AT)
    review = given.assign(application)
    assert "Babies and their sleep" in text(client_of(review.reviewer), "review", review.public_id)


def test_appeal_is_filed_by_the_applicant_and_heard_by_another():
    association = association_with_scheme()
    decider = staff(association, "coordinator")
    application = given.awaiting_decision(association)
    applications.decide(
        application=application, coordinator=decider, decision="decline", reason=LETTER, at=AT
    )
    own = client_of(application.person)
    assert "ask others to look at it again" in text(own, "application", application.public_id)
    with time_machine.travel(AT + exams.DAY, tick=False):
        post(own, "application_appeal", application.public_id, reasons="Please look again.")
        assert state_of(application) == "appealed"
        where = [association.slug, application.public_id]
        barred = text(client_of(decider), "appeal_hear", *where)
        assert "You took part in the first decision" in barred
        assert "Begin a new round" not in barred
        other = client_of(staff(association, "coordinator"))
        assert "Please look again." in text(other, "appeal_hear", *where)
        assert post(other, "appeal_hear", *where, act="uphold").status_code == 422
        post(other, "appeal_hear", *where, act="hear")
        assert state_of(application) == "complete"
        text(other, "appeal_hear", *where, status=302)


def test_upheld_decision_is_told_with_its_letter():
    association = association_with_scheme()
    application = given.decide(given.awaiting_decision(association), "decline", LETTER)
    appeal.file(application=application, person=application.person, reasons="Again.", at=AT)
    with time_machine.travel(AT + exams.DAY, tick=False):
        other = client_of(staff(association, "coordinator"))
        where = [association.slug, application.public_id]
        post(other, "appeal_hear", *where, act="uphold", letter="It stands.", read="on")
        assert "It stands." in text(
            client_of(application.person), "application", application.public_id
        )


def test_endorsement_is_revoked_with_a_reason():
    application = given.approved()
    client, _where = desk(application)
    there = [application.association.slug, application.endorsement.public_id]
    assert post(client, "endorsement_revoke", *there, reason="ethics").status_code == 422
    revoked = post(client, "endorsement_revoke", *there, reason="ethics", sure="on")
    assert revoked["Location"] == reverse("endorsement:desk_endorsement", args=there)
    assert "The endorsement is no longer valid." in text(client, "desk_endorsement", *there)
    application.endorsement.refresh_from_db()
    assert application.endorsement.state == "revoked"
    assert "A breach of the code of ethics." in text(client, "endorsement_revoke", *there)


# Exams.


def test_coordinator_announces_a_sitting_and_adds_a_task():
    association = river()
    client = client_of(staff(association, "coordinator"))
    page = text(client, "sittings", association.slug)
    assert "Announce a sitting" in page
    assert post(client, "sittings", association.slug, place="Here").status_code == 422
    said = {
        "held_on": exams.HELD_ON,
        "place": "The library",
        "seats": 12,
        "register_through": exams.HELD_ON,
        "accommodation_through": exams.HELD_ON,
        "choice_part": "choice",
        "form_code": "A-26",
        "questions": 60,
        "written_part": "vignettes",
        "chosen": 2,
        "gap_percent": 15,
    }
    answer = post(client, "sittings", association.slug, **said)
    assert answer.status_code == 302
    sitting = association.sittings.get()
    task = {"category": "infant_mental_health_specialist", "title": "One", "text": "A family."}
    where = [association.slug, sitting.public_id]
    refused = post(client, "sitting", *where, **task, rubric="ten points")
    assert "Line 1: put a bar" in refused.content.decode()
    post(client, "sitting", *where, **task, rubric="10 | Sees the baby")
    assert "Sees the baby" in text(client, "sitting", *where)


def test_applicant_registers_asks_and_gives_the_seat_back():
    sitting, application = exams.sitting(), exams.approved_for_exam()
    own = client_of(application.person)
    page = text(own, "application_exam", application.public_id)
    assert "The library" in page
    post(own, "application_exam", application.public_id, act="register", on=sitting.public_id)
    sits = Candidate.objects.get()
    there = [application.public_id]
    asked = {"act": "accommodation", "on": sits.public_id}
    assert post(own, "application_exam", *there, **asked).status_code == 422
    post(own, "application_exam", *there, **asked, text="More time.")
    sits.refresh_from_db()
    assert sits.accommodation == "asked"
    post(own, "application_exam", *there, act="unregister", on=sits.public_id)
    assert not Candidate.objects.exists()
    assert post(own, "application_exam", *there, act="dance", on="x").status_code == 404


def test_candidate_page_leads_from_answers_to_scorers():
    sits = exams.candidate()
    association = sits.sitting.association
    where = [association.slug, sits.sitting.public_id, sits.public_id]
    with time_machine.travel(exams.AFTER, tick=False):
        client = client_of(staff(association, "coordinator"))
        assert post(client, "candidate", *where, act="score", points=61).status_code == 422
        post(client, "candidate", *where, act="score", points=48)
        assert Result.objects.get().reached == 48
        tasks = [one.public_id for one in sits.sitting.vignettes.order_by("pk")]
        post(client, "candidate", *where, act="answers", **dict.fromkeys(tasks[:2], "I see them."))
        scorer = staff(association, "exam_scorer")
        post(client, "candidate", *where, act="scorer", scorer=str(scorer.ref))
        assert scorer.name in text(client, "candidate", *where)
        assert post(client, "candidate", *where, act="dance").status_code == 404


def test_scorer_sees_a_code_and_never_a_name():
    asked = exams.ask(exams.written(exams.candidate()))
    client = client_of(asked.scorer)
    person = asked.candidate.application.person
    assert asked.candidate.code in text(client, "scoring_list")
    page = text(client, "scoring", asked.public_id)
    assert "What I see in Vignette 1" in page
    for secret in (
        person.name,
        person.email,
        str(person.ref),
        asked.candidate.application.public_id,
    ):
        assert secret not in page
    assert post(client, "scoring", asked.public_id, hand_in="1").status_code == 422
    points = {
        f"{one.vignette.public_id}:{number}": 9
        for one in asked.candidate.answers.all()
        for number in range(2)
    }
    post(client, "scoring", asked.public_id, **points)
    post(client, "scoring", asked.public_id, **points, hand_in="1")
    asked.refresh_from_db()
    assert (asked.state, asked.total) == (Scoring.State.HANDED_IN, 36)
    other = client_of(staff(asked.candidate.sitting.association, "exam_scorer"))
    text(other, "scoring", asked.public_id, status=404)


def table(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("scores.csv", "\n".join(("code,points", *rows)).encode())


def test_scores_are_shown_before_they_are_entered():
    sits = exams.candidate()
    association = sits.sitting.association
    where = [association.slug, sits.sitting.public_id]
    with time_machine.travel(exams.AFTER, tick=False):
        client = client_of(staff(association, "coordinator"))
        bad = post(client, "sitting_scores", *where, file=table(f"{sits.code},61", "NOBODY,3"))
        page = bad.content.decode()
        assert bad.status_code == 422
        assert "Points are a whole number from 0 to 60." in page
        assert "No candidate of this sitting" in page
        seen = post(client, "sitting_scores", *where, file=table(f"{sits.code.lower()},48"))
        assert "Everything fits" in seen.content.decode()
        assert not Result.objects.exists()
        rows = f'{{"{sits.code}": 48}}'
        assert post(client, "sitting_scores", *where, rows=rows).status_code == 302
        assert Result.objects.get().reached == 48
        assert post(client, "sitting_scores", *where, rows="[]").status_code == 422
        again = post(client, "sitting_scores", *where, rows=f'{{"{sits.code}": 40}}')
        assert "Another score was entered" in again.content.decode()


def test_own_candidacy_is_not_on_ones_own_desk():
    association = river()
    coordinator = staff(association, "coordinator")
    sits = exams.candidate(application=exams.approved_for_exam(person=coordinator))
    where = [association.slug, sits.sitting.public_id]
    client = client_of(coordinator)
    assert sits.code not in text(client, "sitting", *where)
    text(client, "candidate", *where, sits.public_id, status=404)


@pytest.mark.parametrize("count", [1, 6])
def test_sitting_costs_the_same_for_any_number(count, django_assert_num_queries):
    sitting = exams.sitting()
    for _number in range(count):
        exams.candidate(sitting)
    client = client_of(staff(sitting.association, "coordinator"))
    where = [sitting.association.slug, sitting.public_id]
    text(client, "sitting", *where)
    with django_assert_num_queries(11):
        text(client, "sitting", *where)
