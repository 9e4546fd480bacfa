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
    Certificate.objects.update(state=State.DEAD, last_error="OSError: disk full")
    certificate.refresh_from_db()
    return certificate


def test_coordinator_sees_the_reason_and_retries(client, here, dead) -> None:
    coordinator = MembershipFactory(association=here).person
    client.force_login(coordinator.user)

    page = client.get(reverse("certificates:failed")).content.decode()
    assert "OSError: disk full" in page
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
