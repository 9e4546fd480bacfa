"""Anyone may check a certificate; the page says how it stands at this moment."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates import inspection, selectors, wording
from certificates.forms.checking import TOO_LARGE, FileForm, NumberForm, OriginalForm
from certificates.payload import in_language
from certificates.selectors import original
from certificates.sheet import context_of
from certificates.views import shown
from certificates.views.machine import as_json
from lms.backbone.ids import is_certificate_number, normalize
from lms.backbone.limits import too_many
from lms.backbone.public_pages import language_asked, public

LOOKS, FILES, ORIGINALS, PERIOD_SECONDS = 60, 10, 10, 60
#: What a form adds to the file that it sends.
FORM_BYTES = 16 * 1024


@require_safe
@public
def verify_form(request: HttpRequest) -> HttpResponse:
    """Type a number; a right one leads to its page."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        asked = language_asked(request, "lang")
        query = f"?lang={asked}" if asked else ""
        return redirect(reverse("verify", args=[form.cleaned_data["number"]]) + query)
    typed = request.GET.get("number", "")[:60]
    original_form = OriginalForm(initial={"original": typed})
    context = {"form": form, "file_form": FileForm(), "original_form": original_form}
    return render(request, "certificates/verify_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def verify_original(request: HttpRequest) -> HttpResponse:
    """How an endorsement of before stands, by the association's number and the holder's family name.

    They are sent in the body: a name does not belong into addresses, which are kept in many places.
    """
    if request.method != "POST":
        return redirect("verify_form")
    if too_many(request, "verify-original", limit=ORIGINALS, seconds=PERIOD_SECONDS):
        return _too_many(request, machine=False)
    form = OriginalForm(request.POST)
    if not form.is_valid():
        forms = {"form": NumberForm(), "file_form": FileForm(), "original_form": form}
        return render(request, "certificates/verify_form.html", forms, status=422)
    found = original.find(
        number=form.cleaned_data["original"],
        family_name=form.cleaned_data["family_name"],
        at=timezone.now(),
    )
    context = {
        "found": [
            {
                "seen": one,
                "category": in_language(one.category, translation.get_language() or "en")
                or one.endorsement.category,
                "sentence": wording.standing(one.verdict),
                "standing": one.verdict.standing.value,
            }
            for one in found
        ],
        "form": form,
        "checked_at": timezone.now(),
    }
    status = 200 if found else 404
    return render(request, "certificates/verify_original.html", context, status=status)


@csrf_exempt  # It changes nothing; reading the token would read the file before its size is known.
@require_POST
@public
def check_file(request: HttpRequest) -> HttpResponse:
    """Whether a PDF is the file that was issued, and how its certificate stands now."""
    if too_many(request, "verify-file", limit=FILES, seconds=PERIOD_SECONDS):
        return _too_many(request, machine=False)
    if int(request.headers.get("content-length") or 0) > inspection.MOST_BYTES + FORM_BYTES:
        return _file_form(request, refused=str(TOO_LARGE))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_form(request, form)
    try:
        inspected = inspection.inspect(form.cleaned_data["file"])
    except inspection.Busy:
        busy = _("Several files are being checked right now. Please try again in a moment.")
        return _file_form(request, refused=busy)
    found = selectors.checked(inspected.number, at=timezone.now()) if inspected.number else None
    if found is None:
        return _file_form(request, refused=wording.file(inspection.Outcome.NOT_OURS), status=200)
    page = _page(found)
    page["file"] = {
        "as_issued": inspected.outcome == inspection.Outcome.ISSUED,
        "sentence": wording.file(inspected.outcome),
    }
    return render(request, "certificates/verify.html", page)


@require_safe
@public
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """How the certificate stands now: a page, or JSON for a machine that accepts it first."""
    machine = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    if too_many(request, "verify", limit=LOOKS, seconds=PERIOD_SECONDS):
        return _too_many(request, machine)
    canonical = normalize(number)
    if canonical != number and is_certificate_number(canonical):
        query = request.META["QUERY_STRING"]
        target = redirect("verify", canonical)
        target["Location"] += f"?{query}" if query else ""
        return target
    found = selectors.checked(canonical, at=timezone.now())
    if found is None:
        return _unknown(request, number, machine)
    if machine:
        return JsonResponse(as_json(found))
    return render(request, "certificates/verify.html", _page(found))


def _file_form(
    request: HttpRequest, form: FileForm | None = None, *, refused: str = "", status: int = 422
) -> HttpResponse:
    context = {
        "form": NumberForm(),
        "file_form": form or FileForm(),
        "original_form": OriginalForm(),
        "refused": refused,
    }
    return render(request, "certificates/verify_form.html", context, status=status)


def _page(found: selectors.Checked) -> dict[str, Any]:
    certificate = found.certificate
    # The facts in the reader's language rather than the certificate's.
    certificate.language = translation.get_language() or certificate.language
    facts = {**context_of(certificate), "name": ""}
    return {
        **facts,
        "checked": found,
        "nameless": not found.holder and found.verdict.standing not in selectors.OVER,
        "standing": found.verdict.standing.value,
        "sentence": shown.sentence(found),
        "checked_at": timezone.now(),
        "form": NumberForm(),
    }


def _unknown(request: HttpRequest, number: str, machine: bool) -> HttpResponse:
    if machine:
        return JsonResponse({"standing": "unknown"}, status=404)
    original_form = OriginalForm(initial={"original": number[:60]})
    context = {"typed": number[:40], "form": NumberForm(), "original_form": original_form}
    return render(request, "certificates/verify_unknown.html", context, status=404)


def _too_many(request: HttpRequest, machine: bool) -> HttpResponse:
    if machine:
        response: HttpResponse = JsonResponse({"error": "too_many_requests"}, status=429)
    else:
        response = render(request, "certificates/verify_too_many.html", status=429)
    response["Retry-After"] = str(PERIOD_SECONDS)
    return response
