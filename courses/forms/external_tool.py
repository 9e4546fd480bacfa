"""Making an external tool and the platform known to each other: addresses and keys are looked at."""

from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.models import ExternalTool
from courses.tools.addresses import is_safe
from endorsement.forms.owned import OwnedForm

LEAST_BITS = 2048
MOST_REDIRECTS = 20


class ExternalToolForm(OwnedForm):
    """A tool is in use at once, so whoever makes it known is a moderator of its association."""

    instance: ExternalTool

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        association = cleaned.get("association")
        if association and not self.moderated(association.pk):
            self.add_error("association", _("Only a moderator of this association does this."))
        return cleaned

    def clean_launch_url(self) -> str:
        return _address(self.cleaned_data["launch_url"])

    def clean_login_url(self) -> str:
        return _address(self.cleaned_data["login_url"])

    def clean_keys_url(self) -> str:
        address = self.cleaned_data["keys_url"]
        return _address(address) if address else ""

    def clean_redirect_urls(self) -> str:
        addresses = self.cleaned_data["redirect_urls"].split()
        if len(addresses) > MOST_REDIRECTS:
            raise ValidationError(_("These are too many. Twenty addresses can be given."))
        return "\n".join(_address(address) for address in addresses)

    def clean_public_key(self) -> str:
        text = self.cleaned_data["public_key"].strip()
        return _public_key(text) if text else ""


def _address(address: str) -> str:
    """:raises ValidationError: with one sentence."""
    if not is_safe(address, loopback=settings.TOOLS_ON_THIS_MACHINE):
        raise ValidationError(
            _("“%(address)s” is no address that begins with https://. Copy it from the tool."),
            params={"address": address[:120]},
        )
    return address


def _public_key(text: str) -> str:
    """As it is kept, whatever blanks came along.

    :raises ValidationError: with one sentence.
    """
    if "PRIVATE KEY" in text:
        raise ValidationError(
            _(
                "This is a private key. It is the tool’s alone: make a new one there, and never send it."
            )
        )
    try:
        key: Any = serialization.load_pem_public_key(text.encode())
    except ValueError:
        key = None
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_BITS:
        raise ValidationError(
            _(
                "This is no public RSA key of 2,048 bits or more. It begins with -----BEGIN PUBLIC KEY-----."
            )
        )
    kept = key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return kept.decode()
