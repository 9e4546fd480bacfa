"""Searching the registry, and choosing what it shows."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, RegistryListing
from endorsement.selectors import registry
from endorsement.wording import pick


class SearchForm(forms.Form):
    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    association = forms.ChoiceField(label=_("Association"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    county = forms.CharField(label=_("County"), required=False, max_length=100)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Any")), *settings.LANGUAGES]
    )

    openings = forms.BooleanField(
        label=_("Has openings for reflective supervision"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("Any"))
        associations = Association.objects.values_list("slug", "name")
        self.fields["association"].choices = [anything, *associations]  # type: ignore[attr-defined]
        categories = [(code, pick(name)) for code, name in registry.category_names().items()]
        self.fields["category"].choices = [anything, *categories]  # type: ignore[attr-defined]


class ListingForm(forms.ModelForm[RegistryListing]):
    class Meta:
        model = RegistryListing
        fields = ("show_name", "show_county", "show_language", "rsc_openings")
        labels = {
            "show_name": _("Show my name and category."),
            "show_county": _("Show my county beside it."),
            "show_language": _("Show my language beside it."),
            "rsc_openings": _("Show that I have openings for reflective supervision."),
        }
