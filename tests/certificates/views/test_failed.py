"""Certificates that could not be drawn: who sees them, and the way back."""

import pytest
from django.urls import reverse

from certificates.models import Certificate
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.certificate import owed_completion, owed_endorsement
from tests.factories.person import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
State = Certificate.State


@pytest.fixture
def here():
    return AssociationFactory(slug="here")


@pytest.fixture
def dead(here):
    certificate = owed_endorsement(association=here, person__name="Ana Pérez")
    Certificate.objects.update(
        state=State.DEAD, last_error="OSError(ENOSPC) at certificates/files.py:30"
    )
    certificate.refresh_from_db()
    return certificate


def test_coordinator_sees_the_reason_and_retries(client, here, dead) -> None:
    coordinator = MembershipFactory(association=here).person
    client.force_login(coordinator.user)

    page = client.get(reverse("certificates:failed")).content.decode()
    assert "There was no room on the disk." in page
    assert "OSError(ENOSPC) at certificates/files.py:30" in page
    assert "Ana Pérez" in page

    response = client.post(reverse("certificates:retry", args=[dead.number]), follow=True)
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (State.OWED, 0)
    assert "The certificate is being prepared again." in response.content.decode()


def test_coordinator_of_another_association_sees_nothing(client, dead) -> None:
    client.force_login(MembershipFactory(association__slug="elsewhere").person.user)

    page = client.get(reverse("certificates:failed")).content.decode()

    assert "Ana Pérez" not in page
    assert client.post(reverse("certificates:retry", args=[dead.number])).status_code == 404
    dead.refresh_from_db()
    assert dead.state == State.DEAD


def test_administrator_sees_those_without_association(client) -> None:
    owed_completion(person__name="Ana Pérez")
    Certificate.objects.update(state=State.DEAD)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert "Ana Pérez" in client.get(reverse("certificates:failed")).content.decode()


def test_trainee_and_reviewer_get_404(client, here, dead) -> None:
    reviewer = MembershipFactory(association=here, role="reviewer").person
    for person in (PersonFactory(), dead.person, reviewer):
        client.force_login(person.user)
        assert client.get(reverse("certificates:failed")).status_code == 404
        assert client.post(reverse("certificates:retry", args=[dead.number])).status_code == 404


def test_pressing_twice_owes_once_and_is_no_error(client, here, dead) -> None:
    client.force_login(MembershipFactory(association=here).person.user)
    address = reverse("certificates:retry", args=[dead.number])
    first = client.post(address)
    Certificate.objects.update(attempts=1)
    assert [first.status_code, client.post(address).status_code] == [302, 302]
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (State.OWED, 1)


def test_all_at_once_are_those_one_answers_for(client, here, dead) -> None:
    others = owed_endorsement()
    Certificate.objects.update(state=State.DEAD)
    client.force_login(MembershipFactory(association=here).person.user)
    page = client.post(reverse("certificates:retry_all"), follow=True).content.decode()
    assert "1 certificate is prepared again within a minute." in page
    states = dict(Certificate.objects.values_list("pk", "state"))
    assert states == {dead.pk: State.OWED, others.pk: State.DEAD}


def test_former_name_is_not_on_the_list(client, here, dead) -> None:
    dead.person.name = "Beatriz Nueva"
    dead.person.save()
    client.force_login(MembershipFactory(association=here).person.user)
    page = client.get(reverse("certificates:failed")).content.decode()
    assert "Beatriz Nueva" in page
    assert "Ana Pérez" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_for_many(client, here, rows, django_assert_num_queries) -> None:
    for _ in range(rows):
        owed_endorsement(association=here)
    Certificate.objects.update(state=State.DEAD, last_error="KeyError at x")
    client.force_login(MembershipFactory(association=here).person.user)
    address = reverse("certificates:failed")
    client.get(address)
    with django_assert_num_queries(8):
        page = client.get(address).content.decode()
    assert page.count("Prepare again") == min(rows, 25)
