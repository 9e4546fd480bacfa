"""The host of packages: what is there, what is not, and that nobody is anybody there."""

import json
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from courses.models import Enrollment, Package, PackagePlay
from courses.services import play, play_token
from courses.services.package import keep_package
from courses.services.play_token import Ticket
from tests.factories import package as made
from tests.factories.h5p import h5p
from tests.factories.learning import enroll
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
HOST = "content.example.org"
PLATFORM = "https://platform.example.org"


@pytest.fixture(autouse=True)
def content_host(settings: Any) -> None:
    settings.CONTENT_URL = f"http://{HOST}"
    settings.ALLOWED_HOSTS = ["testserver", HOST]


@pytest.fixture
def content() -> Client:
    return Client(headers={"host": HOST})


@pytest.fixture
def package(db: None) -> Package:
    file = made.scorm(**{"media/clip.mp4": b"0123456789"})
    return keep_package(file=file, title="", association=None, at=AT)


@pytest.fixture
def enrollment(db: None) -> Enrollment:
    return enroll(PersonFactory(), make_module())


@pytest.fixture
def opened(package: Package, enrollment: Enrollment) -> PackagePlay:
    return play.open_unit(
        enrollment=enrollment,
        lesson_key="lesson-1",
        block_key="p1",
        package=package,
        unit_key="item_00",
        at=AT,
    )


def ticket(opened: PackagePlay) -> Ticket:
    own = opened.package.public_id
    return Ticket(own, opened.unit_key, PLATFORM, opened.public_id, opened.turn)


def files(package: Package) -> str:
    return play_token.for_files(Ticket(package.public_id, "item_00", PLATFORM))


def at(name: str, *args: object) -> str:
    return reverse(name, args=args, urlconf=settings.CONTENT_URLCONF)


def tell(content: Client, token: str, **told: object) -> Any:
    body = json.dumps({"token": token, "values": {}, "seconds": 0, "last": False, **told})
    return content.post(at("report"), body, content_type="application/json")


def start_of(page: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.context["start"]
    return found


def test_player_stands_in_the_platforms_frame_alone(content: Client, opened: PackagePlay) -> None:
    page = content.get(at("player", play_token.issue(ticket(opened))))
    assert page.status_code == 200
    assert f"frame-ancestors {PLATFORM}" in page["Content-Security-Policy"]
    assert page["Cache-Control"] == "private, no-store"
    assert "X-Frame-Options" not in page
    assert not page.cookies


def test_package_learns_no_name(content: Client, opened: PackagePlay) -> None:
    page = content.get(at("player", play_token.issue(ticket(opened))))
    values = start_of(page)["values"]
    assert values["cmi.core.student_name"] == values["cmi.core.student_id"] == opened.public_id
    person = opened.enrollment.person
    for word in (person.name, str(person.ref), person.user.email):
        assert word not in page.content.decode()


def test_report_is_kept_and_renews_the_token(content: Client, opened: PackagePlay) -> None:
    first = play_token.issue(ticket(opened))
    told = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "91"}
    answer = tell(content, first, values=told)
    assert answer.status_code == 200
    assert answer.json()["done"] is True
    opened.refresh_from_db()
    assert opened.score == 91
    assert tell(content, answer.json()["token"]).status_code == 200


def test_token_runs_out(content: Client, opened: PackagePlay) -> None:
    with time_machine.travel(AT, tick=False) as now:
        token = play_token.issue(ticket(opened))
        now.shift(play_token.GOOD_FOR.total_seconds() + 1)
        assert content.get(at("player", token)).status_code == 410
        assert tell(content, token, values={"cmi.suspend_data": "x"}).status_code == 410
    opened.refresh_from_db()
    assert opened.report == {}


def test_tab_that_another_followed_is_told_so(content: Client, opened: PackagePlay) -> None:
    token = play_token.issue(ticket(opened))
    PackagePlay.objects.filter(pk=opened.pk).update(turn=opened.turn + 1)
    assert tell(content, token).status_code == 409
    assert content.get(at("player", token)).status_code == 410


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("[]", 400),
        ("{", 400),
        ('{"token": "forged"}', 410),
        ("[" * 100_000, 400),
        ('{"token": "' + "x" * 1_100_000 + '"}', 400),
    ],
)
def test_what_is_no_message_is_refused(content: Client, body: str, status: int) -> None:
    assert content.post(at("report"), body, content_type="application/json").status_code == status


def test_author_tries_a_package_and_nothing_is_kept(content: Client, package: Package) -> None:
    token = play_token.issue(Ticket(package.public_id, "item_00", PLATFORM))
    assert content.get(at("player", token)).status_code == 200
    assert tell(content, token, values={"cmi.core.lesson_status": "passed"}).status_code == 200
    assert not PackagePlay.objects.exists()


