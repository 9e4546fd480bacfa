"""Forms of the reviewer's desk: one for each requirement, so that each saves by itself.

That no family is named is said once above all of them, not at each of many reasons.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.crypto import get_random_string
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.models import Review, ReviewComment, ReviewFinding, ReviewItem
from endorsement.rules.scheme import Outcome

LONGEST_REASON = 2000


def _capitalized(choices: Any) -> list[tuple[str, Any]]:
    return [(code, capfirst(label)) for code, label in choices]


def _reason(label: Any, initial: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial=initial,
    )


class RequirementForm(forms.Form):
    """The finding about one requirement, and a decision about each piece of its evidence.

    `items` are (key, title); `finding` and `kept` are what is saved.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        requirement: str,
        title: str,
        items: Sequence[tuple[str, str]],
        finding: ReviewFinding | None,
        kept: dict[str, ReviewItem],
        open_now: bool,
    ) -> None:
        super().__init__(data, auto_id=f"id_{requirement}_%s")
        self.requirement, self.items = requirement, [key for key, _title in items]
        self.fields["verdict"] = forms.ChoiceField(
            # Named after the requirement: read out on its own, or listed in a summary of errors.
            label=gettext("Your finding: %(requirement)s") % {"requirement": title},
            required=False,
            choices=[("", _("Open")), *_capitalized(ReviewFinding.Verdict.choices)],
            widget=forms.RadioSelect,
            initial=finding.verdict if finding else "",
        )
        self.fields["reason"] = _reason(
            _("Reason, needed when you reject"), finding.reason if finding else ""
        )
        for key, name in items:
            self._add_item(key, name, kept.get(key))
        if not open_now:
            for field in self.fields.values():
                field.disabled = True

    def _add_item(self, key: str, name: str, kept: ReviewItem | None) -> None:
        self.fields[f"item:{key}"] = forms.ChoiceField(
            label=gettext("Does it count? %(item)s") % {"item": name},
            required=False,
            choices=[
                ("", _("As reckoned")),
                ("accept", _("Let it count")),
                ("reject", _("Do not let it count")),
            ],
            initial=kept.verdict if kept else "",
        )
        self.fields[f"why:{key}"] = forms.CharField(
            label=gettext("Why? %(item)s") % {"item": name},
            required=False,
            max_length=LONGEST_REASON,
            initial=kept.reason if kept else "",
        )

    def finding_fields(self) -> list[forms.BoundField]:
        return [self["verdict"], self["reason"]]

    def decision(self, key: str) -> list[forms.BoundField]:
        """The two fields about one piece of evidence."""
        return [self[f"item:{key}"], self[f"why:{key}"]] if key in self.items else []

    def said(self) -> dict[str, Any]:
        """What was chosen, as the service takes it."""
        return {
            "verdict": self.cleaned_data["verdict"],
            "reason": self.cleaned_data["reason"],
            "items": {
                key: (self.cleaned_data[f"item:{key}"], self.cleaned_data[f"why:{key}"])
                for key in self.items
            },
        }


