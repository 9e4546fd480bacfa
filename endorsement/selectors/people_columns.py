"""The columns of a list of people, by every name that spreadsheets give them in English and Spanish."""

from collections.abc import Sequence
from functools import cache

from django.utils.translation import gettext, gettext_noop

from endorsement.models import PeopleImport
from endorsement.rules.people import plain_name
from lms.backbone.cells import in_every_language, plain

Kind = PeopleImport.Kind

HEADINGS = {
    "number": gettext_noop("Number"),
    "name": gettext_noop("Name"),
    "first_name": gettext_noop("First name"),
    "last_name": gettext_noop("Last name"),
    "email": gettext_noop("Email address"),
    "language": gettext_noop("Language"),
    "category": gettext_noop("Category"),
    "awarded_on": gettext_noop("Awarded on"),
    "due_on": gettext_noop("Renewal due on"),
    "state": gettext_noop("State"),
    "from_on": gettext_noop("From"),
    "through_on": gettext_noop("Through"),
    "holdings": gettext_noop("Categories held elsewhere"),
    "vetted": gettext_noop("Vetted"),
}
WHO = ("name", "first_name", "last_name", "email", "language")
COLUMNS: dict[str, tuple[str, ...]] = {
    Kind.ENDORSEES: ("number", *WHO, "category", "awarded_on", "due_on", "state"),
    Kind.MEMBERS: (*WHO, "number", "from_on", "through_on"),
    Kind.PROVIDERS: (*WHO, "vetted", "holdings", "from_on", "through_on"),
}
#: Without these a list of the kind says nothing; of names one column is enough, or two together.
NEEDED: dict[str, tuple[str, ...]] = {
    Kind.ENDORSEES: ("category", "awarded_on"),
    Kind.MEMBERS: ("through_on",),
    Kind.PROVIDERS: ("from_on",),
}
#: What lists call their columns besides the template's own headings.
ALSO = {
    "number": (
        "no", "no.", "nr", "id", "certificate number", "certificate no", "endorsement number",
        "endorsement id", "member number", "membership number", "member id", "número", "numero",
        "n.º", "nº", "número de certificado", "número de acreditación", "número de socio",
        "número de socia",
    ),
    "name": ("full name", "name as printed", "endorsee", "member", "provider", "nombre",
             "nombre completo", "nombre y apellido", "nombre y apellidos"),
    "first_name": ("given name", "forename", "first", "nombre de pila", "primer nombre"),
    "last_name": ("surname", "family name", "last", "apellido", "apellidos"),
    "email": ("email", "e-mail", "mail", "e-mail address", "correo", "correo electrónico",
              "correo electronico", "dirección de correo"),
    "language": ("preferred language", "idioma", "lengua"),
    "category": ("endorsement", "endorsement category", "level", "endorsement level", "type",
                 "categoría", "categoria", "nivel", "acreditación"),
    "awarded_on": ("awarded", "award date", "date awarded", "endorsed on", "endorsement date",
                   "date of endorsement", "date endorsed", "otorgada el", "otorgado el",
                   "fecha de otorgamiento", "fecha de acreditación"),
    "due_on": ("due", "due on", "due date", "renewal date", "renewal due", "renewal due date",
               "expires", "expires on", "expiration", "expiration date", "valid through",
               "vence", "vence el", "vencimiento", "fecha de vencimiento", "fecha de renovación"),
    "state": ("status", "standing", "estado", "estatus"),
    "from_on": ("since", "start", "start date", "member since", "joined", "vetted from",
                "vetted on", "desde", "fecha de inicio", "socio desde", "socia desde"),
    "through_on": ("until", "end", "end date", "member through", "member until", "paid through",
                   "membership expires", "membership end", "expires", "expiration date",
                   "vetted until", "vetted through", "hasta", "fecha de fin",
                   "socio hasta", "socia hasta", "vence"),
    "holdings": ("categories", "category", "holds", "endorsements", "endorsement", "credentials",
                 "categorías", "categorias", "acreditaciones"),
    "vetted": ("vetted by us", "approved", "qualified", "aprobado", "aprobada", "evaluado"),
}  # fmt: skip
STATES = {
    "active": ("active", "current", "good standing", "in good standing", "endorsed", "renewed",
               "activo", "activa", "vigente", "al día"),
    "lapsed": ("lapsed", "expired", "not renewed", "vencido", "vencida", "caducado", "caducada"),
    "inactive": ("inactive", "on leave", "leave", "on hold", "inactivo", "inactiva", "de permiso"),
    "retired": ("retired", "emeritus", "emerita", "jubilado", "jubilada", "retirado", "retirada"),
}  # fmt: skip
LANGUAGES = {
    "en": ("en", "english", "inglés", "ingles"),
    "es": ("es", "spanish", "español", "espanol", "castellano"),
}
VETTED = {
    "yes": ("yes", "true", "1", "x", "vetted", "sí", "si", "verdadero"),
    "no": ("no", "false", "0", "not vetted", "falso"),
}


@cache
def headings(kind: str) -> dict[str, str]:
    """The column behind each heading, without case, accents and punctuation, for lists of a kind."""
    found: dict[str, str] = {}
    for code in reversed(COLUMNS[kind]):
        found.update((plain_name(text), code) for text in ALSO.get(code, ()))
    for code in COLUMNS[kind]:
        found[plain_name(code)] = code
        found.update((plain_name(text), code) for text in in_every_language(HEADINGS[code]))
    return found


def recognized(kind: str, heading: Sequence[str]) -> dict[str, int]:
    """In which place each column stands, as far as the headings say it; of two the first."""
    known, found = headings(kind), dict[str, int]()
    for place, text in enumerate(heading):
        code = known.get(plain_name(text))
        if code and code not in found:
            found[code] = place
    return found


def missing(kind: str, columns: dict[str, int]) -> list[str]:
    """The columns without which nothing of a list of this kind can be read."""
    gone = [code for code in NEEDED[kind] if code not in columns]
    named = "name" in columns or {"first_name", "last_name"} <= columns.keys()
    return gone if named else ["name", *gone]


@cache
def coded(column: str) -> dict[str, str]:
    """The code behind each word of a column that holds one of a few."""
    words = {"state": STATES, "language": LANGUAGES, "vetted": VETTED}[column]
    return {plain(word): code for code, some in words.items() for word in some}


def template_rows(kind: str) -> list[list[str]]:
    """The template of a kind: headings in the reader's language, and two rows to write over."""
    examples = {
        Kind.ENDORSEES: [
            {"number": "0042", "awarded_on": "2021-05-14", "due_on": "2026-12-31",
             "state": "active"},
            {"number": "0043", "awarded_on": "2023-02-03", "due_on": "2027-12-31",
             "state": "inactive"},
        ],
        Kind.MEMBERS: [{"from_on": "2026-01-01", "through_on": "2026-12-31"}],
        Kind.PROVIDERS: [{"from_on": "2020-01-01", "through_on": "2027-12-31", "vetted": "yes"}],
    }[Kind(kind)]  # fmt: skip
    who = [
        {"name": gettext("Name of a person (example)"), "email": "person@example.org"},
        {"name": gettext("Name of another person (example)"), "email": "other@example.org"},
    ]
    columns = [code for code in COLUMNS[kind] if code not in ("first_name", "last_name")]
    return [
        [gettext(HEADINGS[code]) for code in columns],
        *(
            [{**person, **row}.get(code, "") for code in columns]
            for person, row in zip(who, examples, strict=False)
        ),
    ]
