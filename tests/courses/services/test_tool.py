"""Opening a tool: for one learner, one place, one time; and every request that is refused."""

from datetime import timedelta
from typing import Any

import jwt
import pytest

from courses.models import (
    Enrollment,
    ExternalTool,
    ToolAccount,
    ToolLaunch,
    ToolLink,
    ToolUse,
)
from courses.services import tool as services
from courses.services import tool_launch
from courses.services.tool import Opening
from courses.services.tool_launch import Answer, Asked, NotOpened, Why
from endorsement.refusals import Refused
from tests.factories.association import AssociationFactory
from tests.factories.module import AT
from tests.factories.tool import a_module, asked, begun, make_tool, open_it, platform_key

pytestmark = pytest.mark.django_db
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
LATER = AT + timedelta(minutes=1)


@pytest.fixture
def tool(db: None) -> ExternalTool:
    return make_tool()


@pytest.fixture
def enrollment(db: None) -> Enrollment:
    return begun(a_module())


@pytest.fixture
def opening(enrollment: Enrollment, tool: ExternalTool) -> Opening:
    return open_it(enrollment, tool)


def answer(request: Asked, enrollment: Enrollment, at: Any = LATER) -> Answer:
    return tool_launch.answer(asked=request, person=enrollment.person, at=at)


def message(answered: Answer) -> dict[str, Any]:
    return jwt.decode(
        answered.message,
        platform_key(),
        audience=answered.tool.client_id,
        options={"verify_exp": False},
    )


def test_message_is_signed_for_this_tool_and_says_where_and_for_whom(
    opening: Opening, enrollment: Enrollment, settings: Any
) -> None:
    answered = answer(asked(opening, nonce="n-1", state="s-9"), enrollment)
    told = message(answered)
    link = ToolLink.objects.get()
    assert (answered.redirect, answered.state) == ("https://tool.example.org/launch", "s-9")
    assert (told["iss"], told["nonce"], told["sub"]) == (
        settings.PUBLIC_URL,
        "n-1",
        opening.subject,
    )
    assert told[f"{CLAIM}resource_link"] == {"id": link.public_id, "title": link.title}
    assert told[f"{CLAIM}custom"] == {"unit": "3", "who": opening.subject}
    assert told[f"{CLAIM}deployment_id"] == opening.tool.deployment_id
    text = str(told)
    assert enrollment.person.name not in text
    assert enrollment.person.email not in text


def test_learner_is_the_same_to_a_tool_everywhere_and_another_to_every_tool(
    opening: Opening, enrollment: Enrollment, tool: ExternalTool
) -> None:
    assert open_it(enrollment, tool).subject == opening.subject
    assert open_it(enrollment, make_tool(name="Other")).subject != opening.subject
    assert ToolAccount.objects.count() == 2


# --- refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"client_id": "nobody"}, Why.TOOL),
        ({"client_id": ""}, Why.TOOL),
        ({"redirect_uri": "https://evil.example.org/launch"}, Why.ADDRESS),
        ({"redirect_uri": "https://tool.example.org/launch/"}, Why.ADDRESS),
        ({"redirect_uri": "https://tool.example.org/launch?a=1"}, Why.ADDRESS),
        ({"redirect_uri": ""}, Why.ADDRESS),
        ({"scope": "openid email"}, Why.REQUEST),
        ({"response_type": "code"}, Why.REQUEST),
        ({"response_mode": "fragment"}, Why.REQUEST),
        ({"prompt": "login"}, Why.REQUEST),
        ({"prompt": ""}, Why.REQUEST),
        ({"nonce": ""}, Why.REQUEST),
        ({"nonce": "n" * 2_001}, Why.REQUEST),
        ({"state": "s" * 2_001}, Why.REQUEST),
        ({"lti_message_hint": ""}, Why.HINT),
        ({"lti_message_hint": "made up"}, Why.HINT),
        ({"login_hint": ""}, Why.PERSON),
        ({"login_hint": "made up"}, Why.PERSON),
    ],
)
def test_request_that_is_not_as_it_has_to_be(
    opening: Opening, enrollment: Enrollment, more: dict[str, str], why: Why
) -> None:
    with pytest.raises(NotOpened) as refused:
        answer(asked(opening, **more), enrollment)
    assert refused.value.why is why
    # Nothing is spent by it: as it has to be, it is answered.
    assert answer(asked(opening), enrollment).message


def test_opening_is_good_once(opening: Opening, enrollment: Enrollment) -> None:
    answer(asked(opening), enrollment)
    with pytest.raises(NotOpened) as refused:
        answer(asked(opening), enrollment)
    assert refused.value.why is Why.USED


def test_opening_runs_out(opening: Opening, enrollment: Enrollment) -> None:
    with pytest.raises(NotOpened) as refused:
        answer(asked(opening), enrollment, AT + services.GOOD_FOR + timedelta(seconds=1))
    assert refused.value.why is Why.LATE


def test_nonce_is_good_once(opening: Opening, enrollment: Enrollment, tool: ExternalTool) -> None:
    answer(asked(opening, nonce="same"), enrollment)
    again = open_it(enrollment, tool)
    with pytest.raises(NotOpened) as refused:
        answer(asked(again, nonce="same"), enrollment)
    assert refused.value.why is Why.NONCE
    answer(asked(again, nonce="fresh"), enrollment)


