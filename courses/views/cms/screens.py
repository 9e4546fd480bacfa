"""Screens of ours about one module, or about one question bank, in the frame of the CMS."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.models import ModulePage, QuestionBankPage
from courses.selectors import question_exchange as banks
from courses.selectors.module import source_of


class OfModule(WagtailAdminTemplateMixin):
    """For whoever may edit the module; stands before the generic view."""

    breadcrumbs_items = ()
    #: Whether the screen is about the page that a translation was made from.
    of_original = False
    module: ModulePage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = get_object_or_404(ModulePage, pk=kwargs["pk"])
        self.module = source_of(page) if self.of_original else page
        if not self.may(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def may(self, user: Any) -> bool:
        return bool(self.module.permissions_for_user(user).can_edit())

    def back(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.module.pk])

    def get_page_subtitle(self) -> str:
        return str(self.module.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "module": self.module, "back": self.back()}


class OfBank(WagtailAdminTemplateMixin):
    """For whoever may edit the bank; stands before the generic view."""

    breadcrumbs_items = ()
    bank: QuestionBankPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.bank = banks.bank_for(request.user, kwargs["pk"])
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_page_subtitle(self) -> str:
        """Many banks are called the same: the module says which one it is, unless the title does."""
        module = self.bank.get_parent()
        if module is None or module.title in self.bank.title:
            return str(self.bank.title)
        return f"{module.title}: {self.bank.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("wagtailadmin_pages:edit", args=[self.bank.pk])
        return {**super().get_context_data(**kwargs), "back": back}
