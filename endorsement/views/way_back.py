"""Back to the page that led to a form: whoever signs or adds something goes on where they were."""

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "back"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address of a page of ours: that which the form carries, on opening it that which led here.

    The browser names it only within this site. A form that was opened by itself, or from anywhere but
    the pages of the record (signing in, another association's site), leads to `otherwise`.
    """
    named = request.POST.get(FIELD) or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(named, allowed_hosts={request.get_host()}):
        return otherwise
    parts = urlsplit(named)
    try:
        led_from = resolve(parts.path)
    except Resolver404:
        return otherwise
    if "endorsement" not in led_from.namespaces or parts.path == request.path:
        return otherwise
    return urlunsplit(("", "", parts.path, parts.query, ""))