def test_another_learners_opening_is_theirs_alone(
    opening: Opening, enrollment: Enrollment, tool: ExternalTool
) -> None:
    theirs = open_it(begun(a_module()), tool)
    for mixed in (
        asked(theirs),
        asked(theirs, login_hint=opening.subject),
        asked(opening, login_hint=theirs.subject),
    ):
        with pytest.raises(NotOpened) as refused:
            answer(mixed, enrollment)
        assert refused.value.why is Why.PERSON
    assert not ToolLaunch.objects.filter(used_at__isnull=False).exists()


def test_another_tools_opening_is_unknown(opening: Opening, enrollment: Enrollment) -> None:
    other = make_tool(name="Other")
    with pytest.raises(NotOpened) as refused:
        answer(asked(opening, client_id=other.client_id), enrollment)
    assert refused.value.why is Why.HINT


def test_closed_tool_is_answered_nothing(opening: Opening, enrollment: Enrollment) -> None:
    ExternalTool.objects.update(active=False)
    with pytest.raises(NotOpened) as refused:
        answer(asked(opening), enrollment)
    assert refused.value.why is Why.TOOL


# --- who may use it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "shared", "active", "opens"),
    [
        (True, False, True, True),
        (True, True, True, True),
        (False, True, True, True),
        (False, False, True, False),
        (True, True, False, False),
    ],
)
def test_tool_opens_in_its_associations_modules_and_where_it_is_shared(
    own: bool, shared: bool, active: bool, opens: bool
) -> None:
    """Asked at each opening: an author of another association may have typed its number."""
    north, south = AssociationFactory(slug="north"), AssociationFactory(slug="south")
    module = a_module(association=north)
    tool = make_tool(association=north if own else south, shared=shared, active=active)
    enrollment = begun(module)
    if opens:
        assert open_it(enrollment, tool, module=module).tool == tool
        return
    with pytest.raises(Refused, match="does not open"):
        open_it(enrollment, tool, module=module)
    assert not ToolAccount.objects.exists()


# --- what it is told --------------------------------------------------------------------------------


def test_name_and_address_are_told_while_the_learner_agrees(
    enrollment: Enrollment, tool: ExternalTool
) -> None:
    ExternalTool.objects.update(gives_name=True, gives_email=True)
    tool.refresh_from_db()
    person = enrollment.person
    with pytest.raises(Refused, match="read first"):
        open_it(enrollment, tool)
    services.agree(person=person, tool=tool, at=AT)
    opening = open_it(enrollment, tool)
    told = message(answer(asked(opening), enrollment))
    assert (told["name"], told["email"]) == (person.name, person.email)
    # Taken back while it opens.
    opening = open_it(enrollment, tool)
    services.take_back(person=person, tool=tool)
    told = message(answer(asked(opening), enrollment))
    assert not {"name", "email"} & set(told)
    with pytest.raises(Refused):
        open_it(enrollment, tool)


def test_agreeing_to_the_name_is_not_agreeing_to_the_address(
    enrollment: Enrollment, tool: ExternalTool
) -> None:
    tool.gives_name = True
    tool.save()
    services.agree(person=enrollment.person, tool=tool, at=AT)
    tool.gives_email = True
    tool.save()
    with pytest.raises(Refused):
        open_it(enrollment, tool)
    account = ToolAccount.objects.get()
    assert (account.name_agreed_at, account.email_agreed_at) == (AT, None)


def test_agreement_is_nothing_when_the_association_does_not_want_it_any_more(
    enrollment: Enrollment, tool: ExternalTool
) -> None:
    tool.gives_name = tool.gives_email = True
    tool.save()
    services.agree(person=enrollment.person, tool=tool, at=AT)
    ExternalTool.objects.update(gives_name=False, gives_email=False)
    tool.refresh_from_db()
    told = message(answer(asked(open_it(enrollment, tool)), enrollment))
    assert not {"name", "email"} & set(told)


# --- what is left -----------------------------------------------------------------------------------


def test_opening_twice_is_one_place_and_one_row(
    opening: Opening, enrollment: Enrollment, tool: ExternalTool
) -> None:
    open_it(enrollment, tool, at=LATER)
    assert (ToolLink.objects.count(), ToolUse.objects.count()) == (1, 1)
    assert ToolUse.objects.get().opened_at == LATER
    assert ToolLaunch.objects.count() == 2


def test_spent_and_late_openings_are_swept(opening: Opening, enrollment: Enrollment) -> None:
    answer(asked(opening), enrollment)
    assert tool_launch.forget_spent(at=AT + timedelta(minutes=5)) == 0
    assert tool_launch.forget_spent(at=AT + timedelta(hours=1)) == 1
    assert tool_launch.forget_spent(at=AT + timedelta(days=2)) == 1
    assert ToolUse.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("", "https://tool.example.org/launch"),
        ("https://tool.example.org/unit/3", "https://tool.example.org/unit/3"),
        # The tool moved after the author had copied it.
        ("https://old.example.org/unit/3", "https://tool.example.org/launch"),
    ],
)
def test_address_inside_the_tool_is_the_authors_while_it_is_the_tools(
    address: str, target: str
) -> None:
    opening = open_it(begun(a_module()), make_tool(), block={"address": address})
    assert opening.target == target
