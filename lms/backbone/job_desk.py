"""The administrator's desk: long work that could not be finished. Not what it is about, not for whom."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.backbone import jobs
from lms.backbone.desk import administrator
from lms.backbone.jobs.kinds import title_of
from lms.backbone.models import Job

JOBS_A_PAGE = 25


@never_cache
@require_safe
@administrator
def jobs_desk(request: HttpRequest) -> HttpResponse:
    """What was given up, and where it went wrong."""
    page = Paginator(jobs.dead(), JOBS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Work that could not be finished"),
        "retry": _("Try again"),
        "nothing": _("Everything that was asked for is on its way or done."),
        "page": page,
        "rows": [_row(job) for job in page],
    }
    return render(request, "desk/jobs.html", context)


def _row(job: Job) -> dict[str, Any]:
    title = title_of(job.kind)
    asked_at = date_format(timezone.localtime(job.created_at), "SHORT_DATETIME_FORMAT")
    return {
        "job": job,
        "title": title,
        "named": f"{title}, {asked_at}",
        "error": job.last_error,
        "retry_url": reverse("jobs_retry", args=[job.public_id]),
    }


@require_POST
@administrator
def jobs_retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try one again, from its checkpoint."""
    job = get_object_or_404(jobs.dead(), public_id=public_id)
    jobs.retry(job=job, at=timezone.now())
    messages.success(request, _("It is being tried again."))
    return redirect("jobs_desk")
