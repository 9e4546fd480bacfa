"""A part of a page that is fetched after the session has ended."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url


class SessionEndedIsSaid:
    """Middleware: what would lead a script to the page of signing in is answered 401 instead, or htmx
    would put that page where the answer belongs. htmx leads the whole page to signing in, and back; a
    script of ours keeps what it has.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return _told(request) if _asks_to_sign_in(request, response) else response


def _asks_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        bool(request.htmx)  # type: ignore[attr-defined]
        and response.status_code == 302
        and response["Location"].startswith(resolve_url(settings.LOGIN_URL))
    )


def _told(request: HttpRequest) -> HttpResponse:
    ended = HttpResponse(status=401)
    page = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
    if page:
        ended["HX-Redirect"] = redirect_to_login(page).url
    return ended
