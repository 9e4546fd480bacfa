"""System checks on settings that would be dangerous rather than broken."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, transaction
from django.http.request import validate_host

from endorsement.models import Association


@register(Tags.security, deploy=True)
def content_plays_on_another_host(**_kwargs: Any) -> list[CheckMessage]:
    """Author packages must not share a host with the platform: cookies ignore ports."""
    content, public = urlsplit(settings.CONTENT_URL), urlsplit(settings.PUBLIC_URL)
    if content.hostname and content.hostname == public.hostname:
        return [
            Error(
                "CONTENT_URL is on the same host as PUBLIC_URL, so an uploaded package could act "
                "with a visitor's session.",
                hint="Serve packages from another host, for example "
                "CONTENT_URL=https://content.example.org",
                id="lms.E001",
            )
        ]
    return []


@register(Tags.database)
def hosts_of_associations_are_allowed(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """An association's host that is not allowed answers 400 to everybody. Runs at `migrate`, too."""
    if not databases:
        return []
    try:
        with transaction.atomic():
            found = Association.objects.exclude(host_name=None).values_list("host_name", flat=True)
            missing = [
                name for name in found if not validate_host(str(name), settings.ALLOWED_HOSTS)
            ]
    except DatabaseError:
        # Not migrated yet.
        return []
    return [
        checks.Warning(
            f"The association's host {name} is not allowed to be asked for.",
            hint=f"Add it to ALLOWED_HOSTS, for example ALLOWED_HOSTS=…,{name}",
            id="lms.W001",
        )
        for name in missing
    ]
