"""Invented certificates for previews and for proving a design: hard names, much text, both languages."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

NUMBER = "7Q2M4K9D0ABCXYZ5"
ISSUED_AT = datetime.datetime(2026, 6, 1, 15, tzinfo=datetime.UTC)

NAMES = {
    "usual": "Rosa Quispe",
    "long": "María-Alejandra Guadalupe Fernández de la Cruz y Montgomery-Washington de los Ángeles",
    "arabic": "فاطمة الزهراء بنت محمد",
    "chinese": "欧阳娜娜 (王小明)",
    "vietnamese": "Nguyễn Thị Ánh Tuyết",
    "combining": "Z̃oë x̱wəlméxʷ Ǫ̀lúwaṣẹ́gun",
    "hebrew": "רחל כהן־לוי",
    "cyrillic": "Олександра Їжакевич",
    "full": "Rosa Quispe Mamani",
}
#: What the preview offers: the name of the sample and its language.
MODES: list[tuple[str, Any]] = [
    ("usual-en", _("A usual name")),
    ("usual-es", _("A usual name, in Spanish")),
    ("long-en", _("A very long name")),
    ("long-es", _("A very long name, in Spanish")),
    ("full-en", _("As much as a certificate can say")),
    ("full-es", _("As much as a certificate can say, in Spanish")),
    ("arabic-en", _("A name in Arabic")),
    ("chinese-en", _("A name in Chinese")),
    ("vietnamese-en", _("A name in Vietnamese")),
    ("combining-en", _("A name with combining characters")),
    ("hebrew-en", _("A name in Hebrew")),
    ("cyrillic-en", _("A name in Cyrillic")),
]
#: What a design must be able to print before it is used.
PROOFS = ("usual-en", "full-es", "long-en")

_TITLE = {
    "en": "Early attachment: what babies tell us",
    "es": "El apego temprano: lo que nos dicen los bebés",
}
_LONG_TITLE = {
    "en": (
        "Social-emotional development in Part C: evaluation, assessment and the individualized "
        "family service plan, for early intervention teams and those who supervise them"
    ),
    "es": (
        "El desarrollo socioemocional en la Parte C: evaluación, valoración y el plan "
        "individualizado de servicios para la familia, para equipos de intervención temprana"
    ),
}
_CATEGORY = {"en": "Infant Family Specialist", "es": "Especialista en infancia y familia"}
_AREAS = (
    ("Foundations", "Fundamentos", "2.00"),
    ("Law, regulation and policy", "Leyes, reglamentos y políticas", None),
    ("Systems expertise", "Conocimiento de los sistemas", "1.00"),
    ("Direct service", "Atención directa", "2.50"),
    ("Working with others", "Trabajo con otras personas", None),
    ("Communicating", "Comunicación", None),
    ("Thinking", "Pensamiento", "0.50"),
    ("Reflection", "Reflexión", "1.50"),
)
_TOPICS = (("iecmh", "7.50"), ("dei", "1.50"), ("ethics", "1.00"), ("rsc_provision", "0.50"))
_APPROVALS = (
    {
        "body": "NASW",
        "rules_of": "nasw",
        "provider_number": "886000000",
        "number": "886000000-1234",
        "credit": "ethics",
        "text": {
            "en": (
                "This program is approved by the National Association of Social Workers (Approval "
                "#886000000-1234) for 7.5 social work continuing education contact hours."
            ),
            "es": (
                "Este programa está aprobado por la National Association of Social Workers (n.º "
                "886000000-1234) por 7.5 horas de contacto de formación continua en trabajo social."
            ),
        },
    },
    {
        "body": "IACET",
        "rules_of": "iacet",
        "provider_number": "1000000",
        "number": "",
        "credit": "",
        "text": {
            "en": (
                "The organization is accredited by the International Accreditors for Continuing "
                "Education and Training (IACET) and offers IACET CEUs for this learning event."
            )
        },
    },
)
_PRESENTERS = (
    {"name": "Amara Lindqvist", "credentials": "PhD, LCSW, IMH mentor"},
    {"name": "Joaquín Tso", "credentials": "LMFT"},
)


def parted(mode: str) -> tuple[str, str]:
    """The sample and the language of a mode; the first one for any that is not offered."""
    known = mode if mode in dict(MODES) else MODES[0][0]
    sample, _dash, language = known.rpartition("-")
    return sample, language


def document(kind: str, sample: str, language: str, organization: dict[str, str]) -> dict[str, Any]:
    """What the invented certificate says (certificates.payload, format 1)."""
    much = sample == "full"
    return {
        "format": 1,
        "kind": kind,
        "language": language,
        "zone": "America/Chicago",
        "issued_at": "2026-06-01T15:00:00.000000Z",
        "issued_on": "2026-06-01",
        "organization": organization,
        "title": _LONG_TITLE if much else _TITLE,
        **_OF_KIND[kind](much),
    }


def _completion(much: bool) -> dict[str, Any]:
    areas = _AREAS if much else _AREAS[:3]
    return {
        "first_on": "2026-05-18",
        "completed_on": "2026-06-01",
        "hours": "7.50" if much else "1.50",
        "framework": "core@1",
        "areas": [
            {
                "ref": f"core:{number}",
                "name": {"en": en, "es": es},
                "hours": hours if much else None,
            }
            for number, (en, es, hours) in enumerate(areas)
        ],
        "topics": [
            {"code": code, "hours": hours}
            for code, hours in (_TOPICS if much else (("dei", "0.50"),))
        ],
        "delivery": "blended" if much else "self_paced",
        "code": "sample",
        "version": 2,
        "provider": "",
        "presenters": [dict(one) for one in (_PRESENTERS if much else _PRESENTERS[:1])],
        "approvals": [dict(one) for one in (_APPROVALS if much else ())],
    }


def _path(much: bool) -> dict[str, Any]:
    return {
        "first_on": "2026-02-02",
        "completed_on": "2026-06-01",
        "code": "sample",
        "version": 1,
        "modules": [
            {
                "code": f"m{number}",
                "version": 1,
                "title": _LONG_TITLE if much and number % 3 == 1 else _TITLE,
                "completed_on": "2026-06-01",
                "hours": "1.50",
            }
            for number in range(12 if much else 3)
        ],
    }


def _attendance(much: bool) -> dict[str, Any]:
    days = ("2026-05-04", "2026-05-11", "2026-05-18") if much else ("2026-06-01",)
    return {
        "first_on": days[0],
        "completed_on": days[-1],
        "meetings": [{"on": day, "minutes": 120} for day in days],
        "minutes": 120 * len(days),
        "of_minutes": 120 * len(days),
        "delivery": "live_online",
        "code": "sample",
        "version": 2,
        "provider": "",
        "presenters": [dict(one) for one in (_PRESENTERS if much else _PRESENTERS[:1])],
    }


def _endorsement(_much: bool) -> dict[str, Any]:
    return {
        "title": _CATEGORY,
        "category": "sample",
        "category_name": _CATEGORY,
        "scheme_name": {"en": "Sample scheme", "es": "Esquema de muestra"},
        "edition": "2026",
        "awarded_on": "2026-05-20",
    }


def _renewal(much: bool) -> dict[str, Any]:
    days = {"cycle": 2, "starts_on": "2026-06-01", "due_on": "2029-05-31"}
    return {**_endorsement(much), **days}


def _transcript(much: bool) -> dict[str, Any]:
    areas = {f"core:{n}": {"en": en, "es": es} for n, (en, es, _hours) in enumerate(_AREAS)}
    entries = [
        {
            "kind": "training" if number % 3 else "rsc_received",
            "first_on": "2026-05-01",
            "last_on": "2026-05-02",
            "hours": "1.50",
            "title": _TITLE["en"],
            "organization": "Two Rivers",
            "provider": "",
            "verification": "system" if number % 3 else "confirmed",
            "areas": ["core:0", "core:7"],
            "code": "self_paced" if number % 3 else "individual",
        }
        for number in range(60 if much else 6)
    ]
    total = f"{1.5 * len(entries):.2f}"
    return {
        "title": {"en": "Transcript", "es": "Expediente de formación"},
        "from": None,
        "through": None,
        "entry_count": len(entries),
        "entries": entries,
        "areas": areas,
        "totals": {
            "by_kind": {"training": total},
            "by_area": {"core:0": total, "core:7": total},
            "by_verification": {"system": total},
        },
    }


_OF_KIND = {
    "completion": _completion,
    "path": _path,
    "attendance": _attendance,
    "endorsement": _endorsement,
    "renewal": _renewal,
    "transcript": _transcript,
}
