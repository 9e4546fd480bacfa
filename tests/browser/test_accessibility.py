"""Every screen for every role, as axe sees it: wide and narrow, light and dark."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from courses.models import Recording
from courses.services import captions, snapshot
from endorsement.models import Application, Association, Person
from endorsement.selectors.editions import current
from endorsement.services import advising, appeal, entry_import
from endorsement.services import application as applications
from lms.backbone import jobs
from lms.backbone.models import Job
from tests.access import renewed
from tests.browser import learner
from tests.browser.conftest import NewTab
from tests.browser.screens import faults, screens
from tests.browser.tab import Tab
from tests.endorsement.views.criteria_desk import TRAINING
from tests.factories import edition
from tests.factories import exam as exams
from tests.factories.application import (
    AT,
    approved,
    assign,
    awaiting_decision,
    complete,
    decide,
    draft,
    registration_asked,
    staff,
    submitted,
    unregistered,
)
from tests.factories.award import CycleFactory
from tests.factories.outcomes import LATER, LETTER, awaiting

pytestmark = pytest.mark.browser


def look_at(tab: Tab, *starts: str, seen: set[str]) -> list[str]:
    """What is wrong on all screens that can be reached."""
    return [fault for _path in screens(tab, *starts, seen=seen) for fault in faults(tab)]


def casework(trainee: Person) -> tuple[Person, Person, Person]:
    """A reviewer, a coordinator and an advisor of the demonstration with applications at each."""
    reviewer, coordinator, advisor = (
        Person.objects.get(user__email=f"{role}@example.org")
        for role in ("reviewer.one", "coordinator", "advisor")
    )
    association = Association.objects.get(slug="pine-river")
    prepared = draft(association, person=trainee)
    now = timezone.now()
    advising.assign(application=prepared, advisor=advisor, coordinator=coordinator, at=now)
    advising.want(application=prepared, wanted=True, at=now)
    unregistered(association, person=trainee, category="family_associate")
    registration_asked(association)
    submitted(association)
    assign(complete(association), reviewer)
    awaiting_decision(association)
    approved(association)
    renewing(trainee, association, reviewer, coordinator)
    return reviewer, coordinator, advisor


def renewing(
    person: Person, association: Association, reviewer: Person, coordinator: Person
) -> None:
    """A renewal of the person's that is decided, looked at and audited, and one that is still open."""
    now = timezone.now()
    today = association.day_of(now)
    for category in ("first_steps", "family_associate"):
        cycle = CycleFactory(
            endorsement__person=person,
            endorsement__association=association,
            endorsement__edition=current(association, today),
            endorsement__category=category,
            starts_on=today - timedelta(days=300),
            opens_on=today - timedelta(days=20),
            due_on=today + timedelta(days=40),
            grace_through=today + timedelta(days=70),
            removed_on=today + timedelta(days=71),
        )
    other = Person.objects.get(user__email="reviewer.two@example.org")
    people = {"reviewer": reviewer, "other": other, "coordinator": coordinator}
    renewed.hand_in(cycle, association, at=now, **people)


def captioned() -> Recording:
    """A recording with a track of captions."""
    recording = Recording(title="A talk", type="video", duration=10, transcript="Look.")
    recording.file.save("talk.webm", ContentFile(b"video"))
    captions.keep_track(
        recording=recording,
        kind="captions",
        language="en",
        label="",
        content="WEBVTT\n\n00:01.000 --> 00:04.000\nLook at the light.\n",
    )
    return recording


def test_visitors_screens_are_accessible(new_tab: NewTab) -> None:
    gone = ("/r/gone/", "/c/gone/", "/g/gone/", "/rate/")
    found = look_at(new_tab(), "/en/home/", "/v/", "/en/no-such-page/", *gone, seen=set())
    assert not found, "\n".join(found)


def test_our_screens_in_the_cms_are_accessible(new_tab: NewTab, trainee: Person) -> None:
    """Criteria as an administrator finds them, with a draft that somebody else submitted; and
    what authors have for their modules and recordings.
    """
    learner.complete(trainee, learner.COMPLETED)
    administrator = Person.objects.get(user__email="admin@example.org")
    draft = edition.copied(administrator, code="2029")
    waits = edition.submitted(edition.administrator(email="another@example.org"), code="2030")
    module = learner.module(learner.COMPLETED)
    starts = (
        reverse("criteria:list"),
        *(reverse("criteria:edition", args=[one.public_id]) for one in (draft, waits)),
        # A button of the requirement's form leads there.
        reverse("criteria:condition", args=[draft.public_id, *TRAINING, "when"]),
        reverse("courses_cms:feedback"),
        reverse("courses_cms:links"),
        reverse("courses_cms:withdraw", args=[module.pk]),
        reverse("courses_cms:captions", args=[captioned().pk]),
        reverse("courses_cms:translate", args=[module.pk]),
    )
    found = look_at(new_tab().sign_in(administrator), *starts, seen=set())
    tab = new_tab().sign_in(administrator)
    tab.open(reverse("courses_cms:trial", args=[module.pk]))
    for button in ("Begin the trial", "Hand in the trial"):
        found += faults(tab)
        tab.press(button)
    assert "Some questions want another look" in tab.text
    found += faults(tab)
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


