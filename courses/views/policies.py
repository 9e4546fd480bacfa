"""What pages and files on the host of packages may do, and who may frame them."""

from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)

#: A package may run what it brought, and fetch and send nowhere else.
PACKAGE_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; form-action 'none';"
    # The page of the player and the platform's page around it: each of them is asked about.
    " base-uri 'self'; frame-ancestors 'self'"
)
#: Browsers show nothing in a window that a sandbox opened and that keeps to itself.
OPENED_FROM_A_SANDBOX = "unsafe-none"


def as_part_of_package(answer: Answer, origin: str) -> Answer:
    """A stranger's: in the player's frame, on a page of `origin`."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Opener-Policy"] = OPENED_FROM_A_SANDBOX
    answer["Content-Security-Policy"] = f"{PACKAGE_POLICY} {origin}"
    answer._csp_exempt = True  # type: ignore[attr-defined]
    return answer


def as_own_page(answer: Answer, origin: str = "") -> Answer:
    """Ours: nothing from elsewhere, in a frame of the platform's page alone."""
    answer["Content-Security-Policy"] = (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
        f" frame-ancestors {origin or '*'}"
    )
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer._csp_exempt = True  # type: ignore[attr-defined]
    return answer


def nothing(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The answer to every address that is none."""
    return as_own_page(HttpResponse("Not found.", content_type="text/plain", status=404))
