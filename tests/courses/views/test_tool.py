"""A tool from the learner's side: its card, what one reads before it opens, and that a lesson waits."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import (
    Enrollment,
    ExternalTool,
    LessonPage,
    LessonProgress,
    ModulePage,
    ToolAccount,
    ToolLaunch,
    ToolUse,
)
from courses.selectors import tool as tools
from tests.factories.learning import enroll
from tests.factories.module import make_module
from tests.factories.person import PersonFactory
from tests.factories.tool import BLOCK, LAUNCH, LOGIN, block_of, make_tool, put_into

pytestmark = pytest.mark.django_db
HERE = ("small-talk", "lesson-1")
THERE = (*HERE, BLOCK)
#: Of a lesson with external tools, however many.
QUERIES = 39


@pytest.fixture
def tool(db: None) -> ExternalTool:
    return make_tool()


@pytest.fixture
def module(tool: ExternalTool) -> ModulePage:
    module = make_module()
    put_into(module, tool)
    return module


@pytest.fixture
def enrollment(module: ModulePage) -> Enrollment:
    return enroll(PersonFactory(), module)


@pytest.fixture
def learner(enrollment: Enrollment) -> Client:
    client = Client()
    client.force_login(enrollment.person.user)
    return client


def page(learner: Client, name: str, *, query: str = "") -> Any:
    arguments = THERE if name.startswith("tool") else HERE
    return learner.get(reverse(f"courses:{name}", args=arguments) + query, follow=True)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_opening_is_a_form_for_the_tool_that_can_be_sent_nowhere_else(
    learner: Client, tool: ExternalTool, settings: Any
) -> None:
    answer = learner.post(reverse("courses:tool_open", args=THERE))
    policy = answer["Content-Security-Policy"]
    assert "form-action 'self' https://tool.example.org http://localhost:8000;" in f"{policy};"
    assert (answer["X-Frame-Options"], answer["Referrer-Policy"]) == ("SAMEORIGIN", "no-referrer")
    fields = answer.context["fields"]
    assert fields == {
        "iss": settings.PUBLIC_URL,
        "client_id": tool.client_id,
        "lti_deployment_id": tool.deployment_id,
        "target_link_uri": LAUNCH,
        "login_hint": ToolAccount.objects.get().subject,
        "lti_message_hint": fields["lti_message_hint"],
    }
    assert f'action="{LOGIN}"' in text(answer)
    # Only its digest is kept here.
    assert fields["lti_message_hint"] not in str(ToolLaunch.objects.values())


def test_opening_needs_a_form_of_ours(enrollment: Enrollment) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(enrollment.person.user)
    address = reverse("courses:tool_open", args=THERE)
    assert client.post(address).status_code == 403
    assert client.get(address)["Location"] == reverse("courses:tool", args=THERE)
    assert not ToolLaunch.objects.exists()


def test_page_with_the_frame_lets_in_this_tool_alone(learner: Client) -> None:
    answer = page(learner, "tool", query="?here")
    policy = f"{answer['Content-Security-Policy']};"
    assert "frame-src 'self' https://tool.example.org http://localhost:8000;" in policy
    assert "form-action 'self';" in policy
    assert 'name="tool-frame"' in text(answer)
    assert "frame-src" not in page(learner, "tool")["Content-Security-Policy"]


def test_frame_is_there_only_where_the_author_offers_it(learner: Client, module: Any) -> None:
    put_into(module, ExternalTool.objects.get(), framed=False)
    assert "tool-frame" not in text(page(learner, "tool", query="?here"))


def test_lesson_waits_for_a_tool_that_it_requires(learner: Client) -> None:
    done = reverse("courses:lesson_done", args=HERE)
    answer = learner.post(done, follow=True)
    assert "This lesson is done when “Read a baby’s signals” is finished." in text(answer)
    learner.post(reverse("courses:tool_open", args=THERE))
    learner.post(done)
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()
    ToolUse.objects.update(done_at=timezone.now(), score=80)
    assert "Best result: 80%" in text(page(learner, "lesson"))
    learner.post(done)
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1


def test_lesson_waits_for_no_tool_that_does_not_open(learner: Client) -> None:
    ExternalTool.objects.update(active=False)
    lesson = text(page(learner, "lesson"))
    assert "This part does not open at the moment." in lesson
    assert "Read this." in lesson
    assert "This part does not open" in text(page(learner, "tool"))
    learner.post(reverse("courses:lesson_done", args=HERE))
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1


@pytest.mark.parametrize("count", [1, 6])
def test_lesson_asks_once_for_the_standing_in_all_its_tools(
    learner: Client,
    enrollment: Enrollment,
    module: ModulePage,
    tool: ExternalTool,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    lesson = LessonPage.objects.child_of(module).first()
    lesson.body = [block_of(tool, key=f"t{number}") for number in range(count)]
    lesson.save_revision().publish()
    lesson = LessonPage.objects.get(pk=lesson.pk)
    assert text(page(learner, "lesson")).count("About this tool") == count
    with django_assert_num_queries(QUERIES):
        learner.get(lesson.get_url())
    # Loaded with the page: what is counted is where the learner stands.
    assert all(child.value["tool"] for child in lesson.body)
    with django_assert_num_queries(1):
        titles = tools.unfinished(enrollment, module, "lesson-1", lesson.body)
    assert len(titles) == count


def test_learner_reads_what_the_tool_is_told_agrees_and_takes_it_back(
    learner: Client, tool: ExternalTool
) -> None:
    ExternalTool.objects.update(gives_name=True)
    assert "Read about it and open it" in text(page(learner, "lesson"))
    before = text(page(learner, "tool"))
    assert "Your name as printed on certificates." in before
    assert "Example University offers it." in before
    assert "Open in a new tab" not in before
    # By another way than the button.
    refused = learner.post(reverse("courses:tool_open", args=THERE), follow=True)
    assert "Please read first what the tool is told about you." in text(refused)
    agreed = learner.post(reverse("courses:tool", args=THERE), {"agree": "1"}, follow=True)
    assert "Open in a new tab" in text(agreed)
    taken = learner.post(reverse("courses:tool", args=THERE), {"take_back": "1"}, follow=True)
    assert "Baby Signals is told nothing more of you." in text(taken)
    assert "Open in a new tab" not in text(taken)


def test_way_back_leads_to_the_lesson_and_says_nothing_that_the_tool_wrote(
    learner: Client,
) -> None:
    answer = page(learner, "tool_back", query="?lti_errormsg=Call+555&lti_msg=Call+555")
    assert answer.redirect_chain[-1][0].endswith(f"#{BLOCK}")
    assert "The tool ended with a problem." in text(answer)
    assert "555" not in text(answer)
    assert "The tool ended with a problem." not in text(page(learner, "tool_back"))


@pytest.mark.parametrize("name", ["tool", "tool_open", "tool_back"])
def test_somebody_who_has_not_started_finds_no_tool(module: ModulePage, name: str) -> None:
    client = Client()
    client.force_login(PersonFactory().user)
    assert client.post(reverse(f"courses:{name}", args=THERE)).status_code in {404, 405}
    assert client.get(reverse(f"courses:{name}", args=THERE)).status_code == 404


def test_there_is_no_tool_under_another_key(learner: Client) -> None:
    address = reverse("courses:tool", args=[*HERE, "other"])
    assert learner.get(address).status_code == 404


@pytest.mark.parametrize("name", ["print_lesson", "kept_copy"])
def test_paper_and_copy_have_the_other_form_and_nothing_to_press(
    learner: Client, name: str
) -> None:
    lesson = text(page(learner, name))
    assert "Watch and answer." in lesson
    assert "Read this." in lesson
    assert reverse("courses:tool_open", args=THERE) not in lesson
