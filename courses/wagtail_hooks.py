"""Where the CMS meets the platform."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from courses.models import AssociationPage, QuestionBankPage
from courses.views import pages
from courses.views.cms import (
    checks,
    links,
    question_import,
    translating,
    trial,
    versioning,
    withdrawing,
)
from courses.views.cms import urls as cms_urls
from courses.views.cms.external_tools import ExternalTools
from courses.views.cms.packages import Packages, try_button
from courses.views.cms.shared_banks import SharedBanks
from courses.views.cms.teaching import Approvals, Presenters
from endorsement.models import Association

register_snippet(SharedBanks)
hooks.register("before_serve_page", pages.serve)
register_snippet(Packages)
register_snippet(ExternalTools)
hooks.register("register_snippet_listing_buttons", try_button)
register_snippet(Presenters)
register_snippet(Approvals)
hooks.register("before_copy_page", versioning.instead_of_copying)
for offered in (checks, trial, versioning, translating, withdrawing):
    hooks.register("register_page_header_buttons", offered.button)
hooks.register("before_edit_page", translating.told_of_page)
hooks.register("before_edit_snippet", translating.told_of_snippet)
hooks.register("register_page_header_buttons", question_import.buttons)
hooks.register("register_snippet_listing_buttons", question_import.shared_buttons)

#: What authors and moderators do not need beside pages, files and what lessons refer to.
NOT_FOR_AUTHORS = {"reports", "redirects", "settings", "help"}


@hooks.register("insert_global_admin_css")
def hide_keys() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("courses/css/cms.css"))


@hooks.register("construct_main_menu")
def shorten_menu(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in NOT_FOR_AUTHORS]


class HowToPanel(Component):
    """The way from an idea to a published module, on the first page of the CMS."""

    name = "how_to_make_a_module"
    # After what waits for a moderator and what one has submitted oneself.
    order = 230
    template_name = "courses/cms/how_to.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        roots = Association.objects.values("root_page")
        places = [
            {
                "title": page.title,
                "explore": reverse("wagtailadmin_explore", args=[page.pk]),
                "add": reverse("wagtailadmin_pages:add", args=["courses", "modulepage", page.pk]),
            }
            # Once each: modules are added in the language they are written in.
            for page in AssociationPage.objects.filter(pk__in=roots).order_by("title")
            if page.permissions_for_user(user).can_add_subpage()
        ]
        return {"places": places}


@hooks.register("construct_homepage_panels")
def explain(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(HowToPanel())


@hooks.register("construct_page_chooser_queryset")
def link_to_what_visitors_can_read(queryset: Any, _request: HttpRequest) -> Any:
    """A question bank is no page to link to."""
    return queryset.not_type(QuestionBankPage)


@hooks.register("register_admin_urls")
def our_screens() -> list[Any]:
    return [path("", include(cms_urls))]


@hooks.register("register_admin_menu_item")
def feedback_of_learners() -> MenuItem:
    return MenuItem(_("Feedback"), reverse("courses_cms:feedback"), icon_name="comment", order=350)


@hooks.register("register_admin_menu_item")
def live_sessions() -> MenuItem:
    return MenuItem(_("Live sessions"), reverse("live:desks"), icon_name="date", order=340)


class ForEditorsOfResources(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return links.may(request.user)


@hooks.register("register_admin_menu_item")
def checked_links() -> MenuItem:
    place = reverse("courses_cms:links")
    return ForEditorsOfResources(_("Links"), place, icon_name="link-external", order=360)
