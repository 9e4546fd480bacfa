"""The form of a shared question bank in the CMS."""

from typing import Any

from django.utils.translation import gettext as _

from courses.models.bank import size_of
from courses.selectors.drawing import named, short_with
from endorsement.forms.owned import OwnedForm


class SharedBankForm(OwnedForm):
    """What is published leaves enough for every post-test on the site that draws from it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk and not self.is_deferred_validation and "questions" in cleaned:
            found = short_with(self.instance, size_of(cleaned["questions"]))
            if found:
                self.add_error(
                    "questions",
                    _(
                        "A post-test on the site would have fewer questions than it draws: %(modules)s. "
                        "Write at least so many, or take the module off the site."
                    )
                    % {"modules": named(found)},
                )
        return cleaned
