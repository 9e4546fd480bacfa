from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group

from courses.models import AssociationPage
from courses.services import authoring
from endorsement.models import Membership
from endorsement.services import membership
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.person import OutsiderFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 15, tzinfo=UTC)


def groups_of(person) -> set[str]:
    return set(person.user.groups.values_list("name", flat=True))


def test_membership_of_an_author_makes_the_association_s_part_of_the_cms() -> None:
    association, person = AssociationFactory(slug="north"), PersonFactory()
    membership.begin(
        person=person, association=association, role="author", from_on=date(2020, 1, 1)
    )
    association.refresh_from_db()
    assert groups_of(person) == {"association:north:author"}
    assert association.root_page.specific.get_url() == "/en/a/north/"
    assert association.collection.name == association.name
    assert [task.name for task in association.root_page.get_workflow().tasks] == [
        f"Moderation: {association.name}"
    ]


def test_ensuring_an_association_again_changes_nothing() -> None:
    association = AssociationFactory()
    pages = {authoring.ensure_association(association=association).pk for _ in "abc"}
    assert (
        len(pages),
        AssociationPage.objects.count(),
        Group.objects.filter(name__startswith=authoring.PREFIX).count(),
    ) == (1, 1, 3)


@pytest.mark.parametrize(
    ("role", "from_on", "through_on", "names"),
    [
        ("author", date(2026, 6, 1), None, {"association:north:author"}),
        ("moderator", date(2026, 6, 1), date(2026, 6, 1), {"association:north:moderator"}),
        ("author", date(2026, 6, 2), None, set()),
        ("author", date(2020, 1, 1), date(2026, 5, 31), set()),
        ("reviewer", date(2020, 1, 1), None, set()),
        ("coordinator", date(2020, 1, 1), None, {"association:north:coordinator"}),
    ],
)
def test_groups_follow_the_dates_of_the_role(role, from_on, through_on, names) -> None:
    association, person = AssociationFactory(slug="north"), PersonFactory()
    person.user.groups.add(Group.objects.create(name="association:south:author"))
    MembershipFactory(
        person=person, association=association, role=role, from_on=from_on, through_on=through_on
    )
    assert authoring.keep_in_step(person=person, at=AT) == names
    assert groups_of(person) == names


def test_other_groups_are_left_alone() -> None:
    person = PersonFactory()
    person.user.groups.add(Group.objects.get(name="Editors"))
    authoring.keep_in_step(person=person, at=AT)
    assert groups_of(person) == {"Editors"}


def test_role_given_before_the_account_takes_effect_at_sign_in(client) -> None:
    person, association = OutsiderFactory(), AssociationFactory(slug="north")
    membership.begin(
        person=person, association=association, role="moderator", from_on=date(2020, 1, 1)
    )
    person.user = UserFactory(email=person.email)
    person.save()
    client.force_login(person.user)
    assert groups_of(person) == {"association:north:moderator"}


def test_ended_role_loses_its_group_in_the_sweep() -> None:
    association, person = AssociationFactory(slug="north"), PersonFactory()
    held = membership.begin(
        person=person, association=association, role="author", from_on=date(2020, 1, 1)
    )
    Membership.objects.filter(pk=held.pk).update(through_on=date(2026, 5, 31))
    assert authoring.keep_everybody_in_step(at=AT) == 1
    assert groups_of(person) == set()
