"""External tools in the CMS: moderators make them known, each association its own; authors use them."""

from typing import Any

import pytest
from django.urls import reverse

from courses.models import ExternalTool, LessonPage
from tests.factories.association import AssociationFactory
from tests.factories.membership import member
from tests.factories.module import make_module
from tests.factories.tool import block_of, make_tool, private_key, public_key

pytestmark = pytest.mark.django_db
CHOOSER = "wagtailsnippetchoosers_courses_externaltool"


@pytest.fixture
def south(db: None) -> Any:
    return AssociationFactory(slug="south")


def url(name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_courses_externaltool:{name}", args=args)


def data(association: Any, **changed: str) -> dict[str, str]:
    usual = {
        "name": "Baby Signals",
        "told": "Example University offers it.",
        "association": str(association.pk),
        "launch_url": "https://tool.example.org/launch",
        "login_url": "https://tool.example.org/login",
        "redirect_urls": " https://tool.example.org/launch \r\n https://tool.example.org/b ",
        "keys_url": "https://tool.example.org/keys",
        "public_key": "",
        "active": "on",
    }
    return {**usual, **changed}


def test_moderator_makes_a_tool_known_and_reads_what_to_type_there(association: Any) -> None:
    moderator = member(association, "moderator")
    assert "Save the tool" in moderator.get(url("add")).content.decode()
    moderator.post(url("add"), data(association))
    tool = ExternalTool.objects.get()
    assert tool.redirects == ["https://tool.example.org/launch", "https://tool.example.org/b"]
    assert (tool.shared, tool.gives_name, tool.gives_email) == (False, False, False)
    page = moderator.get(url("edit", tool.pk)).content.decode()
    for told in (
        "http://localhost:8000",
        tool.client_id,
        tool.deployment_id,
        "http://localhost:8000/lti/keys/",
        "http://localhost:8000/lti/authorize/",
        "http://localhost:8000/lti/token/",
    ):
        assert f"<code>{told}</code>" in page


def test_author_uses_tools_and_makes_none_known(association: Any) -> None:
    author = member(association, "author")
    tool = make_tool(association=association, shared=False)
    assert author.get(url("add")).status_code == 302
    author.post(url("add"), data(association))
    assert ExternalTool.objects.count() == 1
    assert tool.name in author.get(reverse(f"{CHOOSER}:choose")).content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"launch_url": "http://tool.example.org/"}, "no address that begins with https://"),
        ({"login_url": "javascript:alert(1)"}, "no address that begins with https://"),
        (
            {"redirect_urls": "https://a.example.org/ http://b.example.org/"},
            "http://b.example.org/",
        ),
        ({"redirect_urls": " ".join(["https://a.example.org/"] * 21)}, "These are too many."),
        ({"keys_url": "https://user:secret@a.example.org/"}, "no address that begins with"),
        ({"keys_url": ""}, "Give the address of the tool’s public keys, or its public key."),
        ({"public_key": public_key()}, "Give one of the two"),
        ({"keys_url": "", "public_key": private_key()}, "This is a private key."),
        ({"keys_url": "", "public_key": "x"}, "This is no public RSA key"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    association: Any, changed: dict[str, str], sentence: str
) -> None:
    answer = member(association, "moderator").post(url("add"), data(association, **changed))
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert not ExternalTool.objects.exists()


def test_public_key_is_kept_as_it_is_read(association: Any) -> None:
    typed = f"\r\n{public_key().strip()}\r\n\r\n"
    member(association, "moderator").post(
        url("add"), data(association, keys_url="", public_key=typed)
    )
    assert ExternalTool.objects.get().public_key == public_key()


def test_tool_of_another_association_is_used_when_it_is_shared_and_never_changed(
    association: Any, south: Any
) -> None:
    own = make_tool(name="Ours alone", association=association, shared=False)
    shared = make_tool(name="For everybody", association=association, shared=True)
    closed = make_tool(name="Closed", association=association, shared=True, active=False)
    other = member(south, "moderator")
    chooser = other.get(reverse(f"{CHOOSER}:choose")).content.decode()
    listed = other.get(url("list")).content.decode()
    for tool, chosen in ((own, False), (shared, True), (closed, False)):
        assert (tool.name in chooser) == chosen
        found = other.get(reverse(f"{CHOOSER}:chosen", args=[tool.pk]), follow=True)
        assert found.status_code == (200 if chosen else 404)
        assert tool.name not in listed
        for name in ("edit", "delete", "usage", "history"):
            assert other.get(url(name, tool.pk)).status_code in {302, 403, 404}


def test_tool_is_made_for_an_association_that_one_moderates(association: Any, south: Any) -> None:
    member(association, "moderator").post(url("add"), data(south))
    assert not ExternalTool.objects.exists()


@pytest.mark.parametrize(("shared", "said"), [(False, True), (True, False)])
def test_tool_that_does_not_open_in_a_module_stands_in_its_way(
    association: Any, south: Any, shared: bool, said: bool
) -> None:
    """However its author came by it."""
    module = make_module(parent=association.root_page, association=association, publish=False)
    lesson = LessonPage.objects.child_of(module).first()
    lesson.body = [block_of(make_tool(association=south, shared=shared))]
    lesson.save_revision()
    page = member(association, "author").get(reverse("courses_cms:checks", args=[module.pk]))
    assert ("An external tool does not open here" in page.content.decode()) == said
