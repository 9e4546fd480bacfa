"""The links of resource cards and sources, for those who may change the cards."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.models import LinkCheck
from courses.selectors import link_check
from courses.services import link_check as service


def may(user: Any) -> bool:
    return bool(user.has_perm(service.EDITS))


class Links(WagtailAdminTemplateMixin, TemplateView):
    template_name = "courses/cms/links.html"
    page_title = gettext_lazy("Links")
    header_icon = "link-external"
    breadcrumbs_items = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.request.GET.get("state", "")
        state = state if state in LinkCheck.State.values else ""
        found = link_check.listed(state)
        filters = [
            (value, label, found.counts[value])
            for value, label in LinkCheck.State.choices
            if found.counts[value]
        ]
        return {
            **super().get_context_data(**kwargs),
            "listed": found,
            "filters": filters,
            "all": found.counts.total(),
            "state": state,
            "on": settings.LINK_CHECKS,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        chosen = [int(pk) for pk in request.POST.getlist("link") if pk.isdecimal()]
        number = service.check_again(addresses=chosen, at=timezone.now())
        if number:
            said = ngettext(
                "%(number)s link is checked again within the next hours.",
                "%(number)s links are checked again within the next hours.",
                number,
            )
            messages.success(request, said % {"number": number})
        else:
            messages.warning(request, _("Tick the links to check again first."))
        return redirect(request.get_full_path())
