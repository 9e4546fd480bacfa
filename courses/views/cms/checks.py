"""Before publishing: what stands in the way, what wants a look, what is fine."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.widgets import Button

from courses.models.check_words import sentence
from courses.rules.checks import Finding, State
from courses.rules.publishable import Spot
from courses.selectors import checks
from courses.views.cms.screens import OfModule, button_of_module

HEADINGS = {
    State.BLOCKS: gettext_lazy("Stands in the way of publishing"),
    State.LOOK: gettext_lazy("Please look"),
    State.FINE: gettext_lazy("Fine"),
}
ADDS = {"lessons": "lessonpage", "bank": "questionbankpage"}


class Checks(OfModule, TemplateView):
    template_name = "courses/cms/checks.html"
    page_title = gettext_lazy("Before publishing")
    header_icon = "tasks"
    of_original = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = checks.of_module(self.module)
        groups = [
            (state, heading, [self._line(one) for one in found if one.state is state])
            for state, heading in HEADINGS.items()
        ]
        return {**super().get_context_data(**kwargs), "groups": groups}

    def _line(self, finding: Finding) -> dict[str, Any]:
        pages = [place for spot in finding.spots for place in _places(spot)]
        add = ""
        if finding.code in ADDS and finding.state is State.BLOCKS:
            kind = ADDS[finding.code]
            add = reverse("wagtailadmin_pages:add", args=["courses", kind, self.module.pk])
        return {"sentence": sentence(finding), "spots": pages, "add": add}


def _places(spot: Spot) -> Iterator[tuple[str, str]]:
    """The page or the block in it; a recording is changed on screens of its own."""
    if spot.page:
        place = reverse("wagtailadmin_pages:edit", args=[spot.page])
        yield (f"{place}#{spot.anchor}" if spot.anchor else place), spot.label
    if spot.recording:
        named = {"place": spot.label}
        captions = reverse("courses_cms:captions", args=[spot.recording])
        yield captions, _("%(place)s: captions") % named
        transcript = reverse("wagtailmedia:edit", args=[spot.recording])
        yield transcript, _("%(place)s: transcript") % named


def button(page: Any, user: Any, *_args: Any, **_kwargs: Any) -> list[Button]:
    """First in the menu of a module, a lesson and a bank."""
    return button_of_module(page, user, "checks", _("Before publishing"), icon="tasks", priority=5)
