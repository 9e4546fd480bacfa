"""Answers to a page that saves by itself: a sentence instead of a whole page."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

HEADER = "X-Saves-Itself"


def wanted(request: HttpRequest) -> bool:
    """Whether the page sent it by itself, and goes on showing what it shows."""
    return HEADER in request.headers


def saved(**more: Any) -> JsonResponse:
    """When it was saved, as the reader's clock says it."""
    said = _("Saved at %(time)s") % {"time": time_format(timezone.localtime(), "TIME_FORMAT")}
    return JsonResponse({"saved": said, **more})


def refused(form: Form) -> JsonResponse:
    """What keeps it from being saved, in the words of the form."""
    problems = [str(sentence) for errors in form.errors.values() for sentence in errors]
    return JsonResponse({"problem": " ".join(problems)}, status=422)
