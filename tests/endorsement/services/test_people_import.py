"""Bringing people along: nothing silently, nothing twice, nothing sent."""

import datetime
from typing import Any

import pytest

from endorsement.models import (
    Association,
    Belonging,
    Endorsement,
    Event,
    ImportedRow,
    Notice,
    PeopleImport,
    Person,
    ProviderStanding,
    RenewalCycle,
)
from endorsement.refusals import Refused
from endorsement.selectors.people_preview import look
from endorsement.services import belonging, event, people_import
from lms.backbone.models import Mail
from tests.factories.award import EndorsementFactory
from tests.factories.people_import import AT, brought, endorsee, staged
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
Kind, Outcome = PeopleImport.Kind, ImportedRow.Outcome


def counts(batch: PeopleImport) -> dict[str, int]:
    return {verdict: n for verdict, n in look(batch, at=AT).counts().items() if n}


def outcomes(batch: PeopleImport) -> list[str]:
    return list(batch.rows.order_by("number").values_list("outcome", flat=True))


def reasons(batch: PeopleImport) -> list[str]:
    return [reason for _number, reason in look(batch, at=AT).left_out()]


# --- Endorsees ------------------------------------------------------------------------------------


def test_an_endorsee_comes_with_number_edition_and_a_held_cycle() -> None:
    batch = brought([endorsee()])
    award = Endorsement.objects.get()
    assert (award.original_number, award.original_key) == ("0042", "0042")
    assert (award.application, award.imported_at, award.state) == (None, AT, "active")
    assert (award.person.name, award.person.email, award.person.user) == (
        "Ana de la Cruz",
        "ana@example.org",
        None,
    )
    cycle = award.cycles.get()
    assert (cycle.due_on, cycle.next_rung_on, cycle.next_status_on) == (
        datetime.date(2027, 12, 31),
        None,
        None,
    )
    assert (batch.state, outcomes(batch)) == ("done", ["added"])
    assert batch.rows.get().cells == []
    said = Event.objects.get(kind="endorsement.imported")
    assert said.chain_no is not None
    assert event.verify_chain(batch.association) is None
    assert "Cruz" not in said.payload


def test_whoever_comes_is_written_to_by_day_where_the_association_is() -> None:
    association = association_with_scheme()
    Association.objects.update(time_zone="Australia/Perth")
    association.refresh_from_db()
    batch = brought([endorsee(), endorsee("0043", "Bo Li", "")], association=association)
    zones = {row.person.time_zone for row in batch.rows.all()}
    assert zones == {"Australia/Perth"}


def test_nothing_is_written_before_it_is_confirmed() -> None:
    batch = staged([endorsee()])
    look(batch, at=AT)
    assert (Endorsement.objects.count(), Person.objects.count()) == (0, 1)


def test_bringing_the_same_list_again_changes_nothing() -> None:
    first = brought([endorsee(), endorsee("0043", "Bo Li", "")])
    again = staged(
        [endorsee("00-42"), endorsee("0043", "Bo Li", "")], association=first.association
    )
    assert counts(again) == {"same": 2}
    people_import.confirm(batch=again, by=again.uploaded_by, at=AT)
    assert outcomes(again) == ["same", "same"]
    assert (
        Endorsement.objects.count(),
        Event.objects.filter(kind="endorsement.imported").count(),
    ) == (2, 2)


def test_a_corrected_list_changes_only_what_differs() -> None:
    first = brought([endorsee(), endorsee("0043", "Bo Li", "bo@example.org")])
    batch = staged(
        [
            endorsee(due="2028-06-30", name="Ana Cruz"),
            endorsee("0043", "Bo Li", "bo@example.org"),
        ],
        association=first.association,
    )
    [one] = [one for one in look(batch, at=AT).matches if one.changes]
    assert [change.what for change in one.changes] == ["due_on", "name"]
    people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)
    award = Endorsement.objects.get(original_key="0042")
    assert (award.cycles.get().due_on, award.person.name) == (
        datetime.date(2028, 6, 30),
        "Ana Cruz",
    )
    assert award.cycles.get().next_rung_on is None
    assert outcomes(batch) == ["changed", "same"]
    assert event.verify_chain(batch.association) is None


def test_confirming_twice_writes_once() -> None:
    batch = staged([endorsee()])
    for _click in range(2):
        people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)
    assert Endorsement.objects.count() == 1


def test_an_old_list_takes_nothing_back_that_went_on_here() -> None:
    first = brought([endorsee()])
    cycle = RenewalCycle.objects.get()
    RenewalCycle.objects.filter(pk=cycle.pk).update(state="renewed")
    batch = staged([endorsee(due="2026-12-31")], association=first.association)
    [one] = look(batch, at=AT).matches
    assert (one.verdict, one.notes) == ("same", ["edition_oldest", "kept_renewed"])


