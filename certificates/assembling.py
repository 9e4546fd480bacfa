"""The whole certificate: a signed credential, the page that carries it, a signature over both."""

from django.utils import translation
from django.utils.translation import gettext as _

from certificates import credential, keys, signing
from certificates.models import Certificate
from certificates.pdf import draw
from certificates.selectors import document_of
from certificates.sheet import address_of


def assembled(certificate: Certificate) -> bytes:
    """Draw and sign the certificate from its row alone; the same row and keys give the same bytes.

    :raises KeysMissing: before the installation was prepared.
    """
    badge = credential.credential_of(certificate) if credential.is_badge(certificate) else b""
    key = keys.current(keys.PDF, credential.owner_of(certificate))
    organization = document_of(certificate)["organization"]["name"]
    with translation.override(certificate.language):
        reason = _("Issued by %(organization)s") % {"organization": organization}
    return signing.sign(
        draw(certificate, credential=badge),
        key=key,
        at=credential.issued_at(certificate),
        address=address_of(certificate.number),
        reason=reason,
    )
