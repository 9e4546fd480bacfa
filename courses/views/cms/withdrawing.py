"""Withdrawing a module for everybody, at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from courses.forms.withdrawal import WithdrawalForm
from courses.models import ModulePage
from courses.services import snapshot


class Withdraw(WagtailAdminTemplateMixin, FormView):
    """For whoever may edit the module: an error or a takedown does not wait for a moderator."""

    template_name = "courses/cms/withdraw.html"
    form_class = WithdrawalForm
    page_title = gettext_lazy("Withdraw for everybody")
    header_icon = "warning"
    breadcrumbs_items = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.module = get_object_or_404(ModulePage, pk=kwargs["pk"])
        if not may_withdraw(self.module, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.module.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("wagtailadmin_explore", args=[self.module.pk])
        return {**super().get_context_data(**kwargs), "module": self.module, "back": back}

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        snapshot.withdraw(
            module=self.module, because=form.cleaned_data["because"], at=timezone.now()
        )
        messages.success(
            self.request,
            _("“%(title)s” is withdrawn for everybody. Publish it again to give it back.")
            % {"title": self.module.title},
        )
        return redirect("wagtailadmin_explore", self.module.pk)


def may_withdraw(module: ModulePage, user: Any) -> bool:
    rights = module.permissions_for_user(user)
    return bool(rights.can_edit() or rights.can_unpublish())


def button(page: Any, user: Any, *_args: Any, **_kwargs: Any) -> list[Button]:
    """In the menu of a module that people are, or were, taking."""
    if not isinstance(page.specific, ModulePage) or not page.first_published_at:
        return []
    if not may_withdraw(page.specific, user):
        return []
    return [
        Button(
            _("Withdraw for everybody"),
            reverse("courses_cms:withdraw", args=[page.pk]),
            icon_name="warning",
            priority=62,
        )
    ]
