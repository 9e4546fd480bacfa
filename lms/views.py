"""Pages of the platform itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that waited too long or came from elsewhere: say what to do, lose nothing."""
    return render(request, "403_csrf.html", status=403)
