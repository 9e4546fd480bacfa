"""How every form of the platform is drawn; the templates are in templates/django/forms/."""

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils.translation import gettext


class DescribedField(BoundField):
    """A field whose privacy sentence is read out together with its hint and its error.

    A file that came with a form in which something else is wrong is asked for once more: no browser
    puts it back, and whoever does not notice would save without it.

    A form names the fields that touch practice in `privacy_fields`; the sentence about families
    then stands at each of them.
    """

    @property
    def privacy(self) -> bool:
        return self.name in getattr(self.form, "privacy_fields", ())

    @property
    def errors(self) -> ErrorList:
        found: ErrorList = super().errors
        if found or not self._forgotten:
            return found
        asked = gettext("Please choose the file once more: it could not be kept meanwhile.")
        return self.form.error_class([asked], renderer=self.form.renderer)

    @property
    def _forgotten(self) -> bool:
        return self.html_name in self.form.files and bool(self.form.errors)

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None or not self.privacy or not self.auto_id:
            return described
        return f"{described} {self.auto_id}_privacy".strip()


class FormRenderer(TemplatesSetting):
    bound_field_class = DescribedField
