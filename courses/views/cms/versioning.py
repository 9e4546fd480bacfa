"""A module's next version, or another module that begins as a copy."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.widgets import Button

from courses.forms.versioning import VERSION, CopyForm
from courses.models import ModulePage
from courses.selectors.module import source_of
from courses.services import versioning
from courses.views.cms.screens import OfModule


class Copy(OfModule, FormView):
    """For whoever may edit the module and add one beside it."""

    template_name = "courses/cms/copy.html"
    form_class = CopyForm
    page_title = gettext_lazy("New version or copy")
    header_icon = "copy"

    def may(self, user: Any) -> bool:
        return may_copy(self.module, user)

    def form_valid(self, form: CopyForm) -> HttpResponse:
        user = self.request.user
        if form.cleaned_data["what"] == VERSION:
            made = versioning.new_version(module=self.module, by=user)
            sentence = _("Version %(version)d is a draft now, with all its lessons and questions.")
            messages.success(self.request, sentence % {"version": made.version})
        else:
            made = versioning.new_module_from(
                module=self.module, title=form.cleaned_data["title"].strip(), by=user
            )
            messages.success(
                self.request,
                _("“%(title)s” is a draft now, with all lessons and questions.")
                % {"title": made.title},
            )
        return redirect("wagtailadmin_pages:edit", made.pk)


def may_copy(module: ModulePage, user: Any) -> bool:
    source = source_of(module)
    rights = source.permissions_for_user(user)
    beside = source.get_parent().permissions_for_user(user)
    return bool(rights.can_edit() and beside.can_add_subpage())


def button(page: Any, user: Any, *_args: Any, **_kwargs: Any) -> list[Button]:
    """In the menu of a module."""
    if not isinstance(page.specific, ModulePage) or not may_copy(page.specific, user):
        return []
    place = reverse("courses_cms:copy", args=[page.pk])
    return [Button(_("New version or copy"), place, icon_name="copy", priority=31)]


def instead_of_copying(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Wagtail's own form knows nothing of versions."""
    if isinstance(page.specific, ModulePage) and may_copy(page.specific, request.user):
        return redirect("courses_cms:copy", page.pk)
    return None
