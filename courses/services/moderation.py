"""Mail about moderation: to the association's own people, owed like every other mail."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, TaskState, WorkflowState

from courses.models.identity import publisher_of
from endorsement.models import Association, Membership, Person
from endorsement.permissions import has_role, today_in
from endorsement.selectors.memberships import in_role
from lms.backbone.mail import owe_mail

AUTHOR, MODERATOR = Membership.Role.AUTHOR, Membership.Role.MODERATOR


@transaction.atomic
def submitted(*, task: TaskState, by: Any, at: datetime) -> int:
    """Owe every moderator of the page's association one mail about this submission; how many.

    Whoever submitted it knows. A page of no association has no moderators by Membership.
    """
    page = task.workflow_state.content_object
    association = association_of(page)
    if association is None:
        return 0
    people = {
        held.person.pk: held.person
        for held in in_role(association, MODERATOR, today_in(association, at))
        if held.person.email and held.person.user_id != getattr(by, "pk", None)
    }
    for person in people.values():
        _owe("submitted", task, person, association, page, at)
    return len(people)


@transaction.atomic
def decided(*, workflow: WorkflowState, event: str, at: datetime) -> int:
    """Owe whoever submitted the page one mail: `approved` or `rejected`; how many.

    Only while they are author or moderator of the page's association.
    """
    page = workflow.content_object
    association = association_of(page)
    person = Person.objects.filter(user=workflow.requested_by_id).exclude(email="").first()
    if association is None or person is None or workflow.requested_by_id is None:
        return 0
    today = today_in(association, at)
    if not any(has_role(person, association, role, on=today) for role in (AUTHOR, MODERATOR)):
        return 0
    task = TaskState.objects.get(pk=workflow.current_task_state_id)
    _owe(event, task, person, association, page, at)
    return 1


def association_of(page: Any) -> Association | None:
    """The association whose part of the site the page stands in, or that owns what is no page."""
    return publisher_of(page) if isinstance(page, Page) else page.association


def _owe(
    event: str,
    task: TaskState,
    person: Person,
    association: Association,
    page: Any,
    at: datetime,
) -> None:
    draft = page.get_latest_revision_as_object()
    owe_mail(
        key=f"moderation:{event}:{task.pk}:{person.ref}",
        to=person.email,
        template=f"moderation_{event}",
        context={
            "name": str(person),
            "association": association.short_name,
            "title": str(getattr(draft, "title", draft)),
            "comment": task.comment if event == "rejected" else "",
            # The CMS is the platform's, whatever host the association has.
            "path": AdminURLFinder().get_edit_url(page),
        },
        language=person.language,
        at=at,
    )
