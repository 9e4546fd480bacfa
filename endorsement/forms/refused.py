"""A service's refusal, shown where the form has the field it is about."""

from django import forms

from endorsement.refusals import Refused


def show(form: forms.Form, refused: Refused) -> None:
    """Add the sentence to its field, or to the whole form."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
