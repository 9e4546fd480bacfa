"""A service's refusal, shown where the form has the field it is about."""

from copy import copy
from typing import Any

from django import forms

from endorsement.refusals import Refused


def show(form: forms.Form, refused: Refused) -> None:
    """Add the sentence to its field, or to the whole form."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)


def show_overtaken(form: forms.Form, refused: Refused, *, revision: int) -> None:
    """Add the sentence. What is sent next is sent knowing of `revision`: that save is a deliberate one."""
    show(form, refused)
    again: Any = copy(form.data)
    again["revision"] = str(revision)
    form.data = again
