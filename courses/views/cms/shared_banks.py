"""Shared question banks in the CMS: drafts of authors, approved by moderators of their association."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.models import WorkflowState
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import EditView

from courses.forms.shared_bank import SharedBankForm
from courses.models import SharedBank
from courses.views.cms import question_import, translating
from courses.views.cms.owned import OwnedViews
from endorsement.views.owned import PUBLISH, OwnedPolicy

# Deleting would take questions from modules: an administrator's.
policy = OwnedPolicy(SharedBank, moderators=PUBLISH | {"lock", "unlock"})
register_permission_policy(SharedBank, policy, exact_class=True)


class StatusColumn(Column):
    """Wagtail's own column would ask the database for each row."""

    def get_value(self, instance: Any) -> Any:
        if instance.waits:
            return _("Waits for a moderator")
        if not instance.live:
            return _("Draft")
        return (
            _("On the site, changed since")
            if instance.has_unpublished_changes
            else _("On the site")
        )


class Edit(EditView):
    """With the ways in and out of the bank beside its title."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        user = self.request.user
        ours = question_import.shared_buttons(self.object, user)
        return [*super().header_more_buttons, *ours, *translating.buttons_of(self.object, user)]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What its translation's page publishes wagtail-localize asks of the kind alone."""
        publishes = request.POST.get("action") == "publish"
        if publishes and not policy.user_has_permission_for_instance(
            request.user, "publish", self.object
        ):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


class SharedBanks(OwnedViews):
    model = SharedBank
    edit_view_class = Edit
    icon = "help"
    menu_label = _("Question banks")
    menu_name = "shared_banks"
    menu_order = 340
    add_to_admin_menu = True
    list_display = ["title", "association", StatusColumn("status", label=_("Status"))]
    copy_view_enabled = False
    form_class_of_owned = SharedBankForm

    def of_user(self, user: Any) -> Any:
        """Each with whether it waits for a moderator."""
        waiting = WorkflowState.objects.filter(
            base_content_type=ContentType.objects.get_for_model(SharedBank),
            object_id=Cast(OuterRef("pk"), CharField()),
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        return super().of_user(user).annotate(waits=Exists(waiting))

    panels = [
        FieldPanel("association"),
        FieldPanel("title"),
        FieldPanel("questions"),
        FieldPanel("go_live_at"),
    ]
