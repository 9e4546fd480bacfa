"""A design's form in the CMS: its pictures, and that only a whole one is published."""

from typing import Any

from django.urls import reverse

from endorsement.forms.owned import OwnedForm


class DesignForm(OwnedForm):
    """Drafts may still be wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._show_pictures()

    def is_valid(self) -> bool:
        valid = bool(super().is_valid())
        if valid and "action-publish" in self.data:
            # With what the form says, its signatories included.
            for fault in self.save(commit=False).faults():
                self.add_error(None, fault)
        return bool(valid and not self.errors)

    def _show_pictures(self) -> None:
        if self.instance.pk is None:
            return
        signed = getattr(self, "formsets", {}).get("signatories")
        shown = [
            (self, "logo"),
            *((form, "signature") for form in (signed.forms if signed else ())),
        ]
        for form, name in shown:
            digest = getattr(form.instance, name)
            if name in form.fields and digest:
                address = reverse("design_picture", args=[self.instance.pk, digest])
                form.fields[name].widget.address = address
