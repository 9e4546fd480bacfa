"""What sign-in does when an account goes, whoever erases it."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from lms.accounts import traces
from lms.accounts.models import User


@receiver(pre_delete, sender=User, dispatch_uid="traces of an account")
def forget_traces(instance: User, **_kwargs: Any) -> None:
    traces.forget(instance)
