"""With which portfolio a draft is previewed, and in which category."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, Edition, Person
from endorsement.selectors import criteria_preview
from endorsement.services.dry_run import pseudonym


class PreviewForm(forms.Form):
    """People are told apart by a pseudonym and by how many entries they have."""

    def __init__(
        self,
        data: Any,
        *,
        edition: Edition,
        associations: list[Association],
        known_only: bool,
        default: Association | None,
    ) -> None:
        super().__init__(data if data and "category" in data else None)
        self.known_only, self.default = known_only, default
        self.found: dict[str, tuple[Person, Association]] = {}
        self.fields["category"] = forms.ChoiceField(
            label=_("Category"), choices=criteria_preview.categories(edition)
        )
        self.fields["person"] = forms.ChoiceField(
            label=_("Portfolio"),
            help_text=_("You see amounts under a pseudonym, and no names, titles or notes."),
            choices=[
                (one.short_name, people) for one in associations if (people := self._people(one))
            ],
        )

    def chosen(self) -> tuple[Person, Association]:
        """The person and who measures them. Valid forms only."""
        return self.found[self.cleaned_data["person"]]

    def _people(self, association: Association) -> list[tuple[str, str]]:
        rows = criteria_preview.people(
            association, default=association == self.default, known_only=self.known_only
        )
        choices = []
        for row in rows:
            key = f"{association.slug}.{row.ref.hex[:10]}"
            self.found[key] = (row, association)
            name = pseudonym(row)
            entries = getattr(row, "counted", 0)
            choices.append((key, _("%(name)s, entries: %(n)s") % {"name": name, "n": entries}))
        return choices
