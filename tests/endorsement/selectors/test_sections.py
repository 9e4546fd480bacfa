"""Sections as people know them: what belongs to each, how it stands, and what is still open."""

from datetime import date, timedelta

import pytest

from endorsement.models import Belonging, IntakeDeadline, Overlay
from endorsement.refusals import Refused
from endorsement.rules.sections import Section
from endorsement.selectors import checklist, editions, intakes, sections, verdicts
from endorsement.selectors.sections import Standing
from endorsement.services import application as applications
from endorsement.services import signature
from tests.factories import application as given
from tests.factories.application import AT
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, shipped_scheme

pytestmark = pytest.mark.django_db

TODAY = AT.date()


def standings(application):
    found = sections.parts(verdicts.of_draft(application, TODAY))
    return {section.value: part.standing for section, part in found.items()}


def titles(application):
    judged = verdicts.of_draft(application, TODAY)
    return [(one.section, one.blocks) for one in checklist.of(application, judged, TODAY)]


def test_every_requirement_has_its_section():
    application = given.draft(category="first_steps")
    assert standings(application) == {
        "details": Standing.NOTHING,
        "education": Standing.OPEN,
        "work": Standing.OPEN,
        "training": Standing.OPEN,
        "rsc": Standing.OPEN,
        "references": Standing.OPEN,
        "agreement": Standing.OPEN,
        "competencies": Standing.NOTHING,
    } | {k: v for k, v in standings(application).items() if v is Standing.DONE}


def test_signing_closes_the_section():
    application = given.draft()
    before = standings(application)["agreement"]
    signature.sign(
        person=application.person,
        association=application.association,
        document="code_of_ethics",
        edition=application.edition,
        at=AT,
    )
    assert (before, standings(application)["agreement"]) == (Standing.OPEN, Standing.DONE)


@pytest.mark.parametrize("file", ["coastal.yaml", "islands.yaml", "prairie.yaml", "riverbend.yaml"])
def test_every_measured_requirement_of_shipped_schemes_is_found_once(file):
    association = shipped_scheme(association_with_scheme(), file)
    edition = association.overlay.scheme.editions.order_by("-effective_from").first()
    for category in editions.parsed(edition).categories:
        application = given.draft(association, person=PersonFactory(), category=category)
        judged = verdicts.of_draft(application, TODAY)
        listed = [
            leaf.verdict.id for part in sections.parts(judged).values() for leaf in part.leaves
        ]
        later = {one.id for one in judged.leaves if one.kind in ("exam", "assessment")}
        assert sorted(listed) == sorted({one.id for one in judged.leaves} - later)


def test_gaps_do_not_block_where_the_association_allows_them():
    application = given.draft()
    assert not any(blocks for _section, blocks in titles(application))
    assert checklist.blocking(application, TODAY) == []


def test_gaps_block_where_only_complete_applications_are_taken():
    application = given.draft()
    Overlay.objects.update(complete_only=True)
    application.association.overlay.refresh_from_db()
    listed = titles(application)
    assert listed
    assert all(blocks for _section, blocks in listed)
    with pytest.raises(Refused):
        applications.submit(
            application=application,
            person=application.person,
            wishes=applications.Wishes(),
            at=AT,
        )


def test_what_blocks_names_the_section_to_go_to():
    application = given.draft(person=PersonFactory(name=""))
    application.person.entries.all().delete()
    Overlay.objects.update(membership_rule="required")
    application.association.overlay.refresh_from_db()
    found = checklist.blocking(application, TODAY)
    assert [one.section for one in found] == [Section.DETAILS, Section.DETAILS, Section.TRAINING]


@pytest.mark.parametrize(
    ("organization", "ended", "counts"),
    [("north", False, True), ("north", True, False), ("south", False, False)],
)
def test_membership_counts_while_it_is_in_force_and_taken(organization, ended, counts):
    application = given.draft()
    association_with_scheme("south")
    Overlay.objects.update(membership_rule="required")
    application.association.overlay.refresh_from_db()
    Belonging.objects.create(
        person=application.person,
        organization=organization,
        from_on=date(2025, 1, 1),
        through_on=TODAY - timedelta(days=1) if ended else None,
        recorded_at=AT,
    )
    assert (checklist.blocking(application, TODAY) == []) is counts


DAYS = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]


@pytest.mark.parametrize(
    ("on", "intake", "missed", "after"),
    [
        (date(2026, 3, 31), DAYS[0], None, DAYS[1]),
        (date(2026, 4, 1), DAYS[1], DAYS[0], DAYS[2]),
        (date(2026, 9, 30), DAYS[2], DAYS[1], None),
        (date(2026, 10, 1), None, DAYS[2], None),
    ],
)
def test_intake_is_the_first_that_is_not_over(on, intake, missed, after):
    association = association_with_scheme()
    IntakeDeadline.objects.bulk_create(
        IntakeDeadline(overlay=association.overlay, on=day) for day in DAYS
    )
    found = intakes.of_day(association, on)
    assert (found.on, found.missed, found.after) == (intake, missed, after)


def test_submission_keeps_its_intake_in_the_associations_calendar():
    """Three in the morning in Greenwich is still the deadline's evening in Chicago."""
    application = given.draft()
    IntakeDeadline.objects.create(
        overlay=application.association.overlay, on=TODAY - timedelta(days=1)
    )
    night = AT.replace(hour=3)
    applications.submit(
        application=application,
        person=application.person,
        wishes=applications.Wishes(),
        at=night,
    )
    assert application.intake_on == TODAY - timedelta(days=1)
