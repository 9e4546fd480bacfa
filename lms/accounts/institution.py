"""When the institution that people sign in through does not answer."""

from collections.abc import Callable

from allauth.socialaccount.helpers import render_authentication_error
from django.http import HttpRequest, HttpResponse

LOGIN = "openid_connect_login"
PROVIDER = "institution"


class InstitutionMayBeAway:
    """Says so on a page of its own: the library forgets this on the way there, not on the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Every error of the library's HTTP client is an OSError."""
        match = request.resolver_match
        if match and match.url_name == LOGIN and isinstance(exception, OSError):
            return render_authentication_error(request, PROVIDER, exception=exception)
        return None
