"""What a part of a cmi5 package may ask the host of packages, and what it is told."""

import json
from base64 import b64decode
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from courses.models import PackagePlay, PackageSession, PackageStatement
from courses.packages.cmi5.names import Verb
from courses.selectors import cmi5 as known
from courses.services import cmi5_launch, play_token
from courses.services.package import keep_package
from courses.services.play_token import Ticket
from tests.factories.cmi5 import cmi5
from tests.factories.learning import enroll
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory
from tests.factories.xapi import ALLOWED, statement

pytestmark = pytest.mark.django_db
HOST = "content.example.org"
HOME = f"http://{HOST}"
VERSION = {"X-Experience-API-Version": "1.0.3"}


@pytest.fixture(autouse=True)
def content_host(settings: Any) -> Any:
    settings.CONTENT_URL = HOME
    settings.ALLOWED_HOSTS = ["testserver", HOST]
    with time_machine.travel(AT, tick=False) as now:
        yield now


@pytest.fixture
def session(db: None) -> PackageSession:
    package = keep_package(file=cmi5(), title="", association=None, at=AT)
    _play, begun = cmi5_launch.launch_unit(
        enrollment=enroll(PersonFactory(), make_module()),
        lesson_key="lesson-1",
        block_key="p1",
        package=package,
        unit_key="au-1",
        language="es",
        at=AT,
    )
    return begun


def ticket(session: PackageSession) -> str:
    play = session.play
    assert play is not None
    play.refresh_from_db()
    own = session.registration.package.public_id
    origin = "https://platform.example.org"
    return play_token.issue(
        Ticket(own, "au-1", origin, play.public_id, play.turn, str(session.key))
    )


def at(name: str, *args: object) -> str:
    return reverse(name, args=args, urlconf=settings.CONTENT_URLCONF)


class Unit:
    """A part that was launched in the player and has fetched its token."""

    def __init__(self, session: PackageSession) -> None:
        self.client = Client(headers={"host": HOST})
        self.session = session
        self.start = self.client.get(at("player", ticket(session))).context["start"]
        asked = parse_qs(urlsplit(self.start["entry"]).query)
        self.launch = {name: values[0] for name, values in asked.items()}
        self.facts = known.told(session).facts
        self.fetched = self.client.post(self.launch["fetch"].removeprefix(HOME)).json()
        self.headers = {**VERSION, "Authorization": f"Basic {self.fetched['auth-token']}"}

    def ask(self, method: str, name: str, body: Any = None, **more: Any) -> Any:
        query = more.pop("query", {})
        headers = {**self.headers, **more.pop("headers", {})}
        return self.client.generic(
            method,
            at(name),
            body if isinstance(body, str | bytes) else json.dumps(body),
            content_type=more.pop("content_type", "application/json"),
            query_params=query,
            headers=headers,
        )

    def say(self, *verbs: str, **changes: Any) -> Any:
        given = [statement(self.facts, verb, second=n, **changes) for n, verb in enumerate(verbs)]
        return self.ask("POST", "statements", given)

    def place(self, **more: str) -> dict[str, str]:
        return {"activityId": self.launch["activityId"], "agent": self.launch["actor"], **more}


@pytest.fixture
def unit(session: PackageSession) -> Unit:
    return Unit(session)


def test_launch_carries_what_the_specification_asks_for(unit: Unit) -> None:
    assert sorted(unit.launch) == [
        "activityId",
        "actor",
        "endpoint",
        "fetch",
        "part",
        "registration",
    ]
    assert (unit.launch["endpoint"], unit.launch["part"]) == (f"{HOME}/xapi/", "1")
    actor = json.loads(unit.launch["actor"])
    assert actor["objectType"] == "Agent"
    assert actor["account"]["homePage"] == HOME
    assert unit.launch["registration"] == str(unit.session.registration.key)
    assert (
        unit.launch["activityId"] != known.course_of(unit.session.registration.package).parts[0].id
    )
    assert b":" in b64decode(unit.fetched["auth-token"])


def test_package_learns_no_name(unit: Unit) -> None:
    assert unit.session.play is not None
    person = unit.session.play.enrollment.person
    for word in (person.name, str(person.ref), person.user.email):
        assert word not in json.dumps([unit.start, unit.launch])


