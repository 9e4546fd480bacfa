"""What is typed in the sections of an application."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.models import Application, SectionComment, SectionNote
from endorsement.rules.sections import Section
from endorsement.state_words import SECTIONS
from lms.backbone.ids import public_id


class NoteForm(forms.Form):
    """The applicant's own words for those who read a section; `seen` is the revision they began with."""

    privacy_fields = ("text",)

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("What readers should know about this section"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Reviewers read it beside your portfolio. It is handed in with it."),
    )

    def __init__(self, *args: Any, note: SectionNote | None, **kwargs: Any) -> None:
        self.note = note
        if note is not None:
            kwargs["initial"] = {"seen": note.revision, "text": note.text}
        super().__init__(*args, **kwargs)


class CommentForm(forms.Form):
    """A line of the conversation about a section."""

    privacy_fields = ("comment",)

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    comment = forms.CharField(
        label=_("Your comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": public_id(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class DeskCommentForm(CommentForm):
    """A coordinator's comment: they say about which section, and whether the applicant reads it."""

    section = forms.ChoiceField(label=_("About"))
    release = forms.BooleanField(
        label=_("The applicant and their advisor may read it."),
        required=False,
        help_text=_("Otherwise only coordinators read it, until you release it."),
    )
    field_order = ("section", "comment", "release")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, SECTIONS[one].title) for one in Section]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]


class ReleaseCommentForm(forms.Form):
    """Let the applicant read a comment."""

    comment = forms.ModelChoiceField(
        queryset=SectionComment.objects.none(), to_field_name="public_id", widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].queryset = application.comments.all()  # type: ignore[attr-defined]