def test_who_erased_themself_is_not_written_again() -> None:
    first = brought([endorsee()])
    Person.objects.filter(email="ana@example.org").update(name="", email="", erased_at=AT)
    batch = staged([endorsee()], association=first.association)
    assert counts(batch) == {"wrong": 1}
    assert "erased their record" in reasons(batch)[0]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([endorsee(category="nonsense")], "is no category of your criteria"),
        ([endorsee(awarded="yesterday")], "is not a day"),
        ([endorsee(awarded="3/4/2024", due="")], "can be read as two different days"),
        ([endorsee(email="ana at example")], "is not an email address"),
        ([endorsee(state="gone")], "Write one of: active, lapsed, inactive, retired."),
        ([endorsee(name="")], "The name is missing."),
        ([endorsee(awarded="2031-01-01", due="")], "This day is in the future."),
        ([endorsee(due="2020-01-01")], "The last day is before the first day."),
        ([endorsee(), endorsee("42-00 2", "B", "b@example.org"), endorsee("42002", "C", "")],
         "stands in row 3 already"),
        ([endorsee(), endorsee("0043", "Bo Li")], "stands in row 2 for somebody else"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_says_why(rows: Any, sentence: str) -> None:
    batch = staged(rows)
    assert [reason for reason in reasons(batch) if sentence in reason]
    people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)
    assert batch.rows.filter(outcome=Outcome.LEFT_OUT, reason__contains=sentence).count() == 1
    assert Endorsement.objects.count() == len(rows) - 1


def test_the_order_of_days_is_asked_and_then_followed() -> None:
    batch = staged([endorsee(awarded="3/4/2024", due="")])
    assert look(batch, at=AT).reading.asks_order
    people_import.arrange(batch=batch, columns=batch.columns, month_first=False, categories={})
    batch.refresh_from_db()
    people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)
    assert Endorsement.objects.get().awarded_on == datetime.date(2024, 4, 3)


def test_a_file_that_shows_the_order_is_not_asked() -> None:
    batch = staged(
        [endorsee(awarded="3/4/2024", due=""), endorsee("43", "B", "", awarded="3/14/2024")]
    )
    assert look(batch, at=AT).reading.asks_order is False
    assert counts(batch) == {"new": 2}


def test_a_word_that_is_no_category_can_be_told() -> None:
    batch = staged([endorsee(category="IMH-E Level I")])
    assert look(batch, at=AT).reading.unknown_categories == ["IMH-E Level I"]
    people_import.arrange(
        batch=batch,
        columns=batch.columns,
        month_first=None,
        categories={"IMH-E Level I": "first_steps"},
    )
    batch.refresh_from_db()
    assert counts(batch) == {"new": 1}


def test_columns_are_known_by_spanish_and_split_names() -> None:
    batch = staged(
        [["Ana", "de la Cruz", "ana@example.org", "first_steps", "14 de mayo de 2024"]],
        heading=["Nombre de pila", "Apellidos", "Correo electrónico", "Categoría", "Otorgada el"],
    )
    people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)
    award = Endorsement.objects.get()
    assert (award.person.name, award.awarded_on) == ("Ana de la Cruz", datetime.date(2024, 5, 14))


def test_a_lapsed_award_stays_lapsed() -> None:
    brought([endorsee(due="2025-12-31", state="expired")])
    award = Endorsement.objects.get()
    assert (award.state, award.cycles.get().state) == ("lapsed", "lapsed")


# --- Who is who -----------------------------------------------------------------------------------


def test_an_address_of_an_account_is_that_accounts_and_its_name_stays() -> None:
    person = PersonFactory(name="Ana C.")
    batch = brought([endorsee(email=person.email.upper())])
    person.refresh_from_db()
    assert (Endorsement.objects.get().person, person.name) == (person, "Ana C.")
    assert Person.objects.filter(name="Ana de la Cruz").count() == 0
    assert outcomes(batch) == ["added"]


def test_nobody_learns_from_a_list_who_is_known_elsewhere() -> None:
    OutsiderFactory(name="Ana de la Cruz", email="secret@example.org")
    assert counts(staged([endorsee()])) == {"new": 1}


def namesake(answer: str = "") -> tuple[PeopleImport, Person]:
    """A row with the name of an endorsee of the association, and another address."""
    association = association_with_scheme()
    known = EndorsementFactory(
        association=association,
        category="parent_child",
        person=OutsiderFactory(name="ANA DE LA CRUZ", email="old@example.org"),
    ).person
    batch = staged([endorsee()], association=association)
    if answer:
        chosen = str(known.ref) if answer == "same" else answer
        people_import.answer(batch=batch, answers={2: chosen})
    return batch, known