def test_token_is_given_out_once(unit: Unit) -> None:
    again = unit.client.post(unit.launch["fetch"].removeprefix(HOME))
    assert (again.status_code, again["Content-Type"]) == (200, "application/json")
    assert again.json()["error-code"] == "1"
    assert unit.client.get(unit.launch["fetch"].removeprefix(HOME)).status_code == 405
    forged = unit.client.post(at("fetch", "forged"))
    assert forged.json()["error-code"] == "2"


def test_page_that_is_loaded_again_has_to_be_opened_again(unit: Unit) -> None:
    assert unit.client.get(at("player", ticket(unit.session))).status_code == 410


def test_launch_data(unit: Unit) -> None:
    answer = unit.ask("GET", "state", query=unit.place(stateId="LMS.LaunchData"))
    publisher = known.course_of(unit.session.registration.package).parts[0].id
    assert answer.json() == {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": publisher}]},
            "extensions": {
                "https://w3id.org/xapi/cmi5/context/extensions/sessionid": str(unit.session.key)
            },
        },
        "launchMode": "Normal",
        "launchMethod": "AnyWindow",
        "launchParameters": "pace=slow",
        "masteryScore": 0.8,
        "moveOn": "CompletedAndPassed",
        "entitlementKey": {"courseStructure": "key-1"},
        "returnURL": f"{HOME}/over/?in=es",
    }
    for method in ("PUT", "POST", "DELETE"):
        own = unit.ask(method, "state", {}, query=unit.place(stateId="LMS.LaunchData"))
        assert own.status_code == 403
    page = unit.client.get("/over/?in=es")
    assert (page.status_code, page["Content-Security-Policy"].split(";")[0]) == (
        200,
        "default-src 'self'",
    )


def test_launched_is_said_before_the_part_says_anything(unit: Unit) -> None:
    [launched] = unit.ask("GET", "statements").json()["statements"]
    assert launched["verb"]["id"] == Verb.LAUNCHED
    more = launched["context"]["extensions"]
    assert more.pop("https://w3id.org/xapi/cmi5/context/extensions/launchurl").endswith(
        "/index.html"
    )
    assert sorted(one.rpartition("/")[2] for one in more) == [
        "launchmode",
        "launchparameters",
        "masteryscore",
        "moveon",
        "sessionid",
    ]
    assert {"id", "stored", "authority", "version", "timestamp"} < set(launched)


def test_statements_are_kept_and_given_back(unit: Unit) -> None:
    begun = statement(unit.facts, Verb.INITIALIZED)
    put = unit.ask("PUT", "statements", begun, query={"statementId": begun["id"]})
    assert (put.status_code, put.content) == (204, b"")
    posted = unit.say(ALLOWED, Verb.PASSED, Verb.COMPLETED)
    assert len(posted.json()) == 3
    found = unit.ask("GET", "statements", query={"statementId": begun["id"]}).json()
    assert found["object"] == begun["object"]
    listed = unit.ask("GET", "statements", query={"verb": Verb.PASSED}).json()
    assert [one["verb"]["id"] for one in listed["statements"]] == [Verb.PASSED]
    first = unit.ask("GET", "statements", query={"limit": "2", "ascending": "true"}).json()
    assert [one["verb"]["id"] for one in first["statements"]] == [Verb.LAUNCHED, Verb.INITIALIZED]
    rest = unit.client.get(first["more"], headers=unit.headers).json()
    assert [one["verb"]["id"] for one in rest["statements"]] == [ALLOWED, Verb.PASSED]
    play = PackagePlay.objects.get()
    assert (play.score, play.done_at) == (90, AT)


def test_statement_put_without_an_id_has_the_one_of_the_address(unit: Unit) -> None:
    begun = statement(unit.facts, Verb.INITIALIZED, id=None)
    own = "5c356160-0150-45bb-b27c-d340dd5fc582"
    assert unit.ask("PUT", "statements", begun, query={"statementId": own}).status_code == 204
    other = {**begun, "id": own}
    query = {"statementId": own.replace("5c", "6c")}
    assert unit.ask("PUT", "statements", other, query=query).status_code == 400


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"statementId": "none"}, 404),
        ({"voidedStatementId": "5c356160-0150-45bb-b27c-d340dd5fc582"}, 404),
        ({"since": "yesterday"}, 400),
        ({"until": "2026-06-01T15:00:00"}, 400),
        ({"limit": "-1"}, 400),
        ({"unknown": "1"}, 400),
        ({"agent": "{"}, 400),
    ],
)
def test_what_cannot_be_asked(unit: Unit, query: dict[str, str], status: int) -> None:
    assert unit.ask("GET", "statements", query=query).status_code == status


