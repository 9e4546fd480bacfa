"""A letter's template in the CMS: whose it is, and that only a whole one is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from endorsement.models import Association
from endorsement.permissions import administers, coordinates

EXPLAINED: dict[str, Any] = {
    "name": _("the applicant’s name"),
    "association": _("the association’s name"),
    "category": _("the category applied for"),
    "application": _("the number of the application"),
    "day": _("the day on which the letter is written"),
    "contact": _("the association’s contact address"),
    "link": _("the address of the application’s page"),
    "signature": _("the name of the coordinator who sends it"),
    "what_was_met": _("a line for each requirement that is met"),
    "gaps": _(
        "a line for each requirement that is not met: how much is missing, and the next step"
    ),
    "reason": _("what the coordinator writes about this case"),
    "re_review_on": _("the day from which on it is looked at again"),
    "appeal_by": _("the last day for an appeal"),
    "result": _("the result of an exam"),
}


class LetterTemplateForm(WagtailAdminModelForm):
    """Drafts may still be wrong; what is published must say everything that its kind must."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if "association" in self.fields and user is not None and not administers(user):
            own = [one.pk for one in coordinates(user)]
            self.fields["association"].queryset = Association.objects.filter(pk__in=own)
        if "body" in self.fields:
            self.fields["body"].widget = forms.Textarea({"rows": 22})

    def _post_clean(self) -> None:
        super()._post_clean()
        if "action-publish" in self.data and not self.errors:
            for fault in self.instance.faults():
                self.add_error("body", fault)
