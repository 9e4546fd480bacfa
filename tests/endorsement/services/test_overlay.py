"""An association's own terms, set by its coordinator, read by those whom it measures."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from endorsement.models import Event, Fee
from endorsement.refusals import Overtaken, Refused
from endorsement.selectors import overlays
from endorsement.selectors.measure import measure
from endorsement.services import overlay as services
from tests.factories.application import AT, staff
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
TODAY = AT.date()
BASIS: dict[str, Any] = {
    "reviewers_required": 3,
    "review_days": 21,
    "membership_rule": "required",
    "locale": "en-us",
    "currency": "USD",
}


def change(association: Any, seen: int = 1, **more: Any) -> Any:
    return services.change(
        association=association,
        terms=services.Terms(**{**BASIS, **more}),
        seen=seen,
        by=staff(association, "coordinator"),
        at=AT,
    )


def test_the_terms_are_set_together_and_an_event_tells_it() -> None:
    association = association_with_scheme()
    fees = [("application", "", Decimal("120")), ("application", "first_steps", Decimal("25.5"))]
    day = datetime.date(2026, 7, 1)
    overlay = change(association, fees=fees, deadlines=[(day, "fall round")])
    assert (overlay.reviewers_required, overlay.review_days, overlay.revision) == (3, 21, 2)
    assert [str(one) for one in overlay.fees.all()] == [
        "application 120.00 USD",
        "application 25.50 USD",
    ]
    assert [(one.on, one.note) for one in overlay.deadlines.all()] == [(day, "fall round")]
    assert Event.objects.get(stream=f"overlay:{association.slug}").kind == "overlay_changed"
    change(association, seen=2)
    assert Fee.objects.count() == 0


def test_of_two_who_change_them_the_second_is_told() -> None:
    association = association_with_scheme()
    change(association)
    with pytest.raises(Overtaken):
        change(association, reviewers_required=1)
    association.overlay.refresh_from_db()
    assert association.overlay.reviewers_required == 3


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"fees": [("exam", "", Decimal(1)), ("exam", "", Decimal(2))]}, "Two fees"),
        ({"deadlines": [(TODAY, ""), (TODAY, "x")]}, "Two deadlines"),
    ],
)
def test_twins_are_refused(more: dict[str, Any], match: str) -> None:
    with pytest.raises(Refused, match=match):
        change(association_with_scheme(), **more)


def test_people_read_fees_the_next_deadline_and_membership() -> None:
    association = association_with_scheme()
    change(
        association,
        fees=[
            ("renewal", "", Decimal("40")),
            ("application", "", Decimal("1120")),
            ("application", "first_steps", Decimal("25.5")),
        ],
        deadlines=[(TODAY - datetime.timedelta(days=1), "past"), (TODAY, "today")],
        accepted=["Lakes AIMH"],
    )
    found = overlays.terms(association, "first_steps", TODAY)
    assert found.fees == [("application", "$25.50"), ("renewal", "$40.00")]
    assert (found.deadline, found.deadline_note) == (TODAY, "today")
    assert found.membership.endswith("is required. Membership of Lakes AIMH counts as well.")
    assert overlays.terms(association, "family_associate", TODAY).fees[0][1] == "$1,120.00"
    assert not overlays.terms(association_with_scheme("south"), "first_steps", TODAY)


@pytest.mark.parametrize(
    ("locale", "currency", "said"),
    [("en-us", "USD", "$9.50"), ("en-gb", "GBP", "£9.50"), ("en-us", "EUR", "EUR 9.50")],
)
def test_amounts_are_written_as_the_association_writes_them(
    locale: str, currency: str, said: str
) -> None:
    assert overlays.money(Fee(amount=Decimal("9.5"), currency=currency), locale) == said


def test_a_category_has_the_associations_own_name_and_only_there() -> None:
    core_framework()
    north, south = association_with_scheme("north"), association_with_scheme("south")
    change(north, labels={"first_steps": {"en": "Seedling"}})
    person = PersonFactory()

    def named(association: Any) -> str:
        found = measure(person, association, TODAY)
        assert found.names()["first_steps"] == found.criteria.categories["first_steps"].name
        return found.names()["first_steps"]["en"]

    assert (named(north), named(south)) == ("Seedling", "Early Relationships Learner")
