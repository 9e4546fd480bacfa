"""What belongs to one association in the CMS: its authors alone see and use it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from endorsement.models import Association, Membership
from endorsement.permissions import memberships_today

WRITERS = {Membership.Role.AUTHOR, Membership.Role.MODERATOR}


def associations_of(user: Any) -> list[Association]:
    """Those that the user writes for today."""
    held = [one.association for one in memberships_today(user) if one.role in WRITERS]
    return list({association.pk: association for association in held}.values())


class OwnedForm(WagtailAdminModelForm):
    """An author's work belongs to an association that they write for; an administrator's to any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if user is None or user.is_superuser or "association" not in self.fields:
            return
        own = associations_of(user)
        field: Any = self.fields["association"]
        field.queryset = Association.objects.filter(pk__in=[one.pk for one in own])
        field.required = True
        field.empty_label = None
        if len(own) == 1 and self.instance.pk is None:
            field.initial = own[0].pk


class Owned(models.Model):
    """Belongs to an association; without one it is the platform's."""

    association = models.ForeignKey(
        Association,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("association"),
        help_text=_("Only its authors see and use this."),
    )

    base_form_class = OwnedForm

    class Meta:
        abstract = True
