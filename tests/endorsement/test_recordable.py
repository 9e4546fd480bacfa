"""Whole categories of shipped schemes are met by what people enter through forms, and by nothing else."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Association, Paper, Person, Reference, Result
from endorsement.selectors import measure, verdicts
from endorsement.services import application as applications
from tests.factories.application import ReferenceFactory, staff
from tests.factories.association import AssociationFactory
from tests.factories.award import EndorsementFactory
from tests.factories.files import pdf
from tests.factories.ledger import StandingFactory
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import core_framework, shipped_scheme

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 20, 16, tzinfo=datetime.UTC)
AREAS = {
    "foundations": "attachment",
    "ethics_law": "confidentiality",
    "systems": "referral",
    "direct_service": "observing",
    "working_with_others": "trust",
    "communicating": "listening",
    "thinking": "planning",
    "reflection": "curiosity",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(client: Client) -> Person:
    person = PersonFactory()
    client.force_login(person.user)
    return person


def following(slug: str, file: str) -> Association:
    core_framework()
    return shipped_scheme(AssociationFactory(slug=slug), file)


def send(client: Client, name: str, *args: str, **data: Any) -> None:
    response = client.post(reverse(f"endorsement:{name}", args=args), data)
    assert response.status_code == 302, response.context["form"].errors


def covered() -> list[str]:
    """A competency of each area, whatever they are called."""
    from endorsement.selectors import frameworks

    return [
        area.competencies[0][0]
        for area in frameworks.areas()
        if area.reference.partition(":")[2] in AREAS
    ]


def unmet(person: Person, association: Association, category: str) -> list[str]:
    found = measure.measure(person, association, NOW.date())
    (standing,) = [one for one in found.standings if one.category.code == category]
    return [one.id for one in standing.verdict.children if not one.met]


def reference(person: Person, association: Association, role: str, **more: Any) -> None:
    ReferenceFactory(
        person=person,
        association=association,
        role=role,
        state=Reference.State.COMPLETED,
        completed_on=datetime.date(2026, 10, 1),
        completed_at=NOW,
        recommendation="recommend",
        not_enough_information=0,
        **more,
    )


def test_a_family_specialist_of_riverbend(client: Client, person: Person) -> None:
    river = following("river", "riverbend.yaml")
    category = "infant_family_specialist"
    provider = OutsiderFactory()
    StandingFactory(
        person=provider,
        association=river,
        basis="reflective_supervisor",
        from_on=datetime.date(2024, 1, 1),
    )
    send(
        client,
        "entry_add",
        "education",
        title="Social work",
        organization="A university",
        level="bachelor",
        field="social_work",
        first_on="2016-09-01",
        last_on="2020-06-01",
    )
    send(
        client,
        "entry_add",
        "work",
        title="Home visitor",
        organization="A center",
        paid="yes",
        families="12",
        roles=["direct_service"],
        age_bands=["infant"],
        first_on="2021-01-01",
    )
    send(
        client,
        "entry_add",
        "training",
        title="Early relationships",
        organization="A university",
        delivery="series",
        hours="48",
        topic_iecmh="30",
        topic_rsc_provision="15",
        topic_dei="3",
        covers=covered(),
        first_on="2025-01-10",
        last_on="2025-05-30",
    )
    for month in range(1, 9):
        send(
            client,
            "entry_add",
            "rsc_received",
            first_on=f"2026-0{month}-10",
            hours="4",
            format="individual",
            mode="online",
            focus="own_practice",
            provider="new",
            provider_name="A provider",
            provider_email=provider.email,
        )
    for document in ("code_of_ethics", "endorsement_agreement"):
        send(client, "sign", document, agree="on")
    assert "membership" in unmet(person, river, category)
    send(client, "belongings", organization="river", from_on="2025-01-01")
    for role in ("supervisor", "rsc_provider", "colleague"):
        reference(person, river, role, vetted=True)
    assert unmet(person, river, category) == []


def test_a_facilitator_of_coastal(client: Client, person: Person) -> None:
    coast = following("coast", "coastal.yaml")
    edition = coast.overlay.scheme.editions.get()
    provider = OutsiderFactory()
    EndorsementFactory(
        person=person,
        association=coast,
        edition=edition,
        category="practitioner_zero_to_five",
        awarded_on=datetime.date(2024, 1, 1),
    )
    StandingFactory(
        person=provider, association=coast, basis="mentor", from_on=datetime.date(2020, 1, 1)
    )
    for topic, hours in (("facilitation", "9"), ("reading", "18"), ("video", "2")):
        send(
            client,
            "entry_add",
            "training",
            title=topic,
            organization="A college",
            delivery="series",
            hours=hours,
            covers=covered(),
            first_on="2025-03-01",
            last_on="2025-04-30",
            **{f"topic_{topic}": hours},
        )
    send(
        client,
        "entry_add",
        "work",
        title="Facilitator",
        organization="A center",
        paid="yes",
        roles=["provides_rsc"],
        first_on="2025-01-01",
    )
    for numbers in ("1, 2", "3"):
        send(
            client,
            "entry_add",
            "rsc_given",
            first_on="2025-02-01",
            last_on="2026-02-01",
            hours="12",
            format="group",
            mode="online",
            people_numbers=numbers,
            disciplines=["nursing"],
        )
    send(
        client,
        "entry_add",
        "rsc_received",
        first_on="2026-03-02",
        last_on="2026-06-02",
        hours="12",
        format="individual",
        mode="online",
        focus="provision",
        provider="new",
        provider_name="A mentor",
        provider_email=provider.email,
    )
    for role in ("facilitator", "recipient", "recipient", "recipient"):
        reference(person, coast, role)
    assert unmet(person, coast, "facilitator_one") == ["observed"]
    application = applications.start(
        person=person, association=coast, category="facilitator_one", at=NOW
    )
    wishes = applications.Wishes(show_name=False, show_county=False)
    applications.submit(application=application, person=person, wishes=wishes, at=NOW)
    coordinator = staff(coast, "coordinator")
    client.force_login(coordinator.user)
    desk = reverse("endorsement:application_record", args=["coast", application.public_id])
    with time_machine.travel(NOW + datetime.timedelta(days=9), tick=False):
        sent = {"asked": "step:observed_session", "held_on": "2026-11-28", "once": "a"}
        for _twice in range(2):
            said = {**sent, "act": "record", "reached": "1", "out_of": "1"}
            assert client.post(desk, said).status_code == 302
        judged = verdicts.of_application(Application.objects.get())
        assert judged is not None
        assert judged.verdict.met
        client.post(desk, {"act": "take_back", "on": Result.objects.get().public_id})
        judged = verdicts.of_application(Application.objects.get())
        assert judged is not None
        assert not judged.verdict.met
        assert Result.objects.count() == 2


def hand_in(client: Client, **more: Any) -> Any:
    said = {"document": "license", "dated_on": "2024-01-01", "file": pdf(), **more}
    return client.post(reverse("endorsement:papers"), said)


def test_a_paper_is_looked_at_after_it_was_handed_in(client: Client, person: Person) -> None:
    coast = following("coast", "coastal.yaml")
    send(
        client,
        "entry_add",
        "rsc_given",
        first_on="2026-01-02",
        hours="1",
        format="group",
        mode="online",
    )
    for _twice in range(2):
        assert hand_in(client).status_code == 302
    paper = Paper.objects.get()
    application = applications.start(
        person=person, association=coast, category="specialist", at=NOW
    )
    wishes = applications.Wishes(show_name=False, show_county=False)
    applications.submit(application=application, person=person, wishes=wishes, at=NOW)

    def state() -> str:
        found = verdicts.of_application(Application.objects.get())
        assert found is not None
        return str(found.verdict.find("license").state)

    assert state() == "not_yet_assessable"
    client.post(reverse("endorsement:paper_remove", args=[paper.public_id]))
    assert Paper.objects.exists()
    coordinator = staff(coast, "coordinator")
    client.force_login(coordinator.user)
    opened = client.get(reverse("endorsement:paper", args=[paper.public_id]), follow=True)
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    desk = reverse("endorsement:application_record", args=["coast", application.public_id])
    client.post(desk, {"act": "fits", "on": paper.public_id})
    assert state() == "met"
    client.post(desk, {"act": "does_not_fit", "on": paper.public_id})
    assert state() == "not_met"
    client.force_login(PersonFactory().user)
    assert client.get(reverse("endorsement:paper", args=[paper.public_id])).status_code == 404


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"document": "passport"}, "document"),
        ({"dated_on": "2027-01-01"}, "dated_on"),
        ({"through_on": "2023-01-01"}, "through_on"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "file"),
    ],
)
def test_a_paper_that_cannot_be_is_refused(
    client: Client, person: Person, said: dict[str, Any], field: str
) -> None:
    following("coast", "coastal.yaml")
    response = hand_in(client, **said)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not person.papers.exists()
