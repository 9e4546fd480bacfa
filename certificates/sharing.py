"""What a holder does with a certificate elsewhere: a profile, a calendar, a wallet of badges."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from certificates import badge, wording
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.selectors import Checked, document_of
from certificates.sheet import address_of
from lms.backbone.ids import grouped

#: As LinkedIn documents it: https://addtoprofile.linkedin.com/
LINKEDIN = "https://www.linkedin.com/profile/add"
PRODUCT = "-//IECMH learning and endorsement//certificates//EN"
REMIND_BEFORE = timedelta(days=60)


@dataclass(frozen=True)
class BadgeForm:
    """How a badge can be had: by the ending of its file."""

    ending: str
    content_type: str


BADGE_FORMS = {
    one.ending: one
    for one in (
        BadgeForm("png", "image/png"),
        BadgeForm("svg", "image/svg+xml"),
        BadgeForm("json", "application/vc+ld+json"),
    )
}


def badge_file(certificate: Certificate, credential: bytes, ending: str) -> bytes:
    """The credential as the worker signed it, alone or inside the picture of the badge.

    :raises KeyError: for an ending that is none of `BADGE_FORMS`.
    """
    document = document_of(certificate)
    organization = document["organization"]
    face = badge.Face(
        organization=organization["short_name"] or organization["name"],
        title=in_language(document["title"], certificate.language),
        color=organization["accent_color"],
    )
    drawn = {"png": badge.png, "svg": badge.svg, "json": lambda _face, signed: signed}
    return drawn[ending](face, credential)


def linkedin(checked: Checked, *, language: str) -> str:
    """The address that opens LinkedIn's form with what the certificate says; the holder saves it there."""
    certificate, document = checked.certificate, checked.document
    since, through = certificate.valid_from_on, checked.valid_through
    said: dict[str, str | int] = {
        "startTask": "CERTIFICATION_NAME",
        "name": in_language(document["title"], language),
        "organizationName": document["organization"]["name"],
        "issueYear": since.year,
        "issueMonth": since.month,
        "certUrl": address_of(certificate.number),
        "certId": grouped(certificate.number),
    }
    if through:
        said |= {"expirationYear": through.year, "expirationMonth": through.month}
    return f"{LINKEDIN}?{urlencode(said)}"


def calendar(checked: Checked, *, language: str, at: datetime) -> bytes:
    """The last day it is good for, as a day in a calendar, with a word two months before.

    Opened again after a renewal it moves the day: the identifier is the certificate's.

    :raises ValueError: for a certificate without a last day.
    """
    if checked.valid_through is None:
        raise ValueError("This certificate does not expire.")
    title = in_language(checked.document["title"], language)
    address = address_of(checked.certificate.number)
    event = Event()
    event.add("uid", f"certificate-{checked.certificate.number}@{_host()}")
    event.add("sequence", int(at.timestamp()) // 60)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", checked.valid_through)
    event.add("dtend", checked.valid_through + timedelta(days=1))
    event.add("summary", _("Last day of your certificate: %(title)s") % {"title": title})
    event.add("description", _text(checked.certificate))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    event.add_component(_reminder(title))
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add_component(event)
    return bytes(file.to_ical())


def _text(certificate: Certificate) -> str:
    kind = wording.title_of(certificate.kind)
    return f"{kind} {grouped(certificate.number)}\n{address_of(certificate.number)}"


def _reminder(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", _("Two months are left to renew: %(title)s") % {"title": title})
    return alarm


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
