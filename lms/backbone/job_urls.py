"""Long work that somebody asked for, under a language prefix."""

from django.urls import path

from lms.backbone import job_pages

urlpatterns = [
    path("<slug:public_id>/", job_pages.job_detail, name="job"),
    path("<slug:public_id>/download/", job_pages.job_download, name="job_download"),
    path("<slug:public_id>/cancel/", job_pages.job_cancel, name="job_cancel"),
    path("<slug:public_id>/retry/", job_pages.job_retry, name="job_retry"),
]
