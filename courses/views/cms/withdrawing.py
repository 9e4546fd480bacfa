"""Withdrawing a module for everybody, at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.widgets import Button

from courses.forms.withdrawal import WithdrawalForm
from courses.models import ModulePage
from courses.services import snapshot
from courses.views.cms.screens import OfModule


class Withdraw(OfModule, FormView):
    """For whoever may edit the module: an error or a takedown does not wait for a moderator."""

    template_name = "courses/cms/withdraw.html"
    form_class = WithdrawalForm
    page_title = gettext_lazy("Withdraw for everybody")
    header_icon = "warning"

    def may(self, user: Any) -> bool:
        return may_withdraw(self.module, user)

    def back(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.module.pk])

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
