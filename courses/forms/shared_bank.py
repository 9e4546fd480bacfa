"""A shared question bank in the CMS: of one's own association, and keys that are never mistaken."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from endorsement.models import Association, Membership
from endorsement.permissions import administers, memberships_today

WRITERS = frozenset({Membership.Role.AUTHOR, Membership.Role.MODERATOR})


def written_by(user: Any, *roles: str) -> set[int]:
    """Associations in which the user has one of the roles today: author or moderator by default."""
    wanted = set(roles) or WRITERS
    held = memberships_today(user) if user.is_active and user.is_authenticated else []
    return {one.association_id for one in held if one.role in wanted}


class SharedBankForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if "association" in self.fields and user is not None and not administers(user):
            own = Association.objects.filter(pk__in=written_by(user))
            self.fields["association"].queryset = own

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        association = cleaned.get("association")
        if "action-publish" in self.data and association and not self._may_publish(association):
            self.add_error("association", _("Only a moderator of this association publishes it."))
        return cleaned

    def _may_publish(self, association: Association) -> bool:
        user = self.for_user
        return administers(user) or association.pk in written_by(user, Membership.Role.MODERATOR)
