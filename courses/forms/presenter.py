"""A presenter's form in the CMS: who may change somebody whom a published page names."""

from typing import Any

from django.utils.translation import gettext as _

from courses.models import Presenter
from courses.selectors.owned import stands_on_the_site
from endorsement.forms.owned import OwnedForm


class PresenterForm(OwnedForm):
    """A presenter has no draft: what is changed is on the site at once, where a page names them."""

    instance: Presenter

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kept = self.instance
        changes = kept.pk is not None and self.has_changed()
        if changes and not self.moderated(kept.association_id) and stands_on_the_site(kept):
            self.add_error(
                None,
                _(
                    "A published page names this presenter, so a moderator of your association "
                    "makes the change."
                ),
            )
        return cleaned
