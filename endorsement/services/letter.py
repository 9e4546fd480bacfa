"""Letters to applicants: drafted from a template and the case, changed by a coordinator, sent once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from endorsement.models import Application, LetterTemplate, Person, SentLetter
from endorsement.models.letter import sample
from endorsement.refusals import Refused
from endorsement.rules.letters import CAREFUL, ESSENTIAL
from endorsement.selectors import letters
from endorsement.selectors.hosts import public_url
from endorsement.services.conflict import refuse_conflict
from lms.backbone import placeholders
from lms.backbone.mail import owe_mail

#: What only the decision itself says: from when it is looked at again, and the last day to appeal.
DAYS = ("re_review_on", "appeal_by")


@dataclass(frozen=True)
class Draft:
    """A letter that a coordinator may still change. `essential` must be in it when it leaves."""

    kind: str
    language: str
    subject: str
    body: str
    essential: tuple[str, ...] = ()


def draft(
    *,
    application: Application,
    kind: str,
    at: datetime,
    sender: Person | None = None,
    reason: str = "",
    result: str = "",
    re_review_on: date | None = None,
    appeal_by: date | None = None,
) -> Draft:
    """The letter as it would be sent, in the applicant's language. Writes nothing.

    :raises Refused: for a hold, deferral or decline without the days of re-review and appeal.
    """
    for field, day in (("re_review_on", re_review_on), ("appeal_by", appeal_by)):
        if kind in CAREFUL and day is None:
            raise Refused(
                _("Say from which day on it is looked at again, and by when one can appeal."),
                field=field,
            )
    language = _language(application)
    subject, body = letters.text_of(application, kind, language)
    given: Mapping[str, str | date | None] = {
        "reason": reason.strip(),
        "result": result.strip(),
        "signature": sender.name if sender else "",
        "re_review_on": re_review_on,
        "appeal_by": appeal_by,
    }
    on = application.association.day_of(at)
    values = letters.values(application, on, language, given)
    essential = tuple(values[name] for name in ESSENTIAL) if kind in CAREFUL else ()
    return Draft(
        kind=kind,
        language=language,
        subject=placeholders.render(subject, values),
        body=_tidy(placeholders.render(body, values)),
        essential=essential,
    )


def open_text(*, application: Application, kind: str, at: datetime, sender: Person) -> str:
    """The letter before its days are chosen: these stay as placeholders until `written`."""
    language = _language(application)
    _subject, body = letters.text_of(application, kind, language)
    given: Mapping[str, str | date | None] = {
        "signature": sender.name,
        **{name: f"{{{name}}}" for name in DAYS},
    }
    values = letters.values(application, application.association.day_of(at), language, given)
    return _tidy(placeholders.render(body, values))


def written(
    *,
    application: Application,
    kind: str,
    body: str,
    re_review_on: date | None = None,
    appeal_by: date | None = None,
    at: datetime,
) -> Draft:
    """What a coordinator wrote, as it leaves: days are filled in where the text still names them."""
    language = _language(application)
    subject, _body = letters.text_of(application, kind, language)
    values = letters.values(application, application.association.day_of(at), language, {})
    with translation.override(language):
        for name, day in zip(DAYS, (re_review_on, appeal_by), strict=True):
            said = date_format(day, "DATE_FORMAT") if day else _("a day that is not set yet")
            body = body.replace(f"{{{name}}}", said)
    return Draft(kind, language, placeholders.render(subject, values), body.strip())


@transaction.atomic
def send(
    *,
    application: Application,
    letter: Draft,
    once: str,
    sender: Person | None,
    at: datetime,
) -> SentLetter:
    """Send the letter and keep exactly what was sent. The same `once` sends once, whatever it says then.

    Effects, in order: the letter as it is sent; a mail with it.

    :raises Refused: when it is empty, when a hold, deferral or decline has nobody who signs it or lost
        something that it must say, or for a conflict of interest.
    """
    if sender is None and letter.kind in CAREFUL:
        raise Refused(_("Such a letter is never sent by itself: somebody reads and signs it."))
    if sender is not None:
        refuse_conflict(sender, application, at=at)
    if not letter.subject.strip() or not letter.body.strip():
        raise Refused(_("The letter is empty. Write it, then send it."), field="body")
    if lost := [part for part in letter.essential if not _says(letter.body, part)]:
        raise Refused(
            _("The letter must still say this: %(lost)s") % {"lost": "; ".join(lost)}, field="body"
        )
    row, made = SentLetter.objects.get_or_create(
        application=application,
        kind=letter.kind,
        once=once,
        defaults={
            "association": application.association,
            "language": letter.language,
            "subject": letter.subject.strip()[:200],
            "body": letter.body.strip(),
            "sent_by": sender,
            "sent_at": at,
        },
    )
    if made:
        _mail(
            key=f"letter:{row.public_id}",
            to=application.person.email,
            language=row.language,
            subject=row.subject,
            body=row.body,
            application=application,
            at=at,
        )
    return row


def send_own(
    *, application: Application, kind: str, sender: Person, reason: str, once: str, at: datetime
) -> bool:
    """Send the association's own letter of this kind, where it has published one; whether it has.

    For what a decision tells by itself: never a hold, deferral or decline.
    """
    if kind in CAREFUL or not letters.own_text(application, kind, _language(application)):
        return False
    text = draft(application=application, kind=kind, at=at, sender=sender, reason=reason)
    send(application=application, letter=text, once=once, sender=sender, at=at)
    return True


@transaction.atomic
def send_test(*, template: LetterTemplate, to: Person, once: str, at: datetime) -> None:
    """Send the template with invented data to whoever edits it; a double click sends once.

    :raises Refused: when the template cannot be filled, or the person has no address.
    """
    faults = template.faults()
    if faults:
        raise Refused(faults[0])
    if not to.email:
        raise Refused(_("There is no email address in your details. Add one, then try again."))
    filled = sample(template)
    owe_mail(
        key=f"letter-test:{template.pk}:{to.ref}:{once}",
        to=to.email,
        template="letter",
        language=template.language,
        context={
            "public_url": public_url(template.association),
            "letter_subject": _("[Test] %(subject)s") % {"subject": filled["subject"]},
            "letter_body": filled["body"],
        },
        at=at,
    )


def _language(application: Application) -> str:
    language = application.person.language
    return language if language in dict(settings.LANGUAGES) else "en"


def _mail(
    *,
    key: str,
    to: str,
    language: str,
    subject: str,
    body: str,
    application: Application,
    at: datetime,
) -> None:
    if not to:
        return
    owe_mail(
        key=key,
        to=to,
        template="letter",
        language=language,
        context={
            "public_url": public_url(application.association),
            "letter_subject": subject,
            "letter_body": body,
        },
        at=at,
    )


def _says(body: str, part: str) -> bool:
    """Every line of the part is still there, wherever and however it is indented."""
    said = {line.strip() for line in body.splitlines()}
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    return all(line in said or line in body for line in lines)


def _tidy(body: str) -> str:
    """Without the holes that empty placeholders leave."""
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    return body.strip()
