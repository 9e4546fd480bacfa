"""Presenters and approvals in the CMS."""

from typing import Any

from django.http import Http404, HttpResponse
from wagtail.permissions import register_permission_policy

from courses.models import Approval, Presenter
from courses.views.cms.owned import OwnAlone, OwnedViews

for owned in (Presenter, Approval):
    register_permission_policy(owned, OwnAlone(owned))


def not_here(_request: Any, **_kwargs: Any) -> HttpResponse:
    """wagtail-localize lists every snippet of ours to whoever enters the CMS; nothing here asks it."""
    raise Http404


class Presenters(OwnedViews):
    model = Presenter
    icon = "user"


class Approvals(OwnedViews):
    model = Approval
    icon = "clipboard-list"
