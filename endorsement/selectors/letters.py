"""What a letter to an applicant can name, computed from the application; and the text to begin with."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from endorsement import wording
from endorsement.models import Application, LetterTemplate, SentLetter
from endorsement.rules import planning
from endorsement.rules.letter_texts import shipped
from endorsement.rules.letters import PLACEHOLDERS
from endorsement.rules.verdict import State, Verdict
from endorsement.selectors import verdicts
from endorsement.selectors.hosts import public_url

#: The next step toward a requirement, by its kind.
STEPS = {
    "hours": gettext_noop("add what you have done already, or take further trainings"),
    "supervision": gettext_noop("agree on further meetings with your provider and record them"),
    "coverage": gettext_noop("add or take trainings in the areas that are missing"),
    "count": gettext_noop("add what you have done already to your portfolio"),
    "education": gettext_noop("add your education with its proof to your portfolio"),
    "work": gettext_noop("add your work to your portfolio, with all months"),
    "references": gettext_noop("ask somebody else who knows your work for a reference"),
    "signatures": gettext_noop("read and sign it on the page of your application"),
    "uploads": gettext_noop("hand in the paper on the page of your papers"),
    "holding": gettext_noop("apply for that endorsement first, or renew it"),
    "membership": gettext_noop("join or renew your membership, and add it to your record"),
    "exam": gettext_noop("ask the coordinator for the next date of the exam"),
    "assessment": gettext_noop("ask the coordinator for the next date"),
    "self_assessment": gettext_noop("go on with your self-assessment"),
}
WAIT = gettext_noop("nothing to do; the association decides what is still open")


def text_of(application: Application, kind: str, language: str) -> tuple[str, str]:
    """Subject and text with placeholders: the association's own as published, else what ships."""
    own = own_text(application, kind, language)
    return (own.subject, own.body) if own else shipped(kind, language)


def own_text(application: Application, kind: str, language: str) -> LetterTemplate | None:
    """The association's own letter as it is published, if there is one."""
    return LetterTemplate.objects.filter(
        association=application.association_id, kind=kind, language=language, live=True
    ).first()


def values(
    application: Application, on: date, language: str, given: Mapping[str, str | date | None]
) -> dict[str, str]:
    """Every placeholder with its text in the language; `given` are days and words of the case."""
    judged = verdicts.of_application(application) or verdicts.of_draft(application, on)
    names, association = judged.names(), application.association
    with translation.override(language):
        page = reverse("endorsement:application", args=[application.public_id])
        found = dict.fromkeys(PLACEHOLDERS, "") | {
            "name": application.person.name,
            "association": association.name,
            "category": wording.pick(judged.category.name),
            "application": application.public_id,
            "day": date_format(on, "DATE_FORMAT"),
            "contact": association.contact_email,
            "link": f"{public_url(association)}{page}",
            "what_was_met": what_was_met(judged.verdict, names),
            "gaps": gaps(judged.verdict, names),
        }
        for name, value in given.items():
            found[name] = (
                date_format(value, "DATE_FORMAT") if isinstance(value, date) else value or ""
            )
    return found


def what_was_met(verdict: Verdict, names: wording.Names) -> str:
    """One line for each requirement that is met."""
    met = [one for one in planning.requirements(verdict) if one.met]
    lines = [f"- {wording.title(one, names)}: {wording.sentence(one, names)}" for one in met]
    return "\n".join(lines) or gettext("- nothing yet")


def gaps(verdict: Verdict, names: wording.Names) -> str:
    """One line for each requirement that is not met: how much is missing, and the next step."""
    lines = [_gap(one, names) for one, _choice in planning.gaps(verdict)]
    return "\n".join(lines) or gettext("- nothing")


def _gap(one: Verdict, names: wording.Names) -> str:
    waits = one.state is State.NOT_YET_ASSESSABLE
    step = gettext(WAIT if waits else STEPS.get(one.kind, STEPS["count"]))
    return gettext("- %(what)s: %(gap)s Next step: %(step)s.") % {
        "what": wording.title(one, names),
        "gap": wording.gap(one, names),
        "step": step,
    }


def sent_to(application: Application) -> list[SentLetter]:
    """What was sent, oldest first."""
    return list(application.letters.order_by("sent_at", "pk"))
