"""How every form of the platform is drawn; the templates are in templates/django/forms/."""

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class DescribedField(BoundField):
    """A field whose privacy sentence is read out together with its hint and its error.

    A form names the fields that touch practice in `privacy_fields`; the sentence about families
    then stands at each of them.
    """

    @property
    def privacy(self) -> bool:
        return self.name in getattr(self.form, "privacy_fields", ())

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None or not self.privacy or not self.auto_id:
            return described
        return f"{described} {self.auto_id}_privacy".strip()


class FormRenderer(TemplatesSetting):
    bound_field_class = DescribedField
