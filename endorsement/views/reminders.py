"""The coordinator's one page about reminders: sent, due, suppressed and why, failed, and what is coming."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from endorsement.forms.refused import show
from endorsement.forms.reminders import FilterForm, HoursForm
from endorsement.models import Association, Notice
from endorsement.permissions import PersonRequest, association_for_coordinator, signed_in
from endorsement.refusals import Refused
from endorsement.selectors import reminders as selector
from endorsement.services.notices import managing
from endorsement.views import reminder_lists as lists
from endorsement.views.coordination import desk_crumb
from endorsement.views.reminder_lists import A_PAGE, TABS
from lms.backbone.spreadsheet import csv_lines


@require_safe
@signed_in
def reminders(request: PersonRequest, slug: str) -> HttpResponse:
    """What stands where; one list at a time."""
    association = association_for_coordinator(request.person, slug)
    return _page(request, association, HoursForm(initial=_hours(association)))


def _hours(association: Association) -> dict[str, int]:
    said = selector.settings_of(association)
    return {"from_hour": said.from_hour, "until_hour": said.until_hour}


def _page(
    request: PersonRequest, association: Association, hours: HoursForm, status: int = 200
) -> HttpResponse:
    tab = _tab(request)
    found = lists.listed(request, association, tab)
    page = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    counts = selector.counts(association)
    context = {
        "association": association,
        "crumbs": [desk_crumb(association.slug), {"label": _("Reminders")}],
        "settings": selector.settings_of(association),
        "hours": hours,
        "tab": tab,
        "tab_name": TABS[tab],
        "tabs": [(code, name, counts.get(code)) for code, name in TABS.items()],
        "failed": counts[selector.FAILED],
        "filter": FilterForm(request.GET),
        "run": lists.run_of(request),
        "query": _query(request, tab),
        "page": page,
        "rows": [found.draw(one) for one in page],
    }
    return render(request, "endorsement/reminders/desk.html", context, status=status)


def _tab(request: PersonRequest) -> str:
    tab = request.GET.get("show", selector.DUE)
    if tab not in TABS:
        raise Http404
    return tab


def _query(request: PersonRequest, tab: str) -> str:
    """The filters of the list as an address carries them."""
    said = QueryDict(mutable=True)
    said["show"] = tab
    for name in ("q", "run"):
        if value := request.GET.get(name, "")[:200]:
            said[name] = value
    return said.urlencode()


@require_safe
@signed_in
def reminders_table(request: PersonRequest, slug: str) -> StreamingHttpResponse:
    """The list that is on the page, for a spreadsheet program: the same filters, every row of it."""
    association = association_for_coordinator(request.person, slug)
    tab = _tab(request)
    found = lists.listed(request, association, tab)
    response = StreamingHttpResponse(
        csv_lines(found.lines()), content_type="text/csv; charset=utf-8"
    )
    name = f"reminders-{association.slug}-{tab}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@signed_in
def reminders_act(request: PersonRequest, slug: str, action: str) -> HttpResponse:
    """Pause, resume, set the hours, try failed ones again, or send oneself a test."""
    association = association_for_coordinator(request.person, slug)
    act = ACTIONS.get(action)
    if act is None:
        raise Http404
    return act(request, association) or redirect(
        f"{reverse('endorsement:reminders', args=[slug])}{_back(request)}"
    )


def _back(request: PersonRequest) -> str:
    tab = request.POST.get("show", "")
    return f"?show={tab}" if tab in TABS else ""


def _pause(request: PersonRequest, association: Association) -> None:
    managing.pause(association=association, by=request.person, at=timezone.now())
    messages.success(request, _("Reminders are paused. What comes due meanwhile stays owed."))


def _resume(request: PersonRequest, association: Association) -> None:
    managing.resume(association=association, by=request.person, at=timezone.now())
    messages.success(
        request,
        _("Reminders leave again: of what came due meanwhile, the latest about each thing."),
    )


def _set_hours(request: PersonRequest, association: Association) -> HttpResponse | None:
    form = HoursForm(request.POST)
    if form.is_valid():
        try:
            managing.set_hours(association=association, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, _("The hours are saved."))
            return None
    return _page(request, association, form, status=422)


def _retry(request: PersonRequest, association: Association) -> None:
    count = managing.retry_failed(association=association, at=timezone.now())
    said = ngettext(
        "%(count)s reminder will be tried again in a moment.",
        "%(count)s reminders will be tried again in a moment.",
        count,
    )
    messages.success(request, said % {"count": count})


def _test(request: PersonRequest, association: Association) -> None:
    mine = Notice.objects.filter(association=association).select_related("person", "association")
    key = request.POST.get("notice", "")
    notice = get_object_or_404(mine, pk=int(key) if key.isdecimal() and len(key) < 18 else 0)
    try:
        managing.send_test(notice=notice, to=request.person, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The test is on its way to you alone."))


ACTIONS: dict[str, Callable[[PersonRequest, Association], HttpResponse | None]] = {
    "pause": _pause,
    "resume": _resume,
    "hours": _set_hours,
    "retry": _retry,
    "test": _test,
}
