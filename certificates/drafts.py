"""Certificates that nobody holds: a design with invented content, for previews and proofs."""

from typing import Any

from certificates import samples
from certificates.models import Certificate, PublishedDesign
from lms.backbone import canonical

PROOFS = samples.PROOFS


def certificate(design: dict[str, Any], mode: str, organization: dict[str, str]) -> Certificate:
    """The unsaved row of an invented certificate in this design (`Design.document`)."""
    sample, language = samples.parted(mode)
    document = samples.document(design["kind"], sample, language, organization)
    text, look = canonical.text(document), canonical.text(design)
    return Certificate(
        number=samples.NUMBER,
        kind=design["kind"],
        name_as_issued=samples.NAMES[sample],
        payload=text,
        payload_sha256=canonical.digest(text),
        language=language,
        design=PublishedDesign(document=look, sha256=canonical.digest(look), kind=design["kind"]),
    )
