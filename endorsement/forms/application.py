"""Forms of the way from a draft to a decision. What is allowed is the services' business."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.models import Review, ReviewFinding
from endorsement.rules.verdict import Verdict


def _long(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _capitalized(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(code, capfirst(label)) for code, label in choices]


class SubmitForm(forms.Form):
    """The applicant's last word before the portfolio is frozen, and what the registry may show."""

    confirmed = forms.BooleanField(label=_("What my portfolio says is true and complete."))
    show_name = forms.BooleanField(
        label=_("If I am endorsed, show my name and category in the public registry."),
        required=False,
        help_text=_("You can change this any day; nothing is shown unless you tick it."),
    )
    show_county = forms.BooleanField(label=_("Show my county beside it."), required=False)
    show_language = forms.BooleanField(label=_("Show my language beside it."), required=False)


class QuestionForm(forms.Form):
    """What the coordinator needs from the applicant."""

    privacy_fields = ("question",)

    question = _long(
        _("What is missing?"),
        required=True,
        help_text=_("The applicant reads this, in a message and on the page of the application."),
    )


class DecisionForm(forms.Form):
    privacy_fields = ("reason",)

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approve", _("Approve: grant the endorsement")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = _long(_("Reason"), help_text=_("Needed when you decline; the applicant reads it."))


class ReviewForm(forms.Form):
    """One line for each requirement, a recommendation and a comment. Everything may stay open."""

    recommendation = forms.ChoiceField(
        label=_("Your recommendation"),
        required=False,
        choices=[("", _("Not yet")), *_capitalized(Review.Recommendation.choices)],
        widget=forms.RadioSelect,
    )
    comment = _long(
        _("Comment for the coordinator"),
        help_text=_("Your co-reviewer sees it once you have both handed in; the applicant never."),
    )

    def __init__(self, *args: Any, leaves: list[Verdict], review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("recommendation", review.recommendation)
        self.initial.setdefault("comment", review.comment)
        self.requirements = [leaf.id for leaf in leaves]
        self.privacy_fields = ("comment", *(f"reason:{one}" for one in self.requirements))
        known = {finding.requirement: finding for finding in review.findings.all()}
        for leaf in leaves:
            self._add_line(leaf.id, wording.title(leaf), known.get(leaf.id))
        if review.state != Review.State.ASSIGNED:
            for field in self.fields.values():
                field.disabled = True

    def _add_line(self, requirement: str, title: str, finding: ReviewFinding | None) -> None:
        self.fields[f"verdict:{requirement}"] = forms.ChoiceField(
            # Named after the requirement: read out on its own, or listed in a summary of errors.
            label=gettext("Your finding: %(requirement)s") % {"requirement": title},
            required=False,
            choices=[("", _("Open")), *_capitalized(ReviewFinding.Verdict.choices)],
            widget=forms.RadioSelect,
            initial=finding.verdict if finding else "",
        )
        self.fields[f"reason:{requirement}"] = forms.CharField(
            label=_("Reason, needed when you reject"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=finding.reason if finding else "",
        )

    def line(self, requirement: str) -> list[forms.BoundField]:
        """The two fields of one requirement."""
        return [self[f"verdict:{requirement}"], self[f"reason:{requirement}"]]

    def own_fields(self) -> list[forms.BoundField]:
        """The fields about the application as a whole."""
        return [self["recommendation"], self["comment"]]

    def findings(self) -> dict[str, tuple[str, str]]:
        """What was chosen, by requirement."""
        return {
            requirement: (
                self.cleaned_data[f"verdict:{requirement}"],
                self.cleaned_data[f"reason:{requirement}"],
            )
            for requirement in self.requirements
        }
