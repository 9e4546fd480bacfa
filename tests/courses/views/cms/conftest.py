"""An association with its pages in the CMS, and who writes and approves there."""

import pytest
from django.test import Client

from courses.services import authoring
from endorsement.models import Association
from tests.factories.association import AssociationFactory
from tests.factories.membership import member


@pytest.fixture
def association() -> Association:
    association: Association = AssociationFactory(slug="north")
    authoring.ensure_association(association=association)
    return association


@pytest.fixture
def author(association: Association) -> Client:
    return member(association, "author")


@pytest.fixture
def moderator(association: Association) -> Client:
    return member(association, "moderator")
