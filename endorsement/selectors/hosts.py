"""Where links in mails lead."""

from urllib.parse import urlsplit

from django.conf import settings

from endorsement.models import Association


def public_url(association: Association | None) -> str:
    """The association's own address, otherwise the platform's; without a slash at the end.

    Paper and QR codes carry the platform's, whatever the association: they outlive a host name.
    """
    if association is None or not association.host_name:
        return str(settings.PUBLIC_URL)
    parts = urlsplit(settings.PUBLIC_URL)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{association.host_name}{port}"
