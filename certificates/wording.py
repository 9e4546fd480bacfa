"""Sentences and names for the codes of a certificate's payload."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from certificates.models import Certificate, Design, PublishedDesign
from certificates.verification import Standing, Verdict

#: Sentences for what `lms.backbone.failures` says of an error, by how that begins; the first that fits.
FAILURES = (
    (
        ("OSError(ENOSPC)", "OSError(EDQUOT)", "OSError(EFBIG)"),
        gettext_lazy("There was no room on the disk."),
    ),
    (("OSError", "PermissionError"), gettext_lazy("Its file could not be written.")),
    (("MemoryError",), gettext_lazy("There was not enough memory to draw it.")),
    (("The worker stopped",), gettext_lazy("The program that draws it stopped each time.")),
    (("The name changed",), gettext_lazy("Its holder’s name changed while it was drawn.")),
    (("DrawingFailed",), gettext_lazy("Its design asks for something that it may not use.")),
    (("OperationalError",), gettext_lazy("The database did not answer.")),
    (("",), gettext_lazy("It could not be drawn from what is recorded.")),
)
#: The same of a design, as its author can do something about it.
DESIGN_FAILURES = (
    (
        ("FileNotFoundError",),
        gettext_lazy(
            "A picture that it names is no longer there. Choose its logo and its signatures anew."
        ),
    ),
    (
        ("UnidentifiedImageError", "DecompressionBombError"),
        gettext_lazy(
            "One of its pictures cannot be read. Choose its logo and its signatures anew, as PNG or JPEG."
        ),
    ),
    (
        ("OSError", "PermissionError"),
        gettext_lazy("The disk did not answer. The design may be fine: publish it again later."),
    ),
    (
        ("MemoryError", "The worker stopped"),
        gettext_lazy(
            "It takes more memory or time than there is. Choose smaller pictures or shorter texts."
        ),
    ),
    (
        ("DrawingFailed",),
        gettext_lazy(
            "It asks for something that a certificate may not use. Look at its texts and its pictures."
        ),
    ),
    (
        ("",),
        gettext_lazy(
            "Its texts, colors or pictures cannot be set on the page. Look at what was changed last."
        ),
    ),
)
STATES = {
    "preparing": gettext_lazy("being prepared"),
    "failed": gettext_lazy("could not be prepared"),
    Standing.VALID.value: gettext_lazy("valid"),
    Standing.EXPIRED.value: gettext_lazy("expired"),
    Standing.LAPSED.value: gettext_lazy("endorsement lapsed"),
    Standing.INACTIVE.value: gettext_lazy("endorsement inactive"),
    Standing.RETIRED.value: gettext_lazy("endorsement retired"),
    Standing.SUPERSEDED.value: gettext_lazy("replaced by a newer one"),
    Standing.NOT_VALID.value: gettext_lazy("no longer valid"),
}
TOPICS = {
    "iecmh": gettext_lazy("Infant and early childhood mental health"),
    "dei": gettext_lazy("Diversity, equity and inclusion"),
    "rsc_provision": gettext_lazy("Providing reflective supervision"),
    "ethics": gettext_lazy("Ethics"),
}
DELIVERIES = {
    "self_paced": gettext_lazy("Online, at one's own pace"),
    "live_online": gettext_lazy("Live online"),
    "in_person": gettext_lazy("In person"),
    "blended": gettext_lazy("Online lessons and live meetings"),
}


def failure(error: str) -> str:
    """Why it failed, in a sentence; `error` is what the row keeps of it."""
    return str(next(said for begins, said in FAILURES if error.startswith(begins)))


def design_failure(error: str) -> str:
    """Why a design cannot be drawn and what to look at, for its author."""
    return str(next(said for begins, said in DESIGN_FAILURES if error.startswith(begins)))


def state(code: str) -> str:
    """How a certificate stands, in a word or two: for lists."""
    return str(STATES[code])


def topic(code: str) -> str:
    return str(TOPICS.get(code, code.replace("_", " ")))


def delivery(code: str) -> str:
    return str(DELIVERIES.get(code, code.replace("_", " ")))


def hours(amount: Any) -> str:
    """Clock hours in words of the active language: `1.5 hours`, `1 hour`."""
    value = Decimal(amount).normalize()
    shown = number(value)
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if value == 1 else 2) % {"hours": shown}


def day(value: date) -> str:
    """A day in full: `June 1, 2026`, `1 de junio de 2026`."""
    # English formats abbreviate the month, which does not become a certificate.
    english = (get_language() or "en").startswith("en")
    return formats.date_format(value, "F j, Y" if english else "DATE_FORMAT")


def days(iso: list[str]) -> str:
    """The days in full, in their order: `June 1, 2026; June 8, 2026`."""
    return "; ".join(day(date.fromisoformat(one)) for one in sorted(set(iso)))


def minutes(amount: int) -> str:
    """How long somebody was there: `90 minutes`."""
    return ngettext("%(n)s minute", "%(n)s minutes", amount) % {"n": amount}


def number(amount: Decimal) -> str:
    """As it is written in the active language, with no more decimals than it has: `0.15`."""
    return formats.number_format(f"{amount.normalize():f}", use_l10n=True)


def presenters(people: list[dict[str, str]]) -> str:
    """Who taught it, with credentials: `Amara Lindqvist, PhD; Joaquín Tso`."""
    return "; ".join(", ".join(filter(None, (p["name"], p["credentials"]))) for p in people)


def title_of(kind: str) -> str:
    """The certificate's own title."""
    return {
        "completion": _("Certificate of completion"),
        "path": _("Certificate of a learning path"),
        "attendance": _("Certificate of attendance"),
        "endorsement": _("Certificate of endorsement"),
        "renewal": _("Certificate of renewal"),
        "transcript": _("Transcript"),
    }[kind]