class WholeForm(forms.Form):
    """The recommendation and the comment about the application, and the hours it took."""

    privacy_fields = ("comment",)

    recommendation = forms.ChoiceField(
        label=_("Your recommendation"), required=False, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("Comment for the coordinator"),
        required=False,
        max_length=4000,
        help_text=_("Your co-reviewer sees it once you have both handed in; the applicant never."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    hours = forms.DecimalField(
        label=_("Hours this review took you"),
        required=False,
        min_value=Decimal("0.25"),
        max_digits=4,
        decimal_places=2,
    )

    def __init__(
        self, data: Any = None, *, review: Review, outcomes: Sequence[Outcome], most: Decimal
    ) -> None:
        super().__init__(
            data, initial={"recommendation": review.recommendation, "comment": review.comment}
        )
        names = dict(Review.Recommendation.choices)
        offered = list(dict.fromkeys([*map(str, outcomes), review.recommendation]))
        self.fields["recommendation"].choices = [  # type: ignore[attr-defined]
            ("", _("Not yet")),
            *((one, capfirst(names[one])) for one in offered if one),
        ]
        # Looked at again, it is the same review: its hours were stated the first time.
        if not most or review.version > 1:
            del self.fields["hours"]
        else:
            self.fields["hours"].help_text = gettext(
                "They go to your own ledger as service, for your renewal. Your association gives at most"
                " %(most)s hours for one review. Leave it empty to state none."
            ) % {"most": wording.hours(int(most * 100))}
        if review.state != Review.State.ASSIGNED:
            self.fields.pop("hours", None)
            for field in self.fields.values():
                field.disabled = True


class HoursForm(forms.Form):
    """Other hours for a review that was handed in."""

    hours = forms.DecimalField(
        label=_("Hours this review took you"),
        min_value=Decimal("0.25"),
        max_digits=4,
        decimal_places=2,
        help_text=_("What you stated before stays in your ledger, marked as replaced."),
    )


class TicksForm(forms.Form):
    """Met or not met for each knowledge and skill row of one area."""

    def __init__(
        self,
        data: Any = None,
        *,
        area: str,
        rows: Sequence[tuple[str, str]],
        kept: Mapping[str, tuple[str, str]],
        open_now: bool,
    ) -> None:
        super().__init__(data, auto_id=f"id_{area}_%s")
        self.rows = [reference for reference, _name in rows]
        for reference, name in rows:
            met, reason = kept.get(reference, ("", ""))
            self.fields[f"met:{reference}"] = forms.ChoiceField(
                label=name,
                required=False,
                choices=[("", _("Open")), ("met", _("Met")), ("not_met", _("Not met"))],
                initial=met,
                widget=forms.RadioSelect,
            )
            self.fields[f"why:{reference}"] = forms.CharField(
                label=gettext("Reason, needed when it is not met: %(row)s") % {"row": name},
                required=False,
                max_length=LONGEST_REASON,
                initial=reason,
            )
        if not open_now:
            for field in self.fields.values():
                field.disabled = True

    def ticks(self) -> dict[str, tuple[str, str]]:
        """What was chosen, by row."""
        return {
            one: (self.cleaned_data[f"met:{one}"], self.cleaned_data[f"why:{one}"])
            for one in self.rows
        }


class CommentForm(forms.Form):
    """A comment to somebody."""

    privacy_fields = ("text",)

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    audience = forms.ChoiceField(
        label=_("For whom?"),
        choices=_capitalized(ReviewComment.Audience.choices),
        widget=forms.RadioSelect,
    )
    requirement = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(
        label=_("Your comment"),
        max_length=4000,
        help_text=_("What is for the applicant waits until the coordinator releases it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, about: Sequence[tuple[str, str]], others: bool) -> None:
        super().__init__(data, auto_id="id_comment_%s")
        self.initial["once"] = get_random_string(20)
        self.fields["requirement"].choices = [  # type: ignore[attr-defined]
            ("", _("The application as a whole")),
            *about,
        ]
        if not others:
            self.fields["audience"].choices = [  # type: ignore[attr-defined]
                one
                for one in _capitalized(ReviewComment.Audience.choices)
                if one[0] != ReviewComment.Audience.REVIEWERS
            ]


class ReleaseCommentsForm(forms.Form):
    """Choose comments, and change the wording where it helps."""

    def __init__(self, data: Any = None, *, comments: Sequence[ReviewComment]) -> None:
        super().__init__(data)
        self.keys = [one.public_id for one in comments]
        for one in comments:
            self.fields[f"choose:{one.public_id}"] = forms.BooleanField(
                label=_("Release this comment"), required=False
            )
            self.fields[f"text:{one.public_id}"] = forms.CharField(
                label=_("What the applicant will read"),
                required=False,
                max_length=4000,
                initial=one.text,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.privacy_fields = tuple(f"text:{key}" for key in self.keys)

    def of(self, key: str) -> list[forms.BoundField]:
        return [self[f"choose:{key}"], self[f"text:{key}"]]

    def wording(self) -> dict[str, str]:
        """The chosen comments and their words."""
        return {
            key: self.cleaned_data[f"text:{key}"]
            for key in self.keys
            if self.cleaned_data[f"choose:{key}"]
        }
