"""An association's own terms as people read them: names of categories, fees, deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from endorsement.models import Association, Fee, Overlay
from endorsement.rules import scheme as rules
from endorsement.selectors.registry_standing import listing_asked

SYMBOLS = {"en-us": ("USD", "$"), "es-us": ("USD", "$"), "en-gb": ("GBP", "£")}


@dataclass(frozen=True)
class Terms:
    """What somebody who wants to apply has to know. `fees` are purpose and amount, in words."""

    fees: list[tuple[str, str]]
    deadline: date | None
    deadline_note: str
    membership: str
    listing: str = ""

    def __bool__(self) -> bool:
        return bool(self.fees or self.deadline or self.membership or self.listing)


def overlay_of(association: Association) -> Overlay | None:
    """The overlay; None when the association follows no scheme."""
    return getattr(association, "overlay", None)


def label(association: Association, category: str) -> Mapping[str, str]:
    """What the association itself calls the category, by language; nothing where it does not."""
    overlay = overlay_of(association)
    found: Mapping[str, str] = overlay.labels.get(category, {}) if overlay else {}
    return found


def named(edition: rules.Edition, labels: Mapping[str, Any] | None) -> rules.Edition:
    """The edition with the association's own names of categories."""
    if not labels:
        return edition
    return replace(
        edition,
        categories={
            code: replace(one, name={**one.name, **labels[code]}) if labels.get(code) else one
            for code, one in edition.categories.items()
        },
    )


def terms(association: Association, category: str, on: date) -> Terms:
    """What the association asks for in this category, and by when it takes applications."""
    overlay = overlay_of(association)
    if overlay is None:
        return Terms([], None, "", "")
    fees: dict[str, Fee] = {}
    # A fee of the category's own comes last and replaces the one for all.
    for fee in sorted(
        overlay.fees.filter(category__in=["", category]),
        key=lambda one: (bool(one.category), one.pk),
    ):
        fees[fee.purpose] = fee
    deadline = overlay.deadlines.filter(on__gte=on).first()
    order = Fee.Purpose.values
    return Terms(
        fees=[
            (str(fees[one].get_purpose_display()), money(fees[one], overlay.locale))
            for one in order
            if one in fees
        ],
        deadline=deadline.on if deadline else None,
        deadline_note=deadline.note if deadline else "",
        membership=membership(association),
        listing=listing_asked(association),
    )


def money(fee: Fee, locale: str) -> str:
    """An amount as the association writes it: “$120.00”, or “EUR 120.00” for another currency."""
    with override(locale):
        amount = number_format(Decimal(fee.amount), decimal_pos=2, force_grouping=True)
    home, symbol = SYMBOLS.get(locale, ("", ""))
    return f"{symbol}{amount}" if fee.currency == home else f"{fee.currency} {amount}"


def membership(association: Association) -> str:
    """Whether one has to be a member, in a sentence; empty where it is not asked."""
    overlay = association.overlay
    if overlay.membership_rule == Overlay.MembershipRule.NONE:
        return ""
    also = ", ".join(overlay.accepted)
    if overlay.membership_rule == Overlay.MembershipRule.REQUIRED:
        said = _("Membership of %(association)s is required.")
    else:
        said = _("Membership of %(association)s is encouraged.")
    said %= {"association": association.short_name}
    if also:
        said += " " + _("Membership of %(others)s counts as well.") % {"others": also}
    return said
