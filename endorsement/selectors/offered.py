"""What an entry form offers to choose from: the platform's codes and those of the criteria in use."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from endorsement.models import Association, Edition
from endorsement.permissions import today_in
from endorsement.rules import facts as f
from endorsement.rules import scheme as rules
from endorsement.selectors import editions
from endorsement.wording import WORDS, Names, pick, word

Choice = tuple[str, str]


@dataclass(frozen=True)
class Offered:
    """Choices as code and name. `credit_hours`: hundredths of an hour for a credit, by unit."""

    topics: list[Choice]
    age_bands: list[Choice]
    uploads: list[Choice] = field(default_factory=list)
    credit_hours: dict[str, int] = field(default_factory=dict)


def edition_of(association: Association | None) -> rules.Edition | None:
    """What the association measures by today; None when it has no criteria in force."""
    if association is None:
        return None
    try:
        return editions.parsed(editions.current(association, today_in(association)))
    except Edition.DoesNotExist:
        return None


def by(association: Association | None) -> Offered:
    """What somebody measured by this association can choose from.

    Topics are the platform's and the edition's own; age bands are the edition's, or general ones
    where it names none.
    """
    edition = edition_of(association)
    topics = [(code, word(code)) for code in f.TOPICS]
    general = [(code, word(code)) for code in f.AGE_BANDS]
    if edition is None:
        return Offered(topics, general)
    return Offered(
        topics=[*topics, *((code, pick(name)) for code, name in edition.topics.items())],
        age_bands=[(code, pick(name)) for code, name in edition.age_bands.items()] or general,
        uploads=[(code, pick(name)) for code, name in edition.uploads.items()],
        credit_hours=dict(edition.credit_hours),
    )


def names(codes: Iterable[str]) -> Names:
    """Names of codes that are not the platform's, from the published editions, newest first.

    No query where the platform knows every code.
    """
    unknown = set(codes) - WORDS.keys()
    found: Names = {}
    if not unknown:
        return found
    rows = Edition.objects.filter(state=Edition.State.PUBLISHED)
    for row in rows.order_by("-effective_from", "-pk").iterator():
        known = editions.parsed(row).names()
        found = {**{code: known[code] for code in unknown if code in known}, **found}
        if unknown <= found.keys():
            break
    return found
