"""Cohorts: made, changed, joined and left, and who is invited."""

from datetime import date, timedelta

import pytest

from courses.models import (
    CohortInvitation,
    CohortMember,
    Facilitator,
    PathEnrollment,
)
from courses.selectors import cohort as selector
from courses.selectors import own_data
from courses.services import cohort as service
from courses.services import cohort_invitation as invitations
from courses.services import forgetting
from endorsement.models import Notice
from endorsement.refusals import Refused
from lms.backbone.models import Mail
from tests.factories.association import AssociationFactory
from tests.factories.cohort import FROM, THROUGH, facilitate, join, make_cohort
from tests.factories.module import AT
from tests.factories.path import make_path
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def due(cohort) -> list[tuple[str, date | None]]:
    return list(cohort.modules.values_list("code", "due_on"))


def test_due_days_are_spread_over_the_required_modules_and_can_be_changed() -> None:
    path = make_path("mixed", "one", "two", optional=("extra",), optional_needed=1)
    cohort = make_cohort(path=path)
    even = [("one", date(2026, 6, 15)), ("two", THROUGH), ("extra", None)]
    assert (due(cohort), cohort.optional_needed) == (even, 1)
    days = {"one": FROM, "two": None, "extra": THROUGH}
    service.change(cohort=cohort, name="Later", from_on=FROM, through_on=THROUGH, days=days)
    assert due(cohort) == list(days.items())
    service.spread_evenly(cohort=cohort)
    assert due(cohort) == even


def test_single_module_makes_a_cohort_too() -> None:
    cohort = service.make(
        association=AssociationFactory(),
        by=PersonFactory(),
        name="One",
        path=None,
        module="one",
        from_on=FROM,
        through_on=THROUGH,
        at=AT,
    )
    assert (due(cohort), cohort.path) == ([("one", THROUGH)], "")


