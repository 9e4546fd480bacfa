"""Every screen for every role, as axe sees it: wide and narrow, light and dark."""

import pytest
from django.urls import reverse

from endorsement.models import Association, Person
from tests.browser import learner
from tests.browser.conftest import NewTab
from tests.browser.screens import faults, screens
from tests.browser.tab import Tab
from tests.factories.application import (
    approved,
    assign,
    awaiting_decision,
    complete,
    draft,
    submitted,
)

pytestmark = pytest.mark.browser


def look_at(tab: Tab, *starts: str, seen: set[str]) -> list[str]:
    """What is wrong on all screens that can be reached."""
    return [fault for _path in screens(tab, *starts, seen=seen) for fault in faults(tab)]


def casework(trainee: Person) -> tuple[Person, Person]:
    """A reviewer and a coordinator of the demonstration with applications on their desks."""
    reviewer, coordinator = (
        Person.objects.get(user__email=f"{role}@example.org")
        for role in ("reviewer.one", "coordinator")
    )
    association = Association.objects.get(slug="pine-river")
    draft(association, person=trainee)
    submitted(association)
    assign(complete(association), reviewer)
    awaiting_decision(association)
    approved(association)
    return reviewer, coordinator


def test_visitors_screens_are_accessible(new_tab: NewTab) -> None:
    gone = ("/r/gone/", "/c/gone/", "/g/gone/")
    found = look_at(new_tab(), "/en/home/", "/v/", "/en/no-such-page/", *gone, seen=set())
    assert not found, "\n".join(found)


def test_members_screens_are_accessible(new_tab: NewTab, trainee: Person) -> None:
    seen: set[str] = set()
    # Hours to confirm and a group's rosters, as behind the links that are mailed.
    provider = Person.objects.get(user__email="provider@example.org")
    staff = casework(trainee)
    found = look_at(new_tab().sign_in(trainee), *learner.everywhere(trainee), seen=seen)
    for person in (*staff, provider):
        starts = (reverse("today"), reverse("endorsement:supervision"))
        found += look_at(new_tab().sign_in(person), *starts, seen=seen)
    assert not found, "\n".join(found)
