"""Screens of the core: the portfolio and what it is measured by."""

from django.urls import path, re_path

from endorsement.views import (
    applications,
    areas,
    categories,
    competencies,
    confirmations,
    confirming,
    coordination,
    details,
    entries,
    evidence,
    groups,
    imports,
    missing,
    offers,
    own_data,
    own_growth,
    plan,
    portfolio,
    providers,
    references,
    registry,
    renewals,
    reviews,
    rosters,
    signatures,
)

app_name = "endorsement"

urlpatterns = [
    # The portfolio.
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/export.json", portfolio.export_document, name="portfolio_document"),
    path("portfolio/export.csv", portfolio.export_table, name="portfolio_table"),
    path("portfolio/areas/", areas.areas, name="areas"),
    path("portfolio/areas/<str:area>/", areas.area, name="area"),
    path("portfolio/missing/", missing.missing, name="missing"),
    path("portfolio/plan/", plan.plan, name="plan"),
    path("portfolio/plan/add/<slug:kind>/", plan.plan_add, name="plan_add"),
    path("portfolio/plan/<slug:public_id>/edit/", plan.plan_edit, name="plan_edit"),
    path("portfolio/plan/<slug:public_id>/take-out/", plan.plan_delete, name="plan_delete"),
    path("portfolio/plan/<slug:public_id>/done/", plan.plan_done, name="plan_done"),
    path("portfolio/export.xlsx", portfolio.export_workbook, name="portfolio_workbook"),
    path("portfolio/import/", imports.import_start, name="import_start"),
    re_path(
        r"^portfolio/import/template\.(?P<ending>csv|xlsx)$",
        imports.import_template,
        name="import_template",
    ),
    path("portfolio/import/<slug:public_id>/", imports.import_preview, name="import_preview"),
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
    path(
        "portfolio/entries/<slug:public_id>/confirmation/",
        confirmations.entry_confirm,
        name="entry_confirm",
    ),
    path("portfolio/confirmations/", confirmations.confirmations, name="confirmations"),
    path(
        "portfolio/confirmations/<slug:public_id>/<slug:action>/",
        confirmations.confirmation_act,
        name="confirmation_act",
    ),
    path("portfolio/groups/", groups.groups, name="groups"),
    path("portfolio/groups/find/", groups.group_find, name="group_find"),
    path("portfolio/groups/join/", groups.group_join, name="group_join"),
    path("portfolio/groups/<slug:public_id>/<slug:action>/", groups.group_act, name="group_act"),
    # Giving supervision: hours to confirm, rosters to post.
    path("supervision/", rosters.supervision, name="supervision"),
    path("supervision/requests/<slug:public_id>/", confirming.confirm_own, name="confirm"),
    path("supervision/groups/<slug:public_id>/", rosters.roster, name="roster"),
    path("portfolio/competencies/", competencies.competency_maps, name="competency_maps"),
    path(
        "portfolio/competencies/links/<slug:public_id>/remove/",
        competencies.competency_unlink,
        name="competency_unlink",
    ),
    path(
        "portfolio/competencies/<slug:code>/",
        competencies.competency_map_of,
        name="competency_map",
    ),
    path(
        "portfolio/competencies/<slug:code>/<str:competency>/",
        competencies.competency_link,
        name="competency_link",
    ),
    path("portfolio/self-assessment/", own_growth.assess, name="assess"),
    path(
        "portfolio/self-assessment/<slug:public_id>/",
        own_growth.assessment,
        name="self_assessment",
    ),
    path(
        "portfolio/self-assessment/<slug:public_id>/delete/",
        own_growth.assessment_delete,
        name="self_assessment_delete",
    ),
    path("portfolio/development/", own_growth.plan, name="development_plan"),
    path("portfolio/development/<slug:public_id>/", own_growth.goal_edit, name="goal_edit"),
    path("portfolio/development/<slug:public_id>/act/", own_growth.goal_act, name="goal_act"),
    path("portfolio/sign/<slug:document>/", signatures.sign, name="sign"),
    path("categories/", categories.categories, name="categories"),
    path("categories/providers/ask/", categories.ask_about_providers, name="ask_about_providers"),
    path("categories/<slug:code>/", categories.category, name="category"),
    # One's own record.
    path("details/", details.details, name="details"),
    path("my-data/", own_data.my_data, name="my_data"),
    path("my-data/copy/", own_data.ask_for_copy, name="my_data_copy"),
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
    path("a/<slug:slug>/providers/", providers.providers, name="providers"),
    path("a/<slug:slug>/providers/<uuid:ref>/", providers.provider, name="provider"),
    path("a/<slug:slug>/modules/", offers.offers, name="offers"),
    path("a/<slug:slug>/modules/<slug:code>/", offers.offer, name="offer"),
    # The public registry.
    path("registry/", registry.registry, name="registry"),
    path("a/<slug:slug>/listing/", registry.registry_listing, name="registry_listing"),
]
