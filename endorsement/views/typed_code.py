"""Where a code out of a mail or a letter is typed, by people who may have no account."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from endorsement.forms.reference import CodeForm
from endorsement.forms.sent import sent
from lms.backbone.limits import too_many

# Typing from paper goes wrong now and then; forty bits stay out of reach of so many tries.
CODES_PER_WINDOW = 20
WINDOW_SECONDS = 600


def typed_code(
    request: HttpRequest,
    *,
    counted_as: str,
    find: Callable[[str], tuple[str, ...]],
    unknown: str,
    template: str,
) -> HttpResponse:
    """The page to type a code on, and the way on from it, as often as it is typed.

    `find` gives the name of the next address and its arguments, or raises Http404 for a code that opens
    nothing, which `unknown` says. Tries are counted for each address under `counted_as`.
    """
    form = CodeForm(sent(request))
    status = 200
    if request.method == "POST":
        status = 422
        if too_many(request, counted_as, limit=CODES_PER_WINDOW, seconds=WINDOW_SECONDS):
            form.add_error(
                None, _("Many codes were tried from here. Please wait ten minutes, then try again.")
            )
            status = 429
        elif form.is_valid():
            try:
                return redirect(*find(form.cleaned_data["code"]))
            except Http404:
                form.add_error("code", unknown)
    return render(request, template, {"form": form}, status=status)
