"""What a coordinator looks for among certificates, and does with one or with many."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates import wording
from certificates.models import Certificate
from certificates.selectors.desk import STATES, Wanted
from certificates.services import batches


class DeskForm(forms.Form):
    """What a coordinator looks for; a choice that does not exist is ignored."""

    needs_legend = False

    text = forms.CharField(
        label=_("Number, name or email address"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: _kinds(),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=lambda: [
            ("", _("Every state")),
            *_capitalized((one, wording.state(one)) for one in STATES),
        ],
    )

    def wanted(self) -> Wanted:
        self.is_valid()
        said = self.cleaned_data
        return Wanted(**{name: said.get(name, "").strip() for name in self.base_fields})


class RevokeForm(forms.Form):
    """Why it no longer stands: one of the sentences that the public may read."""

    reason = forms.ChoiceField(
        label=_("Reason that everybody may read"),
        choices=Certificate.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason from the list.")},
    )
    sure = forms.BooleanField(
        label=_("I am sure. Its number says “no longer valid” from now on, and that stays so."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


class PrepareForm(forms.Form):
    """Of which kind, and what was seen of the last time, so that asking twice asks once."""

    what = forms.ChoiceField(choices=[(one, one) for one in batches.KINDS])
    after = forms.CharField(required=False, max_length=20)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: _kinds(),
    )
    restyle = forms.BooleanField(
        label=_("In the designs that are in use today"),
        required=False,
        help_text=_("Otherwise each keeps the design in which it was issued."),
    )


def _kinds() -> list[tuple[str, str]]:
    """Those that an association has: a transcript is between the person and the platform."""
    kinds = [one for one in Certificate.Kind.choices if one[0] != Certificate.Kind.TRANSCRIPT]
    return [("", gettext("Every kind")), *_capitalized(kinds)]


def _capitalized(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(code, capfirst(label)) for code, label in choices]
