"""Whatever two browsers or servers do at the same moment, it happens once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Enrollment, ExternalTool, ToolAccount, ToolLink, ToolUse
from courses.services import tool_access, tool_launch, tool_score
from courses.services.tool_access import NoAccess
from courses.services.tool_launch import NotOpened
from courses.services.tool_score import Older
from courses.tools.score import Score
from courses.tools.vocabulary import SCOPES
from tests.endorsement.services.test_races import at_once
from tests.factories.module import AT
from tests.factories.tool import a_module, asked, assertion, begun, make_tool, open_it

pytestmark = [
    pytest.mark.usefixtures("on_postgresql"),
    pytest.mark.django_db(transaction=True),
]
LATER = AT + timedelta(minutes=1)


@pytest.fixture
def tool(transactional_db: None) -> ExternalTool:
    return make_tool()


@pytest.fixture
def enrollment(transactional_db: None) -> Enrollment:
    return begun(a_module())


def kinds(answers: list[object]) -> set[str]:
    return {type(one).__name__ for one in answers}


def test_launch_is_answered_once(tool: ExternalTool, enrollment: Enrollment) -> None:
    opening = open_it(enrollment, tool)

    def answer() -> object:
        return tool_launch.answer(asked=asked(opening), person=enrollment.person, at=LATER)

    assert kinds(at_once(answer, answer)) == {"Answer", NotOpened.__name__}


def test_message_of_a_server_is_believed_once(tool: ExternalTool) -> None:
    message = assertion(tool)

    def grant() -> object:
        return tool_access.grant(message=message, wanted=SCOPES, at=timezone.now())

    assert kinds(at_once(grant, grant)) == {"tuple", NoAccess.__name__}


def test_report_of_one_moment_is_kept_once(tool: ExternalTool, enrollment: Enrollment) -> None:
    open_it(enrollment, tool)
    link, user = ToolLink.objects.get(), ToolAccount.objects.get().subject
    score = Score(user, LATER, "Completed", "FullyGraded", 80)

    def report() -> object:
        return tool_score.keep_score(link=link, score=score, at=LATER)

    assert kinds(at_once(report, report)) == {"ToolUse", Older.__name__}
    assert ToolUse.objects.get().seconds == 60


def test_two_who_open_it_first_make_one_place_and_one_row_each(tool: ExternalTool) -> None:
    both = [begun(a_module()), begun(a_module())]
    answers = at_once(*[lambda one=one: open_it(one, tool) for one in (*both, *both)])
    assert kinds(answers) == {"Opening"}
    assert ToolLink.objects.count() == 1
    assert (ToolAccount.objects.count(), ToolUse.objects.count()) == (2, 2)
