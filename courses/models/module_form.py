"""What the CMS checks before a module leaves the author's desk."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import WagtailAdminPageForm

from courses.models.check_words import field_of, sentence
from courses.models.checking import facts_of, hours_in
from courses.models.prerequisites import check_no_circle
from courses.rules import checks, publishable


class ModuleForm(WagtailAdminPageForm):
    """Drafts may be incomplete, but give no hour twice. Submitting and publishing ask for the whole:
    the findings that block are the same that “Before publishing” lists."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        facts = _hours(cleaned) if self.is_deferred_validation else facts_of(self.instance, cleaned)
        for finding in checks.blocking(checks.check(facts)):
            if not self.is_deferred_validation or finding.code in checks.OF_DRAFTS:
                self.add_error(field_of(finding), sentence(finding))
        if not self.is_deferred_validation:
            self._check_prerequisites(cleaned)
        return cleaned

    def _check_prerequisites(self, cleaned: dict[str, Any]) -> None:
        try:
            check_no_circle(self.instance.code, cleaned.get("prerequisites") or [])
        except ValidationError as error:
            self.add_error("prerequisites", error)


def _hours(values: Mapping[str, Any]) -> publishable.Module:
    return publishable.Module(
        hours=values.get("hours"),
        split=hours_in(values.get("split")),
        topics=hours_in(values.get("topics")),
        minimum_minutes=values.get("minimum_minutes") or 0,
    )
