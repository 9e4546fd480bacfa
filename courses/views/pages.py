"""Pages of the CMS as visitors see them: `before_serve_page` hands every page to its view."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.models import Locale, Page

from courses.models import (
    AssociationIndexPage,
    AssociationPage,
    CatalogPage,
    HomePage,
    LessonPage,
    ModulePage,
    PathPage,
    QuestionBankPage,
    ResourceIndexPage,
)
from courses.models.languages import language_of_address
from courses.selectors import catalog
from courses.selectors import path as paths
from courses.views import lesson, library, module, path
from courses.views.catalog import listing
from courses.views.person import optional_person

View = Callable[[HttpRequest, Any], HttpResponse]


def serve(page: Page, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse | None:
    """The hook: a page without a view of ours is served by Wagtail.

    At an address in another language the translation is shown, or the page itself without one.
    """
    translation = _translation(page, request)
    if translation is not None:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(translation.get_url(request) + query)
    view = VIEWS.get(type(page))
    return view(request, page) if view else None


def _translation(page: Page, request: HttpRequest) -> Page | None:
    """The live page in the language of the address, when that is not the page's own."""
    language = language_of_address(request)
    if language is None or page.locale.language_code == language:
        return None
    locale = Locale.objects.filter(language_code=language).first()
    found = page.get_translation_or_none(locale) if locale else None
    return found if found is not None and found.live and not found.alias_of_id else None


def home(request: HttpRequest, page: HomePage) -> HttpResponse:
    offers = catalog.offers(catalog.Wish(), optional_person(request), most=3)
    return render(request, page.template, {"page": page, "offers": offers})


def catalog_page(request: HttpRequest, page: CatalogPage) -> HttpResponse:
    return render(request, page.template, {"page": page, **listing(request)})


def association(request: HttpRequest, page: AssociationPage) -> HttpResponse:
    standings = paths.standings(paths.live_paths(page), optional_person(request))
    context = {"page": page, "standings": standings, **listing(request, below=page)}
    return render(request, page.template, context)


def associations(request: HttpRequest, page: AssociationIndexPage) -> HttpResponse:
    found = [one.localized for one in catalog.association_pages()]
    return render(request, page.template, {"page": page, "associations": found})


def resource_index(request: HttpRequest, page: ResourceIndexPage) -> HttpResponse:
    return render(request, page.template, {"page": page, **library.listing(request)})


def hidden(_request: HttpRequest, _page: Page) -> HttpResponse:
    """A question bank is read in the CMS only."""
    raise Http404


VIEWS: dict[type[Page], View] = {
    HomePage: home,
    CatalogPage: catalog_page,
    AssociationPage: association,
    AssociationIndexPage: associations,
    ResourceIndexPage: resource_index,
    ModulePage: module.show,
    PathPage: path.show,
    LessonPage: lesson.show,
    QuestionBankPage: hidden,
}
