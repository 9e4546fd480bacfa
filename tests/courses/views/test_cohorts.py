"""Cohorts through the browser's eyes: who joins, who sees what, and what it costs."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.forms.cohort import read_addresses
from courses.models import (
    BlockState,
    Cohort,
    CohortInvitation,
    CohortMember,
    Enrollment,
    LessonProgress,
    ModulePage,
    Reflection,
)
from courses.selectors import cohort as selector
from courses.services import cohort as service
from endorsement.models import LedgerEntry, Person
from lms.backbone.models import Mail
from tests.courses.services.test_path import take
from tests.factories.association import AssociationFactory
from tests.factories.cohort import facilitate, join, make_cohort
from tests.factories.learning import enroll, evaluate, finish_lessons, take_test
from tests.factories.ledger import OfferFactory
from tests.factories.membership import member
from tests.factories.module import make_module
from tests.factories.path import make_path
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def cohort() -> Cohort:
    """Running today: of two modules the first was due two days ago."""
    today = timezone.localdate()
    return make_cohort(
        "one",
        "two",
        from_on=today - timedelta(days=10),
        through_on=today + timedelta(days=6),
    )


def progress(cohort: Cohort, person: Person, **query: str) -> Any:
    url = reverse("courses:cohort_progress", args=[cohort.public_id])
    return signed_in(person).get(url, query)


def joined_long_ago(cohort: Cohort, **person: Any) -> Person:
    who: Person = PersonFactory(**person)
    join(cohort, who, at=timezone.now() - timedelta(days=9))
    return who


def test_mailed_link_joins_nobody_by_looking_and_whoever_agrees_once(cohort, client) -> None:
    coordinator = member(cohort.association, "coordinator")
    invite = reverse("courses:desk_cohort_invite", args=[cohort.association.slug, cohort.public_id])
    text = "Ana <ana@example.org>, ana@EXAMPLE.org; bo@example.org\nwrong@"
    shown = coordinator.post(invite, {"addresses": text})
    assert (shown.context["fresh"], shown.context["wrong"], Mail.objects.count()) == (
        ["ana@example.org", "bo@example.org"],
        ["wrong@"],
        0,
    )
    coordinator.post(invite, {"addresses": " ".join(shown.context["fresh"]), "act": "send"})
    mail = Mail.objects.get(to_address="ana@example.org")
    link = "/k/" + mail.context["link"].split("/k/")[1]
    person = PersonFactory()
    learner = signed_in(person)
    for one in (client, learner):
        page = one.get(link)
        assert page.status_code == 200
        assert "They never see your answers" in page.content.decode()
    client.post(link)
    assert CohortMember.objects.count() == 0
    assert learner.post(link, {"reminders": "yes"}).status_code == 302
    assert CohortMember.objects.get().person == person
    assert signed_in(PersonFactory()).post(link).status_code == 410


def test_addresses_in_a_file_are_read_with_those_typed(cohort) -> None:
    coordinator = member(cohort.association, "coordinator")
    invite = reverse("courses:desk_cohort_invite", args=[cohort.association.slug, cohort.public_id])
    file = SimpleUploadedFile("list.csv", "\ufeffName;Mail\nAna;ana@example.org\n".encode())
    shown = coordinator.post(invite, {"addresses": "bo@example.org", "file": file})
    assert shown.context["fresh"] == ["bo@example.org", "ana@example.org"]
    for bad in (SimpleUploadedFile("list.csv", b"\xff\xfe\xfa"), None):
        data = {"addresses": "", **({"file": bad} if bad else {})}
        assert coordinator.post(invite, data).status_code == 422


@pytest.mark.parametrize(
    ("text", "good", "wrong"),
    [
        ("a@x.org", ["a@x.org"], []),
        ("A@x.org a@X.ORG", ["a@x.org"], []),
        ('"Ana B" <a@x.org>,b@x.org;c@x.org', ["a@x.org", "b@x.org", "c@x.org"], []),
        ("nobody", [], []),
        ("a@ @b a@b", [], ["a@", "@b", "a@b"]),
    ],
)
def test_addresses_are_read_each_once_in_their_order(text, good, wrong) -> None:
    assert read_addresses(text) == (good, wrong)


def test_code_joins_after_saying_who_sees_what_and_leaving_hides_at_once(cohort) -> None:
    facilitator = facilitate(cohort, PersonFactory(name="Fay"))
    person = PersonFactory(name="Ana Pérez")
    learner = signed_in(person)
    find = reverse("courses:cohort_find")
    assert learner.get(find, {"code": "nothing"}).status_code == 422
    assert "Fay" in learner.get(find, {"code": cohort.join_code.lower()}).content.decode()
    learner.post(reverse("courses:cohort_join"), {"code": cohort.join_code})
    assert CohortMember.objects.get().reminders is False
    assert "Ana Pérez" in progress(cohort, facilitator).content.decode()
    own = learner.get(reverse("courses:cohort", args=[cohort.public_id])).content.decode()
    assert "You get no mail when a module is late." in own
    assert "Spring" in learner.get(reverse("courses:my_learning")).content.decode()
    learner.post(reverse("courses:cohort_leave", args=[cohort.public_id]))
    assert "Ana Pérez" not in progress(cohort, facilitator).content.decode()
    assert learner.get(reverse("courses:cohort", args=[cohort.public_id])).status_code == 404


def test_tries_of_a_code_are_limited_for_each_person_and_said(cohort, monkeypatch) -> None:
    monkeypatch.setattr("courses.views.cohort.CODES_PER_WINDOW", 1)
    find, join = reverse("courses:cohort_find"), reverse("courses:cohort_join")
    guesser = signed_in(PersonFactory())
    guesser.get(find, {"code": "nothing"})
    page = guesser.get(find, {"code": cohort.join_code})
    assert (page.status_code, "Many codes were tried" in page.text) == (422, True)
    guesser.post(join, {"code": cohort.join_code})
    assert not CohortMember.objects.exists()
    # Somebody else in the same room.
    assert signed_in(PersonFactory()).get(find, {"code": cohort.join_code}).status_code == 200


def test_facilitator_sees_those_behind_first_and_each_pace_alone(cohort) -> None:
    facilitator = facilitate(cohort)
    done, early, late = (joined_long_ago(cohort, name=name) for name in ("Ada", "Bea", "Cid"))
    for code in ("one", "two"):
        take(done, code, at=timezone.now())
    take(early, "one", at=timezone.now())
    page = progress(cohort, facilitator)
    rows = page.context["rows"]
    assert [(row.person.name, row.pace, row.counted, row.behind) for row in rows] == [
        ("Cid", "behind", 0, 1),
        ("Bea", "on_time", 1, 0),
        ("Ada", "done", 2, 0),
    ]
    shown = progress(cohort, facilitator, pace="behind").context["rows"]
    assert [row.person for row in shown] == [late]
    assert len(progress(cohort, facilitator, pace="anything").context["rows"]) == 3


def test_progress_is_that_of_the_learner_s_own_bar_and_tells_no_words_scores_or_answers(
    cohort, django_user_model
) -> None:
    facilitator, person = facilitate(cohort), joined_long_ago(cohort, name="=cmd|calc")
    module = make_module("real", lessons=2)
    cohort.modules.filter(code="one").update(code="real")
    enrollment = enroll(person, module)
    finish_lessons(enrollment, module)
    take_test(enrollment, module)
    for model in (Reflection, BlockState):
        extra = {"text": "MARKER-WORDS"} if model is Reflection else {"answer": {"x": "MARKER"}}
        model.objects.create(
            enrollment=enrollment,
            lesson_key="lesson-1",
            block_key="b",
            saved_at=timezone.now(),
            **extra,
        )
    page = progress(cohort, facilitator)
    (row,) = page.context["rows"]
    # Two lessons and the post-test of four parts.
    assert [(cell.percent, cell.begun) for cell in row.cells] == [(75, True), (0, False)]
    # Without a needed evaluation nothing is left but that the completion is recorded.
    ModulePage.objects.update(evaluation_required=False)
    assert progress(cohort, facilitator).context["rows"][0].cells[0].percent == 99
    ModulePage.objects.update(evaluation_required=True)
    table = signed_in(facilitator).get(
        reverse("courses:cohort_progress_table", args=[cohort.public_id])
    )
    lines = list(csv.reader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))))
    assert len(lines[0]) == len(lines[1]) == 9
    assert (lines[1][0], lines[1][5]) == ("'=cmd|calc", "75")
    for text in (page.content.decode(), str(lines)):
        for told in ("MARKER", "score", "seat", person.email):
            assert told not in text.replace("scores or reflections", "")
    evaluate(enrollment, module)
    (row,) = progress(cohort, facilitator).context["rows"]
    assert (row.cells[0].percent, row.cells[0].done_on is not None) == (100, True)


def test_role_taken_back_ended_cohort_and_time_passed_close_the_facilitator_s_page(cohort) -> None:
    first, second = facilitate(cohort), facilitate(cohort)
    assert "Spring" in signed_in(first).get(reverse("courses:my_learning")).content.decode()
    service.end_facilitator(cohort=cohort, ref=str(first.ref), at=timezone.now())
    assert [progress(cohort, one).status_code for one in (first, second)] == [404, 200]
    over = timezone.localdate() - timedelta(days=32)
    Cohort.objects.update(from_on=over, through_on=over)
    assert progress(cohort, second).status_code == 404
    assert selector.facilitated_by(second, timezone.now()) == []


def test_coordinator_makes_changes_and_ends_a_cohort_and_sees_no_progress() -> None:
    association = AssociationFactory(slug="north")
    OfferFactory(code="alone", title={"en": "Alone"})
    OfferFactory(code="secret", association=AssociationFactory(), shared=False)
    make_path("steps", "alone", "other", title="First steps")
    coordinator = member(association, "coordinator")
    make = reverse("courses:desk_cohort_make", args=["north"])
    page = coordinator.get(make).content.decode()
    assert "First steps" in page
    assert "module:alone" in page
    assert "module:secret" not in page
    data = {
        "name": "Fall",
        "takes": "path:steps",
        "from_on": "2026-09-30",
        "through_on": "2026-09-01",
    }
    assert coordinator.post(make, data).status_code == 422
    coordinator.post(make, data | {"from_on": "2026-09-01", "through_on": "2026-09-30"})
    cohort = Cohort.objects.get()
    url = reverse("courses:desk_cohort", args=["north", cohort.public_id])
    days = {"act": "change", "name": "Autumn", "from_on": "2026-09-01", "through_on": "2099-09-30"}
    assert coordinator.post(url, days | {"due-alone": "2026-08-01"}).status_code == 422
    coordinator.post(url, days | {"due-alone": "2026-09-05"})
    cohort.refresh_from_db()
    assert cohort.name == "Autumn"
    assert [str(one.due_on) for one in cohort.modules.all()] == ["2026-09-05", "None"]
    coordinator.post(url, {"act": "facilitator", "name": "Fay", "email": "fay@example.org"})
    join(cohort, PersonFactory(name="Ana Pérez"), at=timezone.now())
    shown = coordinator.get(url).content.decode()
    for said in ("Fay", "Ana Pérez", cohort.join_code):
        assert said in shown
    assert "%" not in shown.split("<main")[1].split("</main")[0]
    assert (
        coordinator.get(reverse("courses:cohort_progress", args=[cohort.public_id])).status_code
        == 404
    )
    assert coordinator.post(url, {"act": "nonsense"}).status_code == 404
    coordinator.post(url, {"act": "end"})
    cohort.refresh_from_db()
    assert cohort.ended_at is not None
    coordinator.post(url, days | {"name": "Again"})
    cohort.refresh_from_db()
    assert cohort.name == "Autumn"


def test_desk_of_another_association_does_not_open_the_cohort(cohort) -> None:
    other = AssociationFactory(slug="south")
    coordinator = member(other, "coordinator")
    for slug in ("south", cohort.association.slug):
        url = reverse("courses:desk_cohort", args=[slug, cohort.public_id])
        assert coordinator.get(url).status_code == 404
        assert coordinator.post(url, {"act": "end"}).status_code == 404
    invite = reverse("courses:desk_cohort_invite", args=["south", cohort.public_id])
    assert coordinator.post(invite, {"addresses": "a@x.org", "act": "send"}).status_code == 404
    assert CohortInvitation.objects.count() == 0
    cohort.refresh_from_db()
    assert cohort.ended_at is None


def test_facilitator_s_page_costs_as_much_for_three_hundred_members_as_for_three(cohort) -> None:
    facilitator = facilitate(cohort)
    module = make_module("real", lessons=1, questions=2)
    cohort.modules.filter(code="one").update(code="real")
    for number in range(3):
        enroll(joined_long_ago(cohort, name=f"Member {number}"), module)
    before = _cost(cohort, facilitator)
    people = Person.objects.bulk_create(Person(name=f"Person {number}") for number in range(297))
    at = timezone.now()
    CohortMember.objects.bulk_create(
        CohortMember(cohort=cohort, person=one, joined_at=at) for one in people
    )
    taken = Enrollment.objects.bulk_create(
        Enrollment(person=one, code="real", version=1, started_at=at) for one in people
    )
    LessonProgress.objects.bulk_create(
        LessonProgress(enrollment=one, lesson_key="lesson-1", opened_at=at, completed_at=at)
        for one in taken
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            person=one,
            kind="training",
            origin="system",
            source_key=f"module:two:1:{one.ref}",
            first_on=at.date(),
            zone="UTC",
            hours="0.5",
            offer_code="two",
            offer_version=1,
            recorded_at=at,
            permanent_at=at,
        )
        for one in people[:150]
    )
    assert _cost(cohort, facilitator) == before
    assert len(progress(cohort, facilitator).context["rows"]) == 300


def _cost(cohort: Cohort, facilitator: Person) -> int:
    client = signed_in(facilitator)
    url = reverse("courses:cohort_progress", args=[cohort.public_id])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
