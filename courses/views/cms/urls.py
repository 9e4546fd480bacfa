"""Addresses of our own screens below /cms/."""

from django.urls import path

from courses.models import PathPage, SharedBank
from courses.views.cms import (
    captions,
    checks,
    feedback,
    links,
    packages,
    question_export,
    question_import,
    translating,
    trial,
    versioning,
    withdrawing,
)

app_name = "courses_cms"

urlpatterns = [
    path("modules/<int:pk>/withdraw/", withdrawing.Withdraw.as_view(), name="withdraw"),
    path("modules/<int:pk>/checks/", checks.Checks.as_view(), name="checks"),
    path("modules/<int:pk>/trial/", trial.door, name="trial"),
    path("modules/<int:pk>/trial/<str:ticket>/", trial.test, name="trial_paper"),
    path("modules/<int:pk>/copy/", versioning.Copy.as_view(), name="copy"),
    path("modules/<int:pk>/translation/", translating.Translate.as_view(), name="translate"),
    path(
        "paths/<int:pk>/translation/",
        translating.Translate.as_view(kind=PathPage),
        name="translate_path",
    ),
    path(
        "shared-banks/<int:pk>/translation/",
        translating.Translate.as_view(kind=SharedBank),
        name="translate_shared_bank",
    ),
    path("recordings/<int:pk>/captions/", captions.Captions.as_view(), name="captions"),
    path("banks/<int:pk>/import/", question_import.Choose.as_view(), name="question_import"),
    path(
        "banks/<int:pk>/import/<slug:public_id>/",
        question_import.Preview.as_view(),
        name="question_import_preview",
    ),
    path("banks/<int:pk>/export/", question_export.Export.as_view(), name="question_export"),
    path(
        "banks/<int:pk>/export/<slug:name>/",
        question_export.File.as_view(),
        name="question_export_file",
    ),
    path(
        "shared-banks/<int:pk>/import/",
        question_import.Choose.as_view(shared=True),
        name="shared_question_import",
    ),
    path(
        "shared-banks/<int:pk>/import/<slug:public_id>/",
        question_import.Preview.as_view(shared=True),
        name="shared_question_import_preview",
    ),
    path(
        "shared-banks/<int:pk>/export/",
        question_export.Export.as_view(shared=True),
        name="shared_question_export",
    ),
    path(
        "shared-banks/<int:pk>/export/<slug:name>/",
        question_export.File.as_view(shared=True),
        name="shared_question_export_file",
    ),
    path("packages/<int:pk>/try/<int:number>/", packages.TryOut.as_view(), name="package_try"),
    path("links/", links.Links.as_view(), name="links"),
    path("feedback/", feedback.Modules.as_view(), name="feedback"),
    path("feedback/<slug:code>/<int:version>/", feedback.Module.as_view(), name="feedback_of"),
]
