"""Forms around an exam: sittings, tasks, answers, scores, accommodation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.entry import day_field
from endorsement.models import Association, Candidate, Edition, Person, Scoring, Vignette
from endorsement.selectors import editions, exams, memberships
from endorsement.services.sitting import SittingFacts


class SittingForm(forms.Form):
    """A day on which an exam can be sat."""

    privacy_fields = ()

    held_on = day_field(label=_("Day of the exam"))
    place = forms.CharField(
        label=_("Place"), max_length=200, help_text=_("Where, or the address of the online room.")
    )
    online = forms.BooleanField(label=_("It is held online"), required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=5000, initial=20)
    register_through = day_field(label=_("Registration through"))
    accommodation_through = day_field(
        label=_("Accommodations can be asked for through"),
        help_text=_("Two weeks before the day is usual."),
    )
    choice_part = forms.ChoiceField(label=_("Multiple-choice part"), required=False)
    form_code = forms.CharField(
        label=_("Code of its one form"),
        required=False,
        max_length=40,
        help_text=_("Everybody at this sitting gets the same form."),
    )
    questions = forms.IntegerField(
        label=_("Questions in it"), min_value=1, max_value=1000, initial=60
    )
    written_part = forms.ChoiceField(label=_("Written part"), required=False)
    chosen = forms.IntegerField(
        label=_("Tasks that a candidate answers"),
        min_value=1,
        max_value=10,
        initial=2,
        help_text=_("Of more, the candidate chooses."),
    )
    gap_percent = forms.IntegerField(
        label=_("A third scorer from a gap of more than (percent)"),
        min_value=0,
        max_value=100,
        initial=15,
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = exams.exam_parts(edition)
        listed = [("", _("Not at this sitting")), *((one, wording.word(one)) for one in parts)]
        for number, name in enumerate(("choice_part", "written_part")):
            self.fields[name].choices = listed  # type: ignore[attr-defined]
            self.initial.setdefault(name, parts[number] if len(parts) > number else "")
        self.any = bool(parts)

    def facts(self) -> SittingFacts:
        return SittingFacts(**self.cleaned_data)


class VignetteForm(forms.Form):
    """A task of the written part."""

    privacy_fields = ("text",)

    category = forms.ChoiceField(label=_("For the category"))
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Task"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    rubric = forms.CharField(
        label=_("Rubric"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One line for each item: points, a bar, and what they are for."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = editions.parsed(edition).categories
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (one, wording.pick(named[one].name)) for one in exams.exam_categories(edition)
        ]


class AccommodationForm(forms.Form):
    privacy_fields = ("text",)

    text = forms.CharField(
        label=_("What do you need?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example more time, large print or a quiet room. No diagnosis is needed; only the "
            "association reads it."
        ),
    )


class AccommodationAnswerForm(forms.Form):
    privacy_fields = ("answer",)

    granted = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Granted")), ("no", _("Not possible"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Words for the candidate"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ScoreForm(forms.Form):
    privacy_fields = ()

    points = forms.IntegerField(label=_("Questions answered correctly"), min_value=0)


class ScorerForm(forms.Form):
    """Whom to ask; conflicts are looked for when it is sent."""

    scorer = forms.ModelChoiceField(
        label=_("Scorer"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        help_text=_("Scorers see a code, never a name. Conflicts of interest are checked here."),
    )

    def __init__(self, *args: Any, association: Association, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scoring = memberships.in_role(association, "exam_scorer", on).values("person")
        people = Person.objects.filter(pk__in=scoring).order_by("name")
        self.fields["scorer"].queryset = people  # type: ignore[attr-defined]


class ReleaseScorerForm(forms.Form):
    """Take an assignment back."""

    scoring = forms.ModelChoiceField(
        queryset=Scoring.objects.none(), to_field_name="public_id", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scoring"].queryset = candidate.scorings.all()  # type: ignore[attr-defined]


class AnswersForm(forms.Form):
    """What a candidate wrote, task by task; tasks they did not choose stay empty."""

    def __init__(self, *args: Any, candidate: Candidate, tasks: Sequence[Vignette], **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = {one.vignette_id: one.text for one in candidate.answers.all()}
        for one in tasks:
            self.fields[one.public_id] = forms.CharField(
                label=one.title,
                required=False,
                max_length=40000,
                initial=known.get(one.pk, ""),
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        self.privacy_fields = tuple(self.fields)


class RubricForm(forms.Form):
    """Points for every item of every answer. Everything may stay open until handing in."""

    privacy_fields = ()

    def __init__(self, *args: Any, scoring: Scoring, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = list(scoring.candidate.answers.select_related("vignette"))
        open_still = scoring.state == Scoring.State.ASSIGNED
        for answer in self.answers:
            task = answer.vignette
            given = scoring.points.get(task.public_id, {})
            for number, item in enumerate(task.rubric):
                self.fields[f"{task.public_id}:{number}"] = forms.IntegerField(
                    label=gettext("%(text)s (0 to %(points)s)") % item,
                    required=False,
                    min_value=0,
                    max_value=item["points"],
                    initial=given.get(str(number)),
                    disabled=not open_still,
                )

    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                "answer": one,
                "fields": [
                    self[f"{one.vignette.public_id}:{number}"]
                    for number in range(len(one.vignette.rubric))
                ],
            }
            for one in self.answers
        ]

    def points(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for name, value in self.cleaned_data.items():
            task, _colon, number = name.partition(":")
            if value is not None:
                found.setdefault(task, {})[number] = value
        return found
