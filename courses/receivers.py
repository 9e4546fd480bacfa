"""What courses does when the CMS or endorsement tells a fact."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from courses.models import ModulePage
from courses.services import publishing


@receiver(page_published, sender=ModulePage, dispatch_uid="offer of a published module")
def offer_module(instance: ModulePage, **_kwargs: Any) -> None:
    publishing.module_published(page=instance)


@receiver(page_unpublished, sender=ModulePage, dispatch_uid="offer of a withdrawn module")
def withdraw_module(instance: ModulePage, **_kwargs: Any) -> None:
    publishing.module_unpublished(page=instance)
