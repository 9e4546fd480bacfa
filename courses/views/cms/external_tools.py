"""External tools in the CMS: moderators make them known, authors put them into lessons."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from courses.forms.external_tool import ExternalToolForm
from courses.models import ExternalTool
from courses.selectors.tool import address_of
from courses.views.cms.owned import OwnedViews
from endorsement.permissions import administers, writes_for
from endorsement.views.owned import READ, WRITE, OwnedPolicy

# Learners' openings and grades rest on it: a moderator makes it known, and closing it is no deleting.
register_permission_policy(ExternalTool, OwnedPolicy(ExternalTool, authors=READ, moderators=WRITE))


def usable(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """What an author may put into a lesson: their own association's, and what others share."""
    rows = rows.filter(active=True)
    if administers(user):
        return rows
    return rows.filter(Q(association__in=writes_for(user)) | Q(shared=True))


class Choose(ChooseView):
    def get_object_list(self) -> Any:
        return usable(super().get_object_list(), self.request.user)


class ChooseResults(ChooseResultsView):
    def get_object_list(self) -> Any:
        return usable(super().get_object_list(), self.request.user)


class Chosen(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        found = usable(self.model_class.objects.filter(pk=pk), self.request.user).first()
        if found is None:
            raise Http404
        return found


class ChosenSeveral(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return usable(super().get_objects(pks), self.request.user)


class UsableChooser(SnippetChooserViewSet):
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenSeveral


class ToCopy(HelpPanel):
    """What the tool's administrators have to know of the platform, to copy."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            return {**context, "told": told(self.instance) if self.instance.pk else []}


def told(tool: ExternalTool) -> list[tuple[Any, str]]:
    """Each with the name that tools usually give it."""
    return [
        (_("Issuer (platform ID)"), settings.PUBLIC_URL),
        (_("Client ID"), tool.client_id),
        (_("Deployment ID"), tool.deployment_id),
        (_("Public keyset URL (JWKS)"), address_of("tools:keys")),
        (_("Authentication request URL"), address_of("tools:authorize")),
        (_("Access token URL"), address_of("tools:token")),
    ]


class ExternalTools(OwnedViews):
    model = ExternalTool
    icon = "link-external"
    list_display = ["name", "active", "shared"]
    copy_view_enabled = False
    chooser_viewset_class = UsableChooser
    panels = [
        FieldPanel("name"),
        FieldPanel("told"),
        FieldPanel("association"),
        MultiFieldPanel(
            [
                FieldPanel("launch_url"),
                FieldPanel("login_url"),
                FieldPanel("redirect_urls"),
                FieldPanel("keys_url"),
                FieldPanel("public_key"),
            ],
            heading=_("From the tool"),
        ),
        ToCopy(heading=_("For the tool"), template="courses/cms/tool_to_copy.html"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("gives_name"), FieldPanel("gives_email")])],
            heading=_("What it is told about learners"),
            help_text=_(
                "Without a tick it is told a number of its own for each learner, and neither name "
                "nor address."
            ),
        ),
        FieldRowPanel([FieldPanel("shared"), FieldPanel("active")]),
    ]
    form_class_of_owned = ExternalToolForm
