"""Inviting people to a cohort by mail: one link for each address, which only they get."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import Cohort, CohortInvitation, CohortMember
from courses.services import cohort as cohorts
from endorsement.models import Person
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services import mailed_link
from lms.backbone.mail import owe_mail

LINK_DAYS = 60
MOST_AT_ONCE = 300


@transaction.atomic
def invite(*, cohort: Cohort, emails: Sequence[str], by: Person, at: datetime) -> int:
    """Write to everybody who is no member and was not invited before; how many mails that are.

    Effects for each address, in order: the invitation; a mail with its link. An address that was
    invited, in any case of letters, gets no second mail, unless it is that of a member who left since:
    their invitation, which was used up, works again.

    :raises Refused: for more addresses than can be invited at once, or when the cohort is over.
    """
    if len(emails) > MOST_AT_ONCE:
        raise Refused(
            _("These are more than %(most)s addresses. Please invite them in several parts.")
            % {"most": MOST_AT_ONCE},
            field="addresses",
        )
    if not cohort.takes_members(at):
        raise Refused(_("This cohort is over, so it takes no new members."))
    members = cohort.members.filter(left_at=None).values_list("person__email", flat=True)
    known = {one.lower() for one in [*_invited(cohort, at), *members]}
    fresh = list(dict.fromkeys(email.lower() for email in emails if email.lower() not in known))
    languages = _languages(fresh)
    for email in fresh:
        row, made = CohortInvitation.objects.get_or_create(
            cohort=cohort,
            email=email,
            defaults={"invited_by": by, **mailed_link.unsent(LINK_DAYS, at)},
        )
        used = CohortInvitation.objects.filter(pk=row.pk, accepted_at__isnull=False)
        if made or used.update(accepted_at=None, invited_by=by):
            token = mailed_link.renew(row, days=LINK_DAYS, at=at, hurry=True)
            _mail(row, token, languages.get(email, get_language() or "en"), at)
    return len(fresh)


def _invited(cohort: Cohort, at: datetime) -> list[str]:
    """Addresses that get no mail; of those who left, the ones that got two within a day."""
    gone = cohort.members.filter(left_at__isnull=False).values_list("person__email", flat=True)
    left = {email.lower() for email in gone if email}
    return [
        row.email
        for row in cohort.invitations.all()
        if row.accepted_at is None
        or row.email.lower() not in left
        or not mailed_link.may_be_sent(row, at)
    ]


@transaction.atomic
def send_again(*, invitation: CohortInvitation, at: datetime) -> None:
    """A new link by mail; the old one stops working.

    :raises Refused: when mails left minutes ago or twice within a day, it was accepted, or the cohort
        is over.
    """
    row = CohortInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.accepted_at is not None:
        raise Refused(_("This invitation was accepted already."))
    if not invitation.cohort.takes_members(at):
        raise Refused(_("This cohort is over, so it takes no new members."))
    language = _languages([row.email]).get(row.email, get_language() or "en")
    _mail(row, mailed_link.renew(row, days=LINK_DAYS, at=at), language, at)


@transaction.atomic
def withdraw(*, invitation: CohortInvitation) -> None:
    """The link stops working, and the address is forgotten."""
    CohortInvitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True).delete()


@transaction.atomic
def accept(
    *, invitation: CohortInvitation, person: Person, reminders: bool, at: datetime
) -> CohortMember:
    """Join by a mailed link, which works for one person.

    Effects, in order: the invitation, once; as `cohort.join`.

    :raises Refused: when somebody else used it, or as `cohort.join`.
    """
    unused = CohortInvitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True)
    if not unused.update(accepted_at=at, token_expires_at=at) and not (
        invitation.cohort.members.filter(person=person, left_at__isnull=True).exists()
    ):
        raise Refused(_("This invitation was accepted already."))
    return cohorts.join(cohort=invitation.cohort, person=person, reminders=reminders, at=at)


def _languages(emails: Sequence[str]) -> dict[str, str]:
    """Of those who are known here, the language they read."""
    rows = Person.objects.filter(email__in=emails, erased_at__isnull=True)
    return {email.lower(): language for email, language in rows.values_list("email", "language")}


def _mail(row: CohortInvitation, token: str, language: str, at: datetime) -> None:
    cohort = row.cohort
    address = public_url(cohort.association)
    owe_mail(
        key=f"cohort-invitation:{row.public_id}:{row.token_sha256[:16]}",
        to=row.email,
        template="cohort_invitation",
        language=language,
        context={
            "public_url": address,
            "cohort": cohort.name,
            "association": cohort.association.name,
            "from_on": cohort.from_on.isoformat(),
            "through_on": cohort.through_on.isoformat(),
            "link": f"{address}/k/{token}/",
            "days": LINK_DAYS,
        },
        at=at,
    )
