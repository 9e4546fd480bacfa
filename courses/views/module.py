"""A module's front page, starting it, and its end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import CatalogPage, ModulePage, ResourceIndexPage
from courses.selectors import catalog, journey
from courses.selectors.learning import learning_of
from courses.selectors.module import by_code, source_of
from courses.services import learning
from courses.views.counting import counting
from courses.views.person import optional_person
from endorsement.permissions import signed_in


def show(request: HttpRequest, page: ModulePage) -> HttpResponse:
    """The front page: everybody may read what the module is; a learner sees where they stand."""
    person = optional_person(request)
    standing = journey.of_module(source_of(page), person)
    return render(
        request,
        page.template,
        {
            "page": page,
            "module": standing.module,
            "journey": standing,
            "person": person,
            "now": timezone.now(),
            "before": _recommended(standing.module),
            "counts": counting(request, only=page.code).get(page.code, ""),
        },
    )


def _recommended(module: ModulePage) -> list[ModulePage]:
    codes = [block.value for block in module.prerequisites]
    if not codes:
        return []
    offers = catalog.offers(catalog.Wish())
    return [offer.page for offer in offers if offer.module.code in codes]


@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """The module's permanent address leads to its page in the active language."""
    standing = journey.for_person(code, optional_person(request))
    return redirect(standing.page.get_url(request))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Start or resume. Whoever comes back from signing in lands on the module."""
    if request.method != "POST":
        return redirect("courses:module", code=code)
    person = request.person  # type: ignore[attr-defined]
    module = by_code(code, person)
    learning.enroll(person=person, module=module, at=timezone.now())
    standing = journey.of_module(module, person)
    step = standing.resume_step
    return redirect((step.page if step else standing.page).get_url(request))


@require_safe
@signed_in
def finished(request: HttpRequest, code: str) -> HttpResponse:
    """The end of a module: what was recorded, and the certificate."""
    standing = journey.enrolled(code, request.person)  # type: ignore[attr-defined]
    if not standing.completed:
        return redirect(standing.page.get_url(request))
    context = {"page": standing.page, "module": standing.module, "journey": standing}
    return render(request, "courses/finished.html", context)


@require_safe
@signed_in
def my_learning(request: HttpRequest) -> HttpResponse:
    rows = learning_of(request.person)  # type: ignore[attr-defined]
    return render(request, "courses/my_learning.html", {"rows": rows})


@require_safe
def go_catalog(request: HttpRequest) -> HttpResponse:
    return redirect(_first(request, CatalogPage))


@require_safe
def go_resources(request: HttpRequest) -> HttpResponse:
    return redirect(_first(request, ResourceIndexPage))


def _first(request: HttpRequest, model: type[CatalogPage] | type[ResourceIndexPage]) -> str:
    page = model.objects.live().order_by("pk").first()
    return "/" if page is None else page.localized.get_url(request)
