"""What an association decides about its part of the registry."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement.forms.criteria.fields import about
from endorsement.models import Association, RegistryPolicy
from endorsement.models.registry import validate_origin
from endorsement.rules.listing import USUAL, Listed
from endorsement.services.registry_policy import Policy

MOST_SITES = 20
TITLES = {
    Listed.ACTIVE: gettext_lazy("Active"),
    Listed.DUE: gettext_lazy("Renewal is open"),
    Listed.LATE: gettext_lazy("Renewal is late"),
    Listed.EMERGING: gettext_lazy("Emerging"),
    Listed.INACTIVE: gettext_lazy("Inactive"),
    Listed.RETIRED: gettext_lazy("Retired"),
    Listed.SUSPENDED: gettext_lazy("Suspended"),
    Listed.LAPSED: gettext_lazy("Lapsed, until the day on which the criteria take it out"),
}
LANGUAGES = {"en": gettext_lazy("English"), "es": gettext_lazy("Spanish")}


@dataclass(frozen=True)
class Row:
    """The fields of one standing, under its name."""

    legend: str
    shown: forms.BoundField
    words: list[forms.BoundField]


class PolicyForm(forms.Form):
    """Which standings are shown by which words, whether listing is asked, and who may frame it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    required = forms.BooleanField(
        label=gettext_lazy("Our agreement asks everybody we endorse to be listed"),
        required=False,
        help_text=gettext_lazy(
            "Applicants read it before any fee, and agree when they hand in. People can take"
            " themselves out all the same; you see below who is not listed."
        ),
    )
    website = forms.URLField(
        label=gettext_lazy("Website of the association"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=gettext_lazy("Shown in the directory of associations."),
    )
    sites = forms.CharField(
        label=gettext_lazy("Sites that may show your registry inside their pages"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("One a line, such as https://www.example.org."),
    )

    def __init__(
        self, data: Any = None, *, association: Association, policy: RegistryPolicy
    ) -> None:
        super().__init__(
            data,
            initial={
                "revision": policy.revision,
                "required": policy.required,
                "website": association.website,
                "sites": "\n".join(policy.sites),
            },
        )
        shown = policy.shown or {one.value: {} for one in USUAL}
        for standing in Listed:
            self._add(standing, shown.get(standing), TITLES[standing])

    def _add(self, standing: Listed, words: Any, title: Any) -> None:
        self.fields[f"{standing}_shown"] = forms.BooleanField(
            label=about(title, _("show it")), required=False, initial=words is not None
        )
        for language, name in LANGUAGES.items():
            self.fields[f"{standing}_{language}"] = forms.CharField(
                label=about(title, name),
                required=False,
                max_length=40,
                initial=(words or {}).get(language, ""),
            )

    def standing_rows(self) -> list[Row]:
        return [
            Row(
                str(TITLES[one]),
                self[f"{one}_shown"],
                [self[f"{one}_{language}"] for language in LANGUAGES],
            )
            for one in Listed
        ]

    def clean_sites(self) -> list[str]:
        lines = [one.strip().rstrip("/").lower() for one in self.cleaned_data["sites"].splitlines()]
        sites = list(dict.fromkeys(one for one in lines if one))
        if len(sites) > MOST_SITES:
            raise ValidationError(_("At most %(most)s sites.") % {"most": MOST_SITES})
        for one in sites:
            try:
                validate_origin(one)
            except ValidationError as error:
                said = _("“%(site)s” is not a site. %(how)s")
                raise ValidationError(said % {"site": one, "how": error.messages[0]}) from error
        return sites

    def policy(self) -> Policy:
        """What was decided. Valid forms only."""
        said = self.cleaned_data
        shown = {
            one.value: {
                language: word for language in LANGUAGES if (word := said[f"{one}_{language}"])
            }
            for one in Listed
            if said[f"{one}_shown"]
        }
        return Policy(
            required=said["required"], shown=shown, sites=said["sites"], website=said["website"]
        )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not any(said.get(f"{one}_shown") for one in Listed):
            raise ValidationError(_("A registry shows at least one standing."))
        return said
