"""The holder's pages, and what a stranger gets there."""

import html
import re
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from certificates import files, selectors
from certificates.models import Certificate
from certificates.services import owing, standing
from endorsement.models import Endorsement, LedgerEntry, Person
from lms.backbone import jobs
from lms.backbone.ids import grouped
from lms.backbone.models import Job
from tests.factories.award import CycleFactory
from tests.factories.certificate import (
    AT,
    as_issued,
    content_of,
    drawn,
    owed_completion,
    owed_endorsement,
)
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.renewal import noon

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}
State = Certificate.State


@pytest.fixture
def person():
    return PersonFactory(name="Ana Pérez")


@pytest.fixture
def holder(client, person):
    client.force_login(person.user)
    return client


def _entry_address(certificate: Certificate) -> str:
    return reverse("certificates:for_entry", args=[certificate.subject.partition(":")[2]])


def test_panel_asks_again_until_the_download_is_there(holder, person) -> None:
    certificate = owed_completion(timezone.now(), person=person)
    address = _entry_address(certificate)

    waiting = holder.get(address, headers=HTMX).content.decode()
    assert f'hx-get="{address}"' in waiting
    assert "hx-trigger=" in waiting
    assert "<html" not in waiting

    as_issued(certificate)
    ready = holder.get(address, headers=HTMX).content.decode()
    assert "hx-get" not in ready
    assert reverse("certificates:download", args=[certificate.number]) in ready


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(hours=1)])
def test_page_without_script_has_a_link_to_look_again(holder, person, ago) -> None:
    certificate = owed_completion(timezone.now() - ago, person=person)
    page = holder.get(_entry_address(certificate)).content.decode()
    assert "<html" in page
    assert f'<a href="{_entry_address(certificate)}">Look again</a>' in page


@pytest.mark.parametrize(
    "why", [{"due_at": AT}, {"last_error": "OSError at certificates/files.py:30"}]
)
def test_what_takes_longer_says_so_and_turns_no_wheel(holder, person, why) -> None:
    certificate = owed_completion(timezone.now(), person=person)
    Certificate.objects.update(**why)
    panel = holder.get(_entry_address(certificate), headers=HTMX).content.decode()
    assert "Your certificate is taking longer than usual" in panel
    assert "hx-get" not in panel
    assert "<progress" not in panel


def test_dead_certificate_says_what_happened_and_stops_asking(holder, person) -> None:
    certificate = owed_completion(person=person)
    Certificate.objects.update(state=State.DEAD, last_error="MemoryError: secret detail")
    page = holder.get(_entry_address(certificate), headers=HTMX).content.decode()
    assert "Your certificate could not be prepared" in page
    assert "We were told" in page
    assert "hx-get" not in page
    assert "secret detail" not in page


def test_training_whose_row_is_missing_is_being_prepared(holder, person) -> None:
    entry = EntryFactory(system=True, person=person)
    page = holder.get(reverse("certificates:for_entry", args=[entry.public_id]))
    assert "Your certificate is being prepared" in page.content.decode()


def test_endorsement_has_its_panel(holder, person) -> None:
    certificate = as_issued(owed_endorsement(person=person))
    public_id = Endorsement.objects.get().public_id
    page = holder.get(reverse("certificates:for_endorsement", args=[public_id])).content.decode()
    assert reverse("certificates:download", args=[certificate.number]) in page


@pytest.mark.pdf
def test_download_is_a_private_attachment(holder, person) -> None:
    certificate = drawn(owed_completion(person=person))
    response = holder.get(reverse("certificates:download", args=[certificate.number]), follow=True)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="completion-')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response.getvalue() == content_of(certificate)


def test_download_of_a_missing_file_has_it_drawn_again(holder, person) -> None:
    certificate = as_issued(owed_completion(person=person))
    assert not storages["certificates"].exists(files.name_of(certificate.number))

    response = holder.get(reverse("certificates:download", args=[certificate.number]))

    detail = reverse("certificates:detail", args=[certificate.number])
    assert (response.status_code, response["Location"]) == (302, detail)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.issued_at) == (State.OWED, AT)
    assert "being prepared" in holder.get(detail).content.decode()


