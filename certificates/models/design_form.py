"""A design's form in the CMS: whose it is, its pictures, and that only a whole one is published."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from endorsement.models import Association, Membership
from endorsement.permissions import administers, writes_for


class DesignForm(WagtailAdminModelForm):
    """Drafts may still be wrong. An author's design belongs to an association that they write for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_associations()
        self._show_pictures()

    def _offer_associations(self) -> None:
        user: Any = self.for_user
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
        said: dict[str, Any] = super().clean() or {}
        user: Any = self.for_user
        if "action-publish" not in self.data or user is None or administers(user):
            return said
        association = said.get("association")
        if association and association.pk not in writes_for(user, Membership.Role.MODERATOR):
            self.add_error("association", _("Only a moderator of this association publishes it."))
        return said

    def _show_pictures(self) -> None:
        if self.instance.pk is None:
            return
        signed = getattr(self, "formsets", {}).get("signatories")
        shown = [
            (self, "logo"),
            *((form, "signature") for form in (signed.forms if signed else ())),
        ]
        for form, name in shown:
            digest = getattr(form.instance, name)
            if name in form.fields and digest:
                address = reverse("design_picture", args=[self.instance.pk, digest])
                form.fields[name].widget.address = address

    def is_valid(self) -> bool:
        valid = bool(super().is_valid())
        if valid and "action-publish" in self.data:
            # With what the form says, its signatories included.
            for fault in self.save(commit=False).faults():
                self.add_error(None, fault)
        return bool(valid and not self.errors)
