"""Every standing a certificate can have, as the public sees it: the table, and what it never tells."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from certificates.models import Certificate, StatusDocument
from certificates.services import owing, standing, status
from endorsement.models import Endorsement, Event, EventText, Person, RenewalCycle
from endorsement.services import award
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.certificate import AT, as_issued, owed_completion, owed_endorsement
from tests.factories.ledger import EntryFactory

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
SPANISH = {"accept-language": "es"}


def valid() -> Certificate:
    return as_issued(owed_endorsement())


def completion() -> Certificate:
    return as_issued(owed_completion())


def expired() -> Certificate:
    """The renewal of a period that is over, of an endorsement that nobody let lapse yet."""
    cycle = CycleFactory(
        endorsement=EndorsementFactory(),
        starts_on=date(2025, 1, 1),
        opens_on=date(2025, 10, 1),
        due_on=date(2025, 12, 31),
        grace_through=date(2026, 1, 31),
    )
    return as_issued(owing.owe_for_cycle(cycle=cycle, at=AT))


def renewed() -> Certificate:
    certificate = expired()
    CycleFactory(endorsement=Endorsement.objects.get(), number=2)
    return certificate


def in_grace() -> Certificate:
    certificate = as_issued(owed_endorsement())
    RenewalCycle.objects.update(
        starts_on=date(2025, 6, 1), opens_on=date(2026, 3, 1), due_on=date(2026, 5, 31)
    )
    return certificate


def of_endorsement_in(state: str) -> Callable[[], Certificate]:
    def made() -> Certificate:
        certificate = as_issued(owed_endorsement())
        Endorsement.objects.update(state=state)
        return certificate

    return made


def corrected() -> Certificate:
    entry = EntryFactory(system=True)
    certificate = owing.owe_for_entry(entry=entry, at=AT)
    assert certificate is not None
    EntryFactory(system=True, person=entry.person, corrects=entry, withdrawn=True)
    return as_issued(certificate)


def withdrawn(reason: str) -> Callable[[], Certificate]:
    def made() -> Certificate:
        certificate = as_issued(owed_endorsement())
        standing.revoke(certificate=certificate, reason=Certificate.Reason(reason), at=AT)
        return certificate

    return made


def replaced() -> Certificate:
    certificate = as_issued(owed_endorsement())
    standing.reissue(certificate=certificate, at=AT)
    return certificate


NO_LONGER = "This certificate is no longer valid."
TABLE = [
    (valid, "valid", None, "This certificate is valid."),
    (completion, "valid", None, "This certificate is valid."),
    (expired, "expired", None, "This certificate has expired."),
    (renewed, "expired", None, "was renewed since and is good through Dec. 31, 2026"),
    (in_grace, "expired", None, "This certificate has expired."),
    *[
        (of_endorsement_in(state), code, None, f"The endorsement behind this certificate {how}.")
        for state, code, how in (
            ("lapsed", "lapsed", "has lapsed"),
            # That a licensing board sanctioned somebody is not told.
            ("inactive", "inactive", "is inactive at present"),
            ("suspended", "inactive", "is inactive at present"),
            ("retired", "retired", "has been retired"),
            ("archived", "retired", "has been retired"),
        )
    ],
    (
        of_endorsement_in("revoked"),
        "not_valid",
        "endorsement_ended",
        f"{NO_LONGER} The endorsement is no longer in effect.",
    ),
    (
        corrected,
        "not_valid",
        "record_corrected",
        f"{NO_LONGER} The record it was drawn from was corrected.",
    ),
    *[
        (withdrawn(reason.value), "not_valid", reason.value, f"{NO_LONGER} {reason.label}")
        for reason in Certificate.Reason
    ],
    (replaced, "superseded", None, "This certificate was replaced by a newer one."),
]


@pytest.mark.parametrize(("made", "code", "reason", "sentence"), TABLE)
def test_page_and_machine_say_the_same(client, made, code, reason, sentence) -> None:
    address = f"/v/{made().number}"
    with time_machine.travel(AT, tick=False):
        page = client.get(address)
        spanish = client.get(address, headers=SPANISH)
        said = client.get(address, headers=JSON)
    assert sentence in page.content.decode()
    assert (said.json()["standing"], said.json()["reason"]) == (code, reason)
    assert [one.status_code for one in (page, spanish, said)] == [200, 200, 200]
    assert 'lang="es"' in spanish.content.decode()
    assert sentence not in spanish.content.decode()
    for one in (page, spanish, said):
        assert one["X-Robots-Tag"] == "noindex"
        assert "no-store" in one["Cache-Control"]


@pytest.mark.parametrize(
    ("zone", "through", "last", "over"),
    [
        # A leap day is a day like any other, and in a year without one the period ends before it.
        ("America/Chicago", date(2028, 2, 29), (2028, 3, 1, 5, 59), (2028, 3, 1, 6, 0)),
        ("America/Chicago", date(2027, 2, 28), (2027, 3, 1, 5, 59), (2027, 3, 1, 6, 0)),
        # The day on which clocks go back has 25 hours, the one on which they go forward 23.
        ("America/New_York", date(2026, 11, 1), (2026, 11, 2, 4, 59), (2026, 11, 2, 5, 0)),
        ("America/New_York", date(2026, 3, 8), (2026, 3, 9, 3, 59), (2026, 3, 9, 4, 0)),
        ("Pacific/Kiritimati", date(2026, 12, 31), (2026, 12, 31, 9, 59), (2026, 12, 31, 10, 0)),
        ("Pacific/Pago_Pago", date(2026, 12, 31), (2027, 1, 1, 10, 59), (2027, 1, 1, 11, 0)),
    ],
)
def test_day_ends_where_the_association_is(client, zone, through, last, over) -> None:
    certificate = as_issued(owed_endorsement(association__time_zone=zone))
    certificate.association.endorsements.get().cycles.update(
        starts_on=date(2026, 1, 1),
        opens_on=date(2026, 2, 1),
        due_on=through,
        grace_through=date(2028, 12, 31),
        removed_on=date(2029, 1, 1),
    )
    for moment, code in ((last, "valid"), (over, "expired")):
        with time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False):
            said = client.get(f"/v/{certificate.number}", headers=JSON).json()
        assert (said["standing"], said["valid_through"]) == (code, through.isoformat())


@pytest.mark.parametrize(
    ("shown", "holder"), [("full", "Ana María Pérez"), ("initials", "A. M. P."), ("hidden", None)]
)
def test_name_is_told_as_the_holder_allows(client, shown: str, holder: str | None) -> None:
    certificate = as_issued(owed_completion(person__name="Ana María Pérez"))
    standing.show_name(certificate=certificate, shown=Certificate.NameShown(shown))
    address = f"/v/{certificate.number}"
    assert client.get(address, headers=JSON).json()["holder"] == holder
    page = client.get(address).content.decode()
    assert ("Ana María Pérez" in page) is (shown == "full")
    assert ("A. M. P." in page) is (shown == "initials")


@pytest.mark.parametrize("shown", ["full", "initials"])
def test_a_former_name_is_told_no_more_from_the_moment_it_is_one(client, shown: str) -> None:
    """Before anything is issued anew. What is said instead does not tell that a name has changed."""
    certificate = as_issued(owed_completion(person__name="Ana María Pérez"))
    standing.show_name(certificate=certificate, shown=Certificate.NameShown(shown))
    address = f"/v/{certificate.number}"

    def told() -> tuple[str, str | None]:
        with time_machine.travel(AT, tick=False):
            page = client.get(address).content.decode()
            # Beside its main part a page has tokens that are its own.
            main = page[page.index("<main") : page.index("</main>")]
            return main, client.get(address, headers=JSON).json()["holder"]

    Person.objects.update(name="Ana  Mari\u0301a Pérez ")
    assert told()[1] is not None
    Person.objects.update(name="Ana María Lightfoot")
    page, holder = told()
    assert holder is None
    for secret in ("Ana", "Pérez", "Lightfoot", "A. M. P."):
        assert secret not in page
    assert "No name is shown here at present" in page
    assert "This certificate is valid." in page
    standing.show_name(certificate=certificate, shown=Certificate.NameShown.HIDDEN)
    # Whoever looks cannot tell it from a name that its holder hides.
    assert told() == (page, None)

    new = standing.reissue(certificate=certificate, at=AT)
    standing.show_name(certificate=new, shown=Certificate.NameShown(shown))
    said = client.get(f"/v/{as_issued(new).number}", headers=JSON).json()
    assert said["holder"] == {"full": "Ana María Lightfoot", "initials": "A. M. L."}[shown]
    assert "No name is shown" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("made", "holds"),
    [
        (completion, None),
        (valid, True),
        (renewed, True),
        (in_grace, True),
        # Its days of grace are over, and nobody has let it lapse yet.
        (expired, False),
        (of_endorsement_in("lapsed"), False),
        (withdrawn("issued_in_error"), None),
        (replaced, None),
    ],
)
def test_whether_the_endorsement_itself_holds_is_told(client, made, holds) -> None:
    """As the registry tells it: the two pages must not contradict each other."""
    address = f"/v/{made().number}"
    with time_machine.travel(AT, tick=False):
        said = client.get(address, headers=JSON).json()
        page = client.get(address).content.decode()
    assert said["endorsement_holds"] is holds
    in_doubt = bool(holds) and said["standing"] == "expired" and not said["renewed_through"]
    assert ("The endorsement itself still holds:" in page) is in_doubt


def test_neither_a_former_name_nor_why_it_was_taken_away_is_told_anywhere(client, caplog) -> None:
    """To nobody: the public, the holder, the coordinator's lists, what the process says."""
    caplog.set_level(logging.DEBUG)
    here = AssociationFactory(slug="here")
    coordinator = MembershipFactory(association=here).person
    old = as_issued(owed_endorsement(association=here, person__name="FORMER-NAME"))
    # What the factories say of themselves.
    caplog.clear()
    holder = old.person
    holder.name = "Present Name"
    holder.save()
    new = as_issued(standing.reissue_for_holder(certificate=old, person=holder, at=AT))
    for one in (old, new):
        status.place(certificate=one, at=AT)
    award.revoke(
        endorsement=Endorsement.objects.get(),
        coordinator=coordinator,
        reason="ethics",
        note="FREE-TEXT of the board",
        at=AT,
    )
    assert EventText.objects.get().text == "FREE-TEXT of the board"

    recorded = Event.objects.filter(stream__startswith="certificate:")
    told = [repr(list(recorded.values_list("payload", "kind", "stream")))]

    def ask(address: str, **headers: str) -> None:
        response = client.get(address, headers=headers, follow=True)
        assert response.status_code == 200
        told.append(response.content.decode() + repr(dict(response.items())))

    for one in (old, new):
        for headers in ({}, {"accept": "application/json"}, {"accept-language": "es"}):
            ask(f"/v/{one.number}", **headers)
    client.force_login(holder.user)
    ask("/en/certificates/")
    for one in (old, new):
        ask(f"/en/certificates/{one.number}/")
    ask(f"/en/certificates/{old.number}/download/")
    client.force_login(coordinator.user)
    ask("/en/certificates/a/here/")
    for one in (old, new):
        ask(f"/en/certificates/a/here/{one.number}/")
    told.append(caplog.text)
    status.publish(at=AT)
    lists = [
        client.get(reverse("status_list", args=[one.status_list.public_id, one.purpose]))
        for one in StatusDocument.objects.select_related("status_list")
    ]
    assert [one.status_code for one in lists] == [200, 200]
    told += [one.content.decode() + repr(dict(one.items())) for one in lists]
    # A list tells nothing of whom it is about.
    for secret in ("Present Name", old.number, new.number):
        assert not [text for text in told[-2:] if secret in text]

    for secret in ("FORMER-NAME", "FREE-TEXT", "ethics", "breach"):
        assert not [text for text in told if secret in text]
    assert "no longer valid" in told[4]
