"""What an author types into the CMS, as forms send it."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.models import ModulePage
from endorsement.models import Association

# An answer's list is empty, and its need the usual, for a scale.
EVALUATION = {
    "kind": "scale",
    "text": "Useful?",
    "objective": "",
    "needed": "usual",
    "options": {"count": "0"},
    "key": "",
}


def module_data(**changed: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": "Naming feelings",
            "slug": "naming-feelings",
            "summary": "How adults lend words.",
            "audience": "",
            "objectives": streamfield([("objective", {"text": "Name a feeling.", "key": ""})]),
            "content_note": "",
            "content_way_out": "",
            "hours": "0.5",
            "age_band": "birth_to_5",
            "delivery": "self_paced",
            "covers": streamfield([]),
            "split": streamfield([]),
            "topics": streamfield([("share", {"topic": "iecmh", "hours": "0.5"})]),
            "prerequisites": streamfield([]),
            "references": streamfield([]),
            "presenters": streamfield([]),
            "approvals": streamfield([]),
            "pass_mark": "80",
            "draw": "2",
            "attempts": "4",
            "wait_minutes": "0",
            "time_limit": "0",
            "minimum_minutes": "0",
            "evaluation_required": "on",
            "evaluation": streamfield([("item", EVALUATION)]),
            "version": "1",
            "number": "100",
            "shared": "on",
            "review_status": "not_yet_reviewed",
            "reviewed_by": "",
            "reviewed_on": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            **changed,
        }
    )


def lesson_data(title: str, body: list[Any] | None = None) -> dict[str, Any]:
    prose = ("prose", {"text": rich_text("<p>Words.</p>"), "sources": []})
    return nested_form_data(
        {
            "title": title,
            "slug": title.lower().replace(" ", "-"),
            "minutes": "5",
            "body": streamfield([prose] if body is None else body),
            "comments": inline_formset([]),
        }
    )


def option(text: str, *, right: bool = False) -> dict[str, Any]:
    correct = {"correct": "on"} if right else {}
    return {"text": text, "rationale": f"Why {text}.", "key": "", **correct}


def question(text: str, *, rights: int = 1) -> tuple[str, dict[str, Any]]:
    options = inline_items([option(f"{text} {n}", right=n < rights) for n in range(3)])
    return (
        "question",
        {
            "kind": "multiple_choice",
            "text": text,
            "options": options,
            "rationale": "Remember.",
            "objective": "",
            "sources": [],
            "key": "",
        },
    )


def inline_items(values: list[Any]) -> dict[str, Any]:
    """A ListBlock's form data."""
    data: dict[str, Any] = {"count": str(len(values))}
    for number, value in enumerate(values):
        data[str(number)] = {"deleted": "", "order": str(number), "type": "item", "value": value}
    return data


def bank_data(questions: list[Any]) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": "Questions",
            "slug": "questions",
            "questions": streamfield(questions),
            "comments": inline_formset([]),
        }
    )


def add(client: Client, kind: str, parent: Page, data: dict[str, Any]) -> Any:
    place = reverse("wagtailadmin_pages:add", args=["courses", kind, parent.pk])
    return client.post(place, data)


def edit(client: Client, page: Page, data: dict[str, Any], **more: str) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**data, **more})


def approve(moderator: Client, page: Page) -> Any:
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    place = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return moderator.post(place, {"comment": ""})


def write_draft(association: Association, author: Client) -> ModulePage:
    """A module with two lessons and a bank, all drafts."""
    association.refresh_from_db()
    add(author, "modulepage", association.root_page, module_data())
    module = ModulePage.objects.get(slug="naming-feelings")
    for title in ("First", "Second"):
        add(author, "lessonpage", module, lesson_data(title))
    add(author, "questionbankpage", module, bank_data([question("One?"), question("Two?")]))
    return module
