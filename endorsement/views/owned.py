"""What belongs to one association in the CMS: its people see, use and change their own alone."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from endorsement.models import Membership
from endorsement.permissions import administers, memberships_today
from endorsement.selectors.owned import own

NOTHING: frozenset[str] = frozenset()
READ = frozenset({"view", "choose"})
WRITE = READ | {"add", "change"}
#: What Wagtail's pages about a row ask of its kind alone: whoever moderates here may be an author there.
BY_ROW = frozenset({"publish", "lock", "unlock"})
_READ = "_roles_read_for_the_cms"
#: As with pages: authors write drafts, moderators publish them.
PUBLISH = WRITE | {"publish", "unpublish"}


class OwnedPolicy(BasePermissionPolicy):
    """Memberships decide, today's: what authors, moderators and coordinators may do for their own
    association.

    Everything else, and what no association owns, is an administrator's.
    """

    def __init__(
        self,
        model: Any,
        *,
        authors: frozenset[str] = WRITE,
        moderators: frozenset[str] = PUBLISH,
        coordinators: frozenset[str] = NOTHING,
    ) -> None:
        super().__init__(model)
        self.may = {
            Membership.Role.AUTHOR: authors,
            Membership.Role.MODERATOR: moderators,
            Membership.Role.COORDINATOR: coordinators,
        }

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


class OwnedSnippets(SnippetViewSet):
    """A list of one's own, and 404 on every page about one of another association."""

    def of_user(self, user: Any) -> QuerySet[Any]:
        """The rows that the user may see."""
        return own(self.model.objects.select_related("association"), user)

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.of_user(request.user)

    def get_urlpatterns(self) -> list[Any]:
        patterns: list[Any] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = self._within(pattern.callback)
        return patterns

    def _within(self, view: Callable[..., Any]) -> Callable[..., Any]:
        asked = getattr(getattr(view, "view_class", None), "permission_required", None)
        needed = asked if asked in BY_ROW else ""

        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "pk" in kwargs and not self._there(request.user, str(kwargs["pk"]), needed):
                raise Http404
            return view(request, *args, **kwargs)

        return inner

    def _there(self, user: Any, pk: str, needed: str) -> bool:
        # One of the CMS's addresses takes any text for it.
        row = self.of_user(user).filter(pk=pk).first() if pk.isdecimal() else None
        if row is None or not needed:
            return row is not None
        return bool(self.permission_policy.user_has_permission_for_instance(user, needed, row))
