"""Where sign-in meets the platform: mail through the outbox, one-time secrets encrypted."""

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from lms.accounts import second_factor
from lms.accounts.mails import LINKS, NOT_YOU, NOTES
from lms.backbone.limits import address_of
from lms.backbone.mail import owe_mail


class AccountAdapter(DefaultAccountAdapter):
    """allauth's account behavior, with its mails owed rather than sent in the request."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the mail with nothing but what it needs; the address of the visitor is not kept.

        :raises KeyError: for a mail of the library that has no text here yet.
        """
        template, kept = self._letter(template_prefix, context)
        owe_mail(
            # Each of these is an event of its own: the library's rate limits stand before it.
            key=f"{template_prefix}:{secrets.token_hex(8)}",
            to=email,
            template=template,
            context=kept,
            language=get_language() or settings.LANGUAGE_CODE,
            at=timezone.now(),
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address for the library's limits: behind proxies not that of the nearest."""
        return address_of(request)

    def _letter(self, prefix: str, context: dict[str, Any]) -> tuple[str, dict[str, str]]:
        if prefix in LINKS:
            template, names = LINKS[prefix]
            return template, {name: _public(str(context[name])) for name in names}
        title, text = NOTES[prefix]
        return "plain", {
            "title": str(title),
            "text": f"{text}\n\n{NOT_YOU}",
            "link": settings.PUBLIC_URL + reverse("account_reset_password"),
        }


def _public(link: str) -> str:
    """The link at our public address, whatever host the request that caused the mail named."""
    parts = urlsplit(link)
    return settings.PUBLIC_URL + parts._replace(scheme="", netloc="").geturl()


class MfaAdapter(DefaultMFAAdapter):
    """Stores one-time-code secrets encrypted; allauth would store them as plain text."""

    @staticmethod
    def _cipher() -> Fernet:
        key = hashlib.sha256(b"mfa secrets:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second factor keeps the last one until there is another."""
        if authenticator.type not in second_factor.FACTORS:
            return True
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=second_factor.FACTORS
        ).exclude(pk=authenticator.pk)
        return others.exists() or not second_factor.required_of(authenticator.user)