@pytest.mark.parametrize(
    ("from_on", "through_on", "day", "field"),
    [
        (THROUGH, FROM, None, "through_on"),
        (FROM, THROUGH, THROUGH + timedelta(days=1), "due-one"),
        (FROM, THROUGH, FROM - timedelta(days=1), "due-one"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(from_on, through_on, day, field) -> None:
    cohort = make_cohort("one")
    with pytest.raises(Refused) as refused:
        service.change(
            cohort=cohort, name="x", from_on=from_on, through_on=through_on, days={"one": day}
        )
    assert refused.value.field == field


def test_joining_twice_is_once_and_joining_after_leaving_begins_anew() -> None:
    cohort, person = make_cohort("one"), PersonFactory()
    member = join(cohort, person)
    join(cohort, person)
    service.leave(member=member, at=AT)
    assert list(selector.memberships_of(person)) == []
    again = service.join(cohort=cohort, person=person, reminders=False, at=AT)
    assert (CohortMember.objects.count(), again.joined_at, again.left_at, again.reminders) == (
        1,
        AT,
        None,
        False,
    )
    assert PathEnrollment.objects.filter(person=person, code=cohort.path).count() == 1


def test_cohort_that_is_over_or_ended_takes_nobody_and_a_name_is_needed() -> None:
    cohort = make_cohort("one")
    with pytest.raises(Refused, match="name"):
        join(cohort, PersonFactory(name=""))
    # The last day ends at midnight in Chicago.
    service.join(
        cohort=cohort,
        person=PersonFactory(),
        reminders=True,
        at=AT.replace(month=7, day=1, hour=4),
    )
    with pytest.raises(Refused, match="over"):
        join(cohort, at=AT.replace(month=7, day=1, hour=6))
    service.end(cohort=cohort, at=AT)
    cohort.refresh_from_db()
    with pytest.raises(Refused, match="over"):
        join(cohort)
    assert selector.by_code(cohort.join_code, AT) is None


def test_code_is_found_as_it_is_typed() -> None:
    cohort = make_cohort("one")
    typed = f" {cohort.join_code[:4].lower()}-{cohort.join_code[4:]} "
    assert selector.by_code(typed, AT) == cohort
    assert selector.by_code("", AT) is None


def test_facilitator_is_told_once_and_the_role_can_be_taken_back() -> None:
    cohort = make_cohort("one")
    person = facilitate(cohort)
    facilitate(cohort, person)
    assert Mail.objects.filter(template="cohort_facilitator").count() == 1
    service.end_facilitator(cohort=cohort, ref="not-a-ref", at=AT)
    assert selector.facilitated_by(person, AT) == [cohort]
    service.end_facilitator(cohort=cohort, ref=str(person.ref), at=AT)
    assert selector.facilitated_by(person, AT) == []


def test_everybody_is_invited_once_and_members_not_at_all() -> None:
    cohort, by = make_cohort("one"), PersonFactory()
    member = join(cohort)
    PersonFactory(user__email="luz@example.org", language="es")
    emails = ["Ana@example.org", "ana@example.org", "luz@example.org", member.person.email]
    assert invitations.invite(cohort=cohort, emails=emails, by=by, at=AT) == 2
    assert invitations.invite(cohort=cohort, emails=emails, by=by, at=AT) == 0
    mails = Mail.objects.filter(template="cohort_invitation").order_by("to_address")
    assert [(mail.to_address, mail.language) for mail in mails] == [
        ("ana@example.org", "en"),
        ("luz@example.org", "es"),
    ]
    # The database holds no link, only its digest.
    token = mails[0].context["link"].split("/k/")[1].strip("/")
    row = selector.by_token(token, AT)
    assert row is not None
    assert token not in str(list(CohortInvitation.objects.values_list()))


def test_whoever_left_can_be_invited_again() -> None:
    cohort, by, person = make_cohort("one"), PersonFactory(), PersonFactory()
    later = AT + timedelta(days=2)
    invite = {"cohort": cohort, "emails": [person.email], "by": by}
    for at in (AT, later):
        assert invitations.invite(**invite, at=at) == 1
        mail = Mail.objects.filter(template="cohort_invitation").latest("pk")
        row = selector.by_token(mail.context["link"].split("/k/")[1][:-1], at)
        assert row is not None
        member = invitations.accept(invitation=row, person=person, reminders=True, at=at)
        assert selector.members_of(cohort) == [person]
        assert invitations.invite(**invite, at=at) == 0
        service.leave(member=member, at=at)


def test_link_works_for_one_person_until_it_expires_or_is_replaced() -> None:
    cohort, by, person = make_cohort("one"), PersonFactory(), PersonFactory()
    invitations.invite(cohort=cohort, emails=["ana@example.org"], by=by, at=AT)
    first = Mail.objects.get(template="cohort_invitation").context["link"].split("/k/")[1][:-1]
    row = CohortInvitation.objects.get()
    with pytest.raises(Refused):
        invitations.send_again(invitation=row, at=AT + timedelta(minutes=1))
    invitations.send_again(invitation=row, at=AT + timedelta(days=1))
    assert selector.by_token(first, AT) is None
    mail = Mail.objects.filter(template="cohort_invitation").latest("pk")
    second = mail.context["link"].split("/k/")[1][:-1]
    assert selector.by_token(second, AT + timedelta(days=62)) is None
    found = selector.by_token(second, AT + timedelta(days=2))
    # Two clicks of one person are one; another, who opened the page before, is refused.
    accepted = {"invitation": found, "reminders": True, "at": AT + timedelta(days=2)}
    for _click in range(2):
        invitations.accept(person=person, **accepted)
    with pytest.raises(Refused, match="accepted already"):
        invitations.accept(person=PersonFactory(), **accepted)
    assert selector.by_token(second, AT + timedelta(days=3)) is None
    assert selector.members_of(cohort) == [person]


def test_own_data_and_erasure_cover_cohorts() -> None:
    cohort, person = make_cohort("one"), PersonFactory()
    join(cohort, person)
    facilitate(cohort, person)
    invitations.invite(cohort=cohort, emails=["x@example.org"], by=person, at=AT)
    CohortInvitation.objects.update(email=person.email)
    row = cohort.modules.get()
    Notice.objects.create(
        person=person,
        kind="cohorts",
        subject=f"cohort:{row.pk}",
        rung="after_1",
        rung_on=THROUGH,
        due_at=AT,
    )
    said = own_data.cohorts(person)
    assert [said["member"][0]["cohort"], said["facilitator"][0]["cohort"]] == ["Spring", "Spring"]
    forgetting.forget(person=person, at=AT)
    for model in (CohortMember, Facilitator, Notice, CohortInvitation):
        assert (model.__name__, model.objects.count()) == (model.__name__, 0)
