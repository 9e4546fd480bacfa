"""What the page of a renewal shows its holder."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import Audit, Endorsement, Renewal, RenewalCycle
from endorsement.selectors import (
    belongings,
    candidates,
    clean_renewals,
    ledger,
    member_days,
    renewal_fees,
    renewals,
)
from endorsement.selectors import missing as gaps
from endorsement.selectors.renewals import Judged
from endorsement.views import changes, requirements
from endorsement.views.missing import gap
from endorsement.views.ways import Told

DECIDED = (Renewal.State.HANDED_IN, Renewal.State.DECLINED)
#: It was handed in before, and it is the holder's turn.
AGAIN = (Renewal.State.RETURNED, Renewal.State.TAKEN_BACK)


def context(found: Judged) -> dict[str, Any]:
    """Everything but the form: the state, what counts, what is missing, what to sign and to pay."""
    cycle, endorsement = found.cycle, found.cycle.endorsement
    renewal = renewals.renewal_of(cycle)
    under_way = renewal is not None and renewal.state in DECIDED
    shown = _shown(found, renewal) if renewal and under_way else found
    names = shown.names()
    entries = list(ledger.net(endorsement.person))
    known = requirements.words(names, shown.portfolio, entries, shown.requirement)
    standing = shown.standing
    return {
        "endorsement": endorsement,
        "association": endorsement.association,
        "category": wording.pick(found.category.name),
        "cycle": cycle,
        "renewal": renewal,
        "asked": renewal is not None and renewal.state in AGAIN and bool(renewal.answer_by_on),
        "changes": changes.of_renewal(renewal, shown) if renewal and under_way else None,
        "under_way": under_way,
        "timing": found.timing.value,
        "possible": found.timing.possible,
        "active": endorsement.state == Endorsement.State.ACTIVE,
        "over": cycle.state == RenewalCycle.State.LAPSED
        or endorsement.state == Endorsement.State.REVOKED,
        "verdict": shown.verdict,
        "label": wording.state(shown.verdict),
        "rows": [requirements.row(child, known) for child in shown.verdict.children],
        "attests": found.evidence.attested,
        "vouched": [wording.title(one, names) for one in standing.attested],
        "waiting": [wording.title(one, names) for one in standing.open],
        "missing": bool(standing.missing),
        "gaps": [] if under_way else _gaps(found),
        "documents": documents(found),
        "fees": renewal_fees.owed(cycle, found.on),
        "pay_text": pay_text(renewal_fees.terms_of(endorsement.association)),
        "member": _membership(found),
        "audits": _audits(endorsement, renewal),
        "reopened": _titles(found, renewal.reopened) if renewal else [],
    }


def to_take_back(cycle: RenewalCycle, renewal: Renewal) -> dict[str, Any]:
    """What its holder reads before taking it back."""
    category = wording.pick(renewals.category_of(cycle).name)
    url = reverse("endorsement:renewal", args=[cycle.endorsement.public_id])
    return {
        "association": renewal.association,
        "category": category,
        "cycle": cycle,
        "renewal": renewal,
        "renewal_url": url,
        "crumbs": [*crumbs(), {"label": category, "url": url}, {"label": _("Take it back")}],
    }


def up() -> dict[str, str]:
    """The way to everything one has applied for and holds."""
    return {
        "label": _("Applications and endorsements"),
        "url": reverse("endorsement:applications"),
    }


def crumbs() -> list[dict[str, str]]:
    """The way to one's renewals."""
    return [up(), {"label": _("Renewals"), "url": reverse("endorsement:renewals")}]


def _shown(found: Judged, renewal: Renewal) -> Judged:
    """What was handed in, while it is decided; the portfolio as it is once that was erased."""
    document = renewals.document_of(renewal)
    if document is None or not document.snapshot:
        return found
    return renewals.judged_document(found.cycle, renewal, document)


def _gaps(found: Judged) -> list[dict[str, Any]]:
    """What is missing, with one-click ways to add it; nothing is looked for where nothing is."""
    if found.verdict.met:
        return []
    association = found.cycle.endorsement.association
    supply = candidates.supply(found.cycle.endorsement.person, association, found.on)
    told = Told(association, found.edition, found.names())
    return [gap(one, told) for one in gaps.of_renewal(found, supply)]


def documents(found: Judged) -> list[dict[str, Any]]:
    """What is to be signed again, and when it was."""
    query = f"?association={found.cycle.endorsement.association.slug}"
    return [
        {
            "name": wording.pick(found.edition.documents[code].name),
            "url": reverse("endorsement:sign", args=[code]) + query,
            "signed_on": found.signed.get(code),
        }
        for code in found.documents
    ]


def pay_text(terms: Any) -> str:
    """Where to pay, in the reader's language, or in the one the association wrote."""
    language = (get_language() or "en").split("-")[0]
    return str(terms.pay_text.get(language) or next(iter(terms.pay_text.values()), ""))


def _membership(found: Judged) -> dict[str, Any] | None:
    endorsement = found.cycle.endorsement
    member = clean_renewals.membership(endorsement.person, endorsement.association, found.on)
    if not member.asked:
        return None
    proof = member.proof
    return {
        "required": member.required,
        "proof": proof,
        "name": belongings.title(proof, belongings.names()) if proof else "",
        "bought_today": member_days.bought_today(
            renewal_fees.terms_of(endorsement.association), found.on
        ),
    }


def _titles(found: Judged, ids: list[str]) -> list[str]:
    """The titles of the requirements that a question reopened."""
    names = found.names()
    return [wording.title(one, names) for one in found.verdict.walk() if one.id in set(ids)]


def _audits(endorsement: Endorsement, renewal: Renewal | None) -> list[Audit]:
    """Audits of this endorsement that are under way, or of the cycle that is shown."""
    rows = Audit.objects.filter(renewal__cycle__endorsement=endorsement).select_related("renewal")
    over = (Audit.State.PASSED, Audit.State.FAILED)
    return [
        one
        for one in rows.order_by("-renewal__cycle__number")
        if one.state not in over or one.renewal == renewal
    ]
