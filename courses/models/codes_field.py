"""Several codes out of a fixed list in one field, chosen with check boxes."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst


class CodesField(models.JSONField):
    """A list of codes. `of` are the choices of the form; they are no part of the schema."""

    def __init__(self, *args: Any, of: Any = (), **kwargs: Any) -> None:
        self.of = list(of)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=self.of,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )
