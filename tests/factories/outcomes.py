"""Applications under the demanding scheme that ships, which lists every outcome."""

import datetime
from typing import Any

from endorsement.models import Application, Association
from tests.factories import application as given
from tests.factories.association import AssociationFactory
from tests.factories.scheme import core_framework, shipped_scheme

EXAM_CATEGORY = "infant_mental_health_specialist"
EMERGING_CATEGORY = "reflective_supervisor"
PLAIN_CATEGORY = "infant_family_associate"
LATER = datetime.date(2026, 9, 1)
LETTER = "What was met, what is missing, whom to call, and what is next."


def river(slug: str = "river") -> Association:
    """An association that follows `riverbend.yaml`."""
    core_framework()
    known = Association.objects.filter(slug=slug).first()
    return known or shipped_scheme(AssociationFactory(slug=slug), "riverbend.yaml")


def awaiting(category: str = EXAM_CATEGORY, **more: Any) -> Application:
    """Every review is in."""
    return given.awaiting_decision(river(), category=category, **more)
