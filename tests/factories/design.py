"""Designs of certificates with our own pictures; and sample certificates in every look, for validators."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from certificates import drafts, pictures
from certificates.models import Certificate, Design, PublishedDesign, Signatory
from certificates.services import demonstration_art as art
from certificates.services import designs

PAPERS, ORIENTATIONS, STYLES = ("letter", "a4"), ("landscape", "portrait"), ("bar", "frame")
KINDS = ("completion", "path", "attendance", "endorsement", "renewal", "transcript")
HARD_NAMES = ("long", "arabic", "chinese", "vietnamese", "combining", "hebrew", "cyrillic")
ORGANIZATION = {"name": "Two Rivers", "short_name": "TR", "accent_color": "#1f6f6b"}


def look(**changes: Any) -> dict[str, Any]:
    """The document of a design that has everything: logo with transparency, signatures, texts."""
    return {
        "format": 1,
        "kind": "completion",
        "association": "",
        "paper": "letter",
        "orientation": "landscape",
        "style": "bar",
        "accent_color": "#1d5c4d",
        "text_color": "#2b2622",
        "logo": {
            "sha256": pictures.keep(art.harbor()),
            "alt": {"en": "Logo of Two Rivers", "es": "Logotipo de Two Rivers"},
        },
        "texts": {
            "heading": {},
            "before": {},
            "after": {},
            "statement": {"en": "Given by {organization}.", "es": "Otorgado por {organization}."},
            "foot": {"en": "3 Pier Road", "es": "3 Pier Road"},
        },
        "signatories": [
            {
                "name": "Marta Ellingsen, PhD",
                "role": {"en": "President", "es": "Presidenta"},
                "signature": pictures.keep(art.signature(3)),
            },
            {
                "name": "Cora Lind",
                "role": {"en": "Coordinator", "es": "Coordinadora"},
                "signature": "",
            },
        ],
        **changes,
    }


def sample(mode: str = "usual-en", **changes: Any) -> Certificate:
    """An unsaved certificate with invented content in such a design."""
    return drafts.certificate(look(**changes), mode, ORGANIZATION)


def samples() -> Iterator[tuple[str, Certificate]]:
    """One certificate for each look × kind, with hard names and both languages among them, each with a
    name for a file. Every paper, orientation, style, kind, script and language is there.
    """
    modes = ["usual-en", "full-es", *(f"{name}-en" for name in HARD_NAMES), "long-es", "full-en"]
    looks = product(KINDS, PAPERS, ORIENTATIONS, STYLES)
    for number, (kind, paper, orientation, style) in enumerate(looks):
        mode = modes[number % len(modes)]
        name = "-".join((kind, paper, orientation, style, mode))
        yield (
            name,
            sample(mode, kind=kind, paper=paper, orientation=orientation, style=style),
        )


def design_of(association: Any = None, **changes: Any) -> Design:
    """A draft of a design, as the CMS makes it, with one signatory."""
    design = Design(association=association, live=False, **{"kind": "completion", **changes})
    design.signatories = [
        Signatory(name="Marta Ellingsen", role_en="President", role_es="Presidenta", sort_order=0)
    ]
    design.save()
    return design


def publish(design: Design) -> PublishedDesign:
    """Published as the CMS does; the newest frozen state, owed its proof."""
    design.save_revision().publish()
    return PublishedDesign.objects.filter(design=design).order_by("-published_at", "-pk")[0]


def published(association: Any = None, *, at: Any, **changes: Any) -> PublishedDesign:
    """A design in use: published and taken as proved."""
    row = designs.freeze(design=design_of(association, **changes), at=at)
    PublishedDesign.objects.filter(pk=row.pk).update(state=PublishedDesign.State.DONE)
    row.refresh_from_db()
    return row
