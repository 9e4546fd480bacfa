"""Criteria, letters and the directory in the CMS: for administrators, moderators and coordinators."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from endorsement import cms_urls
from endorsement.models import LetterTemplate
from endorsement.permissions import administers, moderates
from endorsement.views import directory_desk, letters
from endorsement.views.owned import NOTHING, PUBLISH, OwnedPolicy

# Letters are taken off with "unpublish"; deleting would lose what was sent by which text.
register_permission_policy(
    LetterTemplate,
    OwnedPolicy(LetterTemplate, authors=NOTHING, moderators=NOTHING, coordinators=PUBLISH),
    exact_class=True,
)
register_snippet(letters.LetterViewSet)
register_snippet(directory_desk.DirectoryEntryViewSet)
hooks.register("register_snippet_listing_buttons", letters.button_for_test)


@hooks.register("register_admin_urls")
def criteria_urls() -> list[URLPattern | URLResolver]:
    return [
        path("criteria/", include(cms_urls, namespace="criteria")),
        path("letters/<int:pk>/test/", letters.letter_test, name="letter_test"),
        path("directory/", directory_desk.directory_import, name="directory_import"),
        path("directory/table.csv", directory_desk.directory_template, name="directory_template"),
    ]


class CriteriaItem(MenuItem):
    """Shown to those who find something behind it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request.user) or bool(moderates(request.user))


class DirectoryItem(MenuItem):
    """For administrators alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request.user)


@hooks.register("register_admin_menu_item")
def directory_item() -> Any:
    return DirectoryItem(
        _("Directory of associations"),
        reverse("directory_import"),
        name="directory",
        icon_name="site",
        order=260,
    )


@hooks.register("register_admin_menu_item")
def criteria_item() -> Any:
    return CriteriaItem(
        _("Criteria"), reverse("criteria:list"), name="criteria", icon_name="list-ul", order=250
    )
