"""Who writes designs: authors and moderators of an association for their own, administrators all."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.permission_policies.base import BasePermissionPolicy

from certificates.models import Design
from endorsement.models import Membership
from endorsement.permissions import administers, writes_for

#: As with pages: authors write drafts, moderators publish. Deleting would lose what was printed by which
#: design; a design is taken off instead.
OF_AUTHORS = frozenset({"add", "change", "view", "choose"})
OF_MODERATORS = OF_AUTHORS | {"publish", "unpublish"}


class DesignPolicy(BasePermissionPolicy):
    """Memberships decide, by the association's calendar of today."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return administers(user) or bool(where(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return administers(user) or instance.association_id in where(user, action)

    def instances_user_has_any_permission_for(self, user: Any, _actions: Any) -> Any:
        return of_user(user)

    def users_with_any_permission(self, _actions: Any) -> Any:
        return get_user_model().objects.filter(is_superuser=True, is_active=True)


def where(user: Any, action: str) -> set[int]:
    """The associations in which the user may do this today."""
    if action not in OF_MODERATORS:
        return set()
    # Read once for a request, which is as long as its user lives: a list asks for every row.
    if not hasattr(user, "designs_of"):
        user.designs_of = {}
    roles = () if action in OF_AUTHORS else (Membership.Role.MODERATOR,)
    if roles not in user.designs_of:
        user.designs_of[roles] = writes_for(user, *roles)
    return set(user.designs_of[roles])


def of_user(user: Any) -> Any:
    """The designs that the user may see."""
    rows = Design.objects.select_related("association", "latest_revision")
    return rows if administers(user) else rows.filter(association__in=where(user, "view"))
