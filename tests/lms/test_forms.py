"""Labels, hints, errors and the privacy sentence are tied to their fields."""

import re

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

SENTENCE = "Please leave out every child’s and family’s name"


class Practice(forms.Form):
    title = forms.CharField(label="Title", help_text="As printed.")
    notes = forms.CharField(label="Notes", required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="I agree")

    privacy_fields = ("notes",)

    def clean(self) -> None:
        self.add_error(None, "These do not go together.")


def _tag(html: str, element_id: str) -> str:
    found = re.search(rf'<[a-z]+[^>]*\bid="{element_id}"[^>]*>', html)
    assert found, f"nothing has the id {element_id}"
    return found.group(0)


def test_hint_is_read_with_its_field() -> None:
    html = str(Practice())
    assert 'aria-describedby="id_title_helptext"' in _tag(html, "id_title")
    assert _tag(html, "id_title_helptext")
    assert "aria-invalid" not in html


def test_error_is_read_with_its_field_and_marks_it() -> None:
    html = str(Practice({}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in _tag(html, "id_title")
    assert 'aria-invalid="true"' in _tag(html, "id_title")
    assert _tag(html, "id_title_error")


def test_privacy_sentence_stands_at_the_fields_that_touch_practice_and_is_read() -> None:
    html = str(Practice())
    assert html.count(SENTENCE) == 1
    assert 'aria-describedby="id_notes_privacy"' in _tag(html, "id_notes")
    assert _tag(html, "id_notes_privacy")


def test_error_summary_leads_to_each_field() -> None:
    html = str(Practice({}))
    summary = html[html.index("data-error-summary") : html.index("</ul>")]
    assert re.findall(r'href="#([^"]+)"', summary) == ["id_title", "id_kind_0", "id_agreed"]
    assert summary.count("These do not go together.") == 1
    for element_id in ("id_title", "id_kind_0", "id_agreed"):
        assert _tag(html, element_id)


def test_required_fields_are_marked_in_words_too() -> None:
    html = str(Practice())
    assert "required" in _tag(html, "id_title")
    assert "required" not in _tag(html, "id_notes")
    assert "An asterisk marks what is required." in html


def test_radio_buttons_are_grouped_under_their_legend() -> None:
    html = str(Practice())
    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>Kind", html)


class Proof(forms.Form):
    title = forms.CharField(label="Title")
    file = forms.FileField(label="File", required=False)


def test_file_is_asked_for_again_when_something_else_was_wrong() -> None:
    sentence = "Please choose the file once more"
    sent = {"file": SimpleUploadedFile("letter.pdf", b"%PDF")}
    refused, fine = Proof({}, sent), Proof({"title": "A day"}, sent)
    html = str(refused)
    summary = html[html.index("data-error-summary") : html.index("</ul>")]
    assert f'href="#id_file">File: {sentence}' in summary
    assert "id_file_error" in _tag(html, "id_file")
    assert sentence not in str(Proof({}))
    assert fine.is_valid()
    assert sentence not in str(fine)
