"""The translation of a module, a learning path or a shared bank: how far it is, and what begins it or
takes over changes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages as wagtail_messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail_localize.models import Translation

from courses.models import ModulePage, PathPage, SharedBank
from courses.selectors import translation
from courses.services import translating
from courses.views.cms.screens import editor_of, whole_of
from endorsement.refusals import Refused

#: The screen about each kind.
SCREENS = {
    ModulePage: "translate",
    PathPage: "translate_path",
    SharedBank: "translate_shared_bank",
}


class Translate(WagtailAdminTemplateMixin, TemplateView):
    template_name = "courses/cms/translation.html"
    page_title = gettext_lazy("Translation")
    header_icon = "globe"
    breadcrumbs_items = ()
    kind: type[translation.Original] = ModulePage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.original = translation.original_for(request.user, self.kind, kwargs["pk"])
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_page_subtitle(self) -> str:
        return str(self.original.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        languages = [
            (code, name, [_shown(line) for line in translation.lines_of(self.original, code)])
            for code, name in translation.other_languages(self.original)
        ]
        return {
            **super().get_context_data(**kwargs),
            "languages": languages,
            "back": editor_of(self.original),
            "of_module": isinstance(self.original, ModulePage),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        language = request.POST.get("language", "")
        if language not in dict(translation.other_languages(self.original)):
            raise Http404
        if "submit" in request.POST:
            self._submit(request, language)
        else:
            translating.translate(original=self.original, language=language, by=request.user)
            messages.success(request, _("The texts to translate are below, page by page."))
        return redirect(request.path)

    def _submit(self, request: HttpRequest, language: str) -> None:
        try:
            translating.submit(original=self.original, language=language, by=request.user)
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
        else:
            messages.success(
                request, _("Submitted. You hear by mail what the moderator decides about it.")
            )


def _shown(line: translation.Line) -> tuple[translation.Line, str]:
    """A line with the address at which its texts are translated."""
    return line, editor_of(line.there) if line.there else ""


def told(request: HttpRequest, one: Any) -> None:
    """At the top of the page where texts are translated: where it goes on. The library's page follows."""
    place = place_of(one)
    work = Translation.objects.filter(
        source__object_id=one.translation_key, target_locale_id=one.locale_id, enabled=True
    )
    if place and request.method == "GET" and work.exists():
        said = _("Each text is kept as you translate it. Submit the whole for moderation here:")
        wagtail_messages.info(
            request, said, buttons=[wagtail_messages.button(place, _("Translation"))]
        )


def place_of(one: Any) -> str:
    """The screen about the whole that something belongs to; empty where there is none."""
    whole = whole_of(one) if isinstance(one, Page) else one
    name = SCREENS.get(type(whole))
    return reverse(f"courses_cms:{name}", args=[whole.pk]) if name else ""


def told_of_page(request: HttpRequest, page: Any) -> None:
    told(request, page.specific)


def told_of_snippet(request: HttpRequest, instance: Any) -> None:
    if type(instance) in SCREENS:
        told(request, instance)


def button(page: Any, user: Any, *_args: Any, **_kwargs: Any) -> list[Button]:
    """In the menu of a module and of a learning path."""
    return buttons_of(page.specific, user)


def buttons_of(one: Any, user: Any) -> list[Button]:
    """For whoever may translate it."""
    place = place_of(one) if type(one) in SCREENS else ""
    if not place or not translation.may_translate(user, translation.original_of(one)):
        return []
    return [Button(_("Translation"), place, icon_name="globe", priority=60)]
