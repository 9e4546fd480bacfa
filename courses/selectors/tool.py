"""External tools in lessons, and where a learner stands in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from courses.models import (
    Enrollment,
    ExternalTool,
    LessonPage,
    ModulePage,
    ToolAccount,
    ToolLink,
    ToolUse,
)


@dataclass(frozen=True)
class Place:
    """A tool's block as a learner finds it. `tool` is None where it does not open for anybody."""

    block: Mapping[str, Any]
    tool: ExternalTool | None
    account: ToolAccount | None = None
    use: ToolUse | None = None

    @property
    def done(self) -> bool:
        return self.use is not None and self.use.done_at is not None

    @property
    def asks_name(self) -> bool:
        """Whether the tool is told the learner's name, and the learner has not agreed yet."""
        return bool(self.tool and self.tool.gives_name) and not (
            self.account and self.account.name_agreed_at
        )

    @property
    def asks_email(self) -> bool:
        return bool(self.tool and self.tool.gives_email) and not (
            self.account and self.account.email_agreed_at
        )

    @property
    def asks(self) -> bool:
        return self.asks_name or self.asks_email

    @property
    def agreed(self) -> bool:
        """Whether there is something that the learner could take back."""
        own = self.account
        return own is not None and bool(own.name_agreed_at or own.email_agreed_at)


@dataclass(frozen=True)
class Standings:
    """Where a learner stands in the tools of a lesson: accounts by tool, uses by tool and block."""

    accounts: Mapping[int, ToolAccount]
    uses: Mapping[tuple[int, str], ToolUse]


def in_lesson(enrollment: Enrollment, lesson_key: str, body: Any) -> Standings:
    """Two queries however many tools there are, none where there is none."""
    if all(block["type"] != "external_tool" for block in body.raw_data):
        return Standings({}, {})
    accounts = ToolAccount.objects.filter(person=enrollment.person_id)
    return Standings(
        {account.tool_id: account for account in accounts}, _uses(enrollment, lesson_key)
    )


def _uses(enrollment: Enrollment, lesson_key: str) -> dict[tuple[int, str], ToolUse]:
    found = ToolUse.objects.filter(enrollment=enrollment, link__lesson_key=lesson_key)
    return {(use.link.tool_id, use.link.block_key): use for use in found.select_related("link")}


def placed(standings: Standings, module: ModulePage, block: Mapping[str, Any]) -> Place:
    """A block of the lesson.

    Whether its tool opens is asked each time: an author may have typed the number of another
    association's tool, or sharing may have ended.
    """
    tool = block["tool"]
    if tool is None or not tool.opens_for(module.association_id):
        return Place(block, None)
    use = standings.uses.get((tool.pk, block["key"]))
    return Place(block, tool, standings.accounts.get(tool.pk), use)


def place(
    enrollment: Enrollment, module: ModulePage, lesson_key: str, block: Mapping[str, Any]
) -> Place:
    """One block alone, in two queries; none where it has no tool."""
    if block["tool"] is None:
        return Place(block, None)
    accounts = ToolAccount.objects.filter(tool=block["tool"], person=enrollment.person_id)
    own = {account.tool_id: account for account in accounts}
    return placed(Standings(own, _uses(enrollment, lesson_key)), module, block)


def block_of(lesson: LessonPage, block_key: str) -> Mapping[str, Any]:
    """:raises Http404: when the lesson has no tool under this key."""
    for child in lesson.body:
        if child.block_type == "external_tool" and child.value["key"] == block_key:
            found: Mapping[str, Any] = child.value
            return found
    raise Http404


def unfinished(
    enrollment: Enrollment, module: ModulePage, lesson_key: str, body: Iterable[Any]
) -> list[str]:
    """Titles of the tools in a lesson that have to be finished first: one query, none where there is
    none. What does not open keeps nobody.
    """
    blocks = [child.value for child in body if child.block_type == "external_tool"]
    wanted = [one for one in blocks if one["required"]]
    standings = Standings({}, _uses(enrollment, lesson_key) if wanted else {})
    places = [placed(standings, module, one) for one in wanted]
    return [one.block["title"] for one in places if one.tool is not None and not one.done]


def line_item(tool: ExternalTool, public_id: str) -> ToolLink:
    """:raises Http404: when the tool has no such place."""
    link = ToolLink.objects.filter(tool=tool, public_id=public_id).first()
    if link is None:
        raise Http404
    return link


def line_item_address(link: ToolLink) -> str:
    return address_of("tools:line_item", link.public_id)


def address_of(name: str, *arguments: str) -> str:
    """Where a tool's server finds it: at the platform's own host, whatever host one reads on."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"


def results(link: ToolLink, subject: str = "") -> list[tuple[ToolAccount, ToolUse]]:
    """Who has a score at this place, in a lasting order; two queries."""
    uses = ToolUse.objects.filter(link=link, score__isnull=False).select_related("enrollment")
    accounts = ToolAccount.objects.filter(tool=link.tool_id)
    if subject:
        accounts = accounts.filter(subject=subject)
        uses = uses.filter(enrollment__person__in=accounts.values("person"))
    known = {account.person_id: account for account in accounts}
    found = ((known.get(use.enrollment.person_id), use) for use in uses.order_by("pk"))
    return [(account, use) for account, use in found if account is not None]
