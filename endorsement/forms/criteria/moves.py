"""Making a copy, approving, giving back, bringing a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.about import edition_code, first_day
from endorsement.forms.criteria.fields import code_field
from endorsement.forms.criteria.kinds import GROUPS, KINDS
from endorsement.forms.criteria.parts import text_fields, text_value
from endorsement.models import Edition
from endorsement.rules.documents import MOST_BYTES


class CopyForm(forms.Form):
    """The code and the first day of the new edition."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"] = edition_code()
        self.fields["effective_from"] = first_day()


class ApproveForm(forms.Form):
    """From which day the edition holds; the revision is what the approver has read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, edition: Edition) -> None:
        read = {"revision": edition.revision}
        super().__init__(data, auto_id="approve_%s", initial=read)
        self.fields["effective_from"] = first_day(edition.effective_from)


class GiveBackForm(forms.Form):
    """What has to change before it can be approved."""

    asked = forms.CharField(
        label=_("What has to change"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class TakeBackForm(GiveBackForm):
    """What has to change in an edition that was approved already; under a name of its own."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="take_back_%s")


class FileForm(forms.Form):
    """A file in the format of docs/criteria.md."""

    file = forms.FileField(
        label=_("File (YAML or JSON)"),
        help_text=_(
            "In the format for criteria. A mistake is shown with its line; then nothing is kept."
        ),
        max_length=200,
    )

    def clean_file(self) -> Any:
        """Refused before it is read: what is too large for the parser need not come into memory."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than %(most)s kB. Choose a smaller one."),
                params={"most": MOST_BYTES // 1000},
            )
        return file


class NewRequirementForm(forms.Form):
    """What kind of requirement, what it is called, and in which group it stands."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, groups: list[tuple[str, str]], group: str, revision: int
    ) -> None:
        super().__init__(data, initial={"revision": revision})
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"),
            choices=[
                (_("Requirements"), _kinds(groups=False)),
                (_("Groups"), _kinds(groups=True)),
            ],
            widget=forms.RadioSelect,
        )
        self.fields.update(text_fields("label", _("What it is called"), {}))
        self.fields["label_en"].required = True
        self.fields["group"] = forms.ChoiceField(
            label=_("In the group"), choices=groups, initial=group
        )
        self.fields["id"] = code_field(
            _("Code"),
            "",
            hint=_("Leave it empty for one made from the kind. It never changes afterwards."),
        )

    def node(self, code: str) -> dict[str, Any]:
        """The new requirement under a code of its own."""
        kind = KINDS[self.cleaned_data["kind"]]
        label = text_value("label", self.cleaned_data, {})
        return {"id": code, "label": label, kind.code: kind.start}


def _kinds(*, groups: bool) -> list[tuple[str, Any]]:
    return [
        (code, f"{kind.name}: {kind.what}")
        for code, kind in KINDS.items()
        if (code in GROUPS) == groups
    ]
