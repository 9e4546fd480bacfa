"""Packages in the CMS: an association's authors upload them, try them and use them in lessons."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy

from courses.forms.package import PackageForm
from courses.models import Package
from courses.packages.manifest import Unit
from courses.selectors.play import units_of
from courses.views.cms.owned import OwnedViews
from courses.views.package import framing_packages, try_out
from endorsement.selectors.owned import own
from endorsement.views.owned import WRITE, OwnedPolicy

# Its files never change, and lessons play them: only an administrator deletes one.
register_permission_policy(Package, OwnedPolicy(Package, moderators=WRITE))


class Packages(OwnedViews):
    model = Package
    icon = "download"
    list_display = ["title", "standard", "uploaded_at"]
    panels = [FieldPanel("file"), FieldPanel("title"), FieldPanel("association")]
    form_class_of_owned = PackageForm


class TryOut(View):
    """A package as learners see it; nothing that it reports is kept."""

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        package = own(Package.objects.filter(pk=pk), request.user).first()
        units: list[Unit] = units_of(package) if package else []
        if package is None or not 0 < number <= len(units) or not settings.CONTENT_URL:
            raise Http404
        context: dict[str, Any] = {
            "package": package,
            "units": units,
            "number": number,
            "frame": try_out(request, package, units[number - 1]),
            "back": reverse("wagtailsnippets_courses_package:edit", args=[package.pk]),
            "page_title": _("Try it"),
        }
        return framing_packages(render(request, "courses/cms/package_try.html", context))


def try_button(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:  # noqa: ARG001
    """In the list of packages, for those who may use it."""
    if not isinstance(snippet, Package) or not own(Package.objects.filter(pk=snippet.pk), user):
        return []
    address = reverse("courses_cms:package_try", args=[snippet.pk, 1])
    return [Button(_("Try it"), address, icon_name="view", priority=20)]
