"""Which address a failed sign-in was about, for counting."""

from typing import Any

from django.http import HttpRequest


def attempted_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The address as typed, in lower case.

    allauth passes it as `email`, axes itself as `username`, and before anything is checked it is only
    in the form. Without it all failures of one place would count together.
    """
    given = credentials or {}
    typed = given.get("email") or given.get("username") or request.POST.get("login") or ""
    return str(typed).strip().lower()
