"""Where tools send browsers: who is answered, by which way, and what everybody else reads."""

from dataclasses import asdict
from typing import Any

import jwt
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrollment, ExternalTool, ToolLaunch
from courses.services.tool import Opening
from courses.views import tool_door
from tests.factories.person import PersonFactory
from tests.factories.tool import LAUNCH, a_module, asked, begun, make_tool, open_it, platform_key

pytestmark = pytest.mark.django_db
DOOR = "/lti/authorize/"


@pytest.fixture
def tool(db: None) -> ExternalTool:
    return make_tool()


@pytest.fixture
def enrollment(db: None) -> Enrollment:
    return begun(a_module())


@pytest.fixture
def opening(enrollment: Enrollment, tool: ExternalTool) -> Opening:
    return open_it(enrollment, tool, at=timezone.now(), back="http://testserver/back/")


@pytest.fixture
def learner(enrollment: Enrollment) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(enrollment.person.user)
    return client


def fields(opening: Opening, **more: str) -> dict[str, str]:
    return asdict(asked(opening, **more))


@pytest.mark.parametrize("method", ["get", "post"])
def test_learner_is_sent_on_with_a_signed_message(
    learner: Client, opening: Opening, method: str
) -> None:
    answer = getattr(learner, method)(DOOR, fields(opening, state="s-9"))
    assert answer.status_code == 200
    sent = answer.context["fields"]
    told = jwt.decode(sent["id_token"], platform_key(), audience=opening.tool.client_id)
    assert (told["sub"], sent["state"]) == (opening.subject, "s-9")
    assert f'action="{LAUNCH}"' in answer.content.decode()
    assert "form-action 'self' https://tool.example.org" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_tool_that_sends_no_state_gets_none(learner: Client, opening: Opening) -> None:
    answer = learner.get(DOOR, fields(opening, state=""))
    assert list(answer.context["fields"]) == ["id_token"]


def test_browser_that_leaves_the_session_out_asks_once_more_by_itself(
    learner: Client, opening: Opening
) -> None:
    told = fields(opening)
    first = Client().post(DOOR, told)
    assert first.status_code == 200
    again = first.context["fields"]
    assert again == told
    assert learner.post(DOOR, {**again, "again": "1"}).status_code == 200


def test_nobody_signed_in_is_told_to_sign_in(opening: Opening) -> None:
    answer = Client().post(DOOR, {**fields(opening), "again": "1"})
    assert answer.status_code == 400
    assert "You are not signed in here any more." in answer.content.decode()
    assert not ToolLaunch.objects.filter(used_at__isnull=False).exists()


def test_learner_on_an_associations_host_is_sent_to_where_they_are_signed_in(
    tool: ExternalTool, enrollment: Enrollment
) -> None:
    opening = open_it(enrollment, tool, at=timezone.now(), origin="https://north.example.org")
    answer = Client().get(DOOR, fields(opening))
    assert answer.status_code == 303
    assert answer["Location"].startswith("https://north.example.org/lti/authorize/?client_id=")
    # Whatever a request says: only where we wrote down that it began.
    made_up = Client().get(DOOR, {**fields(opening), "origin": "https://evil.example.org"})
    assert made_up["Location"].startswith("https://north.example.org/")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"client_id": "x"}, "This tool is not known here"),
        ({"redirect_uri": "https://evil.example.org/"}, "an address that is not known here"),
        ({"prompt": "login"}, "in a way that this platform does not answer"),
        ({"lti_message_hint": "x"}, "about an opening that is not known here"),
        ({"login_hint": "x"}, "This was opened in another account"),
    ],
)
def test_refusal_is_a_page_of_ours_and_leads_to_nobody(
    learner: Client, opening: Opening, more: dict[str, str], sentence: str
) -> None:
    answer = learner.get(DOOR, fields(opening, **more))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "evil.example.org" not in answer.content.decode()
    assert "evil.example.org" not in answer["Content-Security-Policy"]


def test_second_use_leads_back_to_the_lesson(learner: Client, opening: Opening) -> None:
    told = fields(opening)
    learner.get(DOOR, told)
    answer = learner.get(DOOR, told)
    assert "This was opened already." in answer.content.decode()
    assert 'href="http://testserver/back/"' in answer.content.decode()


def test_somebody_else_is_not_the_learner(opening: Opening) -> None:
    other = Client()
    other.force_login(PersonFactory().user)
    answer = other.get(DOOR, fields(opening))
    assert "This was opened in another account." in answer.content.decode()
    assert "/back/" not in answer.content.decode()


def test_what_is_said_twice_is_not_answered(learner: Client, opening: Opening) -> None:
    told: dict[str, Any] = {**fields(opening), "redirect_uri": [LAUNCH, LAUNCH]}
    assert learner.get(DOOR, told).status_code == 400


def test_sentence_is_in_the_learners_language(
    enrollment: Enrollment, tool: ExternalTool, learner: Client
) -> None:
    opening = open_it(enrollment, tool, at=timezone.now(), language="es")
    answer = learner.get(DOOR, fields(opening))
    assert '<html lang="es"' in answer.content.decode()


def test_keys_are_public_and_hold_no_secret(client: Client) -> None:
    answer = client.get(reverse("tools:keys"))
    assert answer["Cache-Control"] == "public, max-age=300"
    for key in answer.json()["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi"} & set(key)


def test_door_is_not_for_trying_through(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool_door, "MOST_A_MINUTE", 2)
    assert [client.get(DOOR).status_code for _ in range(3)] == [400, 400, 429]
