"""Certificate designs of the invented associations, with logos and signatures of our own drawing."""

from typing import Any

from django.db import transaction

from certificates import pictures
from certificates.models import Certificate, Design, Signatory
from certificates.services import demonstration_art as art
from endorsement.models import Association

Kind = Certificate.Kind
KINDS = (Kind.COMPLETION, Kind.PATH, Kind.ATTENDANCE, Kind.ENDORSEMENT, Kind.RENEWAL)
FORMAL = (Kind.ENDORSEMENT, Kind.RENEWAL)

PINE_RIVER: dict[str, Any] = {
    "look": {
        "accent_color": "#1d5c4d",
        "style": Design.Style.BAR,
        "paper": Design.Paper.LETTER,
        "logo_alt_en": "Logo of Pine River: two firs above a bend of water",
        "logo_alt_es": "Logotipo de Pine River: dos abetos junto a una curva de agua",
        "foot_en": "Pine River Association · 12 Water Street, Pine River",
        "foot_es": "Asociación Pine River · 12 Water Street, Pine River",
    },
    "logo": art.pine_river,
    "signatories": [
        ("Marta Ellingsen, PhD, LICSW", "President of the board", "Presidenta de la junta", 3),
        ("Cora Lind", "Coordinator", "Coordinadora", 8),
    ],
}
HARBOR: dict[str, Any] = {
    "look": {
        "accent_color": "#274b7a",
        "style": Design.Style.FRAME,
        "paper": Design.Paper.A4,
        "logo_alt_en": "Logo of Harbor: a lighthouse above two waves",
        "logo_alt_es": "Logotipo de Harbor: un faro sobre dos olas",
        "foot_en": "Harbor Association · 3 Pier Road",
        "foot_es": "Asociación Harbor · 3 Pier Road",
    },
    "logo": art.harbor,
    "signatories": [("Desmond Achebe, MSW", "Executive director", "Director ejecutivo", 5)],
}
DESIGNS = {"pine-river": PINE_RIVER, "harbor": HARBOR}
SOLEMN = {
    "statement_en": "Given in the name of the board of {organization}.",
    "statement_es": "En nombre de la junta de {organization}.",
}


@transaction.atomic
def load() -> int:
    """Publish a design of each kind for each association that has none; how many were made.

    Effects, in order: pictures in the private storage; the designs, published, which freezes them and
    owes their proof to the worker.
    """
    found = Association.objects.filter(slug__in=DESIGNS)
    return sum(_load(one, DESIGNS[one.slug]) for one in found)


def _load(association: Association, said: dict[str, Any]) -> int:
    missing = [
        kind
        for kind in KINDS
        if not Design.objects.filter(association=association, kind=kind).exists()
    ]
    if not missing:
        return 0
    logo = pictures.keep(said["logo"]())
    signed = [(*one[:3], pictures.keep(art.signature(one[3]))) for one in said["signatories"]]
    for kind in missing:
        design = Design(
            association=association,
            kind=kind,
            live=False,
            logo=logo,
            **said["look"],
            **(SOLEMN if kind in FORMAL else {}),
        )
        design.signatories = [
            Signatory(name=name, role_en=en, role_es=es, signature=picture, sort_order=place)
            for place, (name, en, es, picture) in enumerate(signed)
        ]
        design.save()
        design.save_revision().publish()
    return len(missing)
