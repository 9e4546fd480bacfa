"""What belongs to one association in the CMS: its people see, use and change their own alone."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail.admin.panels import ObjectList
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.forms.owned import OwnedForm
from courses.selectors.owned import own
from endorsement.models import Membership
from endorsement.permissions import administers, memberships_today

READ = frozenset({"view", "choose"})
WRITE = READ | {"add", "change"}
_READ = "_roles_read_for_the_cms"
#: As with pages: authors write drafts, moderators publish them.
PUBLISH = WRITE | {"publish", "unpublish"}


class OwnedPolicy(BasePermissionPolicy):
    """Memberships decide, today's: what authors and what moderators may do for their own association.

    Everything else, and what no association owns, is an administrator's.
    """

    def __init__(
        self, model: Any, *, authors: frozenset[str] = WRITE, moderators: frozenset[str] = PUBLISH
    ) -> None:
        super().__init__(model)
        self.may = {Membership.Role.AUTHOR: authors, Membership.Role.MODERATOR: moderators}

    def user_has_permission(self, user: Any, action: str) -> bool:
        return administers(user) or bool(self._where(user, [action]))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return administers(user) or instance.association_id in self._where(user, [action])

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Sequence[str]
    ) -> QuerySet[Any]:
        rows = self.model.objects.all()
        if administers(user):
            return rows
        return rows.filter(association__in=self._where(user, actions))

    def users_with_any_permission(self, _actions: Any) -> Any:
        return get_user_model().objects.filter(is_superuser=True, is_active=True)

    def _where(self, user: Any, actions: Sequence[str]) -> set[int]:
        """Associations in which the user may do one of these."""
        roles = [role for role, may in self.may.items() if not may.isdisjoint(actions)]
        return {one.association_id for one in _roles(user) if one.role in roles}


def _roles(user: Any) -> list[Membership]:
    """The user's roles, read once a request: a page's menu asks about every kind of snippet."""
    held: list[Membership] | None = getattr(user, _READ, None)
    if held is None:
        held = memberships_today(user)
        setattr(user, _READ, held)
    return held


class Choose(ChooseView):
    def get_object_list(self) -> Any:
        return own(super().get_object_list(), self.request.user)


class ChooseResults(ChooseResultsView):
    def get_object_list(self) -> Any:
        return own(super().get_object_list(), self.request.user)


class Chosen(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        found = own(self.model_class.objects.filter(pk=pk), self.request.user).first()
        if found is None:
            raise Http404
        return found


class ChosenSeveral(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return own(super().get_objects(pks), self.request.user)


class OwnedChooser(SnippetChooserViewSet):
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenSeveral


class OwnedViews(SnippetViewSet):
    """A list of one's own, and 404 on every page about one of another association."""

    chooser_viewset_class = OwnedChooser
    form_class_of_owned = OwnedForm

    def get_queryset(self, request: HttpRequest) -> Any:
        return own(self.model.objects.select_related("association"), request.user)

    def get_edit_handler(self) -> Any:
        panels = getattr(self, "panels", None) or self.model.panels
        handler = ObjectList(panels, base_form_class=self.form_class_of_owned)
        return handler.bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        patterns: list[Any] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = self._within(pattern.callback)
        return patterns

    def _within(self, view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            pk = str(kwargs.get("pk", ""))
            # One of the CMS's addresses takes any text for it.
            theirs = own(self.model.objects.filter(pk=pk if pk.isdecimal() else 0), request.user)
            if "pk" in kwargs and not theirs.exists():
                raise Http404
            return view(request, *args, **kwargs)

        return inner
