"""Learning paths and cohorts as learners, facilitators and coordinators see them."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from courses.models import Cohort
from courses.services import (
    accommodation,
    cohort_invitation,
    cohort_message,
    demonstration,
)
from endorsement.services import membership
from lms.backbone.models import Mail
from tests.browser.screens import faults
from tests.browser.tab import Tab
from tests.factories.association import AssociationFactory
from tests.factories.learning import complete_module
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(chromium: Browser, committed_db: None, live_server: Any) -> Iterator[Tab]:
    context = chromium.new_context(locale="en-US", reduced_motion="reduce")
    context.set_default_timeout(20_000)
    one = Tab(page=context.new_page(), context=context, base=live_server.url)
    yield one
    context.close()
    assert one.problems == []


def test_pages_of_paths_and_cohorts_are_clean_for_each_of_their_readers(tab: Tab) -> None:
    coordinator, learner = (PersonFactory(name=name) for name in ("Cora", "Ana Pérez"))
    modules = [make_module(code, lessons=1, questions=2) for code in demonstration.MODULES]
    association = AssociationFactory(slug="pine-river", name="Pine River")
    membership.begin(
        person=coordinator, association=association, role="coordinator", from_on=date(2026, 1, 1)
    )
    facilitator = PersonFactory(name="Fay", user__email=demonstration.FACILITATOR)
    maya = PersonFactory(name="Maya", user__email="trainee@example.org")
    demonstration.load(at=timezone.now())
    cohort = Cohort.objects.get()
    cohort_invitation.invite(
        cohort=cohort, emails=[learner.email, "x@example.org"], by=coordinator, at=timezone.now()
    )
    complete_module(learner, modules[0], at=timezone.now())
    cohort_message.write(
        cohort=cohort,
        by=facilitator,
        audience="all",
        subject="See you on Thursday",
        text="We talk about the second module.\n\nBring a question.",
        sending=uuid4(),
        at=timezone.now(),
    )
    accommodation.give(
        association=association,
        email=coordinator.email,
        code=modules[0].code,
        extra_percent=50,
        reason="Letter of May 3",
        by=coordinator,
        at=timezone.now(),
    )

    tab.sign_in(learner).open(Mail.objects.get(to_address=learner.email).context["link"])
    assert faults(tab) == []
    tab.press("Agree and join this cohort")
    assert tab.title == cohort.name
    key = [cohort.public_id]
    assert faults(tab) == []
    for person, address in (
        (maya, reverse("courses:cohort", args=key)),
        (learner, reverse("courses:path", args=[demonstration.SLUG])),
        (facilitator, reverse("courses:cohort_progress", args=key)),
        (facilitator, reverse("courses:cohort_write", args=key)),
        (coordinator, reverse("courses:accommodations", args=["pine-river"])),
        (coordinator, reverse("courses:desk_cohort", args=["pine-river", *key])),
    ):
        tab.sign_in(person).open(address)
        assert faults(tab) == []
