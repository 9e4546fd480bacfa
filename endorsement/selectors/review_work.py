"""How far a reviewer is, how long it takes, and what their decisions do to the verdict."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from endorsement.models import Review, ReviewFinding
from endorsement.rules.circumstances import Decisions
from endorsement.rules.verdict import Verdict
from endorsement.selectors.verdicts import Judged

#: Minutes that reading usually takes; the page says that this is a guess.
MINUTES_A_REQUIREMENT = 2
MINUTES_AN_ITEM = 2
MINUTES_A_REFERENCE = 4
ROUNDED_TO = 5
AREA = "area."


@dataclass(frozen=True)
class Progress:
    """So many of so many requirements have a finding; `place` is where to go on."""

    done: int
    of: int
    place: str

    @property
    def begun(self) -> bool:
        return bool(self.done or self.place)


@dataclass(frozen=True)
class Duration:
    """Minutes, and what they are reckoned from."""

    minutes: int
    requirements: int
    items: int


@dataclass(frozen=True)
class Effect:
    """What the reviewer's decisions change about one requirement."""

    before: Verdict
    after: Verdict

    @property
    def changed(self) -> bool:
        return (self.before.state, self.before.have) != (self.after.state, self.after.have)


def applicant_name(review: Review) -> str:
    """Whom the reviewer reads about; where the association reviews blind, a number."""
    application = review.application
    if application.association.overlay.blind:
        return _("Applicant %(number)s") % {"number": application.public_id}
    return str(application.person)


def progress(review: Review, found: Judged | None) -> Progress:
    """From what is saved."""
    asked = [leaf.id for leaf in found.leaves] if found else []
    looked_at = {one.requirement for one in review.findings.all() if one.verdict}
    return Progress(
        done=sum(one in looked_at for one in asked),
        of=len(asked),
        place=review.place if review.place in asked else "",
    )


def duration(found: Judged | None) -> Duration | None:
    """How long what there is to read takes, at a few minutes each."""
    if found is None:
        return None
    requirements = len(found.leaves)
    keys = {one.key for leaf in found.leaves for one in leaf.used}
    keys |= {one.key for leaf in found.leaves for one in leaf.left_out}
    references = {one.key for one in found.portfolio.references}
    read = len(keys & references)
    minutes = (
        requirements * MINUTES_A_REQUIREMENT
        + (len(keys) - read) * MINUTES_AN_ITEM
        + read * MINUTES_A_REFERENCE
    )
    rounded = max(ROUNDED_TO, -(-minutes // ROUNDED_TO) * ROUNDED_TO)
    return Duration(rounded, requirements=requirements, items=len(keys))


def decisions(review: Review, found: Judged) -> Decisions:
    """What the reviewer has decided so far, as the rules take it.

    Accepting a requirement waives it, where the criteria let it be waived. A tick about a competency
    counts wherever a requirement asks for that very area or competency.
    """
    pairs: dict[str, set[tuple[str, str]]] = {"accept": set(), "reject": set()}
    for item in review.items.all():
        if item.verdict:
            pairs[item.verdict].add((item.requirement, item.item))
    ticks = {one.competency: one.met for one in review.ticks.all()}
    for leaf in found.leaves if ticks else ():
        for part in leaf.walk():
            met = ticks.get(part.subject.removeprefix(AREA))
            if part.subject.startswith(AREA) and met is not None:
                pairs["accept" if met else "reject"].add((leaf.id, part.subject))
    accepted = ReviewFinding.Verdict.ACCEPT
    return Decisions(
        waived=frozenset(
            one.requirement for one in review.findings.all() if one.verdict == accepted
        ),
        rejected=frozenset(pairs["reject"]),
        accepted=frozenset(pairs["accept"]),
    )


def effects(review: Review, found: Judged) -> tuple[Verdict, dict[str, Effect]]:
    """The whole verdict with the reviewer's decisions, and each requirement before and after."""
    made = decisions(review, found)
    if not (made.waived or made.rejected or made.accepted):
        return found.verdict, {leaf.id: Effect(leaf, leaf) for leaf in found.leaves}
    after = found.decided(made)
    by_id = {one.id: one for one in after.walk()}
    return after, {leaf.id: Effect(leaf, by_id.get(leaf.id, leaf)) for leaf in found.leaves}
