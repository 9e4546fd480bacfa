"""System checks on settings that would be dangerous rather than broken."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


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
