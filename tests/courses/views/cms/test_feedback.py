"""Authors see what learners say in totals; of their own association's modules alone."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import ErasedEvaluation, EvaluationResponse
from courses.services.forgetting import forget
from tests.factories.association import AssociationFactory
from tests.factories.learning import complete_module, enroll, finish_lessons, take_test
from tests.factories.membership import member
from tests.factories.module import AT, every_kind, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
USEFUL = {"key": "useful", "kind": "scale", "text": "Useful?"}
PLACE = "/cms/feedback/naming/1/"


@pytest.fixture
def module(association):
    items = [
        ("item", {"key": "useful", "kind": "scale", "text": "Useful?"}),
        ("item", {"key": "more", "kind": "text", "text": "What else?"}),
    ]
    return make_module(
        "naming", parent=association.root_page, association=association, evaluation=items
    )


def answered(module, *comments: str) -> None:
    for comment in comments:
        enrollment = complete_module(PersonFactory(), module)
        EvaluationResponse.objects.filter(enrollment=enrollment).update(
            answers={"useful": "4", "more": comment}
        )


def text(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


FOUR = ("One word.", "Two words.", "Three words.", "=HYPERLINK(1)")


def test_four_answers_show_nothing(association, module) -> None:
    answered(module, *FOUR)
    author = member(association, "author")
    page = text(author.get(PLACE))
    assert ("fewer than 5" in page, "One word." in page, "4.0" in page) == (True, False, False)
    assert "One word." not in text(author.get(PLACE, {"export": "csv"}))


def test_the_fifth_answer_shows_totals_and_words_without_names(association, module) -> None:
    answered(module, *FOUR, "Five words.")
    for role in ("author", "moderator"):
        page = text(member(association, role).get(PLACE))
        assert ("One word." in page, "4.0" in page) == (True, True)
        assert "Person " not in page.partition('id="main"')[2]


def test_csv_holds_no_formula(association, module) -> None:
    answered(module, *FOUR, "Five words.")
    lines = text(member(association, "author").get(PLACE, {"export": "csv"})).splitlines()
    assert "What else?,5,,,'=HYPERLINK(1)" in lines
    assert "Useful?,5,4.0,1: 0; 2: 0; 3: 0; 4: 5; 5: 0," in lines
    assert lines[0].startswith("\ufeffEvaluation question,Answers")


def test_seven_answers_show_five(association, module) -> None:
    answered(module, *FOUR, "Five words.", "Sixth.", "Seventh.")
    page = text(member(association, "author").get(PLACE))
    assert ("5 answers" in page, "Sixth." in page, "Seventh." in page) == (True, False, False)


def test_erasing_somebody_takes_their_group_out_of_the_totals(association, module) -> None:
    answered(module, *FOUR, "Five words.", "Six.", "Seven.", "Eight.", "Nine.", "Ten.", "Eleven.")
    author = member(association, "author")
    assert "Useful?,10,4.0" in text(author.get(PLACE, {"export": "csv"}))
    gone = EvaluationResponse.objects.get(answers__more="Two words.").enrollment.person
    forget(person=gone, at=AT)
    lines = text(author.get(PLACE, {"export": "csv"})).splitlines()
    assert [line for line in lines if line.startswith("Useful?,5,")] != []
    # Not the eleventh in place of the one that left, which would tell what that was.
    words = {line.rpartition(",")[2] for line in lines if line.startswith("What else?,")}
    assert words == {"Six.", "Seven.", "Eight.", "Nine.", "Ten."}
    gap = ErasedEvaluation.objects.get()
    assert (gap.code, gap.version, sorted(gap.answered)) == ("naming", 1, ["more", "useful"])
    assert "Two words." not in str(ErasedEvaluation.objects.values())


def test_charts_have_their_numbers_beside_them(association, module) -> None:
    answered(module, *FOUR, "Five words.")
    page = text(member(association, "author").get(PLACE))
    assert page.count('class="chart__picture"') == 1
    assert '<th scope="row">5: very much</th><td class="numeric">0</td>' in page


def test_versions_stand_beside_each_other_and_earlier_words_stay(association, module) -> None:
    answered(module, *FOUR, "Five words.")
    module.evaluation = [("item", {"key": "useful", "kind": "scale", "text": "Of use?"})]
    module.save_revision().publish()
    author = member(association, "author")
    assert "Useful? <span" in text(author.get(PLACE))
    assert "Useful? (asked before),5,4.0" in text(author.get(PLACE, {"export": "csv"}))
    again = module.copy(
        recursive=True,
        update_attrs={"slug": "again", "evaluation": [("item", USEFUL)]},
        keep_live=True,
    )
    answered(again, *["Words."] * 5)
    found = author.get("/cms/feedback/naming/2/")
    [compared] = found.context["feedback"].versions
    assert (compared.text, compared.averages) == ("Useful?", [(1, 4.0), (2, 4.0)])
    lines = text(author.get("/cms/feedback/naming/2/", {"export": "csv"})).splitlines()
    assert lines[lines.index("Evaluation question,Version,Average") + 1 :][:2] == [
        "Useful?,1,4.0",
        "Useful?,2,4.0",
    ]


def test_only_first_attempts_count(association, module) -> None:
    for _number in range(5):
        enrollment = enroll(PersonFactory(), module)
        finish_lessons(enrollment, module)
        take_test(enrollment, module, well=False)
        take_test(enrollment, module)
    found = member(association, "author").get(PLACE).context["feedback"].items
    assert {one.credit for one in found if one.asked >= 5} <= {0.0}
    assert sum(one.asked for one in found) == 10


def test_answers_of_each_kind_are_counted_with_hints(association) -> None:
    module = make_module(
        "naming",
        parent=association.root_page,
        association=association,
        lessons=1,
        bank=every_kind(partial=True),
        draw=6,
    )
    for _number in range(5):
        enrollment = enroll(PersonFactory(), module)
        finish_lessons(enrollment, module)
        take_test(enrollment, module, well=False)
    author = member(association, "author")
    page = text(author.get(PLACE))
    assert "Almost nobody gets it right" in page
    assert "A wrong answer is chosen more often than the right one." in page
    assert "Nobody chose this answer." in page
    csv = text(author.get(PLACE, {"export": "csv"}))
    assert "What is it called?,5,0.0,," in csv
    assert "none of these: 5" in csv


@pytest.mark.parametrize("who", ["other association", "coordinator", "trainee"])
def test_nobody_else_sees_it(association, module, who) -> None:
    answered(module, *FOUR, "Five words.")
    client = {
        "other association": lambda: member(AssociationFactory(slug="south"), "author"),
        "coordinator": lambda: member(association, "coordinator"),
        "trainee": Client,
    }[who]()
    answer = client.get(PLACE)
    assert answer.status_code in {302, 403, 404}
    assert "naming" not in text(client.get(reverse("courses_cms:feedback"), follow=True))


@pytest.mark.parametrize("count", [5, 12])
def test_it_costs_the_same_with_many_answers(
    association, module, count, django_assert_num_queries
) -> None:
    answered(module, *["Words."] * count)
    author = member(association, "author")
    for address, number in ((reverse("courses_cms:feedback"), LIST), (PLACE, ONE)):
        author.get(address)
        with django_assert_num_queries(number):
            assert author.get(address).status_code == 200


LIST, ONE = 14, 16
