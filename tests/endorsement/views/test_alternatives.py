"""Alternatives: the group has its state, and what it does not need any more is not called missing."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from endorsement import wording
from endorsement.models import LedgerEntry
from endorsement.rules.facts import EducationLevel
from endorsement.rules.verdict import Verdict
from endorsement.selectors import verdicts
from endorsement.views import judged
from endorsement.views.requirements import Row, Words, row
from tests.endorsement.rules import given as rules
from tests.factories import application as given
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

CHOICE = [
    {"id": "school", "label": {"en": "School"}, "education": {"level": "secondary"}},
    {"id": "work", "label": {"en": "Work"}, "work": {"months": 6}},
]


def judge(kind: str, *entries: object) -> Verdict:
    return rules.evaluate(rules.criterion(**{kind: CHOICE}), rules.portfolio(*entries), rules.TODAY)


def drawn(verdict: Verdict) -> tuple[str, list[str]]:
    found: Row = row(verdict, Words({}, {}, {}))
    return found.status_label, [child.status_label for child in found.children]


def test_what_a_met_choice_does_not_need_is_not_needed() -> None:
    school = rules.education("e", EducationLevel.SECONDARY)
    assert drawn(judge("any", school)) == ("Met", ["Met", "Not needed"])
    assert drawn(judge("any")) == ("Not met yet", ["Not met yet", "Not met yet"])
    assert drawn(judge("all", school)) == ("Not met yet", ["Met", "Not met yet"])


def test_choice_says_that_one_is_enough() -> None:
    assert wording.sentence(judge("any")).startswith("One of these is enough.")
    assert not wording.sentence(judge("all")).startswith("One of these")


@pytest.fixture
def schooled(db: None) -> LedgerEntry:
    association_with_scheme("north")
    return EntryFactory(
        person=PersonFactory(),
        kind=LedgerEntry.Kind.EDUCATION,
        first_on=datetime.date(2010, 9, 1),
        last_on=datetime.date(2014, 6, 30),
        hours=None,
        attributes={"level": "bachelor"},
    )


def test_judges_read_the_group_before_its_alternatives(schooled: LedgerEntry) -> None:
    application = given.in_review(person=schooled.person)
    found = verdicts.of_application(application)
    assert found is not None
    listed = judged.requirements(application, found)
    assert [one.id for one in listed] == [leaf.id for leaf in found.leaves]
    assert [
        ([group.status_label for group in one.begins], one.depth, one.row.status_label)
        for one in listed[:3]
    ] == [(["Met"], 1, "Met"), ([], 1, "Not needed"), ([], 0, "Not met yet")]
    client = Client()
    client.force_login(application.reviews.first().reviewer.user)
    review = application.reviews.get(reviewer__user=client.session["_auth_user_id"])
    page = client.get(reverse("endorsement:review", args=[review.public_id])).content.decode()
    page = page[page.index('class="requirements"') :]
    assert page.index("Education or work") < page.index("Any completed education")
    assert ("requirement--within" in page, "Not needed" in page) == (True, True)


def test_category_page_calls_nothing_missing_that_is_not_needed(
    client: Client, schooled: LedgerEntry
) -> None:
    client.force_login(schooled.person.user)
    address = reverse("endorsement:category", args=["first_steps"])
    page = client.get(address).content.decode()
    group = page[page.index("Education or work") : page.index("In-service training")]
    assert ("Not needed" in group, "Not met yet" in group) == (True, False)