def test_nothing_of_others_is_given(unit: Unit) -> None:
    somebody = json.dumps({"account": {"homePage": HOME, "name": "somebody"}})
    for query in ({"agent": somebody}, {"registration": "5c356160-0150-45bb-b27c-d340dd5fc582"}):
        assert unit.ask("GET", "statements", query=query).json()["statements"] == []
    for name in ("state", "agent_profile"):
        place = {**unit.place(stateId="x", profileId="x"), "agent": somebody}
        assert unit.ask("GET", name, query=place).status_code == 403
    for name in ("state", "activity_profile"):
        place = unit.place(stateId="x", profileId="x", activityId="https://x.example/other")
        assert unit.ask("GET", name, query=place).status_code == 403


def test_refusals_are_answers_with_a_sentence(unit: Unit) -> None:
    refused = unit.say(Verb.COMPLETED)
    assert (refused.status_code, refused.content.decode()) == (
        403,
        "The first statement of a session is initialized.",
    )
    assert not PackageStatement.objects.filter(by_platform=False).exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("", 400),
        ("[" * 100_000, 400),
        ('{"result": {"score": {"raw": NaN}}}', 400),
        (b"\xff\xfe", 415),
        ("x" * 1_100_000, 413),
        ("[" + ",".join(["{}"] * 501) + "]", 413),
    ],
)
def test_what_is_no_message_is_refused(unit: Unit, body: str, status: int) -> None:
    assert unit.ask("POST", "statements", body).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Experience-API-Version": ""}, 400),
        ({"X-Experience-API-Version": "2.0.0"}, 400),
        ({"Authorization": ""}, 401),
        ({"Authorization": "Bearer x"}, 401),
        ({"Authorization": "Basic x"}, 401),
        ({"Authorization": "Basic eDp5"}, 401),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": HOME}, 200),
    ],
)
def test_only_a_part_with_its_token_may_ask(
    unit: Unit, headers: dict[str, str], status: int
) -> None:
    assert unit.ask("GET", "statements", headers=headers).status_code == status


def test_pages_of_other_hosts_are_told_nothing(unit: Unit) -> None:
    own = unit.ask("OPTIONS", "statements", headers={"Origin": HOME, "Authorization": ""})
    assert (own.status_code, own["Access-Control-Allow-Origin"]) == (204, HOME)
    assert "Authorization" in own["Access-Control-Allow-Headers"]
    other = unit.ask("OPTIONS", "statements", headers={"Origin": "https://elsewhere.example"})
    assert (other.status_code, "Access-Control-Allow-Origin" in other) == (403, False)
    fetch = unit.launch["fetch"].removeprefix(HOME)
    away = unit.client.post(fetch, headers={"Origin": "https://elsewhere.example"})
    assert away.status_code == 403


def test_answers_are_kept_nowhere_and_show_nothing(unit: Unit) -> None:
    answer = unit.ask("GET", "statements")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Experience-API-Version"] == "1.0.3"
    about = unit.client.get(at("about"))
    assert about.json() == {"version": ["1.0.3"]}


def test_token_ends_with_the_session_and_with_its_page(unit: Unit, content_host: Any) -> None:
    content_host.shift(timedelta(minutes=29))
    assert unit.ask("GET", "statements").status_code == 200
    content_host.shift(timedelta(minutes=29))
    assert unit.say(Verb.INITIALIZED, Verb.TERMINATED).status_code == 200
    content_host.shift(timedelta(seconds=16))
    assert unit.ask("GET", "statements").status_code == 403
    PackageSession.objects.update(ended_at=None)
    content_host.shift(timedelta(minutes=31))
    assert unit.ask("GET", "statements").status_code == 401


