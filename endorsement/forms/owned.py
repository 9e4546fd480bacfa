"""What belongs to one association, in the CMS: written for one's own, published by its moderators."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from endorsement.models import Association, Membership
from endorsement.permissions import administers, writes_for


class OwnedForm(WagtailAdminModelForm):
    """An author's work belongs to an association that they write for; an administrator's to any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if user is None or administers(user) or "association" not in self.fields:
            return
        own = Association.objects.filter(pk__in=writes_for(user))
        field: Any = self.fields["association"]
        field.queryset = own
        field.required = True
        field.empty_label = None
        if len(own) == 1 and self.instance.pk is None:
            field.initial = own[0].pk

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        association = cleaned.get("association")
        if "action-publish" in self.data and association and not self.moderated(association.pk):
            self.add_error("association", _("Only a moderator of this association publishes it."))
        return cleaned

    def moderated(self, association: int | None) -> bool:
        """Whether whoever fills the form in is a moderator of the association, or nobody fills it in."""
        user = self.for_user
        if user is None or administers(user):
            return True
        return association in writes_for(user, Membership.Role.MODERATOR)
