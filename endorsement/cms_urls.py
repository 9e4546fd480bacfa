"""Criteria in the CMS, below its own address."""

from django.urls import path

from endorsement.views.criteria import (
    conditions,
    dry_runs,
    editions,
    files,
    outlines,
    previews,
    requirements,
    sections,
)

app_name = "criteria"

TREE = "<slug:public_id>/categories/<slug:category>/<slug:purpose>/"

urlpatterns = [
    path("", editions.edition_list, name="list"),
    path("file/", files.bring, name="bring"),
    path("<slug:public_id>/", editions.edition, name="edition"),
    path("<slug:public_id>/copy/", editions.copy, name="copy"),
    path("<slug:public_id>/discard/", editions.discard, name="discard"),
    path("<slug:public_id>/file/", files.keep, name="keep"),
    path("<slug:public_id>/preview/", previews.preview, name="preview"),
    path("<slug:public_id>/dry-run/", dry_runs.dry_run, name="dry_run"),
    path("<slug:public_id>/all/<slug:code>/", sections.section, name="section"),
    path("<slug:public_id>/categories/", sections.category_add, name="category_add"),
    path(
        "<slug:public_id>/categories/<slug:category>/",
        sections.category_edit,
        name="category_edit",
    ),
    path(
        "<slug:public_id>/categories/<slug:category>/take-out/",
        sections.category_delete,
        name="category_delete",
    ),
    path(f"{TREE}outline/", outlines.tree, name="tree"),
    path(f"{TREE}add/", requirements.add, name="requirement_add"),
    path(f"{TREE}at/<slug:code>/", requirements.requirement, name="requirement"),
    path(
        f"{TREE}at/<slug:code>/for-whom/<path:where>/",
        conditions.condition,
        name="condition",
    ),
    path(f"{TREE}at/<slug:code>/step/", outlines.step, name="requirement_step"),
    path(f"{TREE}at/<slug:code>/take-out/", outlines.delete, name="requirement_delete"),
]
