"""What endorsement does when sign-in tells a fact."""

from typing import Any

from allauth.account.signals import email_changed, email_confirmed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from endorsement.services.person import ensure_person, follow_address


@receiver(email_confirmed, dispatch_uid="person at confirmed address")
def make_person(email_address: Any, **_kwargs: Any) -> None:
    """A confirmed address makes (or finds) the person."""
    ensure_person(user=email_address.user, at=timezone.now())


@receiver(email_changed, dispatch_uid="person at another address")
def follow(user: Any, **_kwargs: Any) -> None:
    """Reminders and decisions go where the person reads them."""
    follow_address(user=user)


@receiver(user_logged_in, dispatch_uid="person at sign-in")
def find_person(user: Any, **_kwargs: Any) -> None:
    """Whoever signs in, through whatever door, is a person from then on; pages only look them up."""
    ensure_person(user=user, at=timezone.now())
