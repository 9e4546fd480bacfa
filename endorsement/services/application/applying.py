"""What an applicant does: start, hand in, withdraw."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from endorsement.models import (
    Application,
    Association,
    Edition,
    Endorsement,
    Membership,
    Person,
    Review,
)
from endorsement.refusals import Refused
from endorsement.selectors import editions, memberships, portfolio
from endorsement.selectors.hosts import public_url
from endorsement.selectors.results import asks_self_assessment
from endorsement.services import ledger, listing
from endorsement.services.application.moving import locked, move, record
from lms.backbone import canonical
from lms.backbone.mail import owe_mail

State = Application.State
Role = Membership.Role


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the registry may show, should the endorsement be granted."""

    show_name: bool = False
    show_county: bool = False
    show_language: bool = False


@transaction.atomic
def start(*, person: Person, association: Association, category: str, at: datetime) -> Application:
    """Open an application under the edition in force today; an open one is found again.

    :raises Refused: when the association's current edition has no such category, or it is held.
    """
    edition = _edition_with(association, category, association.day_of(at))
    held = person.endorsements.filter(association=association, category=category)
    if held.filter(state=Endorsement.State.ACTIVE).exists():
        raise Refused(_("You already hold this endorsement. When it is due, renew it instead."))
    application, created = Application.objects.exclude(state__in=Application.CLOSED).get_or_create(
        person=person,
        association=association,
        category=category,
        defaults={"edition": edition, "created_at": at},
    )
    if created:
        record(application, "started", actor=person, at=at)
    return application


@transaction.atomic
def submit(
    *, application: Application, person: Person, wishes: Wishes, at: datetime
) -> Application:
    """Freeze the portfolio and hand the application to the association.

    Effects, in order: the person's own drafts become permanent; the snapshot and its digest are
    taken; the state moves; reviews that are still open go on with the new snapshot; the registry
    wishes are kept; the coordinators are owed a mail. Submitting twice (a double click) submits once.

    :raises Refused: when the application is not the person's to submit now, their name is missing,
        or the portfolio is empty.
    """
    application = locked(application)
    if application.state == State.SUBMITTED:
        return application
    if not person.name.strip():
        raise Refused(
            _("Your name is missing. Add it under “My details”; certificates will print it.")
        )
    entries = list(person.entries.all())
    if not entries:
        raise Refused(_("Your portfolio is empty. Add what you have done before you hand it in."))
    ledger.make_permanent(entries=entries, at=at)
    today = application.association.day_of(at)
    snapshot = canonical.text(
        portfolio.snapshot(
            person, application.association, today, ratings=asks_self_assessment(application)
        )
    )
    moved = move(
        application,
        action="submit",
        role="applicant",
        actor=person,
        at=at,
        payload={"sha256": canonical.digest(snapshot)},
        snapshot=snapshot,
        sha256=canonical.digest(snapshot),
        submitted_at=at,
        submissions=F("submissions") + 1,
    )
    moved.reviews.filter(state=Review.State.ASSIGNED).update(round=moved.submissions)
    listing.change(
        person=person,
        association=moved.association,
        show_name=wishes.show_name,
        show_county=wishes.show_county,
        show_language=wishes.show_language,
        at=at,
    )
    for membership in memberships.in_role(application.association, Role.COORDINATOR, today):
        owe_mail(
            key=f"application-submitted:{moved.public_id}:{at.isoformat()}:{membership.pk}",
            to=membership.person.email,
            template="application_submitted",
            language=membership.person.language,
            context={
                "public_url": public_url(application.association),
                "association": application.association.name,
                "slug": application.association.slug,
                "public_id": application.public_id,
            },
            at=at,
        )
    return moved


@transaction.atomic
def withdraw(*, application: Application, person: Person, at: datetime) -> Application:
    """Take the application back; everything in the portfolio stays."""
    return move(application, action="withdraw", role="applicant", actor=person, at=at)


def _edition_with(association: Association, category: str, today: date) -> Edition:
    try:
        edition = editions.current(association, today)
    except Edition.DoesNotExist:
        edition = None
    if edition is None or category not in editions.parsed(edition).categories:
        raise Refused(
            _("This association does not offer that category today. Choose one from its list.")
        )
    return edition
