"""What sign-in does when an account goes, whoever erases it, and when its first address is confirmed."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from lms.accounts import traces
from lms.accounts.models import User


@receiver(pre_delete, sender=User, dispatch_uid="traces of an account")
def forget_traces(instance: User, **_kwargs: Any) -> None:
    traces.forget(instance)


@receiver(email_confirmed, dispatch_uid="ask second addresses")
def ask_the_others(request: Any, email_address: EmailAddress, **_kwargs: Any) -> None:
    """Mail the link of a second address given at sign-up, once the first is proven."""
    if not email_address.primary:
        return
    others = EmailAddress.objects.filter(user=email_address.user_id, verified=False)
    for one in others.exclude(pk=email_address.pk):
        one.send_confirmation(request)
