"""An external tool from the learner's side: what it is told, opening it, and coming back from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import ExternalTool, LessonPage
from courses.selectors import journey
from courses.selectors import tool as tools
from courses.selectors.module import with_content
from courses.services import tool as services
from courses.services.tool import Opening, Where
from courses.views.person import learner
from endorsement.refusals import Refused
from lms.backbone.limits import too_many

#: Of one address, which a whole center may share.
MOST_A_MINUTE = 120


@dataclass(frozen=True)
class _Found:
    """The tool of this address, for this learner."""

    standing: journey.Journey
    lesson: LessonPage
    block: Mapping[str, Any]
    place: tools.Place

    @property
    def arguments(self) -> list[str]:
        return [self.standing.module.code, self.lesson.lesson_key, str(self.block["key"])]


def _find(request: HttpRequest, code: str, lesson_key: str, block_key: str) -> _Found:
    """:raises Http404: when the learner is in no such lesson, or it has no such tool."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    _before, step, _after = standing.around(lesson_key)
    lesson = with_content(step.page)
    block = tools.block_of(lesson, block_key)
    place = tools.place(standing.own, standing.module, lesson_key, block)
    return _Found(standing, lesson, block, place)


@require_http_methods(["GET", "HEAD", "POST"])
@learner
def tool(request: HttpRequest, code: str, lesson_key: str, block_key: str) -> HttpResponse:
    """What the tool is and what it is told; a learner agrees to that here, and takes it back here."""
    found = _find(request, code, lesson_key, block_key)
    own, known = found.standing.own.person, found.place.tool
    if request.method == "POST":
        if known is not None and "agree" in request.POST:
            services.agree(person=own, tool=known, at=timezone.now())
        elif known is not None and "take_back" in request.POST:
            services.take_back(person=own, tool=known)
            messages.info(request, _("%(tool)s is told nothing more of you.") % {"tool": known})
        return redirect("courses:tool", *found.arguments)
    here = "here" in request.GET and found.block["framed"]
    opens = known is not None and not found.place.asks
    context = {
        "page": found.lesson,
        "journey": found.standing,
        "module": found.standing.module,
        "lesson_key": lesson_key,
        "place": found.place,
        "here": here and opens,
        "back": _lesson(request, found),
    }
    page = render(request, "courses/tools/tool.html", context)
    return _framing(page, known) if here and known is not None else page


@require_http_methods(["GET", "HEAD", "POST"])
@xframe_options_sameorigin
@learner
def tool_open(request: HttpRequest, code: str, lesson_key: str, block_key: str) -> HttpResponse:
    """Open it: a form that goes on to the tool by itself, or by its button."""
    found = _find(request, code, lesson_key, block_key)
    if request.method != "POST":
        return redirect("courses:tool", *found.arguments)
    if too_many(request, "tool_open", limit=MOST_A_MINUTE, seconds=60):
        messages.warning(request, _("That was very often. Wait a minute and open the tool again."))
        return redirect("courses:tool", *found.arguments)
    framed = "framed" in request.POST
    try:
        opening = services.open_tool(
            enrollment=found.standing.own,
            module=found.standing.module,
            lesson_key=lesson_key,
            minutes=found.lesson.minutes,
            block=found.block,
            where=_where(request, found, framed=framed),
            at=timezone.now(),
        )
    except Refused as refused:
        messages.warning(request, str(refused.sentence))
        return redirect("courses:tool", *found.arguments)
    context = {"action": opening.tool.login_url, "name": opening.tool.name, "page": found.lesson}
    return sent_on(request, context, _beginning(opening), opening.tool)


@require_safe
@learner
def tool_back(request: HttpRequest, code: str, lesson_key: str, block_key: str) -> HttpResponse:
    """Where a tool leads to when it is done. What it wrote into the address is not shown to anybody."""
    found = _find(request, code, lesson_key, block_key)
    if "lti_errormsg" in request.GET or "lti_errorlog" in request.GET:
        messages.warning(
            request,
            _("The tool ended with a problem. Try it again later, or use the other form below it."),
        )
    return redirect(_lesson(request, found))


def sent_on(
    request: HttpRequest, context: dict[str, Any], fields: Mapping[str, str], tool: ExternalTool
) -> HttpResponse:
    """A page whose form posts to the tool, which leads back to us, and may post nowhere else."""
    page = render(request, "courses/tools/go.html", {**context, "fields": fields})
    page._csp_update = {"form-action": _known(tool)}  # type: ignore[attr-defined]
    page["Cache-Control"] = "private, no-store"
    # The tool needs no word of where the learner comes from.
    page["Referrer-Policy"] = "no-referrer"
    return page


def _framing(page: HttpResponse, tool: ExternalTool) -> HttpResponse:
    """A page of ours in which one frame of this tool may stand."""
    page._csp_update = {"frame-src": ["'self'", *_known(tool)]}  # type: ignore[attr-defined]
    return page


def _known(tool: ExternalTool) -> list[str]:
    """The tool's hosts, and ours where tools find us: another one than an association's own."""
    return [*tool.origins, settings.PUBLIC_URL]


def _beginning(opening: Opening) -> dict[str, str]:
    """What the tool is asked to begin with (LTI security framework 1.0, section 5.1.1.1)."""
    return {
        "iss": settings.PUBLIC_URL,
        "client_id": opening.tool.client_id,
        "lti_deployment_id": opening.tool.deployment_id,
        "target_link_uri": opening.target,
        "login_hint": opening.subject,
        "lti_message_hint": opening.secret,
    }


def _where(request: HttpRequest, found: _Found, *, framed: bool) -> Where:
    origin = f"{request.scheme}://{request.get_host()}"
    back = reverse("courses:tool_back", args=found.arguments)
    return Where(
        origin=origin,
        language=get_language() or settings.LANGUAGE_CODE,
        framed=framed,
        # In a frame it would lead back into the frame.
        back="" if framed else f"{origin}{back}",
    )


def _lesson(request: HttpRequest, found: _Found) -> str:
    return f"{found.lesson.get_url(request)}#{found.block['key']}"
