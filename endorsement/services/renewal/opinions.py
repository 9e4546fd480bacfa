"""A reviewer is asked what they think of a renewal; the coordinator decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Membership, Person, Renewal, RenewalOpinion
from endorsement.permissions import has_role
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services.conflict import refuse_tie, refuse_tied_reviewer
from endorsement.services.renewal.moving import locked, record
from lms.backbone.mail import owe_mail


@transaction.atomic
def ask_reviewer(
    *, renewal: Renewal, reviewer: Person, coordinator: Person, at: datetime
) -> RenewalOpinion:
    """Ask a reviewer of the association for their opinion; asking twice asks once.

    Effects, in order: the request; its event; the reviewer is owed a mail.

    :raises Refused: for a conflict of interest of either, somebody who is no reviewer today, or a
        renewal that waits for nobody's decision.
    """
    renewal = locked(renewal)
    association = renewal.association
    today = association.day_of(at)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if renewal.state != Renewal.State.HANDED_IN:
        raise Refused(_("There is nothing to look at now. Reload the page."))
    if not has_role(reviewer, association, Membership.Role.REVIEWER, on=today):
        raise Refused(
            _("This person is not a reviewer of this association today."), field="reviewer"
        )
    refuse_tied_reviewer(reviewer, renewal.cycle.endorsement, at=at, field="reviewer")
    opinion, created = RenewalOpinion.objects.get_or_create(
        renewal=renewal, reviewer=reviewer, defaults={"asked_by": coordinator, "asked_at": at}
    )
    if created:
        record(
            renewal,
            "endorsement.renewal_opinion_asked",
            actor=coordinator,
            at=at,
            payload={"reviewer": str(reviewer.ref)},
            chained=False,
        )
        _mail(opinion, at)
    return opinion


@transaction.atomic
def give_opinion(
    *, opinion: RenewalOpinion, recommendation: str, comment: str, at: datetime
) -> RenewalOpinion:
    """Say what one thinks, once; the comment is for the coordinator.

    Effects, in order: the opinion; its event.

    :raises Refused: for a conflict of interest that came about since, an unknown recommendation, or
        when it was given before.
    """
    renewal = locked(opinion.renewal)
    endorsement = renewal.cycle.endorsement
    refuse_tied_reviewer(opinion.reviewer, endorsement, at=at, field="reviewer")
    if recommendation not in RenewalOpinion.Recommendation.values:
        raise Refused(_("Choose what you recommend."), field="recommendation")
    given = RenewalOpinion.objects.filter(pk=opinion.pk, given_at__isnull=True).update(
        recommendation=recommendation, comment=comment.strip(), given_at=at
    )
    if not given:
        raise Refused(_("You have given your opinion already. The coordinator has it."))
    record(
        renewal,
        "endorsement.renewal_opinion_given",
        actor=opinion.reviewer,
        at=at,
        payload={"recommendation": recommendation},
        chained=False,
    )
    opinion.refresh_from_db()
    return opinion


def _mail(opinion: RenewalOpinion, at: datetime) -> None:
    association = opinion.renewal.association
    owe_mail(
        key=f"renewal-opinion:{opinion.public_id}",
        to=opinion.reviewer.email,
        template="renewal_opinion_asked",
        language=opinion.reviewer.language,
        context={
            "name": opinion.reviewer.name,
            "public_url": public_url(association),
            "association": association.name,
            "contact": association.contact_email,
            "public_id": opinion.public_id,
        },
        at=at,
    )
