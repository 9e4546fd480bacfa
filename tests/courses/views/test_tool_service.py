"""For tools' servers: a token, then line item, scores and results, each for its own tool alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from courses.models import Enrollment, ExternalTool, ToolAccount, ToolLink, ToolUse
from courses.tools import vocabulary
from courses.tools.vocabulary import READ_LINE_ITEM, READ_RESULTS, SCOPES, WRITE_SCORES
from courses.views import tool_service
from tests.factories.person import PersonFactory
from tests.factories.tool import a_module, assertion, begun, make_tool, open_it

pytestmark = pytest.mark.django_db


@pytest.fixture
def tool(db: None) -> ExternalTool:
    return make_tool()


@pytest.fixture
def enrollment(tool: ExternalTool) -> Enrollment:
    enrollment = begun(a_module())
    open_it(enrollment, tool, at=timezone.now())
    return enrollment


@pytest.fixture
def link(enrollment: Enrollment) -> ToolLink:
    return ToolLink.objects.get()


def ask_token(tool: ExternalTool, scopes: Any = SCOPES, **more: str) -> Any:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": vocabulary.ASSERTION,
        "client_assertion": assertion(tool),
        "scope": " ".join(scopes),
    }
    return Client(enforce_csrf_checks=True).post("/lti/token/", {**form, **more})


class Server:
    """A tool's server with a token."""

    def __init__(self, tool: ExternalTool, *scopes: str) -> None:
        self.token = ask_token(tool, scopes or SCOPES).json()["access_token"]
        self.client = Client(
            enforce_csrf_checks=True, headers={"Authorization": f"Bearer {self.token}"}
        )

    def get(self, link: ToolLink, tail: str = "") -> Any:
        return self.client.get(f"/lti/places/{link.public_id}{tail}")

    def score(self, link: ToolLink, kind: str = vocabulary.SCORE, **more: Any) -> Any:
        told = {
            "timestamp": timezone.now().isoformat(),
            "userId": ToolAccount.objects.filter(tool=link.tool).first().subject,
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "scoreGiven": 8,
            "scoreMaximum": 10,
        }
        body = json.dumps({**told, **more})
        return self.client.post(f"/lti/places/{link.public_id}/scores", body, content_type=kind)


def test_token_is_short_lived_and_not_kept(tool: ExternalTool) -> None:
    answer = ask_token(tool)
    told = answer.json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 900)
    assert told["scope"].split() == list(SCOPES)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("more", "error", "status"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type", 400),
        ({"client_assertion_type": "x"}, "invalid_request", 400),
        ({"client_assertion": "x"}, "invalid_client", 401),
        ({"client_assertion": ""}, "invalid_client", 401),
        ({"scope": "openid"}, "invalid_scope", 400),
        ({"scope": "x" * 40_000}, "invalid_request", 400),
    ],
)
def test_refusal_is_a_word_of_oauth(
    tool: ExternalTool, more: dict[str, str], error: str, status: int
) -> None:
    answer = ask_token(tool, **more)
    assert (answer.json()["error"], answer.status_code) == (error, status)


def test_line_item_is_the_place(tool: ExternalTool, link: ToolLink, settings: Any) -> None:
    answer = Server(tool).get(link)
    assert answer["Content-Type"] == "application/vnd.ims.lis.v2.lineitem+json"
    assert answer.json() == {
        "id": f"{settings.PUBLIC_URL}/lti/places/{link.public_id}",
        "scoreMaximum": 100,
        "label": "Read a baby’s signals",
        "resourceLinkId": link.public_id,
    }


def test_score_is_kept_once_in_its_order(tool: ExternalTool, link: ToolLink) -> None:
    server = Server(tool)
    now = timezone.now()
    assert server.score(link, timestamp=now.isoformat()).status_code == 204
    assert ToolUse.objects.get().score == 80
    assert server.score(link, timestamp=now.isoformat(), scoreGiven=9).status_code == 409
    earlier = (now - timedelta(seconds=1)).isoformat()
    assert server.score(link, timestamp=earlier, scoreGiven=9).status_code == 409
    assert ToolUse.objects.get().score == 80


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"userId": "nobody"}, 404),
        ({"userId": "00000000-0000-0000-0000-000000000000"}, 404),
        ({"scoreGiven": -1}, 400),
        ({"scoreMaximum": 0}, 400),
        ({"activityProgress": "Done"}, 400),
        ({"timestamp": "now"}, 400),
        ({"kind": "application/json"}, 415),
        ({"comment": "x" * 40_000}, 413),
    ],
)
def test_score_that_is_none_is_refused(
    tool: ExternalTool, link: ToolLink, more: dict[str, Any], status: int
) -> None:
    assert Server(tool).score(link, **more).status_code == status
    assert ToolUse.objects.get().reported_at is None