def test_holder_chooses_what_the_public_sees_of_the_name(holder, person) -> None:
    certificate = as_issued(owed_completion(person=person))
    address = reverse("certificates:show_name", args=[certificate.number])
    for answer, shown in (
        ("initials", "A. P."),
        ("hidden", ""),
        ("full", "Ana Pérez"),
        ("nonsense", "Ana Pérez"),
    ):
        holder.post(address, {"name_shown": answer})
        certificate.refresh_from_db()
        assert selectors.holder_shown(certificate) == shown
    assert holder.get(address).status_code == 405


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_for_many(holder, person, rows: int, django_assert_num_queries) -> None:
    for _ in range(rows):
        as_issued(owed_completion(person=person))
        as_issued(owed_endorsement(person=person))
    as_issued(owed_completion())
    address = reverse("certificates:mine")
    holder.get(address)
    with django_assert_num_queries(9):
        page = holder.get(address).content.decode()
    assert page.count('<article class="card') == 2 * rows


def test_list_says_how_each_stands(holder, person) -> None:
    owed_completion(person=person)
    withdrawn, replaced = (as_issued(owed_completion(person=person)) for _ in range(2))
    standing.revoke(certificate=withdrawn, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    standing.reissue(certificate=replaced, at=AT)
    as_issued(owed_endorsement(person=person))
    with time_machine.travel(AT, tick=False):
        page = holder.get(reverse("certificates:mine")).content.decode()
    for said, times in (
        ("being prepared", 2),
        ("no longer valid", 1),
        ("replaced by a newer one", 1),
        ("· valid", 1),
    ):
        assert page.count(said) == times, said


def test_what_can_be_done_with_it_elsewhere(holder, person) -> None:
    certificate = as_issued(owed_endorsement(person=person))
    with time_machine.travel(AT, tick=False):
        page = holder.get(reverse("certificates:detail", args=[certificate.number]))
    [linkedin] = re.findall(r'href="(https://www.linkedin.com/[^"]+)"', page.content.decode())
    address = urlsplit(html.unescape(linkedin))
    assert address.path == "/profile/add"
    assert dict(parse_qsl(address.query)) == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Family Associate",
        "organizationName": certificate.association.name,
        "issueYear": "2026",
        "issueMonth": "5",
        "expirationYear": "2026",
        "expirationMonth": "12",
        "certUrl": f"http://localhost:8000/v/{certificate.number}",
        "certId": grouped(certificate.number),
    }
    assert f'value="http://localhost:8000/v/{certificate.number}"' in page.content.decode()


def test_nothing_that_does_not_stand_goes_into_a_profile(holder, person) -> None:
    certificate = as_issued(owed_endorsement(person=person))
    standing.revoke(certificate=certificate, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    page = holder.get(reverse("certificates:detail", args=[certificate.number])).content.decode()
    assert "linkedin" not in page
    assert "It was issued in error." in page


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 6, 1), "It is good through Dec. 31, 2026"),
        (date(2027, 1, 2), "It was good through"),
    ],
)
def test_last_day_is_told_as_it_is_or_was(holder, person, day, said) -> None:
    certificate = as_issued(owed_endorsement(person=person))
    with time_machine.travel(noon(day), tick=False):
        holder.force_login(person.user)
        page = holder.get(reverse("certificates:detail", args=[certificate.number]))
    assert said in page.content.decode()


