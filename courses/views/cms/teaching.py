"""Presenters and approvals in the CMS: each association's people see and use their own alone."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import (
    CopyView,
    DeleteView,
    EditView,
    HistoryView,
    PreviewOnEditView,
    SnippetViewSet,
    UsageView,
)

from courses.models import Approval, Presenter
from courses.models.teaching import associations_of


def own(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of the associations that the user writes for; an administrator's are all."""
    return rows if user.is_superuser else rows.filter(association__in=associations_of(user))


class OwnAlone(ModelPermissionPolicy):
    """The right comes with the role, and reaches what the association owns."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Sequence[str], instance: Any
    ) -> bool:
        if not self.user_has_any_permission(user, actions):
            return False
        return bool(own(self.model.objects.filter(pk=instance.pk), user).exists())

    def instances_user_has_any_permission_for(self, user: Any, actions: Sequence[str]) -> Any:
        found = super().instances_user_has_any_permission_for(user, actions)
        return own(found, user)


class OwnList(BaseSnippetChooseView):
    def get_object_list(self) -> Any:
        return own(super().get_object_list(), self.request.user)


class Choose(OwnList, ChooseView):
    pass


class ChooseResults(OwnList, ChooseResultsView):
    pass


class Chosen(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        found = own(self.model_class.objects.filter(pk=pk), self.request.user).first()
        if found is None:
            raise Http404
        return found


class ChosenSeveral(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return own(super().get_objects(pks), self.request.user)


class OwnChooser(SnippetChooserViewSet):
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenSeveral


for owned in (Presenter, Approval):
    register_permission_policy(owned, OwnAlone(owned))


class OwnRow:
    """Another association's row is not there."""

    model: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        key = unquote(str(kwargs.get("pk", *args[:1])))
        if not own(self.model.objects.filter(pk=key), request.user).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Edit(OwnRow, EditView):
    pass


class Delete(OwnRow, DeleteView):
    pass


class Usage(OwnRow, UsageView):
    pass


class History(OwnRow, HistoryView):
    pass


class Preview(OwnRow, PreviewOnEditView):
    pass


class CopyOf(OwnRow, CopyView):
    pass


def not_here(_request: Any, **_kwargs: Any) -> HttpResponse:
    """wagtail-localize lists every snippet of ours to whoever enters the CMS; nothing here asks it."""
    raise Http404


class OwnedViews(SnippetViewSet):
    chooser_viewset_class = OwnChooser
    edit_view_class = Edit
    delete_view_class = Delete
    usage_view_class = Usage
    history_view_class = History
    copy_view_class = CopyOf
    preview_on_edit_view_class = Preview

    def get_queryset(self, request: Any) -> Any:
        return own(self.model.objects.all(), request.user)


class Presenters(OwnedViews):
    model = Presenter
    icon = "user"


class Approvals(OwnedViews):
    model = Approval
    icon = "clipboard-list"
