"""The fetch URL: the first who asks is given the token (section 8.2), and the page after the end."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from courses.services import cmi5_token
from courses.services.cmi5_token import NotFetched
from courses.views.xapi.door import is_elsewhere, sealed


@csrf_exempt  # Nobody is signed in here: the link is all that counts.
def fetch(request: HttpRequest, link: str) -> HttpResponse:
    """Errors come with status 200 too, as the specification has it."""
    if request.method != "POST":
        answer = HttpResponse(status=405)
        answer["Allow"] = "POST"
        return sealed(request, answer)
    if is_elsewhere(request):
        return sealed(request, HttpResponse(status=403))
    try:
        token = cmi5_token.give_out(link=link, at=timezone.now())
    except NotFetched as refused:
        told = {"error-code": refused.code, "error-text": refused.why}
        return sealed(request, JsonResponse(told))
    return sealed(request, JsonResponse({"auth-token": token}))
