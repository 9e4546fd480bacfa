"""The preview of a design: asked for by the editor's page, drawn by the worker, shown as a PDF."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from certificates import samples, wording
from certificates.services import previewing
from lms.backbone import jobs
from lms.backbone.jobs import results
from lms.backbone.private_files import hand_out


@require_POST
@xframe_options_sameorigin
def ask(request: HttpRequest) -> HttpResponse:
    """Have a design drawn that a page of ours signed for whoever may edit it."""
    try:
        job = previewing.ask(
            signed=request.POST.get("document", ""),
            mode=request.POST.get("mode", ""),
            owner_id=int(request.user.pk or 0),
            language=get_language() or "en",
            at=timezone.now(),
        )
    except signing.BadSignature:
        raise Http404 from None
    return _shown(request, job)


@require_safe
@xframe_options_sameorigin
def look(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far it is; asked by the page itself every second."""
    return _shown(request, _mine(request, public_id))


@require_safe
@xframe_options_sameorigin
def pdf(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The drawn PDF, for the page's frame."""
    job = _mine(request, public_id)
    if not jobs.panel_of(job, at=timezone.now()).download:
        raise Http404
    try:
        path = results.path_of(job)
        return hand_out(
            request, path, name=job.result_name, content_type=job.result_type, in_page=True
        )
    except FileNotFoundError:
        raise Http404 from None


def _mine(request: HttpRequest, public_id: str) -> jobs.Job:
    job = jobs.mine(request.user, public_id)
    if job.kind != previewing.KIND:
        raise Http404
    return job


def _shown(request: HttpRequest, job: jobs.Job) -> HttpResponse:
    error = job.result.get("error", "")
    context = {
        "panel": jobs.panel_of(job, at=timezone.now()),
        "error": wording.design_failure(error) if error else "",
        "sample": dict(samples.MODES).get(job.params["mode"], ""),
    }
    part = bool(getattr(request, "htmx", False))
    name = "_drawn.html" if part else "drawn.html"
    return render(request, f"certificates/designs/{name}", context)
