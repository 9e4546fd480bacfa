"""A first version of a letter from what is known; a person reads, changes and sends it."""

from collections.abc import Iterator

from django.utils import timezone

from endorsement import wording
from endorsement.forms.decision import Asked
from endorsement.models import Application, Decision, Person
from endorsement.rules.scheme import Outcome
from endorsement.rules.verdict import GROUP, Verdict
from endorsement.selectors.verdicts import Judged
from endorsement.services import letter
from endorsement.services.application.telling import LETTERS


def asked(found: Judged | None) -> list[Asked]:
    """The measured requirements of an application as forms offer them."""
    if found is None:
        return []
    names = found.names()
    return [
        Asked(
            id=one.id,
            title=wording.title(one, names),
            met=one.met,
            gap="" if one.met else wording.gap(one, names),
            spare=spare,
        )
        for one, spare in _leaves(found.verdict)
    ]


def _leaves(verdict: Verdict, *, spare: bool = False) -> Iterator[tuple[Verdict, bool]]:
    """The measured requirements, and whether each may stay open as its group is met without it."""
    if verdict.kind != GROUP:
        if verdict.applies:
            yield verdict, spare
        return
    for child in verdict.children:
        yield from _leaves(child, spare=verdict.spares(child) or (spare and not child.met))


def draft(application: Application, outcome: Outcome, sender: Person) -> str:
    """The association's letter for this outcome with what is known; its days are filled in later."""
    kind = LETTERS.get(Decision.Outcome(outcome.value))
    if kind is None or not application.snapshot:
        return ""
    return letter.open_text(application=application, kind=kind, at=timezone.now(), sender=sender)
