"""Entries are linked to competencies and unlinked again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import CompetencyLink, LedgerEntry
from endorsement.refusals import Refused
from endorsement.selectors import frameworks, ledger

LONGEST_SENTENCE = 300


@transaction.atomic
def link_entry(
    *, entry: LedgerEntry, competency: str, sentence: str, at: datetime
) -> CompetencyLink:
    """Let an entry count as evidence for a competency, with what was learned in one sentence.

    The link hangs on the first row of the entry, so that its corrections keep it. Linking again
    changes the sentence and makes no second link.

    :raises Refused: for an unknown competency, an empty or overlong sentence, a withdrawn entry.
    """
    rows = ledger.chain(entry)
    if rows[-1].withdrawn:
        raise Refused(
            _("This entry was withdrawn, so it counts nowhere. Choose another one."), field="entry"
        )
    known = {code for area in frameworks.areas(entry.framework) for code, _n in area.competencies}
    if competency not in known:
        raise Refused(_("This competency is not in the framework of the entry."))
    sentence = " ".join(sentence.split())
    if not sentence:
        raise Refused(_("Please say in one sentence what you learned."), field="sentence")
    if len(sentence) > LONGEST_SENTENCE:
        raise Refused(
            _("One sentence is enough: at most %(most)s characters.") % {"most": LONGEST_SENTENCE},
            field="sentence",
        )
    link, _created = CompetencyLink.objects.update_or_create(
        entry=rows[0],
        competency=competency,
        defaults={"sentence": sentence},
        create_defaults={"sentence": sentence, "linked_at": at},
    )
    return link


@transaction.atomic
def unlink_entry(*, link: CompetencyLink) -> None:
    """Take a link away. What was handed in keeps it: a snapshot is a copy."""
    CompetencyLink.objects.filter(pk=link.pk).delete()
