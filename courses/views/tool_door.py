"""Where a tool sends browsers to ask who they are, and where it finds our keys."""

from dataclasses import fields
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses.services import tool_launch
from courses.services.tool_launch import Asked, NotOpened, Why
from courses.tools import keyring
from courses.views.person import optional_person
from courses.views.tool import MOST_A_MINUTE, sent_on
from lms.backbone.limits import too_many

SENTENCES = {
    Why.TOOL: _("This tool is not known here, or it is no longer in use."),
    Why.ADDRESS: _("The tool asks to answer to an address that is not known here."),
    Why.REQUEST: _("The tool asks in a way that this platform does not answer."),
    Why.HINT: _("The tool asks about an opening that is not known here."),
    Why.USED: _("This was opened already. Go back to the lesson and open the tool again."),
    Why.LATE: _("This took too long. Go back to the lesson and open the tool again."),
    Why.PERSON: _("This was opened in another account. Go back to your lesson and open it there."),
    Why.NONCE: _("The tool repeated itself. Go back to the lesson and open it again."),
}
SIGN_IN = _(
    "You are not signed in here any more. Sign in, and open the tool again from the lesson."
)
TOO_MANY = _("Too many requests came from your network. Wait a minute and open the tool again.")


# Tools send people here from their own pages. What is asked for can be asked once, by the learner to whom
# it was handed, and it changes nothing here but that.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@xframe_options_sameorigin
def authorize(request: HttpRequest) -> HttpResponse:
    """Answer a tool that asks who the learner is, with a form that goes on by itself."""
    if too_many(request, "tool_authorize", limit=MOST_A_MINUTE, seconds=60):
        return _refused(request, str(TOO_MANY), status=429)
    try:
        asked = _asked(request)
        launch = tool_launch.look_up(asked, at=timezone.now())
        with translation.override(launch.language):
            if launch.origin != _origin(request):
                # Signed in on an association's host; it is one of ours, for we wrote it down.
                address = f"{launch.origin}{request.path}?{urlencode(_said(asked))}"
                return HttpResponseRedirect(address, status=303)
            return _answered(request, asked)
    except NotOpened as refused:
        return _refused(request, str(SENTENCES[refused.why]), back=refused.back)


def _answered(request: HttpRequest, asked: Asked) -> HttpResponse:
    person = optional_person(request)
    if person is None:
        if "again" in request.POST:
            return _refused(request, str(SIGN_IN), sign_in=True)
        # Browsers leave the session out of what another host begins, but not of what we do.
        page = render(request, "courses/tools/again.html", {"fields": _said(asked)})
        page["Referrer-Policy"] = "no-referrer"
        return page
    answer = tool_launch.answer(asked=asked, person=person, at=timezone.now())
    told = {"id_token": answer.message, "state": answer.state}
    context = {"action": answer.redirect, "name": answer.tool.name}
    return sent_on(request, context, {k: v for k, v in told.items() if v}, answer.tool)


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """The public keys that launches are signed with."""
    answer = JsonResponse({"keys": keyring.published(settings.TOOL_KEYS_DIR)})
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def _asked(request: HttpRequest) -> Asked:
    """:raises NotOpened: for a request that says something twice."""
    told = request.POST if request.method == "POST" else request.GET
    names = [field.name for field in fields(Asked)]
    if any(len(told.getlist(name)) > 1 for name in names):
        raise NotOpened(Why.REQUEST)
    return Asked(**{name: told.get(name, "") for name in names})


def _said(asked: Asked) -> dict[str, str]:
    said = {field.name: getattr(asked, field.name) for field in fields(Asked)}
    return {name: value for name, value in said.items() if value}


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _refused(
    request: HttpRequest, sentence: str, *, back: str = "", sign_in: bool = False, status: int = 400
) -> HttpResponse:
    context = {"sentence": sentence, "back": back, "sign_in": sign_in}
    return render(request, "courses/tools/refused.html", context, status=status)
