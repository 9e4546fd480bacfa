"""Signs of life, figures and, in development, the mail that was sent."""

from django.urls import path

from lms.backbone import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics_text, name="metrics"),
    path("dev/mail/", views.sent_mail, name="sent_mail"),
    path("dev/mail/<slug:name>/", views.sent_mail_detail, name="sent_mail_detail"),
]
