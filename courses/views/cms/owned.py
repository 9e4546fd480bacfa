"""What belongs to one association in the CMS, and is chosen on pages: one's own alone."""

from typing import Any

from django.http import Http404
from wagtail.admin.panels import ObjectList
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from endorsement.forms.owned import OwnedForm
from endorsement.selectors.owned import own
from endorsement.views.owned import OwnedSnippets


class Choose(ChooseView):
    def get_object_list(self) -> Any:
        return own(super().get_object_list(), self.request.user)


class ChooseResults(ChooseResultsView):
    def get_object_list(self) -> Any:
        return own(super().get_object_list(), self.request.user)


class Chosen(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        found = own(self.model_class.objects.filter(pk=pk), self.request.user).first()
        if found is None:
            raise Http404
        return found


class ChosenSeveral(SnippetChosenMultipleView):
    def get_objects(self, pks: Any) -> Any:
        return own(super().get_objects(pks), self.request.user)


class OwnedChooser(SnippetChooserViewSet):
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenSeveral


class OwnedViews(OwnedSnippets):
    """With a chooser, and a form that offers one's own associations."""

    chooser_viewset_class = OwnedChooser
    form_class_of_owned = OwnedForm

    def get_edit_handler(self) -> Any:
        panels = getattr(self, "panels", None) or self.model.panels
        handler = ObjectList(panels, base_form_class=self.form_class_of_owned)
        return handler.bind_to_model(self.model)
