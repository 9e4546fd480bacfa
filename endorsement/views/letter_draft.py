"""A first version of a letter from what is known; a person reads, changes and sends it."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.forms.decision import Asked
from endorsement.models import Application
from endorsement.rules.scheme import Outcome
from endorsement.rules.verdict import GROUP, Verdict
from endorsement.selectors.verdicts import Judged

_DRAFTED = (Outcome.HOLD, Outcome.DEFER, Outcome.DECLINE, Outcome.EMERGING)


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


def draft(application: Application, found: Judged | None, outcome: Outcome) -> str:
    """What was met, each gap with its amount, and whom to ask, in the applicant's language."""
    if found is None or outcome not in _DRAFTED:
        return ""
    with translation.override(application.person.language):
        lines = asked(found)
        met = [f"– {one.title}" for one in lines if one.met]
        gaps = [f"– {one.title}: {one.gap}" for one in lines if not one.settled]
        said = [_("Dear %(name)s,") % {"name": application.person.name}]
        said.append(_("thank you for the work that you have shown us."))
        if met:
            said.append("\n".join([_("What you have met:"), *met]))
        if gaps:
            said.append("\n".join([_("What is still missing:"), *gaps]))
        contact = application.association.contact_email
        if contact:
            said.append(_("If you have a question, write to %(contact)s.") % {"contact": contact})
        return "\n\n".join(said)
