"""Presenters and approvals in the CMS."""

from wagtail.permissions import register_permission_policy

from courses.forms.presenter import PresenterForm
from courses.models import Approval, Presenter
from courses.views.cms.owned import OwnedViews
from endorsement.views.owned import READ, WRITE, OwnedPolicy

# A presenter is a person, who may ask to be taken off. An approval is what the organization vouches
# for, printed at once: a moderator writes it down, and the rows that records rest on stay.
register_permission_policy(Presenter, OwnedPolicy(Presenter, moderators=WRITE | {"delete"}))
register_permission_policy(Approval, OwnedPolicy(Approval, authors=READ, moderators=WRITE))


class Presenters(OwnedViews):
    model = Presenter
    icon = "user"
    form_class_of_owned = PresenterForm


class Approvals(OwnedViews):
    model = Approval
    icon = "clipboard-list"
