"""Screens of the core: the portfolio and what it is measured by."""

from django.urls import path

from endorsement.views import (
    application_edition,
    applications,
    categories,
    coming_criteria,
    coordination,
    details,
    entries,
    evidence,
    overlays,
    own_data,
    portfolio,
    providers,
    references,
    registry,
    renewals,
    reviews,
    signatures,
)

app_name = "endorsement"

urlpatterns = [
    # The portfolio.
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/export.json", portfolio.export_document, name="portfolio_document"),
    path("portfolio/export.csv", portfolio.export_table, name="portfolio_table"),
    path("portfolio/add/<slug:kind>/", entries.entry_add, name="entry_add"),
    path("portfolio/entries/<slug:public_id>/", entries.entry, name="entry"),
    path("portfolio/entries/<slug:public_id>/edit/", entries.entry_edit, name="entry_edit"),
    path(
        "portfolio/entries/<slug:public_id>/correct/", entries.entry_correct, name="entry_correct"
    ),
    path("portfolio/entries/<slug:public_id>/delete/", entries.entry_delete, name="entry_delete"),
    path(
        "portfolio/entries/<slug:public_id>/withdraw/",
        entries.entry_withdraw,
        name="entry_withdraw",
    ),
    path("portfolio/entries/<slug:public_id>/files/", evidence.evidence_add, name="evidence_add"),
    path("portfolio/files/<slug:public_id>/", evidence.evidence, name="evidence"),
    path(
        "portfolio/files/<slug:public_id>/remove/",
        evidence.evidence_remove,
        name="evidence_remove",
    ),
    path("portfolio/files/<slug:public_id>/report/", evidence.evidence_flag, name="evidence_flag"),
    path("portfolio/sign/<slug:document>/", signatures.sign, name="sign"),
    path("categories/", categories.categories, name="categories"),
    path("categories/providers/ask/", categories.ask_about_providers, name="ask_about_providers"),
    path("categories/<slug:code>/", categories.category, name="category"),
    # One's own record.
    path("details/", details.details, name="details"),
    path("my-data/", own_data.my_data, name="my_data"),
    path("my-data/download/", own_data.download, name="my_data_download"),
    path("my-data/erase/", own_data.erase, name="my_data_erase"),
    path("my-data/goodbye/", own_data.goodbye, name="goodbye"),
    # Applying.
    path("applications/", applications.application_list, name="applications"),
    path(
        "a/<slug:slug>/apply/<slug:category>/",
        applications.application_start,
        name="application_start",
    ),
    path("applications/<slug:public_id>/", applications.application_detail, name="application"),
    path(
        "applications/<slug:public_id>/withdraw/",
        applications.application_withdraw,
        name="application_withdraw",
    ),
    path(
        "applications/<slug:public_id>/criteria/",
        application_edition.application_edition_change,
        name="application_edition",
    ),
    path("renewals/<slug:public_id>/", renewals.renewal, name="renewal"),
    path("a/<slug:slug>/references/", references.reference_list, name="references"),
    path(
        "references/<slug:public_id>/<slug:action>/",
        references.reference_act,
        name="reference_act",
    ),
    # The reviewer's desk.
    path("reviews/", reviews.review_list, name="review_list"),
    path("reviews/<slug:public_id>/", reviews.review_detail, name="review"),
    path("reviews/<slug:public_id>/step-back/", reviews.review_recuse, name="review_recuse"),
    # The coordinator's desk.
    path("a/<slug:slug>/desk/", coordination.coordinator_queue, name="coordinator_queue"),
    path(
        "a/<slug:slug>/desk/<slug:public_id>/",
        coordination.coordinator_application,
        name="coordinator_application",
    ),
    path("a/<slug:slug>/terms/", overlays.overlay, name="overlay"),
    path("a/<slug:slug>/criteria/", coming_criteria.coming_criteria, name="coming_criteria"),
    path(
        "a/<slug:slug>/criteria/<slug:public_id>/",
        coming_criteria.coming_edition,
        name="coming_edition",
    ),
    path("a/<slug:slug>/providers/", providers.providers, name="providers"),
    path("a/<slug:slug>/providers/<uuid:ref>/", providers.provider, name="provider"),
    # The public registry.
    path("registry/", registry.registry, name="registry"),
    path("a/<slug:slug>/listing/", registry.registry_listing, name="registry_listing"),
]
