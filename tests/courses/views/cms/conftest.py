"""An association with its pages in the CMS."""

import pytest

from courses.services import authoring
from endorsement.models import Association
from tests.factories.association import AssociationFactory


@pytest.fixture
def association() -> Association:
    association: Association = AssociationFactory(slug="north")
    authoring.ensure_association(association=association)
    return association
