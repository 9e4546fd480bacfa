"""Whose host a request came to: the platform's, or an association's own."""

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from endorsement.models import Association


def association_name_at(request: HttpRequest) -> str:
    """The name of the association whose host it is, empty at the platform's; asked once a request."""
    if not hasattr(request, "association_name"):
        host, _port = split_domain_port(request.headers.get("host", ""))
        known = not host or host in settings.PLATFORM_HOSTS
        found = None if known else Association.objects.filter(host_name=host).first()
        request.association_name = found.name if found else ""  # type: ignore[attr-defined]
    return str(request.association_name)  # type: ignore[attr-defined]
