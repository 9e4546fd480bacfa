"""Shared question banks in the CMS: each association's authors and moderators see their own alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.forms.shared_bank import SharedBankForm, written_by
from courses.models import SharedBank
from endorsement.models import Membership
from endorsement.permissions import administers

#: As with pages: authors write drafts, moderators publish. Deleting would take questions from modules.
OF_AUTHORS = frozenset({"add", "change", "view", "choose"})
OF_MODERATORS = OF_AUTHORS | {"publish", "unpublish"}


class SharedBankPolicy(BasePermissionPolicy):
    """Memberships decide: authors and moderators today for their own association."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return administers(user) or bool(_where(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return administers(user) or instance.association_id in _where(user, action)

    def instances_user_has_any_permission_for(self, user: Any, _actions: Any) -> Any:
        return of_user(user)

    def users_with_any_permission(self, _actions: Any) -> Any:
        return get_user_model().objects.filter(is_superuser=True, is_active=True)


def _where(user: Any, action: str) -> set[int]:
    """Associations in which the user may do this."""
    if action in OF_AUTHORS:
        return written_by(user)
    return written_by(user, Membership.Role.MODERATOR) if action in OF_MODERATORS else set()


def of_user(user: Any) -> Any:
    """The banks that the user may see."""
    rows = SharedBank.objects.select_related("association")
    return rows if administers(user) else rows.filter(association__in=written_by(user))


def _within(view: Callable[..., Any]) -> Callable[..., Any]:
    """Every page about one bank: 404 for those of another association."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        pk = str(kwargs.get("pk", ""))
        # One of the CMS's addresses takes any text for it.
        if "pk" in kwargs and not (pk.isdecimal() and of_user(request.user).filter(pk=pk).exists()):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


class _Choose(ChooseView):
    def get_object_list(self) -> Any:
        return of_user(self.request.user)


class _ChooseResults(ChooseResultsView):
    def get_object_list(self) -> Any:
        return of_user(self.request.user)


class _Chosen(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        return of_user(self.request.user).get(pk=pk)


class _ChosenMultiple(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return of_user(self.request.user).filter(pk__in=pks)


class SharedBankChooser(SnippetChooserViewSet):
    """Where a module's bank chooses among the shared ones."""

    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMultiple


class SharedBankViewSet(SnippetViewSet):
    """The banks' pages in the CMS."""

    model = SharedBank
    icon = "help"
    menu_label = gettext_lazy("Question banks")
    menu_name = "shared_banks"
    menu_order = 340
    add_to_admin_menu = True
    list_display = ["title", "association", "live"]
    copy_view_enabled = False
    chooser_viewset_class = SharedBankChooser
    edit_handler = ObjectList(
        [FieldPanel("association"), FieldPanel("title"), FieldPanel("questions")],
        base_form_class=SharedBankForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return of_user(request.user)

    def get_urlpatterns(self) -> list[Any]:
        patterns: list[Any] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = _within(pattern.callback)
        return patterns
