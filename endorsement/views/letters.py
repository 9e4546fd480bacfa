"""Letters in the CMS: each coordinator edits those of their association, and of no other."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from endorsement.forms.letter import EXPLAINED, LetterTemplateForm
from endorsement.models import LetterTemplate
from endorsement.models.letter import sample
from endorsement.permissions import administers, coordinates, person_of
from endorsement.refusals import Refused
from endorsement.services import letter as service
from lms.backbone.ids import public_id

#: Letters are taken off with "unpublish"; deleting would lose what was sent by which text.
OF_COORDINATORS = frozenset({"add", "change", "publish", "unpublish", "view", "choose"})


class LetterPolicy(BasePermissionPolicy):
    """Memberships decide: coordinators today for their own association, administrators for all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if administers(user):
            return True
        return action in OF_COORDINATORS and bool(coordinates(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if not self.user_has_permission(user, action):
            return False
        return administers(user) or instance.association_id in _own(user)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return of_user(user) if self.user_has_any_permission(user, actions) else _none()

    def users_with_any_permission(self, _actions: Any) -> Any:
        return get_user_model().objects.filter(is_superuser=True, is_active=True)


def _own(user: Any) -> set[int]:
    return {one.pk for one in coordinates(user)}


def _none() -> Any:
    return LetterTemplate.objects.none()


def of_user(user: Any) -> Any:
    """The letters that the user may see."""
    rows = LetterTemplate.objects.select_related("association")
    return rows if administers(user) else rows.filter(association__in=_own(user))


def _there(user: Any, pk: str) -> bool:
    # One of the CMS's addresses takes any text for it.
    return pk.isdecimal() and of_user(user).filter(pk=pk).exists()


def _within(view: Callable[..., Any]) -> Callable[..., Any]:
    """Every page about one letter: 404 for those of another association."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "pk" in kwargs and not _there(request.user, str(kwargs["pk"])):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


def _placeholders() -> str:
    return format_html(
        "<p>{}</p><dl>{}</dl>",
        gettext_lazy(
            "These stand for what differs from letter to letter. Write {{ or }} for the sign itself."
        ),
        format_html_join("", "<dt><code>{{{}}}</code></dt><dd>{}</dd>", list(EXPLAINED.items())),
    )


class PlaceholderPanel(HelpPanel):
    """The list of placeholders, in the reader's language."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.content = _placeholders()


class LetterViewSet(SnippetViewSet):
    """The letters' pages in the CMS."""

    model = LetterTemplate
    icon = "mail"
    menu_label = gettext_lazy("Letters")
    menu_name = "letters"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["association", "kind", "language", "live"]
    list_filter = ["association", "kind", "language"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("association"), FieldPanel("kind"), FieldPanel("language")]),
            FieldPanel("subject"),
            FieldPanel("body"),
            PlaceholderPanel(heading=gettext_lazy("Placeholders")),
        ],
        base_form_class=LetterTemplateForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return of_user(request.user)

    def get_urlpatterns(self) -> list[Any]:
        patterns: list[Any] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = _within(pattern.callback)
        return patterns


def button_for_test(snippet: Any, _user: Any, _next_url: str) -> list[Any]:
    """Beside each letter in the list."""
    if not isinstance(snippet, LetterTemplate):
        return []
    address = reverse("letter_test", args=[snippet.pk])
    return [Button(_("Send me a test"), address, icon_name="mail", priority=15)]


@require_http_methods(["GET", "HEAD", "POST"])
def letter_test(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest draft with invented data, and a button that sends it to oneself."""
    template = get_object_or_404(of_user(request.user), pk=pk).get_latest_revision_as_object()
    if request.method == "POST":
        try:
            service.send_test(
                template=template,
                to=person_of(request.user),
                once=request.POST.get("once", "")[:40],
                at=timezone.now(),
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The test is on its way to you."))
        return redirect("letter_test", pk)
    title = _("Test: %(letter)s") % {"letter": template}
    listed = reverse("wagtailsnippets_endorsement_lettertemplate:list")
    context = {
        "letter": template,
        "faults": template.faults(),
        "once": public_id(),
        "page_title": title,
        "breadcrumbs_items": [
            {"url": listed, "label": _("Letters")},
            {"url": "", "label": title},
        ],
        **sample(template),
    }
    return render(request, "endorsement/letters/test.html", context)
