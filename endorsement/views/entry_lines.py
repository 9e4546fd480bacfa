"""An entry in one line, for somebody else who is asked about it. Never a note, never a file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement import wording
from endorsement.models import LedgerEntry
from endorsement.rules.verdict import Unit
from endorsement.selectors import ledger
from endorsement.views.entry_page import days

FOCUSES = {
    "own_practice": gettext_lazy("about the practice with families"),
    "provision": gettext_lazy("about the supervision that the person gives"),
}


def line(entry: LedgerEntry) -> str:
    """The day, then everything else: "Aug. 12, 2026 · 2 clock hours · Group · Online · about …"."""
    return " · ".join([days(entry), *facts(entry)])


def facts(entry: LedgerEntry) -> list[str]:
    """What the entry says besides its days: hours, form, place and focus."""
    words, said = ledger.words(entry), entry.attributes
    rsc = entry.kind in (LedgerEntry.Kind.RSC_RECEIVED, LedgerEntry.Kind.RSC_GIVEN)
    found = [
        "" if rsc else words.title,
        words.organization,
        wording.amount(int(entry.hours * 100), Unit.HOURS) if entry.hours else "",
        *(
            wording.word(str(said[code]))
            for code in ("format", "delivery", "mode")
            if said.get(code)
        ),
        str(FOCUSES.get(str(said.get("focus")), "")),
        _("paid") if said.get("paid") else "",
    ]
    return [one for one in found if one]
