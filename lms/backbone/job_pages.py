"""A job as the account that asked for it sees it: how far it is, its result, and calling it off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.backbone import jobs
from lms.backbone.jobs import results
from lms.backbone.models import Job
from lms.backbone.private_files import hand_out


@never_cache
@require_safe
@login_required
def job_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The job's page; asked by a panel, the panel alone."""
    panel = jobs.panel_of(jobs.mine(request.user, public_id), at=timezone.now())
    page = "jobs/panel.html" if getattr(request, "htmx", False) else "jobs/detail.html"
    crumbs = [{"label": panel.title, "url": panel.home}, {"label": _("Progress")}]
    return render(request, page, {"panel": panel, "crumbs": crumbs if panel.home else []})


@require_safe
@login_required
def job_download(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The result's file; when it is gone, the page that says so."""
    job = jobs.mine(request.user, public_id)
    if not jobs.panel_of(job, at=timezone.now()).download:
        return redirect("job", job.public_id)
    try:
        return hand_out(
            request, results.path_of(job), name=job.result_name, content_type=job.result_type
        )
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@login_required
def job_cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Call it off; what is over already stays as it is."""
    job = jobs.mine(request.user, public_id)
    if jobs.cancel(job=job, at=timezone.now()):
        messages.success(request, _("It was called off. Nothing of it is kept."))
    return _home(job)


@require_POST
@login_required
def job_retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try again what was given up."""
    job = jobs.mine(request.user, public_id)
    jobs.retry(job=job, at=timezone.now())
    return _home(job)


def _home(job: Job) -> HttpResponse:
    """Back to where it was asked for, or to its own page."""
    panel = jobs.panel_of(job, at=timezone.now())
    return redirect(panel.home or panel.url)