def test_results_are_the_best_scores_a_page_at_a_time(
    tool: ExternalTool, link: ToolLink, enrollment: Enrollment, settings: Any
) -> None:
    server = Server(tool)
    assert server.get(link, "/results").json() == []
    server.score(link)
    other = ToolAccount.objects.create(tool=tool, person=PersonFactory(), subject="u-2")
    theirs = begun(a_module(), other.person)
    ToolUse.objects.create(enrollment=theirs, link=link, opened_at=timezone.now(), score=50)
    answer = server.get(link, "/results?limit=1")
    own = f"{settings.PUBLIC_URL}/lti/places/{link.public_id}"
    first = ToolAccount.objects.get(person=enrollment.person).subject
    assert answer.json() == [
        {
            "id": f"{own}/results?user_id={first}",
            "scoreOf": own,
            "userId": first,
            "resultScore": 80,
            "resultMaximum": 100,
        }
    ]
    assert answer["Link"] == f'<{own}/results?limit=1&from=1>; rel="next"'
    last = server.get(link, "/results?limit=1&from=1")
    assert [one["userId"] for one in last.json()] == ["u-2"]
    assert "Link" not in last
    assert [one["userId"] for one in server.get(link, "/results?user_id=u-2").json()] == ["u-2"]
    assert server.get(link, "/results?user_id=nobody").json() == []


def test_results_cost_the_same_for_one_and_for_thirty(
    tool: ExternalTool, link: ToolLink, django_assert_num_queries: Any
) -> None:
    server = Server(tool)
    server.score(link)
    for count in (0, 30):
        for number in range(count):
            person = PersonFactory()
            ToolAccount.objects.create(tool=tool, person=person, subject=f"u-{number}")
            theirs = begun(a_module(), person)
            ToolUse.objects.create(enrollment=theirs, link=link, opened_at=timezone.now(), score=5)
        with django_assert_num_queries(4):
            assert len(server.get(link, "/results").json()) == count + 1


@pytest.mark.parametrize(
    ("scopes", "line_item", "results", "score"),
    [
        ((READ_LINE_ITEM,), 200, 403, 403),
        ((READ_RESULTS,), 403, 200, 403),
        ((WRITE_SCORES,), 403, 403, 204),
    ],
)
def test_token_is_good_for_its_scopes(
    tool: ExternalTool,
    link: ToolLink,
    scopes: tuple[str],
    line_item: int,
    results: int,
    score: int,
) -> None:
    server = Server(tool, *scopes)
    found = (server.get(link), server.get(link, "/results"), server.score(link))
    assert [answer.status_code for answer in found] == [line_item, results, score]


def test_place_of_another_tool_is_not_there(link: ToolLink) -> None:
    server = Server(make_tool(name="Other"))
    assert server.get(link).status_code == 404
    assert server.get(link, "/results").status_code == 404
    assert server.score(link).status_code == 404
    assert ToolUse.objects.get().score is None


def test_without_a_token_there_is_nothing(tool: ExternalTool, link: ToolLink) -> None:
    server = Server(tool)
    for header in ("", "Bearer", "Bearer made-up", f"Basic {server.token}"):
        answer = Client(headers={"Authorization": header}).get(f"/lti/places/{link.public_id}")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert server.get(link).status_code == 401
    ExternalTool.objects.update(active=False)
    assert server.get(link).status_code == 401


def test_learner_who_is_signed_in_grades_nobody(enrollment: Enrollment, link: ToolLink) -> None:
    client = Client()
    client.force_login(enrollment.person.user)
    assert client.post(f"/lti/places/{link.public_id}/scores").status_code == 401


def test_too_many_are_asked_to_wait(
    tool: ExternalTool, link: ToolLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(tool)
    monkeypatch.setattr(tool_service, "MOST_CALLS_A_MINUTE", 1)
    monkeypatch.setattr(tool_service, "MOST_TOKENS_A_MINUTE", 1)
    busy = [server.get(link), server.get(link), ask_token(tool)]
    assert [answer.status_code for answer in busy] == [200, 429, 429]
    assert busy[1]["Retry-After"] == "60"
