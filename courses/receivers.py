"""What courses does when the CMS, sign-in or endorsement tells a fact."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from courses.models import ModulePage
from courses.services import authoring, forgetting, publishing
from endorsement.models import Membership, Person
from endorsement.signals import membership_changed, person_erased


@receiver(page_published, sender=ModulePage, dispatch_uid="offer of a published module")
def offer_module(instance: ModulePage, **_kwargs: Any) -> None:
    publishing.module_published(page=instance)


@receiver(page_unpublished, sender=ModulePage, dispatch_uid="offer of a withdrawn module")
def withdraw_module(instance: ModulePage, **_kwargs: Any) -> None:
    publishing.module_unpublished(page=instance)


@receiver(membership_changed, dispatch_uid="groups of the CMS at a membership")
def follow_membership(membership: Membership, **_kwargs: Any) -> None:
    """A role in the CMS began or ended."""
    if membership.role in authoring.ROLES:
        authoring.ensure_association(association=membership.association)
        authoring.keep_in_step(person=membership.person, at=timezone.now())


@receiver(user_logged_in, dispatch_uid="groups of the CMS at sign-in")
def follow_dates(user: Any, **_kwargs: Any) -> None:
    """Roles that began or ended by their dates, or were given before there was an account."""
    person = Person.objects.filter(user=user).first()
    if person is not None:
        authoring.keep_in_step(person=person, at=timezone.now())


@receiver(person_erased, dispatch_uid="learning of an erased person")
def forget_learner(person: Person, **_kwargs: Any) -> None:
    forgetting.forget(person=person)
