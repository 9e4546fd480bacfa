"""What endorsement does when sign-in tells a fact."""

from typing import Any

from allauth.account.signals import email_changed, email_confirmed
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from endorsement import signals
from endorsement.models import PlannedItem
from endorsement.services import plan
from endorsement.services.addresses import ensure_person, follow_address


@receiver(email_confirmed, dispatch_uid="person at confirmed address")
def make_person(email_address: Any, **_kwargs: Any) -> None:
    """A confirmed address makes (or finds) the person."""
    _ensure(email_address.user)


@receiver(email_changed, dispatch_uid="person at another address")
def follow(request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    """Reminders and decisions go where the person reads them."""
    if not follow_address(user=user):
        messages.warning(
            request,
            _(
                "You sign in with the new address from now on, but our messages still go to the old one: "
                "somebody named you with the new address as a rater or provider, and that is a record "
                "of its own. Please write to your association to have the two looked at."
            ),
        )


@receiver(user_logged_in, dispatch_uid="person at sign-in")
def find_person(user: Any, **_kwargs: Any) -> None:
    """Whoever signs in, through whatever door, is a person from then on; pages only look them up."""
    _ensure(user)


def _ensure(user: Any) -> None:
    ensure_person(user=user, at=timezone.now(), language=get_language() or "")


@receiver(signals.training_recorded, dispatch_uid="finished module leaves the plan")
def finish_planned_module(entry: Any, **_kwargs: Any) -> None:
    """What was finished here needs no plan any more."""
    plan.finish(person=entry.person, kind=PlannedItem.Kind.MODULE, code=entry.offer_code)