def test_too_many_requests_of_a_session_are_refused(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("courses.views.xapi.door.MOST_A_MINUTE", 2)
    statuses = [unit.ask("GET", "statements").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_state_is_kept_for_the_next_session(unit: Unit) -> None:
    query = unit.place(stateId="place", registration=unit.launch["registration"])
    assert unit.ask("GET", "state", query=query).status_code == 404
    put = unit.ask("PUT", "state", {"page": 2}, query=query)
    assert put.status_code == 204
    merged = unit.ask("POST", "state", {"look": "dark"}, query=query)
    assert merged.status_code == 204
    read = unit.ask("GET", "state", query=query)
    assert (read.json(), read["ETag"]) == ({"page": 2, "look": "dark"}, merged["ETag"])
    assert unit.ask("GET", "state", query=unit.place()).json() == ["place"]
    assert unit.session.play is not None
    _play, again = cmi5_launch.launch_unit(
        enrollment=unit.session.play.enrollment,
        lesson_key="lesson-1",
        block_key="p1",
        package=unit.session.registration.package,
        unit_key="au-1",
        language="es",
        at=AT,
    )
    later = Unit(again)
    assert later.ask("GET", "state", query=query).json() == {"page": 2, "look": "dark"}
    assert later.ask("DELETE", "state", query=query).status_code == 204
    assert later.ask("GET", "state", query=query).status_code == 404


def test_document_of_any_text_is_given_back_as_it_came(unit: Unit) -> None:
    query = unit.place(stateId="notes")
    unit.ask("PUT", "state", "page=2", query=query, content_type="text/plain")
    read = unit.ask("GET", "state", query=query)
    assert (read.content, read["Content-Type"]) == (b"page=2", "text/plain")
    assert unit.ask("POST", "state", {"a": 1}, query=query).status_code == 400


def test_preferences_are_in_the_learners_language_and_the_parts_to_change(unit: Unit) -> None:
    query = {"agent": unit.launch["actor"], "profileId": "cmi5LearnerPreferences"}
    known_ones = unit.ask("GET", "agent_profile", query=query)
    assert known_ones.json() == {"languagePreference": "es,en", "audioPreference": "on"}
    quiet = {"languagePreference": "es", "audioPreference": "off"}
    assert unit.ask("PUT", "agent_profile", quiet, query=query).status_code == 409
    wrong = {"If-Match": '"other"'}
    assert unit.ask("PUT", "agent_profile", quiet, query=query, headers=wrong).status_code == 412
    right = {"If-Match": known_ones["ETag"]}
    put = unit.ask("PUT", "agent_profile", quiet, query=query, headers=right)
    assert put.status_code == 204
    assert unit.ask("GET", "agent_profile", query=query).json() == quiet
    loud = {**quiet, "audioPreference": "loud"}
    again = {"If-Match": put["ETag"]}
    assert unit.ask("PUT", "agent_profile", loud, query=query, headers=again).status_code == 400


def test_profile_of_the_activity_is_this_learners_alone(unit: Unit) -> None:
    query = unit.place(profileId="shared")
    fresh = {"If-None-Match": "*"}
    assert (
        unit.ask("PUT", "activity_profile", {"a": 1}, query=query, headers=fresh).status_code == 204
    )
    again = unit.ask("PUT", "activity_profile", {"a": 2}, query=query, headers=fresh)
    assert again.status_code == 412
    assert unit.ask("DELETE", "activity_profile", query=unit.place()).status_code == 400


@pytest.mark.parametrize(
    ("body", "status"), [("x" * 256_001, 413), ("a\x00b", 400), (b"\xff", 415)]
)
def test_document_that_cannot_be_kept_is_refused(
    unit: Unit, body: str | bytes, status: int
) -> None:
    query = unit.place(stateId="big")
    answer = unit.ask("PUT", "state", body, query=query, content_type="text/plain")
    assert answer.status_code == status


def test_page_around_hears_that_the_part_is_done(unit: Unit) -> None:
    unit.say(Verb.INITIALIZED, Verb.PASSED, Verb.COMPLETED, Verb.TERMINATED)
    body = {"token": ticket(unit.session), "values": {}, "seconds": 0}
    told = unit.client.post(at("report"), json.dumps(body), content_type="application/json")
    assert (told.status_code, told.json()["over"], told.json()["done"]) == (200, True, True)


def test_page_around_cannot_say_that_it_is_done(unit: Unit) -> None:
    told = {"cmi.completion_status": "completed", "cmi.score.scaled": "1"}
    body = {"token": ticket(unit.session), "values": told, "seconds": 0}
    unit.client.post(at("report"), json.dumps(body), content_type="application/json")
    play = PackagePlay.objects.get()
    assert (play.report, play.score, play.done_at) == ({}, None, None)


def test_platforms_own_hosts_have_none_of_it(unit: Unit) -> None:
    platform = Client()
    for address in ("/xapi/statements", "/xapi/about", "/over/", f"/fetch/{'x' * 20}"):
        assert platform.get(address, follow=True).status_code == 404
