"""What the CMS checks before a module leaves the author's desk."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms.pages import WagtailAdminPageForm

from courses.models.choices import LIVE, Delivery, ReviewStatus
from courses.models.prerequisites import check_no_circle


class ModuleForm(WagtailAdminPageForm):
    """Drafts may be incomplete. Submitting to moderation and publishing ask for the whole."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_hours(cleaned)
        if not self.is_deferred_validation:
            self._check_review(cleaned)
            self._check_children(cleaned)
            self._check_prerequisites(cleaned)
        return cleaned

    def _check_prerequisites(self, cleaned: dict[str, Any]) -> None:
        try:
            check_no_circle(self.instance.code, cleaned.get("prerequisites") or [])
        except ValidationError as error:
            self.add_error("prerequisites", error)

    def _check_hours(self, cleaned: dict[str, Any]) -> None:
        hours = cleaned.get("hours")
        if hours is None:
            return
        shares = [block.value["hours"] for block in cleaned.get("split") or []]
        if sum((share or Decimal(0) for share in shares), Decimal(0)) > hours:
            self.add_error("split", _("These hours add up to more than the clock hours."))
        topics = [block.value["hours"] for block in cleaned.get("topics") or []]
        if any(topic is not None and topic > hours for topic in topics):
            self.add_error("topics", _("A topic has more hours than the module."))
        if (cleaned.get("minimum_minutes") or 0) > hours * 60:
            self.add_error("minimum_minutes", _("This is longer than the clock hours."))

    def _check_review(self, cleaned: dict[str, Any]) -> None:
        given = [bool(cleaned.get(name)) for name in ("reviewed_by", "reviewed_on")]
        reviewed = cleaned.get("review_status") == ReviewStatus.REVIEWED
        if given != [reviewed, reviewed]:
            self.add_error(
                "review_status", _("A review names by whom and on which day, and only a review.")
            )

    def _check_children(self, cleaned: dict[str, Any]) -> None:
        """A module is moderated with everything below it, so everything must be complete."""
        from courses.models.bank import QuestionBankPage
        from courses.models.lesson import LessonPage

        below = [] if self.instance.pk is None else self.instance.get_children().specific()
        drafts = [page.get_latest_revision_as_object() for page in below]
        purely_live = cleaned.get("delivery") in LIVE - {Delivery.BLENDED}
        if not any(isinstance(page, LessonPage) for page in drafts) and not purely_live:
            self.add_error(
                None, _("Save this as a draft and add at least one lesson below it first.")
            )
        banks = [page for page in drafts if isinstance(page, QuestionBankPage)]
        if banks:
            self._check_bank(banks[0], cleaned.get("draw") or 0)
        elif cleaned.get("delivery") not in LIVE:
            self.add_error(None, _("Save this as a draft and add a question bank below it first."))
        for page in drafts:
            if not page.live and not _is_complete(page):
                self.add_error(
                    None,
                    _("“%(title)s” is not complete yet. Open it: what is missing is marked.")
                    % {"title": page.title},
                )

    def _check_bank(self, bank: Any, draw: int) -> None:
        from courses.models.bank import size_of

        found = size_of(bank.questions)
        if found < draw:
            self.add_error(
                "draw",
                ngettext(
                    "The question bank holds only %(found)d question.",
                    "The question bank holds only %(found)d questions.",
                    found,
                )
                % {"found": found},
            )


def _is_complete(page: Any) -> bool:
    """Whether a draft lesson or bank would pass the checks of submitting it by itself."""
    name = "questions" if hasattr(page, "questions") else "body"
    try:
        page.full_clean()
        page._meta.get_field(name).stream_block.clean(getattr(page, name))
    except ValidationError:
        return False
    return bool(getattr(page, name))
