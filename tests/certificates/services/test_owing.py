"""What testifies to a training, an award or a renewal is owed once, with it."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from certificates.models import Certificate
from certificates.services import owing, standing
from certificates.sheet import context_of
from endorsement import signals
from endorsement.models import (
    CompetencyArea,
    Endorsement,
    EntryDetail,
    Framework,
    LedgerEntry,
    Overlay,
    RenewalCycle,
)
from endorsement.services.ledger import record_training
from lms.backbone import canonical
from lms.backbone.ids import is_certificate_number
from tests.factories.association import AssociationFactory
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.certificate import AT, as_issued, owed_completion
from tests.factories.ledger import EntryFactory, OfferFactory
from tests.factories.person import PersonFactory
from tests.factories.renewal import held

pytestmark = pytest.mark.django_db


def _record(person, **changes):
    values = {
        "person": person,
        "source_key": f"module:attachment:1:{person.ref}",
        "title": "Attachment",
        "organization": "Early Relationships",
        "first_on": date(2026, 5, 30),
        "last_on": date(2026, 6, 1),
        "hours": Decimal("1.5"),
        "framework": "core@1",
        "covers": ["core:foundations.attachment", "core:reflection"],
        "split": {"core:foundations": "1.00"},
        "topics": {"dei": "0.50"},
        "attributes": {"delivery": "self_paced"},
        "offer_code": "attachment",
        "offer_version": 1,
        "at": AT,
    }
    return record_training(**(values | changes))


def test_recorded_training_owes_one_certificate() -> None:
    person = PersonFactory(name="Nguyễn Thị Ánh")
    entry = _record(person)
    _record(person)

    certificate = Certificate.objects.get()

    assert certificate.subject == f"entry:{entry.public_id}"
    assert certificate.kind == Certificate.Kind.COMPLETION
    assert certificate.name_as_issued == "Nguyễn Thị Ánh"
    assert certificate.state == Certificate.State.OWED
    assert certificate.due_at == AT
    assert (certificate.valid_from_on, certificate.valid_through_on) == (date(2026, 6, 1), None)
    assert is_certificate_number(certificate.number)
    assert certificate.payload_sha256 == canonical.digest(certificate.payload)


def test_completion_payload_says_what_was_completed() -> None:
    framework = Framework.objects.create(code="core", version="1", name={"en": "Core"})
    for place, (code, name) in enumerate([("reflection", "Reflection"), ("foundations", "Roots")]):
        CompetencyArea.objects.create(
            framework=framework, code=code, name={"en": name}, position=place
        )
    association = AssociationFactory(name="Association of Two Rivers", accent_color="#224466")
    OfferFactory(
        code="attachment",
        title={"en": "Attachment", "es": "El apego"},
        association=association,
    )
    _record(PersonFactory())

    certificate = Certificate.objects.get()

    assert certificate.association == association
    assert json.loads(certificate.payload) == {
        "format": 1,
        "kind": "completion",
        "language": "en",
        "zone": "America/Chicago",
        "issued_at": "2026-06-01T15:00:00.000000Z",
        "issued_on": "2026-06-01",
        "organization": {
            "name": "Association of Two Rivers",
            "short_name": association.short_name,
            "accent_color": "#224466",
        },
        "title": {"en": "Attachment", "es": "El apego"},
        "first_on": "2026-05-30",
        "completed_on": "2026-06-01",
        "hours": "1.50",
        "framework": "core@1",
        "areas": [
            {"ref": "core:reflection", "name": {"en": "Reflection"}, "hours": None},
            {"ref": "core:foundations", "name": {"en": "Roots"}, "hours": "1.00"},
        ],
        "topics": [{"code": "dei", "hours": "0.50"}],
        "delivery": "self_paced",
        "code": "attachment",
        "version": 1,
        "provider": "Early Relationships",
        "presenters": [],
        "approvals": [],
    }


def test_who_taught_and_what_was_held_are_frozen_with_it() -> None:
    row = EntryFactory(system=True, hours=Decimal("1.50"))
    presenters = [{"name": "Ada Lee", "credentials": "LICSW"}]
    approvals = [
        {
            "body": "IACET",
            "rules_of": "iacet",
            "provider_number": "1000",
            "number": "",
            "credit": "",
            "text": {"en": "Accredited."},
        }
    ]
    EntryDetail.objects.update_or_create(
        entry=row, defaults={"presenters": presenters, "approvals": approvals}
    )
    row = LedgerEntry.objects.get(pk=row.pk)
    certificate = owing.owe_for_entry(entry=row, at=AT)
    # Erasing the person empties the words beside the entry, and changes no certificate.
    EntryDetail.objects.filter(entry=row).update(presenters=[], approvals=[])
    said = json.loads(certificate.payload)
    assert (said["presenters"], said["approvals"]) == (presenters, approvals)
    with translation.override("en"):
        shown = context_of(certificate)
    assert (shown["presenters"], shown["ceu"]) == ("Ada Lee, LICSW", "0.15")
    assert shown["approvals"][0]["text"] == "Accredited."


def test_a_document_from_before_presenters_were_kept_is_still_read() -> None:
    certificate = owing.owe_for_entry(entry=EntryFactory(system=True), at=AT)
    said = json.loads(certificate.payload)
    for name in ("presenters", "approvals", "provider"):
        del said[name]
    certificate.payload = json.dumps(said)
    with translation.override("en"):
        shown = context_of(certificate)
    assert (shown["presenters"], shown["approvals"], shown["ceu"]) == ("", [], "")


@pytest.mark.parametrize(
    "entry",
    [
        {"permanent": True},
        {"system": True, "kind": "achievement"},
        {"system": True, "permanent_at": None},
    ],
    ids=["typed by the person", "not a training", "a draft"],
)
def test_other_entry_owes_no_certificate(entry: dict) -> None:
    signals.training_recorded.send(sender=None, entry=EntryFactory(**entry), at=AT)

    assert Certificate.objects.count() == 0


def test_certificate_goes_when_the_business_transaction_is_undone() -> None:
    person = PersonFactory()
    with transaction.atomic():
        _record(person)
        transaction.set_rollback(True)

    assert Certificate.objects.count() == 0


def test_granted_endorsement_owes_one_certificate() -> None:
    endorsement = EndorsementFactory(person__language="es")
    for _twice in range(2):
        signals.endorsement_granted.send(sender=Endorsement, endorsement=endorsement, at=AT)

    certificate = Certificate.objects.get()

    assert (certificate.kind, certificate.subject, certificate.language) == (
        "endorsement",
        f"endorsement:{endorsement.public_id}",
        "es",
    )
    assert certificate.association == endorsement.association
    document = json.loads(certificate.payload)
    assert document["title"] == {"en": "Family Associate", "es": "Asociada Familiar"}
    assert (document["edition"], document["awarded_on"]) == ("2026", "2026-05-04")


def test_three_renewals_leave_four_certificates() -> None:
    endorsement = EndorsementFactory()
    signals.endorsement_granted.send(sender=Endorsement, endorsement=endorsement, at=AT)
    for number in (2, 3, 4):
        year = 2025 + number
        cycle = CycleFactory(
            endorsement=endorsement,
            number=number,
            starts_on=date(year, 1, 1),
            opens_on=date(year, 10, 1),
            due_on=date(year, 12, 31),
            grace_through=date(year + 1, 1, 31),
        )
        signals.endorsement_renewed.send(
            sender=RenewalCycle, endorsement=endorsement, cycle=cycle, at=AT
        )

    rows = Certificate.objects.order_by("pk").values_list("kind", "subject", "valid_through_on")
    assert list(rows) == [
        ("endorsement", f"endorsement:{endorsement.public_id}", None),
        ("renewal", f"cycle:{endorsement.public_id}:2", date(2027, 12, 31)),
        ("renewal", f"cycle:{endorsement.public_id}:3", date(2028, 12, 31)),
        ("renewal", f"cycle:{endorsement.public_id}:4", date(2029, 12, 31)),
    ]


def test_database_refuses_a_second_row_for_the_same_issue() -> None:
    certificate = owed_completion()
    certificate.pk, certificate.number = None, "0" * 16
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save(force_insert=True)


def test_owing_again_keeps_the_name_as_it_was() -> None:
    entry = EntryFactory(system=True, person__name="Before")
    first = owing.owe_for_entry(entry=entry, at=AT)
    entry.person.name = "After"
    entry.person.save()

    assert owing.owe_for_entry(entry=entry, at=AT) == first
    assert Certificate.objects.get().name_as_issued == "Before"


@pytest.mark.parametrize(
    ("typed", "drawn"), [("#A1B2C3", "#a1b2c3"), ("#abc", "#1f6f6b"), ("teal", "#1f6f6b")]
)
def test_color_that_cannot_be_drawn_is_replaced(typed: str, drawn: str) -> None:
    endorsement = EndorsementFactory(association__accent_color=typed)
    certificate = owing.owe_for_endorsement(endorsement=endorsement, at=AT)
    assert json.loads(certificate.payload)["organization"]["accent_color"] == drawn


def test_award_and_renewal_print_what_the_association_called_the_category_then() -> None:
    endorsement = held()
    own = {endorsement.category: {"en": "Seedling"}}
    Overlay.objects.filter(association=endorsement.association).update(labels=own)
    endorsement.refresh_from_db()
    award = owing.owe_for_endorsement(endorsement=endorsement, at=AT)
    renewal = owing.owe_for_cycle(cycle=endorsement.cycles.get(), at=AT)
    before = standing.reissue(certificate=as_issued(award), at=AT)
    Overlay.objects.update(labels={endorsement.category: {"en": "Sapling"}})
    after = standing.reissue(certificate=as_issued(before), at=AT)
    for certificate in (award, renewal, before, after):
        said = json.loads(certificate.payload)
        # In a language for which it has no name of its own, the edition's stands.
        assert (
            said["title"]
            == said["category_name"]
            == {"en": "Seedling", "es": "Aprendiz de vínculos tempranos"}
        )
