"""Names of codes, and amounts with their units."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, gettext_lazy, gettext_noop, ngettext

from endorsement.rules.reading import Text
from endorsement.rules.verdict import Unit

Names = Mapping[str, Text]
# The stored name is not everybody's to read: see selectors.providers.names_shown.
NO_NAME = gettext_lazy("a provider you gave no name")

# Codes of the platform itself, which no scheme or framework names.
WORDS = {
    "iecmh": gettext_noop("Infant and early childhood mental health"),
    "dei": gettext_noop("Diversity, equity and inclusion"),
    "rsc_provision": gettext_noop("Providing reflective supervision"),
    "ethics": gettext_noop("Ethics"),
    "individual": gettext_noop("Individual"),
    "group": gettext_noop("Group"),
    "own_practice": gettext_noop("About your own practice"),
    "provision": gettext_noop("About the supervision you give"),
    "training": gettext_noop("Training"),
    "rsc_received": gettext_noop("Reflective supervision received"),
    "rsc_given": gettext_noop("Reflective supervision given"),
    "work": gettext_noop("Work"),
    "education": gettext_noop("Education"),
    "service": gettext_noop("Service to the field"),
    "achievement": gettext_noop("Achievement"),
    "course": gettext_noop("Course"),
    "series": gettext_noop("Series"),
    "in_service": gettext_noop("In-service training"),
    "conference": gettext_noop("Conference"),
    "in_person": gettext_noop("In person"),
    "online": gettext_noop("Online"),
    "self_paced": gettext_noop("Self-paced"),
    "secondary": gettext_noop("secondary school"),
    "certificate": gettext_noop("certificate"),
    "associate": gettext_noop("associate degree"),
    "bachelor": gettext_noop("bachelor's degree"),
    "master": gettext_noop("master's degree"),
    "doctorate": gettext_noop("doctorate"),
    "direct_service": gettext_noop("Direct service to children and families"),
    "relationship_therapy": gettext_noop("Therapy with child and caregiver together"),
    "supervises_service": gettext_noop("Supervising people who serve families"),
    "provides_rsc": gettext_noop("Giving reflective supervision"),
    "mentors_facilitators": gettext_noop("Mentoring people who give reflective supervision"),
    "leadership": gettext_noop("Leading a program or a system"),
    "manager": gettext_noop("Managing a team"),
    "policy": gettext_noop("Policy or advocacy"),
    "teaching_research": gettext_noop("Teaching or research"),
    "supervised_internship": gettext_noop("A supervised internship"),
    "supervised_volunteer": gettext_noop("Supervised volunteering"),
    "infant": gettext_noop("Birth to 36 months"),
    "early_childhood": gettext_noop("37 to 71 months"),
    "early_intervention": gettext_noop("Early intervention"),
    "early_childhood_education": gettext_noop("Early childhood education"),
    "home_visiting": gettext_noop("Home visiting"),
    "child_welfare": gettext_noop("Child welfare"),
    "social_work": gettext_noop("Social work"),
    "counseling": gettext_noop("Counseling or therapy"),
    "psychology": gettext_noop("Psychology"),
    "nursing": gettext_noop("Nursing or medicine"),
    "special_education": gettext_noop("Special education"),
    "therapies": gettext_noop("Speech, occupational or physical therapy"),
    "other_discipline": gettext_noop("Something else"),
    "semester": gettext_noop("semester credits"),
    "quarter": gettext_noop("quarter credits"),
    "ceu": gettext_noop("continuing education units (CEU)"),
    "other": gettext_noop("Another association"),
    "choice": gettext_noop("Multiple choice"),
    "vignettes": gettext_noop("Case vignettes"),
    "panel": gettext_noop("Panel"),
    "interview": gettext_noop("Interview"),
    "observed_session": gettext_noop("Observed session"),
    "essay": gettext_noop("Essay"),
    "confirmed": gettext_noop("confirmed by a third party"),
    "system": gettext_noop("verified by the platform"),
    "self_reported": gettext_noop("self-reported"),
    "emerging": gettext_noop("emerging"),
    "inactive": gettext_noop("inactive"),
    "lapsed": gettext_noop("lapsed"),
    "revoked": gettext_noop("no longer valid"),
    "coverage": gettext_noop("Areas covered"),
    "families": gettext_noop("Families"),
    "endorsed_or_vetted": gettext_noop("Raters who are endorsed or vetted"),
    "main_provider": gettext_noop("From one main provider"),
    "spread": gettext_noop("From the first to the last"),
}


def pick(text: Text) -> str:
    """The text in the active language, else in English, else an empty string."""
    language = (get_language() or "en").split("-")[0]
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def word(code: str, names: Names | None = None) -> str:
    """The name of a code: the scheme's or framework's, else the platform's, else the code."""
    if names and code in names:
        return pick(names[code])
    return gettext(WORDS[code]) if code in WORDS else code


def hours(hundredths: int) -> str:
    """Hours without idle zeros: 1800 -> "18", 150 -> "1.5"."""
    value = (Decimal(hundredths) / 100).normalize()
    return number_format(Decimal(format(value, "f")))


def amount(value: int, unit: Unit) -> str:
    """An amount with its unit: "18 clock hours"."""
    if unit is Unit.HOURS:
        # One and a half is plural in English, so only exactly one is singular.
        plural = 1 if value == 100 else 2
        return ngettext("%(n)s clock hour", "%(n)s clock hours", plural) % {"n": hours(value)}
    return _counted(value, unit) % {"n": number_format(value)}


def _counted(n: int, unit: Unit) -> str:
    forms = {
        Unit.MONTHS: ngettext("%(n)s month", "%(n)s months", n),
        Unit.FAMILIES: ngettext("%(n)s family", "%(n)s families", n),
        Unit.AREAS: ngettext("%(n)s area", "%(n)s areas", n),
        Unit.ITEMS: ngettext("%(n)s entry", "%(n)s entries", n),
        Unit.REFERENCES: ngettext("%(n)s reference", "%(n)s references", n),
        Unit.DOCUMENTS: ngettext("%(n)s document", "%(n)s documents", n),
        Unit.ENDORSEMENTS: ngettext("%(n)s endorsement", "%(n)s endorsements", n),
        Unit.REQUIREMENTS: ngettext("%(n)s requirement", "%(n)s requirements", n),
        Unit.PEOPLE: ngettext("%(n)s person", "%(n)s people", n),
        Unit.DISCIPLINES: ngettext("%(n)s discipline", "%(n)s disciplines", n),
        Unit.COMPETENCIES: ngettext("%(n)s competency", "%(n)s competencies", n),
        Unit.MEMBERSHIPS: ngettext("%(n)s membership", "%(n)s memberships", n),
        Unit.APPROVALS: ngettext("%(n)s approval", "%(n)s approvals", n),
        Unit.PARTS: ngettext("%(n)s part", "%(n)s parts", n),
        Unit.PERCENT: gettext("%(n)s percent"),
    }
    return forms[unit]


def number(value: int, unit: Unit) -> str:
    """An amount without its unit."""
    return hours(value) if unit is Unit.HOURS else number_format(value)
