"""What a row of a table may say, and the sentence for what it may not."""

import datetime
from decimal import Decimal

import pytest

from endorsement.forms.import_columns import template_rows
from endorsement.forms.import_rows import Problem, Reading, read
from endorsement.models import Person
from endorsement.refusals import Refused
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)
ATTACHMENT = "core:foundations.attachment"
HEADING = ["Kind", "Title", "Organization", "First day", "Last day", "Clock hours", "Competencies"]
HEADING += ["Kind of training"]
GOOD = ["training", "A day", "A university", "2026-03-02", "", "3", ATTACHMENT, "course"]


@pytest.fixture
def person() -> Person:
    core_framework()
    return PersonFactory()


def reading(person: Person, *rows: list[str], heading: list[str] | None = None) -> Reading:
    return read([heading or HEADING, *rows], person=person, today=TODAY, known=set())


def changed(**cells: str) -> list[str]:
    by_heading = dict(zip(HEADING, GOOD, strict=True))
    return list({**by_heading, **{name.replace("_", " "): v for name, v in cells.items()}}.values())


def test_a_good_row_says_what_the_form_would(person: Person) -> None:
    found = reading(person, GOOD)
    assert found.problems == []
    [(number, content)] = found.contents
    assert (number, content.kind, content.title) == (2, "training", "A day")
    assert (content.first_on, content.last_on) == (datetime.date(2026, 3, 2),) * 2
    assert (content.hours, list(content.covers)) == (Decimal("3"), [ATTACHMENT])
    assert content.attributes == {"delivery": "course"}


def test_the_template_itself_can_be_read(person: Person) -> None:
    found = read(template_rows(), person=person, today=TODAY, known=set())
    assert found.problems == []
    kinds = ["training", "rsc_received", "work", "education"]
    assert [content.kind for _number, content in found.contents] == kinds


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"Kind": "hobby"}, "Kind", "“hobby” is not known here."),
        ({"Kind": ""}, "Kind", "Say what this row is."),
        ({"Title": ""}, "Title", "This field is required."),
        ({"First_day": "soon"}, "First day", "“soon” is not a day."),
        ({"First_day": "3/4/2026"}, "First day", "“3/4/2026” can be read as two different days."),
        ({"First_day": "2026-06-02"}, "First day", "This day is in the future."),
        ({"Last_day": "2026-03-01"}, "Last day", "The last day is before the first day."),
        ({"Clock_hours": ""}, "Clock hours", "Please enter the clock hours, or"),
        ({"Clock_hours": "1,500"}, "Clock hours", "“1,500” can be read as two numbers."),
        ({"Clock_hours": "25"}, "Clock hours", "25 hours do not fit into the days"),
        ({"Clock_hours": "0"}, "Clock hours", "Hours must be more than zero."),
        ({"Clock_hours": "1.125"}, "Clock hours", "Hours have at most two decimals"),
        ({"Competencies": ""}, "Competencies", "Choose at least one competency"),
        ({"Competencies": "telepathy"}, "Competencies", "“telepathy” is not a competency."),
        ({"Kind_of_training": "séance"}, "Kind of training", "“séance” is not known here."),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(
    person: Person, cells: dict[str, str], column: str, sentence: str
) -> None:
    found = reading(person, GOOD, changed(**cells))
    assert [number for number, _content in found.contents] == [2]
    [problem] = found.problems
    assert (problem.row, problem.column) == (3, column)
    assert problem.sentence.startswith(sentence)


def test_everything_wrong_with_a_row_is_said_at_once(person: Person) -> None:
    found = reading(person, changed(Title="", First_day="soon", Clock_hours="many"))
    assert [one.column for one in found.problems] == ["First day", "Clock hours", "Title"]
    assert found.wrong_rows == 1


def test_a_row_that_repeats_another_is_there_already(person: Person) -> None:
    found = reading(person, GOOD, changed(Title="A  DAY"))
    assert (len(found.contents), found.there) == (1, [3])


def test_words_in_both_languages_are_known(person: Person) -> None:
    heading = ["Tipo", "Título", "Organización", "Primer día", "Horas reloj", "Competencias"]
    heading += ["Tipo de formación"]
    row = ["Formación", "Un día", "Una universidad", "14 de marzo de 2026", "1,5", ATTACHMENT]
    found = reading(person, [*row, "Conferencia"], heading=heading)
    assert found.problems == []
    [(_row, content)] = found.contents
    assert (content.first_on, content.hours) == (datetime.date(2026, 3, 14), Decimal("1.5"))
    assert content.attributes == {"delivery": "conference"}


def test_columns_nobody_knows_are_named_and_left_aside(person: Person) -> None:
    found = reading(person, [*GOOD, "blue"], heading=[*HEADING, "Mood"])
    assert (found.unknown_columns, len(found.contents)) == (["Mood"], 1)


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        (["Title", "First day"], "no column “Kind”"),
        (["Kind", "Title"], "no column “First day”"),
        (["Kind", "First day", "first_on"], "“First day” is there twice"),
    ],
)
def test_a_heading_without_what_is_needed_is_refused(
    person: Person, heading: list[str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        reading(person, ["x"] * len(heading), heading=heading)


def test_supervision_names_a_provider_or_peers(person: Person) -> None:
    heading = ["kind", "first_on", "hours", "format", "mode", "focus", "provider", "provider_email"]
    common = ["rsc_received", "2026-03-12", "1", "group", "online", "own_practice"]
    found = reading(
        person,
        [*common, "Ruth Adeyemi", "ruth@example.org"],
        [*common, "peers", ""],
        [*common, "Ruth Adeyemi", ""],
        [*common, "Myself", person.email.upper()],
        heading=heading,
    )
    [(_two, named), (_three, peers)] = found.contents
    assert (named.provider_email, named.provider_name) == ("ruth@example.org", "Ruth Adeyemi")
    assert peers.attributes["peer"] is True
    assert [(one.row, one.column) for one in found.problems] == [
        (4, "Provider's email address"),
        (5, "Provider's email address"),
    ]
    assert isinstance(found.problems[0], Problem)


def test_topics_and_areas_hold_hours(person: Person) -> None:
    heading = [*HEADING, "Hours by topic", "Hours by area"]
    found = reading(
        person,
        [*GOOD, "dei 1,5; ethics 0.5", "core:foundations 2.00"],
        [*changed(Title="Other"), "dei 4", "core:nowhere 1"],
        heading=heading,
    )
    [(_row, content)] = found.contents
    assert content.topics == {"dei": Decimal("1.5"), "ethics": Decimal("0.5")}
    assert content.split == {"core:foundations": Decimal("2.00")}
    assert [one.column for one in found.problems] == ["Hours by area"]
