"""The translation of a module: how far it is, and the button that begins it or takes over changes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.widgets import Button

from courses.models import ModulePage
from courses.selectors import translation
from courses.selectors.module import source_of
from courses.services import translating
from courses.views.cms.screens import OfModule
from endorsement.refusals import Refused


class Translate(OfModule, TemplateView):
    template_name = "courses/cms/translation.html"
    page_title = gettext_lazy("Translation")
    header_icon = "globe"
    of_original = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        languages = [
            (code, name, translation.lines_of(self.module, code))
            for code, name in translation.other_languages(self.module)
        ]
        return {**super().get_context_data(**kwargs), "languages": languages}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        language = request.POST.get("language", "")
        if language not in dict(translation.other_languages(self.module)):
            raise Http404
        if "submit" in request.POST:
            self._submit(request, language)
        else:
            translating.translate(module=self.module, language=language, by=request.user)
            messages.success(request, _("The texts to translate are below, page by page."))
        return redirect(request.path)

    def _submit(self, request: HttpRequest, language: str) -> None:
        try:
            translating.submit(module=self.module, language=language, by=request.user)
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
        else:
            messages.success(
                request, _("Submitted. You hear by mail what the moderator decides about it.")
            )


def button(page: Any, user: Any, *_args: Any, **_kwargs: Any) -> list[Button]:
    """In the menu of a module."""
    module = page.specific
    if not isinstance(module, ModulePage):
        return []
    if not source_of(module).permissions_for_user(user).can_edit():
        return []
    place = reverse("courses_cms:translate", args=[page.pk])
    return [Button(_("Translation"), place, icon_name="globe", priority=60)]
