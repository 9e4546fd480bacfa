"""Drawing the sample of a due day, by a seed that is on record."""

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Audit, AuditDraw, Person, Renewal
from endorsement.refusals import Refused
from endorsement.rules import audit as rules
from endorsement.selectors import audits
from endorsement.services import event
from endorsement.services.audit.moving import where
from endorsement.services.renewal.telling import tell_holder


@transaction.atomic
def draw(
    *,
    association: Association,
    due_on: date,
    number: int,
    answer_by_on: date,
    coordinator: Person,
    at: datetime,
) -> AuditDraw:
    """Draw the sample among the attested renewals of a due day; `number` is the draw on the page.

    Drawing twice (a double click) draws once. Whoever hands in after a draw is in the next one.

    Effects, in order: a seed that nobody could know before; the draw; everybody in its number is marked,
    so that nobody is drawn twice; an audit for each that was drawn; a link of the chain with the seed,
    the list and the sample, so that anybody can draw it again; each of these is owed a mail.

    :raises Refused: when there is nobody to draw from, or the day to answer by has come.
    """
    # The lock makes two coordinators take turns: the second finds the draw of the first.
    Association.objects.select_for_update().get(pk=association.pk)
    known = AuditDraw.objects.filter(association=association, due_on=due_on)
    if found := known.filter(number=number).first():
        return found
    if answer_by_on <= association.day_of(at):
        raise Refused(_("Give people at least until tomorrow."), field="answer_by_on")
    rows = list(
        audits.drawable(association, due_on)
        .select_related("cycle__endorsement__edition", "cycle__edition", "person", "association")
        .select_for_update(of=("self",))
    )
    if not rows or number != known.count() + 1:
        raise Refused(_("Nobody has attested a renewal of this day since the last draw."))
    made = AuditDraw.objects.create(
        association=association,
        due_on=due_on,
        number=number,
        seed=secrets.token_hex(32),
        answer_by_on=answer_by_on,
        drawn_by=coordinator,
        drawn_at=at,
    )
    listed = audits.entrants(rows)
    sample = rules.drawn(made.seed, listed)
    Renewal.objects.filter(pk__in=[row.pk for row in rows]).update(draw=made)
    always = {one.reference for one in listed if one.always}
    for row in rows:
        reference = row.cycle.endorsement.public_id
        if reference in sample:
            _begin(made, row, Audit.Why.REINSTATED if reference in always else Audit.Why.SAMPLE, at)
    event.record(
        association=association,
        stream=f"audits:{association.slug}",
        kind="endorsement.audit_drawn",
        actor=coordinator,
        payload={
            "draw": made.public_id,
            "due_on": due_on,
            "number": number,
            "method": rules.METHOD,
            "seed": made.seed,
            "list": [
                {"endorsement": one.reference, "percent": one.percent, "always": one.always}
                for one in listed
            ],
            "drawn": sorted(sample),
        },
        at=at,
        chained=True,
    )
    return made


def _begin(made: AuditDraw, renewal: Renewal, why: str, at: datetime) -> None:
    Audit.objects.create(renewal=renewal, draw=made, why=why, answer_by_on=made.answer_by_on)
    tell_holder(renewal, "audit_drawn", at=at, **where(renewal, made.answer_by_on))
