"""One association's registry inside the pages of its own site: no script, no cookie, no account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from endorsement.forms.registry import SearchForm
from endorsement.models import Association
from endorsement.selectors.registry_standing import policy_of
from endorsement.views.registry import search
from endorsement.views.registry_limits import WAIT_SECONDS, crowded
from lms.backbone import colors
from lms.backbone.public_pages import public

A_PAGE = 10
THEMES = ("light", "dark")


@require_safe
@xframe_options_exempt
@public
def widget(request: HttpRequest, slug: str) -> HttpResponse:
    """The search of the association's own part; framed by the sites that it named and no others."""
    association = _association(slug)
    theme = request.GET.get("theme", "")
    context = {"association": association, "theme": theme if theme in THEMES else ""}
    if crowded(request):
        response = render(request, "endorsement/registry/widget_too_many.html", context, status=429)
        response["Retry-After"] = str(WAIT_SECONDS)
    else:
        form = SearchForm(request.GET, only=slug)
        context |= search(form, request.GET.get("page"), a_page=A_PAGE)
        response = render(request, "endorsement/registry/widget.html", context)
    response._csp_update = {"frame-ancestors": frame_ancestors(association)}  # type: ignore[attr-defined]
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def colors_css(_request: HttpRequest, slug: str) -> HttpResponse:
    """The association's color as the pages' own, dark or light enough to be read."""
    color = _association(slug).accent_color
    day, evening = colors.legible(color), colors.legible_in_the_dark(color)
    ours = {"primary": (day, evening), "primary-strong": (day, evening)}
    ours["on-primary"] = ("#ffffff", "#101514")
    plain = "".join(f"--{name}:{light};" for name, (light, _dark) in ours.items())
    both = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in ours.items())
    sheet = f":root{{{plain}}}@supports (color:light-dark(black,white)){{:root{{{both}}}}}"
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


def frame_ancestors(association: Association) -> list[str]:
    """Whose pages may show the registry: the sites that the association named, and its own host."""
    own = [f"https://{association.host_name}"] if association.host_name else []
    return [*policy_of(association).sites, *own]


def _association(slug: str) -> Association:
    """:raises Http404: for whoever endorses nobody here."""
    rows = Association.objects.select_related("registry_policy")
    return get_object_or_404(rows, slug=slug, overlay__isnull=False)