def test_screens_behind_a_button_are_accessible(new_tab: NewTab, trainee: Person) -> None:
    """What no link leads to: a table that was brought, work under way, a module that was taken away."""
    now = timezone.now()
    learner.enroll(trainee, learner.BEGUN)
    table = [
        ["kind", "first_on", "hours"],
        ["rsc", "2099-01-05", "6"],
        ["education", "2020-05-01", ""],
    ]
    staged = entry_import.stage(person=trainee, name="mine.csv", table=table, at=now)
    tab = new_tab().sign_in(trainee)
    tab.open(reverse("endorsement:import_preview", args=[staged.public_id]))
    found = faults(tab)
    tab.open(reverse("endorsement:my_data")).press("Prepare a copy")
    found += faults(tab)
    tab.open(reverse("certificates:transcript")).press("Prepare the transcript")
    found += faults(tab)
    snapshot.withdraw(module=learner.module(learner.BEGUN), because="A number was wrong.", at=now)
    tab.open(reverse("courses:test", args=[learner.BEGUN]))
    assert "A number was wrong." in tab.text
    found += faults(tab)
    assert not found, "\n".join(found)


def test_several_at_once_are_accessible_before_and_after(new_tab: NewTab, trainee: Person) -> None:
    _reviewer, coordinator, *_more = casework(trainee)
    tab = new_tab().sign_in(coordinator)
    several = reverse("endorsement:queue_bulk", args=["pine-river"])
    found = []
    keys = Application.objects.filter(state="submitted").values_list("public_id", flat=True)
    ticked = "".join(f"&on={key}" for key in keys)
    tab.open(f"{several}?act=confirm{ticked}")
    found += faults(tab)
    tab.press("Confirm as complete")
    assert "Found complete." in tab.text
    found += faults(tab)
    assert not found, "\n".join(found)


def test_dry_run_is_accessible_under_way_and_done(new_tab: NewTab) -> None:
    administrator = Person.objects.get(user__email="admin@example.org")
    draft = edition.raised(administrator, code="2029")
    tab = new_tab().sign_in(administrator)
    tab.open(reverse("criteria:dry_run", args=[draft.public_id])).press("Start the dry run")
    found = faults(tab)
    assert jobs.run_owed(Job.objects.get(kind="dry_run").pk, clock=timezone.now)
    tab.follow("Look again")
    assert "The dry run is ready" in tab.text
    found += faults(tab)
    assert not found, "\n".join(found)


def test_outcomes_and_exams_are_accessible(new_tab: NewTab) -> None:
    """Deciding, answering, appealing, sitting an exam and scoring it, as each role has it."""
    asked = exams.ask(exams.written(exams.candidate()))
    candidate, sitting = asked.candidate, asked.candidate.sitting
    coordinator = staff(sitting.association, "coordinator")
    waits, held, appealed = awaiting(), awaiting(), awaiting()
    applications.hold(
        application=held, coordinator=coordinator, until_on=LATER, letter=LETTER, at=AT
    )
    decide(appealed, "decline", LETTER)
    appeal.file(application=appealed, person=appealed.person, reasons="Look again.", at=AT)
    desk = [sitting.association.slug, waits.public_id]
    pages: list[tuple[Person, str, list[str]]] = [
        (coordinator, "decision", desk),
        *((coordinator, "decision_outcome", [*desk, one]) for one in ("defer", "more_info")),
        (coordinator, "appeal_hear", [desk[0], appealed.public_id]),
        (coordinator, "sittings", desk[:1]),
        (coordinator, "sitting", [desk[0], sitting.public_id]),
        (coordinator, "sitting_scores", [desk[0], sitting.public_id]),
        (coordinator, "candidate", [desk[0], sitting.public_id, candidate.public_id]),
        (held.person, "application", [held.public_id]),
        (held.person, "application_answer", [held.public_id]),
        (candidate.application.person, "application_exam", [candidate.application.public_id]),
        (asked.scorer, "scoring_list", []),
        (asked.scorer, "scoring", [asked.public_id]),
    ]
    found: list[str] = []
    for person, name, arguments in pages:
        tab = new_tab().sign_in(person)
        tab.open(reverse(f"endorsement:{name}", args=arguments))
        found += faults(tab)
    assert not found, "\n".join(found)
