"""Shared question banks in the CMS: drafts of authors, published by moderators of their association."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import EditView

from courses.forms.shared_bank import SharedBankForm
from courses.models import SharedBank
from courses.views.cms import question_import
from courses.views.cms.owned import OwnedViews
from endorsement.views.owned import OwnedPolicy

# Deleting would take questions from modules: an administrator's.
register_permission_policy(SharedBank, OwnedPolicy(SharedBank), exact_class=True)


class Edit(EditView):
    """With the ways in and out of the bank beside its title."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        own = question_import.shared_buttons(self.object, self.request.user)
        return [*super().header_more_buttons, *own]


class SharedBanks(OwnedViews):
    model = SharedBank
    edit_view_class = Edit
    icon = "help"
    menu_label = _("Question banks")
    menu_name = "shared_banks"
    menu_order = 340
    add_to_admin_menu = True
    list_display = ["title", "association", "live"]
    copy_view_enabled = False
    form_class_of_owned = SharedBankForm
    panels = [FieldPanel("association"), FieldPanel("title"), FieldPanel("questions")]
