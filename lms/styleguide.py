"""Every component with sample data on one page; only where development pages are shown.

The sample texts are not translated: nobody but the people who build pages sees them.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from lms.icons import ICONS


class SampleForm(forms.Form):
    """One field of each kind; `privacy_fields` as in a form about practice."""

    title = forms.CharField(label="Title of the training", help_text="As on the certificate.")
    first_on = forms.DateField(
        label="First day", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    hours = forms.DecimalField(label="Clock hours", help_text="Breaks left out.", min_value=0)
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Choose one"), ("course", "Course"), ("series", "Series")]
    )
    setting = forms.ChoiceField(
        label="Setting",
        choices=[("individual", "Individual"), ("group", "Group")],
        widget=forms.RadioSelect,
    )
    areas = forms.MultipleChoiceField(
        label="Competency areas",
        choices=[("foundations", "Foundations"), ("reflection", "Reflection")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    notes = forms.CharField(label="What did you learn?", widget=forms.Textarea, required=False)
    file = forms.FileField(
        label="Certificate", help_text="PDF, PNG or JPEG, up to 10 MB.", required=False
    )
    true_copy = forms.BooleanField(label="This is a true copy of my certificate")

    privacy_fields = ("notes", "file")


AREAS = [
    ("Foundations of early development and relationships", "18.50", "20"),
    ("Direct service skills", "11", "8"),
    ("Working with others", "4.50", "6"),
    ("Reflection", "7.50", "8"),
    ("Thinking", "0", "2"),
]


def show(request: HttpRequest) -> HttpResponse:
    """The page; `?errors=1` shows the form as it comes back."""
    return render(request, "dev/styleguide.html", _samples(request))


def _samples(request: HttpRequest) -> dict[str, Any]:
    form = SampleForm({"hours": "-3"}) if "errors" in request.GET else SampleForm()
    return {
        "form": form,
        "icon_names": list(ICONS),
        "sections": [{"label": name, "url": f"#{name.lower()}"} for name in SECTIONS],
        "crumbs": [{"label": "Training", "url": "#main"}, {"label": "Style guide"}],
        "bars": [
            {"label": label, "value": Decimal(value), "goal": Decimal(goal)}
            for label, value, goal in AREAS
        ],
        "status_codes": ["met", "not_met", "not_yet_assessable"],
        "page": Paginator(range(200), 10).page(6),
        "steps": [{"label": text} for text in ("Details", "Work", "Training", "Submit")],
        **_learning(),
        **_portfolio(),
    }


SECTIONS = ["Basics", "Learning", "Portfolio", "Records", "Forms"]


def _learning() -> dict[str, Any]:
    return {
        "module_areas": ["Foundations", "Direct service skills"],
        "body": mark_safe(
            "<p>Before you offer an idea, say what you saw: “She looked up the moment you spoke.”"
            " It tells a tired parent that they matter to this baby.</p>"
        ),
        "accordion": [
            {"title": "Who is this for?", "body": mark_safe("<p>Anyone who meets families.</p>")},
            {"title": "What does it cost?", "body": mark_safe("<p>Nothing but your time.</p>")},
        ],
        "options": [
            {
                "text": "Tell him that babies of this age cry a lot",
                "feedback": "True, and it may"
                " leave him alone with the worry. Wonder first what the crying is like for him.",
            },
            {
                "text": "Ask what the evenings are like for him",
                "right": True,
                "feedback": "Curiosity opens the conversation, and he can tell you what he needs.",
            },
        ],
        "lessons": [
            {"title": "A working definition", "url": "#learning", "done": True, "minutes": 12},
            {
                "title": "Six things a young child learns to do",
                "url": "#learning",
                "current": True,
                "minutes": 15,
            },
            {"title": "Family, community and culture", "url": "#learning", "minutes": 10},
            {"title": "Post-test", "minutes": 20},
        ],
        "process": [
            {"title": "Learn", "text": "Hours and competencies are recorded as you finish."},
            {"title": "Collect", "text": "Add what you did elsewhere, with its evidence."},
            {"title": "Apply", "text": "When a category is within reach, hand it in."},
        ],
    }


def _portfolio() -> dict[str, Any]:
    return {
        "used": [
            {"label": "Early experience and brain architecture", "amount": Decimal("3")},
            {"label": "Summer institute", "amount": Decimal("15.5"), "note": "Confirmed"},
        ],
        "left_out": [
            {
                "label": "Staff meeting",
                "amount": Decimal(2),
                "reason": "Not a training that the association accepts.",
            },
        ],
        "timeline": [
            {
                "when": "March 2, 2026",
                "title": "Submitted",
                "state": "done",
                "text": "A copy of the portfolio was frozen.",
            },
            {
                "when": "March 9, 2026",
                "title": "With the reviewers",
                "state": "current",
                "text": "Two reviewers read it on their own.",
            },
            {"when": "By April 6, 2026", "title": "Decision"},
        ],
        "files": [
            {
                "name": "certificate-summer-institute.pdf",
                "url": "#records",
                "size": 231_000,
                "added_on": date(2026, 2, 3),
                "note": "confirmed",
            },
            {
                "name": "transcript.png",
                "url": "#records",
                "size": 1_400_000,
                "added_on": date(2026, 2, 4),
            },
        ],
        "rows": [
            {"label": "Category", "value": "Infant Family Associate"},
            {"label": "Valid through", "value": "December 31, 2026"},
            {"label": "Public page", "value": "See the certificate", "url": "#records"},
        ],
        "headings": ["Training", "Date", "Hours", "Standing"],
        "table": [
            ["Early experience and brain architecture", "January 12, 2026", "3", "Verified here"],
            ["Summer institute", "July 6 to 10, 2025", "15.5", "Confirmed"],
        ],
        "summary": ["About two hours", "No prior knowledge", "Certificate at the end"],
    }
