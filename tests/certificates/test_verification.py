"""How a certificate stands: the table, and the end of the day where the association is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from certificates import selectors
from certificates.services import owing, standing
from certificates.verification import Facts, Standing, Verdict, judge
from endorsement.models import Endorsement, LedgerEntry
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.certificate import AT, as_issued, owed_completion, owed_endorsement
from tests.factories.ledger import EntryFactory

DAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, Verdict(Standing.VALID)),
        ({"valid_through": DAY}, Verdict(Standing.VALID)),
        ({"valid_through": DAY + timedelta(days=1)}, Verdict(Standing.VALID)),
        ({"valid_through": DAY - timedelta(days=1)}, Verdict(Standing.EXPIRED)),
        ({"endorsement_state": "active", "valid_through": DAY}, Verdict(Standing.VALID)),
        ({"endorsement_state": "lapsed", "valid_through": DAY}, Verdict(Standing.LAPSED)),
        # A sanction looks like any other break, and a due day that passes meanwhile changes nothing.
        ({"endorsement_state": "inactive", "valid_through": DAY}, Verdict(Standing.INACTIVE)),
        ({"endorsement_state": "suspended"}, Verdict(Standing.INACTIVE)),
        (
            {"endorsement_state": "suspended", "valid_through": DAY - timedelta(days=9)},
            Verdict(Standing.INACTIVE),
        ),
        ({"endorsement_state": "retired", "valid_through": DAY}, Verdict(Standing.RETIRED)),
        ({"endorsement_state": "archived", "valid_through": DAY}, Verdict(Standing.RETIRED)),
        (
            {"endorsement_state": "revoked", "valid_through": DAY - timedelta(days=9)},
            Verdict(Standing.NOT_VALID, "endorsement_ended"),
        ),
        ({"record_corrected": True}, Verdict(Standing.NOT_VALID, "record_corrected")),
        (
            {"revoked_reason": "issued_in_error", "endorsement_state": "lapsed"},
            Verdict(Standing.NOT_VALID, "issued_in_error"),
        ),
        (
            {"superseded": True, "revoked_reason": "issued_in_error"},
            Verdict(Standing.SUPERSEDED),
        ),
    ],
)
def test_standing_follows_the_facts(facts: dict, verdict: Verdict) -> None:
    assert judge(Facts(today=DAY, **facts)) == verdict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        # 31 December ends in Los Angeles at 08:00 UTC on 1 January, in Perth at 16:00 UTC.
        ("America/Los_Angeles", datetime(2027, 1, 1, 7, 59, tzinfo=UTC), Standing.VALID),
        ("America/Los_Angeles", datetime(2027, 1, 1, 8, 0, tzinfo=UTC), Standing.EXPIRED),
        ("Australia/Perth", datetime(2026, 12, 31, 15, 59, tzinfo=UTC), Standing.VALID),
        ("Australia/Perth", datetime(2026, 12, 31, 16, 0, tzinfo=UTC), Standing.EXPIRED),
    ],
)
def test_endorsement_is_valid_through_the_end_of_its_day(
    zone: str, at: datetime, expected: Standing
) -> None:
    certificate = as_issued(owed_endorsement(association__time_zone=zone))

    assert selectors.standing_of(certificate, at=at).verdict.standing == expected


@pytest.mark.django_db
def test_award_follows_the_newest_cycle_and_a_renewal_its_own() -> None:
    endorsement = EndorsementFactory()
    CycleFactory(endorsement=endorsement)
    award = as_issued(owing.owe_for_endorsement(endorsement=endorsement, at=AT))
    renewals = []
    for number, year in ((2, 2027), (3, 2028)):
        cycle = CycleFactory(
            endorsement=endorsement,
            number=number,
            starts_on=date(year, 1, 1),
            opens_on=date(year, 10, 1),
            due_on=date(year, 12, 31),
            grace_through=date(year + 1, 1, 31),
        )
        renewals.append(as_issued(owing.owe_for_cycle(cycle=cycle, at=AT)))

    seen = [
        selectors.standing_of(certificate, at=datetime(2028, 6, 1, tzinfo=UTC))
        for certificate in (award, *renewals)
    ]

    assert [(c.verdict.standing, c.valid_through, c.renewed_through) for c in seen] == [
        (Standing.VALID, date(2028, 12, 31), None),
        (Standing.EXPIRED, date(2027, 12, 31), date(2028, 12, 31)),
        (Standing.VALID, date(2028, 12, 31), None),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "expected"),
    [("active", Standing.VALID), ("lapsed", Standing.LAPSED), ("revoked", Standing.NOT_VALID)],
)
def test_endorsement_certificate_follows_the_endorsement(state: str, expected: Standing) -> None:
    certificate = as_issued(owed_endorsement())
    Endorsement.objects.update(state=state)

    assert selectors.standing_of(certificate, at=AT).verdict.standing == expected


@pytest.mark.django_db
def test_completion_falls_with_a_correction_of_its_entry() -> None:
    certificate = as_issued(owed_completion())
    entry = LedgerEntry.objects.get()
    EntryFactory(system=True, person=entry.person, corrects=entry, withdrawn=True)

    verdict = selectors.standing_of(certificate, at=AT).verdict

    assert verdict == Verdict(Standing.NOT_VALID, "record_corrected")


@pytest.mark.django_db
def test_superseded_certificate_shows_no_former_name() -> None:
    old = as_issued(owed_completion(person__name="Former Name"))
    standing.reissue(certificate=old, at=AT)
    old.refresh_from_db()

    checked = selectors.standing_of(old, at=AT)

    assert (checked.verdict.standing, checked.holder) == (Standing.SUPERSEDED, "")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "123", "AAAA-AAAA-AAAA-AAAA", "0" * 15 + "1", "0" * 16])
def test_unknown_number_is_nothing(typed: str) -> None:
    assert selectors.checked(typed, at=AT) is None


@pytest.mark.django_db
def test_certificate_that_was_never_issued_does_not_verify() -> None:
    assert selectors.checked(owed_completion().number, at=AT) is None
