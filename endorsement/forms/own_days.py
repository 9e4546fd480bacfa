"""When endorsements of an association are renewed, on top of its scheme, as its coordinator writes it."""

from typing import Any

from endorsement.forms.criteria import cycle
from endorsement.forms.criteria.section import Plain, SectionForm
from endorsement.models import Overlay
from endorsement.rules.reading import DocumentError, Node
from endorsement.rules.scheme.cycle import OVERLAY_KEYS, overlaid, read_renewal


class OwnDaysForm(SectionForm):
    """Shows the days as they hold now; what then differs from the scheme is the association's own."""

    def __init__(self, data: Any = None, *, overlay: Overlay, document: Plain) -> None:
        self.scheme: Plain = document["renewal"]
        self.now = overlaid(self.scheme, overlay.renewal)
        super().__init__(data, document=document, revision=overlay.revision)

    def build(self) -> None:
        self.fields.update(cycle.day_fields(self.now))
        self.fields.update(
            cycle.first_period_fields(self.now.get("first_period"), cycle.exemptable(self.before))
        )
        self.fields.update(cycle.ladder_fields(self.now.get("ladder") or ()))
        self.fields["kind"].choices = self.fields["kind"].choices[1:]  # type: ignore[attr-defined]

    def clean(self) -> Plain:
        cleaned: Plain = super().clean() or {}
        if not self.errors:
            kept = {key: self.scheme[key] for key in self.scheme if key not in OVERLAY_KEYS}
            said = cycle.renewal_of(self.cleaned_data, self.now)
            try:
                read_renewal(Node({**kept, **said}, "renewal"))
            except DocumentError as error:
                self.add_error(None, str(error))
        return cleaned

    def own(self) -> Plain:
        """What differs from the scheme; what the association leaves out is empty."""
        said = cycle.renewal_of(self.cleaned_data, self.now)
        return {key: said.get(key) for key in OVERLAY_KEYS if said.get(key) != self.scheme.get(key)}

    def changed(self) -> Plain:
        return {**self.before, "renewal": overlaid(self.scheme, self.own())}
