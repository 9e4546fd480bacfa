"""Criteria in the menu of the CMS, for administrators and moderators."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from endorsement import cms_urls
from endorsement.permissions import administers, moderates


@hooks.register("register_admin_urls")
def criteria_urls() -> list[URLPattern | URLResolver]:
    return [path("criteria/", include(cms_urls, namespace="criteria"))]


class CriteriaItem(MenuItem):
    """Shown to those who find something behind it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request.user) or bool(moderates(request.user))


@hooks.register("register_admin_menu_item")
def criteria_item() -> Any:
    return CriteriaItem(
        _("Criteria"), reverse("criteria:list"), name="criteria", icon_name="list-ul", order=250
    )