def test_the_same_name_with_another_address_is_asked_and_left_out_without_an_answer() -> None:
    batch, _known = namesake()
    assert counts(batch) == {"question": 1}
    people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)
    assert outcomes(batch) == ["left_out"]
    assert Endorsement.objects.count() == 1


def test_somebody_else_of_the_same_name_is_a_new_person() -> None:
    batch, known = namesake("other")
    people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)
    assert Endorsement.objects.get(original_key="0042").person != known


def test_the_same_person_gets_the_award_and_the_new_address() -> None:
    batch, known = namesake("same")
    assert counts(batch) == {"merges": 1}
    people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)
    known.refresh_from_db()
    assert Endorsement.objects.get(original_key="0042").person == known
    assert known.email == "ana@example.org"


def test_two_of_one_name_in_one_list_are_two_people() -> None:
    brought([endorsee(), endorsee("0043", email="other.ana@example.org")])
    assert Person.objects.filter(name="Ana de la Cruz").count() == 2


def test_one_person_with_two_categories_is_one_person() -> None:
    brought([endorsee(), endorsee("0043", category="family_associate")])
    assert Endorsement.objects.values("person").distinct().count() == 1
    assert Endorsement.objects.count() == 2


# --- Members and providers ------------------------------------------------------------------------

MEMBER = ["Name", "Email", "Member through"]


def test_a_member_is_listed_prolonged_and_not_doubled() -> None:
    row = ["Bo Li", "bo@example.org", "2026-12-31"]
    first = brought([row], heading=MEMBER, kind=Kind.MEMBERS)
    belonging = Belonging.objects.get()
    assert (belonging.organization, belonging.listed_by, belonging.through_on) == (
        "north",
        first.association,
        datetime.date(2026, 12, 31),
    )
    again = staged([row], heading=MEMBER, kind=Kind.MEMBERS, association=first.association)
    assert counts(again) == {"same": 1}
    brought(
        [[*row[:2], "2027-12-31"]], heading=MEMBER, kind=Kind.MEMBERS, association=first.association
    )
    assert Belonging.objects.get().through_on == datetime.date(2027, 12, 31)


def test_a_membership_on_the_association_s_list_is_not_the_members_to_change() -> None:
    person = PersonFactory(name="Bo Li")
    brought([["Bo Li", person.email, "2026-12-31"]], heading=MEMBER, kind=Kind.MEMBERS)
    row = Belonging.objects.get(person=person)
    with pytest.raises(Refused, match="own list"):
        belonging.remove(belonging=row)
    belonging.add(
        person=person,
        organization="north",
        from_on=row.from_on,
        through_on=datetime.date(2036, 12, 31),
        name="",
        number="",
        at=AT,
    )
    row.refresh_from_db()
    assert row.through_on == datetime.date(2026, 12, 31)


def test_a_provider_is_vetted_and_what_they_hold_elsewhere_counts() -> None:
    batch = brought(
        [["Gia Ro", "gia@example.org", "yes", "first_steps", "2024-01-01", "2027-12-31"]],
        heading=["Name", "Email", "Vetted", "Categories", "From", "Vetted until"],
        kind=Kind.PROVIDERS,
    )
    days = (datetime.date(2024, 1, 1), datetime.date(2027, 12, 31))
    rows = ProviderStanding.objects.order_by("basis")
    assert list(rows.values_list("basis", "from_on", "through_on")) == [
        ("first_steps", *days),
        ("vetted", *days),
    ]
    assert outcomes(batch) == ["added"]


# --- Many -----------------------------------------------------------------------------------------


def test_a_long_list_is_written_by_a_job_that_goes_on_where_it_was_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(people_import, "AT_ONCE", 3)
    monkeypatch.setattr(people_import, "STEP", 2)
    rows = [endorsee(f"{n:04}", f"Person {n}", f"p{n}@example.org") for n in range(5)]
    batch = brought(rows)
    assert (batch.state, Endorsement.objects.count()) == ("writing", 0)

    class Stopped(Exception):
        pass

    def stop(_done: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        people_import.write(batch=batch, at=AT, went_on=stop)
    assert Endorsement.objects.count() == 2
    people_import.write(batch=batch, at=AT)
    assert (batch.state, Endorsement.objects.count()) == ("done", 5)
    assert Mail.objects.count() == Notice.objects.count() == 0


def test_a_list_that_nobody_confirms_goes_after_two_weeks() -> None:
    batch = staged([endorsee()])
    assert people_import.sweep(at=AT + datetime.timedelta(days=13)) == 0
    assert people_import.sweep(at=AT + datetime.timedelta(days=14)) == 1
    assert not PeopleImport.objects.filter(pk=batch.pk).exists()