def test_last_day_goes_into_a_calendar(holder, person) -> None:
    certificate = as_issued(owed_endorsement(person=person))
    address = reverse("certificates:calendar", args=[certificate.number])
    with time_machine.travel(AT, tick=False):
        answer = holder.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 12, 31)
    assert event.decoded("dtend") == date(2027, 1, 1)
    assert str(event["summary"]) == "Last day of your certificate: Family Associate"
    assert str(event["url"]) == f"http://localhost:8000/v/{certificate.number}"
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-60)

    standing.revoke(certificate=certificate, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    # What no longer stands has no last day to come.
    assert holder.get(address).url == reverse("certificates:detail", args=[certificate.number])

    forever = as_issued(owed_completion(person=person))
    endless = reverse("certificates:calendar", args=[forever.number])
    assert holder.get(endless).status_code == 404


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("ending", "content_type"),
    [("png", "image/png"), ("svg", "image/svg+xml"), ("json", "application/vc+ld+json")],
)
def test_badge_carries_what_the_worker_signed(holder, person, ending, content_type) -> None:
    certificate = drawn(owed_completion(person=person))
    address = reverse("certificates:badge", args=[certificate.number, ending])
    page = holder.get(reverse("certificates:detail", args=[certificate.number]))
    assert address in page.content.decode()
    answer = holder.get(address)
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert files.credential(certificate.number) in answer.content
    assert b'"OpenBadgeCredential"' in answer.content
    # Nor the name that the holder has by now.
    Person.objects.update(name="Beatriz Nueva")
    for content in (answer.content, holder.get(address).content):
        for secret in ("Ana", "Pérez", "Beatriz"):
            assert secret not in content.decode(errors="replace")


def test_badge_of_a_missing_file_has_it_drawn_again(holder, person) -> None:
    certificate = as_issued(owed_completion(person=person))
    detail = reverse("certificates:detail", args=[certificate.number])
    badge = reverse("certificates:badge", args=[certificate.number, "png"])
    assert holder.get(badge)["Location"] == detail
    certificate.refresh_from_db()
    assert certificate.state == State.OWED
    gif = reverse("certificates:badge", args=[certificate.number, "gif"])
    assert holder.get(gif).status_code == 404


def test_correcting_a_name_leaves_the_former_one_nowhere(holder, person) -> None:
    old = as_issued(owed_completion(person=person))
    files.write(old.number, b"%PDF Ana")
    detail = reverse("certificates:detail", args=[old.number])
    assert "Your details have changed" not in holder.get(detail).content.decode()
    person.name = "Beatriz Nueva"
    person.save()
    assert "Your details have changed" in holder.get(detail).content.decode()

    anew = reverse("certificates:issue_anew", args=[old.number])
    answers = [holder.post(anew) for _click in range(2)]

    new = Certificate.objects.get(issue_no=2)
    newer = reverse("certificates:detail", args=[new.number])
    assert [one["Location"] for one in answers] == [newer, newer]
    assert (Certificate.objects.count(), new.name_as_issued) == (2, "Beatriz Nueva")
    as_issued(new)
    download = holder.get(reverse("certificates:download", args=[old.number]))
    assert download["Location"] == detail
    former = holder.get(detail).content.decode()
    assert newer in former
    assert "This certificate was replaced by a newer one." in former
    for page in (former, holder.get(newer).content.decode()):
        assert "Ana" not in page
        assert "Replaced by a newer one" in page