def test_files_are_served_in_parts_with_a_policy_that_leads_nowhere(
    content: Client, package: Package
) -> None:
    address = at("file", files(package), "media/clip.mp4")
    part = content.get(address, headers={"range": "bytes=2-4"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"234")
    assert part["X-Content-Type-Options"] == "nosniff"
    policy = part["Content-Security-Policy"]
    assert "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:;" in policy
    assert f"frame-ancestors 'self' {PLATFORM}" in policy


def test_content_of_h5p_has_a_page_of_its_own_under_the_policy_of_packages(
    content: Client, enrollment: Enrollment
) -> None:
    package = keep_package(file=h5p(), title="Night", association=None, at=AT)
    opened = play.open_unit(
        enrollment=enrollment,
        lesson_key="lesson-1",
        block_key="p1",
        package=package,
        unit_key="h5p",
        at=AT,
    )
    told = {
        "h5p.data.0.state": '{"answer":true}',
        "h5p.verb": "answered",
        "h5p.score.scaled": "0.5",
    }
    assert tell(content, play_token.issue(ticket(opened)), values=told).json()["done"] is True
    opened.refresh_from_db()
    assert (opened.score, opened.done_at is not None) == (50, True)
    start = start_of(content.get(at("player", play_token.issue(ticket(opened)))))
    # What it kept for itself is given back; what it said of its end is not its own to read.
    assert start["values"] == {
        "h5p.data.0.state": '{"answer":true}',
        "h5p.learner": opened.public_id,
    }
    page = content.get(start["entry"])
    assert f"frame-ancestors 'self' {PLATFORM}" in page["Content-Security-Policy"]
    assert (page["Cache-Control"], page.cookies) == ("private, no-store", {})
    integration = page.context["integration"]
    assert integration["contents"]["cid-1"]["library"] == "H5P.TrueFalse 1.6"
    for path in (*page.context["styles"], *page.context["scripts"]):
        kept = content.get(path)
        assert (kept.status_code, len(b"".join(kept.streaming_content)) > 0) == (200, True)
    for word in (opened.public_id, enrollment.person.name, str(enrollment.person.ref), "answer"):
        assert f'"{word}"' not in page.content.decode()


def test_page_of_h5p_shows_no_other_package(content: Client, package: Package) -> None:
    assert content.get(at("h5p", files(package))).status_code == 404
    assert content.get(at("h5p", "forged")).status_code == 404


@pytest.mark.parametrize(
    ("verb", "done"), [("answered", True), ("failed", False), ("attempted", False)]
)
def test_author_who_tries_a_package_sees_whether_it_says_that_it_is_finished(
    content: Client, verb: str, done: bool
) -> None:
    package = keep_package(file=h5p(), title="", association=None, at=AT)
    token = play_token.issue(Ticket(package.public_id, "h5p", PLATFORM))
    assert tell(content, token, values={"h5p.verb": verb}).json()["done"] is done
    assert not PackagePlay.objects.exists()


@pytest.mark.parametrize(
    "path", ["gone.html", "../secret", "%2e%2e/secret", "media", "media/../../x", "a\x00b"]
)
def test_only_files_of_the_package_are_served(content: Client, package: Package, path: str) -> None:
    address = at("file", files(package), "x")
    assert content.get(address[:-1] + path).status_code == 404


def test_ticket_opens_its_own_package_alone_and_runs_out(content: Client, package: Package) -> None:
    with time_machine.travel(AT, tick=False) as now:
        own = files(package)
        page = content.get(at("file", own, "index.html"))
        assert (page.status_code, b"scorm.js" in b"".join(page.streaming_content)) == (200, True)
        forged = "x" + own[1:]
        assert content.get(at("file", forged, "index.html")).status_code == 404
        now.shift(play_token.FILES_GOOD_FOR.total_seconds() + 1)
        assert content.get(at("file", own, "index.html")).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/", "/en/", "/en/today/", "/cms/", "/healthz", "/media/x", "/v/X", "/documents/1/x"],
)
def test_platform_is_not_on_the_host_of_packages(content: Client, address: str) -> None:
    answer = content.get(address)
    assert (answer.status_code, answer.content) == (404, b"Not found.")


def test_session_means_nothing_on_the_host_of_packages(opened: PackagePlay) -> None:
    client = Client(headers={"host": HOST})
    client.force_login(opened.enrollment.person.user)
    page = client.get(at("player", play_token.issue(ticket(opened))))
    assert not page.wsgi_request.user.is_authenticated
    assert not page.cookies


def test_packages_are_not_on_the_platforms_hosts(opened: PackagePlay) -> None:
    platform = Client()
    for address in (
        at("player", play_token.issue(ticket(opened))),
        at("file", files(opened.package), "index.html"),
        at("report"),
    ):
        assert platform.get(address, follow=True).status_code == 404


@pytest.mark.parametrize(
    ("url", "host", "is_content"),
    [
        ("http://127.0.0.1:8001", "127.0.0.1:8001", True),
        ("http://127.0.0.1:8001", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8001", "localhost:8001", False),
        ("https://content.example.org", "content.example.org", True),
        ("https://content.example.org", "content.example.org:443", True),
        ("https://content.example.org", "content.example.org:bad", False),
        ("", "testserver", False),
    ],
)
def test_host_is_told_by_name_and_port(
    settings: Any, url: str, host: str, is_content: bool
) -> None:
    settings.CONTENT_URL, settings.ALLOWED_HOSTS = url, ["*"]
    answer = Client(headers={"host": host}).get("/nowhere")
    assert (answer.content == b"Not found.") is is_content
