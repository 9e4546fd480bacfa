"""What courses does when the CMS, sign-in or endorsement tells a fact."""

from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    task_submitted,
    unpublished,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from courses.models import LessonPage, ModulePage, PathPage, QuestionBankPage, SharedBank
from courses.services import (
    authoring,
    forgetting,
    hand_out,
    moderation,
    path,
    publishing,
    readiness,
)
from endorsement.models import Association, LedgerEntry, Membership, Person
from endorsement.signals import (
    association_host_changed,
    membership_changed,
    person_erased,
    training_recorded,
)
from lms.backbone.hints import hint


def _somebody_publishes() -> bool:
    """Whether this happens for somebody in the CMS, rather than by a task or a command."""
    return get_active_log_context().user is not None


@receiver(page_published, sender=ModulePage, dispatch_uid="offer of a published module")
def offer_module(instance: ModulePage, **_kwargs: Any) -> None:
    if _somebody_publishes():
        readiness.check_module(page=instance)
    publishing.module_published(page=instance, at=timezone.now())


@receiver(page_published, sender=ModulePage, dispatch_uid="hand-outs of a published module")
def owe_hand_outs(instance: ModulePage, **_kwargs: Any) -> None:
    hand_out.module_published(module=instance, at=timezone.now())


@receiver(page_published, sender=LessonPage, dispatch_uid="hand-outs of a published lesson")
def owe_hand_outs_of_lesson(instance: LessonPage, **_kwargs: Any) -> None:
    hand_out.lesson_published(lesson=instance, at=timezone.now())


@receiver(page_unpublished, sender=ModulePage, dispatch_uid="offer of a withdrawn module")
def withdraw_module(instance: ModulePage, **_kwargs: Any) -> None:
    publishing.module_unpublished(page=instance, at=timezone.now())


@receiver(page_published, sender=LessonPage, dispatch_uid="keep a published lesson")
@receiver(page_published, sender=QuestionBankPage, dispatch_uid="keep a published bank")
def keep_part(instance: LessonPage | QuestionBankPage, **_kwargs: Any) -> None:
    if _somebody_publishes():
        readiness.check_part(page=instance)
        if isinstance(instance, QuestionBankPage) and not publishing.goes_with_its_module(instance):
            readiness.check_enough(bank=instance)
    publishing.part_changed(page=instance, at=timezone.now())


@receiver(post_page_move, sender=QuestionBankPage, dispatch_uid="enough left for a module")
def keep_enough(instance: Page, parent_page_before: Page, **_kwargs: Any) -> None:
    if _somebody_publishes() and not instance.is_child_of(parent_page_before):
        readiness.check_enough(bank=instance.specific, module=parent_page_before)


@receiver(pre_delete, sender=QuestionBankPage, dispatch_uid="a bank that is drawn from stays")
def keep_drawn(instance: QuestionBankPage, origin: Any = None, **_kwargs: Any) -> None:
    """Whoever deletes the module deletes its bank with it."""
    pages = origin if isinstance(origin, QuerySet) else Page.objects.none()
    if _somebody_publishes() and not pages.filter(pk=instance.get_parent().pk).exists():
        readiness.check_not_drawn(bank=instance)


@receiver(post_page_move, sender=LessonPage, dispatch_uid="keep the order of lessons")
def keep_moved(instance: Page, parent_page_before: Page, **_kwargs: Any) -> None:
    lesson = instance.specific
    publishing.part_changed(page=lesson, at=timezone.now())
    if not lesson.is_child_of(parent_page_before):
        publishing.lesson_left(module=parent_page_before, lesson=lesson, at=timezone.now())


@receiver(page_unpublished, sender=LessonPage, dispatch_uid="keep without a lesson")
@receiver(page_unpublished, sender=QuestionBankPage, dispatch_uid="keep without a bank")
def keep_without_part(instance: LessonPage | QuestionBankPage, **_kwargs: Any) -> None:
    """A page about to be deleted is still live in the database: then what was kept stays whole."""
    if not type(instance).objects.filter(pk=instance.pk, live=True).exists():
        if _somebody_publishes() and isinstance(instance, QuestionBankPage):
            readiness.check_enough(bank=instance)
        publishing.part_changed(page=instance, at=timezone.now())
    elif isinstance(instance, LessonPage):
        publishing.lesson_left(module=instance.get_parent(), lesson=instance, at=timezone.now())


