"""Where sign-in meets the platform: mail through the outbox, one-time secrets encrypted."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    """allauth's account behavior."""


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
