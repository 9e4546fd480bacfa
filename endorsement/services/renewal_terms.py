"""How an association decides about renewals, and how it wants to be paid."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Person, RenewalTerms
from endorsement.refusals import Overtaken, Refused
from endorsement.selectors import member_days
from endorsement.services import event


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All of it at once; `pay_text` by language."""

    approve_clean: bool = False
    payment_first: bool = False
    one_fee: bool = True
    pay_url: str = ""
    pay_text: Mapping[str, str] = field(default_factory=dict)
    member_year_ends: str = ""
    member_carries_from: str = ""


@transaction.atomic
def change(
    *, association: Association, terms: Terms, seen: int, by: Person, at: datetime
) -> RenewalTerms:
    """Set the association's own terms of renewals. What was handed in before stays as it is.

    Effects, in order: the terms, only if they are still at `seen`; an event.

    :raises Overtaken: when somebody else saved meanwhile.
    :raises Refused: for an address to pay at that is not encrypted, or a day that no year has.
    """
    for name in ("member_year_ends", "member_carries_from"):
        if getattr(terms, name) and member_days.month_day(getattr(terms, name)) is None:
            raise Refused(_("Write a day of the year such as 06-30."), field=name)
    if terms.pay_url and not terms.pay_url.startswith("https://"):
        raise Refused(
            _("Give an address that begins with https://, so that payments are safe."),
            field="pay_url",
        )
    RenewalTerms.objects.get_or_create(association=association)
    said = asdict(terms)
    written = RenewalTerms.objects.filter(association=association, revision=seen).update(
        revision=seen + 1, **said
    )
    if not written:
        raise Overtaken(
            _("Somebody else has changed these terms meanwhile. Compare them and save again.")
        )
    event.record(
        association=association,
        stream=f"overlay:{association.slug}",
        kind="renewal_terms_changed",
        actor=by,
        payload=said,
        at=at,
    )
    return RenewalTerms.objects.get(association=association)