def issued(document: dict[str, Any]) -> str:
    """What anyone learns of a transcript: when it was issued, and how much it lists."""
    count = document["entry_count"]
    return ngettext(
        "This transcript was issued on %(day)s with %(n)s entry.",
        "This transcript was issued on %(day)s with %(n)s entries.",
        count,
    ) % {"day": day(date.fromisoformat(document["issued_on"])), "n": count}


def standing(verdict: Verdict) -> str:
    """One sentence that says how a certificate stands."""
    if verdict.standing == Standing.NOT_VALID:
        # Apart: what collects the sentences to translate does not look into f-strings.
        sentence = _("This certificate is no longer valid.")
        return f"{sentence} {Certificate.Reason(verdict.reason).label}"
    return {
        Standing.VALID: _("This certificate is valid."),
        Standing.EXPIRED: _("This certificate has expired."),
        Standing.LAPSED: _("The endorsement behind this certificate has lapsed."),
        Standing.INACTIVE: _("The endorsement behind this certificate is inactive at present."),
        Standing.RETIRED: _("The endorsement behind this certificate has been retired."),
        Standing.SUPERSEDED: _("This certificate was replaced by a newer one."),
    }[verdict.standing]


def status_of(design: Design) -> str:
    """What the CMS's list says of a design."""
    if not design.live:
        return _("Draft")
    return _("Published, with a newer draft") if design.has_unpublished_changes else _("Published")


def printing(published: list[PublishedDesign]) -> str:
    """What certificates are printed in, of the published states of one design."""
    held = sorted(
        (one for one in published if one.withdrawn_at is None), key=lambda one: one.published_at
    )
    if not held:
        return _("Not published")
    state, earlier = held[-1].state, [one for one in held[:-1] if one.state == one.State.DONE]
    if state == PublishedDesign.State.DONE:
        return _("In use")
    if state != PublishedDesign.State.DEAD:
        return _("Being checked")
    used = (
        _("Cannot be printed; the one before it is in use")
        if earlier
        else _("Cannot be printed; the design that ships is in use")
    )
    return f"{used}. {design_failure(held[-1].last_error)}"


def file(outcome: str) -> str:
    """What a PDF that somebody handed in turned out to be."""
    return {
        "issued": _("This is the very file that we issued."),
        "changed": _(
            "This is not the file that we issued: it was changed, or made anew. Rely on this page alone."
        ),
        "not_ours": _(
            "We did not issue this file, and it names no certificate of ours. If you have its number, "
            "type it instead."
        ),
    }[outcome]