def test_after_a_name_has_changed_all_are_issued_anew_at_once(holder, person) -> None:
    address, everything = (
        reverse("certificates:mine"),
        "Issue all of them anew in your present name",
    )
    old = [as_issued(owed_completion(person=person)) for _ in range(2)]
    standing.revoke(certificate=old[0], reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    assert everything not in holder.get(address).content.decode()
    person.name = "Beatriz Nueva"
    person.save()
    page = holder.get(address).content.decode()
    # What was withdrawn stays as it is.
    assert "1 certificate was issued in another name" in page
    assert everything in page
    own = holder.get(reverse("certificates:detail", args=[old[1].number])).content.decode()
    assert "so whoever has the number sees none" in own

    for _click in range(2):
        assert holder.post(reverse("certificates:all_anew"), {"after": ""})["Location"] == address
    job = Job.objects.get()
    waiting = holder.get(address).content.decode()
    assert "waiting for its turn" in waiting
    assert everything not in waiting

    assert jobs.run_owed(job.pk, clock=timezone.now)
    page = holder.get(address).content.decode()
    assert (everything in page, page.count("replaced by a newer one")) == (False, 1)
    assert Certificate.objects.get(issue_no=2).name_as_issued == "Beatriz Nueva"


def test_nothing_to_correct_says_so(holder, person) -> None:
    certificate = as_issued(owed_completion(person=person))
    anew = reverse("certificates:issue_anew", args=[certificate.number])
    assert "There is nothing to correct." in holder.post(anew, follow=True).content.decode()


def test_file_that_is_drawn_again_can_be_downloaded_meanwhile(holder, person) -> None:
    certificate = as_issued(owed_completion(person=person))
    files.write(certificate.number, b"%PDF before")
    for state in (State.OWED, State.CLAIMED, State.DEAD):
        Certificate.objects.update(state=state)
        page = holder.get(reverse("certificates:detail", args=[certificate.number]))
        assert reverse("certificates:download", args=[certificate.number]) in page.content.decode()


def test_renewals_of_an_endorsement_lead_to_one_another(holder, person) -> None:
    award = as_issued(owed_endorsement(person=person))
    endorsement = Endorsement.objects.get()
    cycle = CycleFactory(
        endorsement=endorsement,
        number=2,
        starts_on=date(2027, 1, 1),
        opens_on=date(2027, 10, 1),
        due_on=date(2027, 12, 31),
        grace_through=date(2028, 1, 31),
    )
    renewal = as_issued(owing.owe_for_cycle(cycle=cycle, at=AT))
    for one, other in ((award, renewal), (renewal, award)):
        page = holder.get(reverse("certificates:detail", args=[one.number])).content.decode()
        assert reverse("certificates:detail", args=[other.number]) in page


def test_packing_is_one_job_with_its_progress_on_the_page(holder, person) -> None:
    address = reverse("certificates:mine")
    assert "Take them all along" not in holder.get(address).content.decode()
    as_issued(owed_completion(person=person))
    for _click in range(2):
        assert holder.post(reverse("certificates:pack"), {"after": ""})["Location"] == address
    job = Job.objects.get()
    assert (
        f'hx-get="{reverse("job", args=[job.public_id])}"' in holder.get(address).content.decode()
    )


def test_empty_list_says_when_one_appears(holder) -> None:
    assert (
        "There is no certificate yet" in holder.get(reverse("certificates:mine")).content.decode()
    )


@pytest.mark.parametrize(
    "name", ["detail", "download", "calendar", "badge", "show_name", "issue_anew"]
)
def test_stranger_gets_404_for_anothers_certificate(holder, name: str) -> None:
    certificate = as_issued(owed_endorsement(person__name="Marker Name"))
    method = holder.post if name in ("show_name", "issue_anew") else holder.get
    arguments = [certificate.number, *(["png"] if name == "badge" else [])]
    response = method(reverse(f"certificates:{name}", args=arguments))
    assert response.status_code == 404
    assert "Marker Name" not in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_stranger_gets_404_for_anothers_training_and_endorsement(holder, headers) -> None:
    owed_completion()
    owed_endorsement()
    entry, endorsement = LedgerEntry.objects.get(), Endorsement.objects.get()
    for address in (
        reverse("certificates:for_entry", args=[entry.public_id]),
        reverse("certificates:for_endorsement", args=[endorsement.public_id]),
    ):
        assert holder.get(address, headers=headers).status_code == 404


def test_visitor_is_asked_to_sign_in(client) -> None:
    certificate = as_issued(owed_completion())
    for name in ("detail", "download"):
        response = client.get(reverse(f"certificates:{name}", args=[certificate.number]))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("number", ["%00", "a%00b", "%0d%0a"])
def test_an_address_that_no_certificate_can_have_is_not_found(holder, number):
    assert holder.get(f"/en/certificates/{number}/").status_code == 404
    assert holder.get(f"/en/certificates/for/training/{number}/").status_code == 404
