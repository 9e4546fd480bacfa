"""Pages for administrators."""

from django.urls import path

from lms.backbone import desk, job_desk

urlpatterns = [
    path("mail/", desk.mail_desk, name="mail_desk"),
    path("mail/retry/", desk.mail_retry_all, name="mail_retry_all"),
    path("mail/<slug:public_id>/retry/", desk.mail_retry, name="mail_retry"),
    path("jobs/", job_desk.jobs_desk, name="jobs_desk"),
    path("jobs/<slug:public_id>/retry/", job_desk.jobs_retry, name="jobs_retry"),
]
