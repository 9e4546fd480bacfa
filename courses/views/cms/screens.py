"""Screens of ours about one module, or about one question bank, in the frame of the CMS."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page

from courses.models import LessonPage, ModulePage, QuestionBankPage, SharedBank
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
    """For whoever may edit the bank, a module's or a shared one; stands before the generic view."""

    breadcrumbs_items = ()
    #: Whether the address names a shared bank.
    shared = False
    bank: banks.Bank

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.bank = banks.bank_at(request.user, kwargs["pk"], shared=self.shared)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_page_subtitle(self) -> str:
        """Many banks are called the same: the module says which one it is, unless the title does."""
        module = self.bank.get_parent() if isinstance(self.bank, QuestionBankPage) else None
        if module is None or module.title in self.bank.title:
            return str(self.bank.title)
        return f"{module.title}: {self.bank.title}"

    def screen(self, name: str, *args: str) -> str:
        """The address of one of these screens about the same bank."""
        return screen_of(self.bank, name, *args)

    def back(self) -> str:
        return editor_of(self.bank)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "back": self.back()}


def whole_of(page: Page) -> Page:
    """The module that a lesson or a bank belongs to; anything else is a whole by itself."""
    found = page.specific
    part = isinstance(found, LessonPage | QuestionBankPage)
    return found.get_parent().specific if part else found


def button_of_module(
    page: Page, user: Any, name: str, label: Any, *, icon: str, priority: int
) -> list[Button]:
    """A button in the menu of a module, a lesson and a bank, to a screen about the module; for whoever may
    edit it."""
    module = whole_of(page)
    if not isinstance(module, ModulePage) or not module.permissions_for_user(user).can_edit():
        return []
    place = reverse(f"courses_cms:{name}", args=[module.pk])
    return [Button(label, place, icon_name=icon, priority=priority)]


def editor_of(one: Page | SharedBank) -> str:
    """Where it is edited: a module's bank is a page, a shared one is not."""
    shared = isinstance(one, SharedBank)
    name = "wagtailsnippets_courses_sharedbank:edit" if shared else "wagtailadmin_pages:edit"
    return reverse(name, args=[one.pk])


def screen_of(bank: banks.Bank, name: str, *args: str) -> str:
    """The address of a screen about a bank; those about shared ones stand beside the others."""
    shared = "shared_" if isinstance(bank, SharedBank) else ""
    return reverse(f"courses_cms:{shared}{name}", args=[bank.pk, *args])