@receiver(training_recorded, dispatch_uid="learning paths of a completed module")
def complete_paths(entry: LedgerEntry, at: datetime, **_kwargs: Any) -> None:
    path.module_completed(entry=entry, at=at)


@receiver(page_published, sender=PathPage, dispatch_uid="followers of a changed path")
def look_at_followers(**_kwargs: Any) -> None:
    """Whoever has everything of the path as it is now is found by a sweep; this one comes at once."""
    hint("courses.sweep_paths")


@receiver(published, sender=SharedBank, dispatch_uid="keep what modules draw from a bank")
def keep_shared(instance: SharedBank, **_kwargs: Any) -> None:
    """Wagtail reports it also when its day is still to come: then nothing happens yet."""
    if instance.live and _somebody_publishes():
        readiness.check_shared_part(bank=instance)
    publishing.shared_bank_changed(bank=instance, at=timezone.now())


@receiver(unpublished, sender=SharedBank, dispatch_uid="keep what modules draw without a bank")
def keep_without_shared(instance: SharedBank, **_kwargs: Any) -> None:
    if _somebody_publishes():
        readiness.check_shared(bank=instance)
    publishing.shared_bank_changed(bank=instance, at=timezone.now())


@receiver(pre_delete, sender=SharedBank, dispatch_uid="a shared bank that is drawn from stays")
def keep_shared_drawn(instance: SharedBank, origin: Any = None, **_kwargs: Any) -> None:
    several = isinstance(origin, QuerySet) and origin.model is SharedBank
    if _somebody_publishes():
        readiness.check_shared(bank=instance, gone=list(origin) if several else [instance])


# Wagtail sends its own mails while the page waits, to whom its groups name, and loses them when the
# mail server is away. Ours are owed rows. They stand under the names of Wagtail's receivers, which
# connect later and find their places taken.


@receiver(
    task_submitted,
    sender=TaskState,
    dispatch_uid="group_approval_task_submitted_email_notification",
)
def tell_moderators(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    moderation.submitted(task=instance, by=user, at=timezone.now())


@receiver(
    workflow_submitted,
    sender=WorkflowState,
    dispatch_uid="workflow_state_submitted_email_notification",
)
def tell_nobody_twice(**_kwargs: Any) -> None:
    """Moderators hear of the task; Wagtail would write to every administrator."""


@receiver(
    workflow_approved,
    sender=WorkflowState,
    dispatch_uid="workflow_state_approved_email_notification",
)
def tell_author_of_approval(instance: WorkflowState, **_kwargs: Any) -> None:
    moderation.decided(workflow=instance, event="approved", at=timezone.now())


@receiver(
    workflow_rejected,
    sender=WorkflowState,
    dispatch_uid="workflow_state_rejected_email_notification",
)
def tell_author_of_rejection(instance: WorkflowState, **_kwargs: Any) -> None:
    moderation.decided(workflow=instance, event="rejected", at=timezone.now())


@receiver(membership_changed, dispatch_uid="groups of the CMS at a membership")
def follow_membership(membership: Membership, **_kwargs: Any) -> None:
    """A role in the CMS began or ended."""
    if membership.role in authoring.ROLES:
        authoring.ensure_association(association=membership.association)
        authoring.keep_in_step(person=membership.person, at=timezone.now())


@receiver(association_host_changed, dispatch_uid="site of an association")
def follow_host_name(association: Association, **_kwargs: Any) -> None:
    authoring.ensure_association(association=association)


@receiver(user_logged_in, dispatch_uid="groups of the CMS at sign-in")
def follow_dates(user: Any, **_kwargs: Any) -> None:
    """Roles that began or ended by their dates, or were given before there was an account."""
    person = Person.objects.filter(user=user).first()
    if person is not None:
        authoring.keep_in_step(person=person, at=timezone.now())


@receiver(person_erased, dispatch_uid="learning of an erased person")
def forget_learner(person: Person, at: datetime, **_kwargs: Any) -> None:
    forgetting.forget(person=person, at=at)
