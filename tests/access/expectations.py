"""What each role is answered at each address of ours, with the owner's identifiers.

An address is named as the resolver names it. What is written in capitals says who is let in; `each`
spells out the rest. A refused request changes nothing and tells nothing, whatever its method.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from certificates.models import Certificate
from certificates.services import status
from courses.models import ResourceCard, ToolLink
from tests.access.answers import SIGN_IN, Answer
from tests.access.casework import CATEGORY
from tests.access.learning import OPENED, PLAYED, TAKEN_ALONG
from tests.access.marks import (
    ADMINISTRATOR,
    APPLICANT,
    AUTHOR,
    CO_REVIEWER,
    COORDINATOR,
    GUEST_COORDINATOR,
    OTHER_COORDINATOR,
    OWNER,
    REVIEWER,
    ROLES,
    STRANGER,
    TRAINEE,
)
from tests.access.world import World

Answers = dict[str, Answer]


def each(everybody: Answer, **roles: Answer) -> Answers:
    """The same answer for everybody but those named."""
    return {role: roles.get(role, everybody) for role in ROLES}


def only(*roles: str, then: Answer = 200) -> Answers:
    """For these; a stranger is asked to sign in, and for everybody else it is not there."""
    return {STRANGER: SIGN_IN, **{r: then if r in roles else 404 for r in ROLES if r != STRANGER}}


def signed_in(then: Answer = 200) -> Answers:
    return each(then, stranger=SIGN_IN)


PUBLIC = each(200)
SIGNED_IN = signed_in()
READ_ONLY = each(405)
NOT_THERE = each(404)


@dataclass(frozen=True)
class Expected:
    """`arguments` are the owner's; `tells` names marks that this page may tell everybody it lets in."""

    get: Answers
    post: Answers = field(default_factory=lambda: READ_ONLY)
    arguments: Callable[[World], list[Any]] = lambda _world: []
    tells: frozenset[str] = frozenset()


# The author gives the owner supervision, and is told whose hours to confirm.
WHOSE_HOURS = frozenset({"owner-name"})


def _entry(world: World) -> list[Any]:
    return [world.portfolio.entry.public_id]


def _certificate(world: World) -> list[Any]:
    return [world.learned.certificate.number]


def _desk_certificate(world: World) -> list[Any]:
    return [world.north.slug, *_dead(world)]


def _own_certificate(world: World) -> list[Any]:
    return [world.learned.own.number]


def _training(world: World) -> list[Any]:
    return [world.learned.certificate.subject.partition(":")[2]]


def _dead(world: World) -> list[Any]:
    return [world.learned.dead.number]


def _module(world: World) -> list[Any]:
    return [world.learned.module.code]


def _path(world: World) -> list[Any]:
    return [world.learned.path.code]


def _cohort(world: World) -> list[Any]:
    return [world.grouped.cohort.public_id]


def _desk_cohort(world: World) -> list[Any]:
    return [world.north.slug, *_cohort(world)]


def _lesson(world: World) -> list[Any]:
    return [world.learned.module.code, world.learned.lesson_key]


def _block(world: World) -> list[Any]:
    return [*_lesson(world), world.learned.block_key]


def _card(_world: World) -> list[Any]:
    card, _made = ResourceCard.objects.get_or_create(
        code="shown-to-all",
        defaults={"name": "A page", "kind": "page", "what": "A.", "checked_on": date(2026, 6, 1)},
    )
    return [card.code]


def _taken_along(world: World) -> list[Any]:
    return [*_lesson(world), TAKEN_ALONG]


def _played(world: World) -> list[Any]:
    return [*_lesson(world), PLAYED, 1]


def _opened(world: World) -> list[Any]:
    return [*_lesson(world), OPENED]


def _line_item(_world: World) -> list[Any]:
    return [ToolLink.objects.get().public_id]


def _attempt(world: World) -> list[Any]:
    return [world.learned.module.code, 1]


# The desk of the owner's association.
def _desk(world: World) -> list[Any]:
    return [world.north.slug]


def _accommodation(world: World) -> list[Any]:
    return [world.north.slug, world.learned.accommodation.public_id]


MACHINES = {
    "healthz": Expected(PUBLIC, PUBLIC),
    # No worker beats in this world.
    "readyz": Expected(each(503), each(503)),
    # Asked on this machine; tests/lms/backbone/test_metrics.py asks from elsewhere.
    "metrics": Expected(PUBLIC, PUBLIC),
    "sent_mail": Expected(NOT_THERE, NOT_THERE),
    "sent_mail_detail": Expected(NOT_THERE, NOT_THERE, lambda _world: ["a-mail"]),
    "styleguide": Expected(PUBLIC, PUBLIC),
    "set_language": Expected(each(302), each(302)),
    "home": Expected(each(302), each(302)),
    # Who waits for a provider's answer is named to the provider.
    "today": Expected(SIGNED_IN, tells=WHOSE_HOURS),
    # The CMS's documents leave by its own view alone, whoever asks.
    "media": Expected(NOT_THERE, arguments=lambda _world: ["documents/a-file.pdf"]),
}

# No mail was given up in this world.
DESK = {
    "mail_desk": Expected(only(ADMINISTRATOR)),
    "mail_retry": Expected(READ_ONLY, only(), lambda _world: ["a-mail"]),
    "mail_retry_all": Expected(READ_ONLY, only(ADMINISTRATOR, then=302)),
}


def _job(world: World) -> list[Any]:
    return [world.job.public_id]


# Done already: calling it off or trying it again changes nothing.
JOBS = {
    "job": Expected(only(OWNER), READ_ONLY, _job),
    "job_download": Expected(only(OWNER), READ_ONLY, _job),
    "job_cancel": Expected(READ_ONLY, only(OWNER, then=302), _job),
    "job_retry": Expected(READ_ONLY, only(OWNER, then=302), _job),
    "jobs_desk": Expected(only(ADMINISTRATOR)),
    # None was given up in this world.
    "jobs_retry": Expected(READ_ONLY, only(), _job),
}


def _status_list(world: World) -> list[Any]:
    # Read anew: each test takes back what the one before it placed.
    fresh = Certificate.objects.get(pk=world.learned.certificate.pk)
    certificate = status.place(certificate=fresh, at=timezone.now())
    assert certificate.status_list
    return [certificate.status_list.public_id, "revocation"]


# Everybody may check a certificate; the owner hid the name on this one.
VERIFICATION = {
    "verify_form": Expected(PUBLIC),
    "verify": Expected(PUBLIC, READ_ONLY, _certificate),
    # Without a file there is nothing to check.
    "verify_file": Expected(READ_ONLY, each(422)),
    # For machines: keys, and bits that name nobody.
    "did_platform": Expected(PUBLIC),
    "did_association": Expected(PUBLIC, READ_ONLY, lambda world: [world.north.slug]),
    "status_list": Expected(PUBLIC, READ_ONLY, _status_list),
}


# The applicant has started the module, the owner has finished it.
LEARNERS = (OWNER, APPLICANT)
# The owner is a member of the cohort, the trainee facilitates it: they are told who the members are.
COHORTS = {
    "courses:cohort_find": Expected(SIGNED_IN),
    "courses:cohort_join": Expected(READ_ONLY, signed_in(302)),
    "courses:cohort": Expected(only(OWNER), READ_ONLY, _cohort),
    "courses:cohort_reminders": Expected(READ_ONLY, only(OWNER, then=302), _cohort),
    "courses:cohort_leave": Expected(READ_ONLY, only(OWNER, then=302), _cohort),
    "courses:cohort_progress": Expected(only(TRAINEE), READ_ONLY, _cohort, WHOSE_HOURS),
    "courses:cohort_progress_table": Expected(only(TRAINEE), READ_ONLY, _cohort, WHOSE_HOURS),
    "courses:cohort_write": Expected(only(TRAINEE), only(TRAINEE, then=422), _cohort),
    "courses:desk_cohorts": Expected(
        only(COORDINATOR), READ_ONLY, lambda world: [world.north.slug]
    ),
    "courses:desk_cohort_make": Expected(
        only(COORDINATOR), only(COORDINATOR, then=422), lambda world: [world.north.slug]
    ),
    # Nothing asked for is nothing there.
    "courses:desk_cohort": Expected(only(COORDINATOR), only(), _desk_cohort),
    "courses:desk_cohort_invite": Expected(READ_ONLY, only(COORDINATOR, then=422), _desk_cohort),
    # Whoever has the mailed link may join; a visitor is told to sign in first.
    "cohort_invited": Expected(
        PUBLIC, each(302, stranger=200), lambda world: [world.grouped.token]
    ),
}

LEARNING = {
    **COHORTS,
    "courses:my_learning": Expected(SIGNED_IN),
    "courses:catalog": Expected(each(302)),
    "courses:resources": Expected(each(302)),
    "courses:paths": Expected(PUBLIC),
    "courses:path": Expected(each(302), READ_ONLY, _path),
    "courses:path_follow": Expected(signed_in(302), signed_in(302), _path),
    "courses:path_leave": Expected(READ_ONLY, signed_in(302), _path),
    "courses:module": Expected(each(302), READ_ONLY, _module),
    "courses:start": Expected(signed_in(302), signed_in(302), _module),
    # What is live leads to its page; nobody is in the middle of an earlier version.
    "courses:lesson": Expected(only(*LEARNERS, then=302), READ_ONLY, _lesson),
    "courses:switch": Expected(only(*LEARNERS, then=302), only(*LEARNERS, then=302), _module),
    "courses:lesson_done": Expected(only(*LEARNERS, then=302), only(*LEARNERS, then=302), _lesson),
    "courses:glossary": Expected(PUBLIC),
    "courses:resource": Expected(PUBLIC, READ_ONLY, _card),
    "courses:search": Expected(only(*LEARNERS), READ_ONLY, _module),
    "courses:print_module": Expected(only(*LEARNERS), READ_ONLY, _module),
    "courses:print_lesson": Expected(only(*LEARNERS), READ_ONLY, _lesson),
    "courses:notes": Expected(SIGNED_IN),
    "courses:notes_file": Expected(SIGNED_IN),
    "courses:module_notes": Expected(only(*LEARNERS), READ_ONLY, _module),
    "courses:module_notes_file": Expected(only(*LEARNERS), READ_ONLY, _module),
    "courses:bookmark": Expected(only(*LEARNERS, then=302), only(*LEARNERS, then=302), _lesson),
    "courses:note": Expected(only(*LEARNERS, then=302), only(*LEARNERS, then=302), _lesson),
    "courses:seat_time": Expected(READ_ONLY, only(*LEARNERS, then=204), _lesson),
    "courses:connection": Expected(SIGNED_IN),
    "courses:kept_module": Expected(only(*LEARNERS), READ_ONLY, _module),
    "courses:kept_copy": Expected(only(*LEARNERS), READ_ONLY, _lesson),
    "kept_pages_worker": Expected(PUBLIC),
    "courses:finish": Expected(only(*LEARNERS, then=302), only(*LEARNERS, then=302), _module),
    "courses:block": Expected(only(*LEARNERS, then=302), only(*LEARNERS, then=302), _block),
    "courses:hand_out": Expected(only(*LEARNERS), READ_ONLY, _taken_along),
    # Not drawn yet: the page says so.
    "courses:hand_out_file": Expected(only(*LEARNERS, then=302), READ_ONLY, _taken_along),
    "courses:package": Expected(only(*LEARNERS), READ_ONLY, _played),
    "courses:tool": Expected(only(*LEARNERS), only(*LEARNERS, then=302), _opened),
    "courses:tool_open": Expected(only(*LEARNERS, then=302), only(*LEARNERS), _opened),
    "courses:tool_back": Expected(only(*LEARNERS, then=302), READ_ONLY, _opened),
    # For tools' servers, and for browsers that tools send: nobody's session opens them.
    "tools:keys": Expected(PUBLIC),
    "tools:authorize": Expected(each(400), each(400)),
    "tools:token": Expected(READ_ONLY, each(400)),
    "tools:line_item": Expected(each(401), READ_ONLY, _line_item),
    "tools:results": Expected(each(401), READ_ONLY, _line_item),
    "tools:scores": Expected(READ_ONLY, each(401), _line_item),
    "courses:test": Expected(only(*LEARNERS), only(*LEARNERS, then=302), _module),
    # An attempt is the learner's own by its number: the applicant has none.
    "courses:attempt": Expected(only(OWNER), only(*LEARNERS, then=302), _attempt),
    "courses:attempt_save": Expected(READ_ONLY, only(*LEARNERS, then=302), _attempt),
    "courses:evaluation": Expected(
        only(*LEARNERS) | {OWNER: 302}, only(*LEARNERS) | {OWNER: 302, APPLICANT: 422}, _module
    ),
    "courses:finished": Expected(only(*LEARNERS) | {APPLICANT: 302}, READ_ONLY, _module),
    "courses:accommodations": Expected(
        only(COORDINATOR), only(COORDINATOR, then=422), _desk, tells=WHOSE_HOURS
    ),
    "courses:accommodation_take_back": Expected(
        READ_ONLY, only(COORDINATOR, then=302), _accommodation
    ),
}


def _draft(world: World) -> list[Any]:
    return [world.portfolio.draft.public_id]


def _planned(world: World) -> list[Any]:
    return [world.portfolio.planned.public_id]


def _file(world: World) -> list[Any]:
    return [world.portfolio.file.public_id]


def _late_file(world: World) -> list[Any]:
    return [world.portfolio.late_file.public_id]


def _link(world: World) -> list[Any]:
    return [world.portfolio.link.public_id]


def _staged(world: World) -> list[Any]:
    return [world.portfolio.staged.public_id]


def _assessment(world: World) -> list[Any]:
    return [world.portfolio.assessment.public_id]


def _goal(world: World) -> list[Any]:
    return [world.portfolio.goal.public_id]


def _paper(world: World) -> list[Any]:
    return [world.portfolio.paper.public_id]


def _proof(world: World) -> list[Any]:
    return [world.portfolio.belonging.proof.public_id]


def _belonging(world: World) -> list[Any]:
    return [world.portfolio.belonging.public_id]


def _provider(world: World) -> list[Any]:
    return [world.north.slug, world.portfolio.supervision.provider.ref]


READERS_OF_THE_CASE = (OWNER, REVIEWER, CO_REVIEWER, COORDINATOR, GUEST_COORDINATOR)
PORTFOLIO = {
    "endorsement:portfolio": Expected(SIGNED_IN),
    "endorsement:portfolio_document": Expected(SIGNED_IN),
    "endorsement:portfolio_table": Expected(SIGNED_IN),
    "endorsement:areas": Expected(SIGNED_IN),
    "endorsement:area": Expected(SIGNED_IN, READ_ONLY, lambda _world: ["core:foundations"]),
    "endorsement:missing": Expected(SIGNED_IN),
    "endorsement:plan": Expected(SIGNED_IN),
    "endorsement:plan_add": Expected(SIGNED_IN, signed_in(422), lambda _world: ["training"]),
    "endorsement:plan_edit": Expected(only(OWNER), only(OWNER, then=422), _planned),
    "endorsement:plan_delete": Expected(READ_ONLY, only(OWNER, then=302), _planned),
    "endorsement:plan_done": Expected(READ_ONLY, only(OWNER, then=302), _planned),
    "endorsement:entry_add": Expected(SIGNED_IN, signed_in(422), lambda _world: ["training"]),
    "endorsement:entry": Expected(only(OWNER), READ_ONLY, _entry),
    "endorsement:entry_edit": Expected(only(OWNER), only(OWNER, then=422), _draft),
    "endorsement:entry_correct": Expected(only(OWNER), only(OWNER, then=422), _entry),
    "endorsement:entry_delete": Expected(only(OWNER), only(OWNER, then=302), _draft),
    "endorsement:entry_withdraw": Expected(only(OWNER), only(OWNER, then=302), _entry),
    "endorsement:evidence_add": Expected(READ_ONLY, only(OWNER, then=422), _entry),
    "endorsement:evidence": Expected(only(*READERS_OF_THE_CASE), READ_ONLY, _file),
    "endorsement:evidence_remove": Expected(READ_ONLY, only(OWNER, then=302), _late_file),
    "endorsement:evidence_flag": Expected(
        only(*READERS_OF_THE_CASE), only(*READERS_OF_THE_CASE, then=302), _file
    ),
    "endorsement:portfolio_workbook": Expected(SIGNED_IN),
    "endorsement:import_start": Expected(SIGNED_IN, signed_in(422)),
    "endorsement:import_template": Expected(SIGNED_IN, READ_ONLY, lambda _world: ["csv"]),
    "endorsement:import_preview": Expected(only(OWNER), only(OWNER, then=302), _staged),
    # What one thinks of oneself and plans is for nobody else, not even those who judge the case.
    "endorsement:assess": Expected(SIGNED_IN, signed_in(422)),
    "endorsement:self_assessment": Expected(only(OWNER), READ_ONLY, _assessment),
    "endorsement:self_assessment_delete": Expected(READ_ONLY, only(OWNER, then=302), _assessment),
    "endorsement:development_plan": Expected(SIGNED_IN, signed_in(422)),
    "endorsement:goal_edit": Expected(only(OWNER), only(OWNER, then=422), _goal),
    "endorsement:goal_act": Expected(READ_ONLY, only(OWNER, then=302), _goal),
    "endorsement:competency_maps": Expected(SIGNED_IN),
    "endorsement:competency_map": Expected(SIGNED_IN, READ_ONLY, lambda _world: [CATEGORY]),
    "endorsement:competency_link": Expected(
        SIGNED_IN, signed_in(422), lambda _world: [CATEGORY, "core:thinking.planning"]
    ),
    "endorsement:competency_unlink": Expected(only(OWNER), only(OWNER, then=302), _link),
    "endorsement:papers": Expected(SIGNED_IN, signed_in(422)),
    "endorsement:paper": Expected(only(*READERS_OF_THE_CASE), READ_ONLY, _paper),
    "endorsement:paper_remove": Expected(READ_ONLY, only(OWNER, then=302), _paper),
    "endorsement:belongings": Expected(SIGNED_IN, signed_in(422)),
    "endorsement:paper_flag": Expected(
        only(*READERS_OF_THE_CASE), only(*READERS_OF_THE_CASE, then=302), _paper
    ),
    "endorsement:proof": Expected(only(*READERS_OF_THE_CASE), READ_ONLY, _proof),
    "endorsement:proof_flag": Expected(
        only(*READERS_OF_THE_CASE), only(*READERS_OF_THE_CASE, then=302), _proof
    ),
    "endorsement:belonging_prove": Expected(READ_ONLY, only(OWNER, then=422), _belonging),
    "endorsement:belonging_remove": Expected(READ_ONLY, only(OWNER, then=302), _belonging),
    "endorsement:sign": Expected(SIGNED_IN, signed_in(422), lambda _world: ["code_of_ethics"]),
    "endorsement:categories": Expected(SIGNED_IN),
    "endorsement:ask_about_providers": Expected(READ_ONLY, signed_in(302)),
    "endorsement:category": Expected(SIGNED_IN, READ_ONLY, lambda _world: [CATEGORY]),
    "endorsement:providers": Expected(only(COORDINATOR), READ_ONLY, _desk),
    "endorsement:provider": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _provider),
}


def _asked_to_confirm(world: World) -> list[Any]:
    return [world.supervised.request.public_id]


def _group(world: World) -> list[Any]:
    return [world.supervised.group.public_id]


CONFIRMING = {
    "endorsement:confirmations": Expected(SIGNED_IN, signed_in(302)),
    "endorsement:confirmation_act": Expected(
        READ_ONLY, only(OWNER, then=302), lambda world: [*_asked_to_confirm(world), "withdraw"]
    ),
    "endorsement:entry_confirm": Expected(only(OWNER), only(OWNER, then=422), _entry),
    "endorsement:groups": Expected(SIGNED_IN, signed_in(422)),
    "endorsement:group_find": Expected(SIGNED_IN),
    "endorsement:group_join": Expected(READ_ONLY, signed_in(302)),
    "endorsement:group_act": Expected(
        READ_ONLY, only(OWNER, then=302), lambda world: [*_group(world), "leave"]
    ),
    "endorsement:supervision": Expected(SIGNED_IN, signed_in(422), tells=WHOSE_HOURS),
    "endorsement:confirm": Expected(
        only(AUTHOR), only(AUTHOR, then=422), _asked_to_confirm, WHOSE_HOURS
    ),
    "endorsement:roster": Expected(only(AUTHOR), only(AUTHOR, then=422), _group, WHOSE_HOURS),
    # Whoever has the mailed link is the provider.
    "confirm_give": Expected(
        PUBLIC, each(422), lambda world: [world.supervised.token], WHOSE_HOURS
    ),
    "roster_give": Expected(
        PUBLIC, each(422), lambda world: [world.supervised.group_token], WHOSE_HOURS
    ),
    "endorsement:offers": Expected(only(COORDINATOR), only(COORDINATOR, then=422), _desk),
    "endorsement:offer": Expected(
        only(COORDINATOR),
        only(COORDINATOR, then=422),
        lambda world: [world.north.slug, world.learned.module.code],
    ),
}

OWN_DATA = {
    "endorsement:my_data": Expected(SIGNED_IN),
    "endorsement:my_data_copy": Expected(READ_ONLY, signed_in(302)),
    # Everybody is asked for the password or the passkey first.
    "endorsement:my_data_erase": Expected(signed_in(302), signed_in(302)),
    "endorsement:goodbye": Expected(PUBLIC),
}

CERTIFICATES = {
    "certificates:mine": Expected(SIGNED_IN),
    "certificates:transcript": Expected(SIGNED_IN, signed_in(422)),
    "certificates:failed": Expected(
        only(COORDINATOR, OTHER_COORDINATOR, GUEST_COORDINATOR, ADMINISTRATOR)
    ),
    "certificates:retry_all": Expected(
        READ_ONLY, only(COORDINATOR, OTHER_COORDINATOR, GUEST_COORDINATOR, ADMINISTRATOR, then=302)
    ),
    "certificates:desk": Expected(only(COORDINATOR), READ_ONLY, _desk),
    "certificates:prepare": Expected(only(COORDINATOR), only(COORDINATOR, then=302), _desk),
    "certificates:platform": Expected(only(ADMINISTRATOR)),
    "certificates:platform_prepare": Expected(only(ADMINISTRATOR), only(ADMINISTRATOR, then=302)),
    # What is to be done is not said.
    "certificates:platform_certificate": Expected(only(ADMINISTRATOR), only(), _own_certificate),
    "certificates:desk_certificate": Expected(only(COORDINATOR), only(), _desk_certificate),
    "certificates:pack": Expected(READ_ONLY, signed_in(302)),
    "certificates:all_anew": Expected(READ_ONLY, signed_in(302)),
    # A completion has no last day.
    "certificates:calendar": Expected(only(), READ_ONLY, _certificate),
    # The file of this world's certificate carries no credential.
    "certificates:badge": Expected(only(), READ_ONLY, lambda world: [*_certificate(world), "gif"]),
    "certificates:issue_anew": Expected(READ_ONLY, only(OWNER, then=302), _certificate),
    "certificates:for_entry": Expected(only(OWNER), READ_ONLY, _training),
    "certificates:for_endorsement": Expected(
        only(OWNER), READ_ONLY, lambda world: [world.case.endorsement.public_id]
    ),
    "certificates:detail": Expected(only(OWNER), READ_ONLY, _certificate),
    "certificates:download": Expected(only(OWNER), READ_ONLY, _certificate),
    "certificates:show_name": Expected(READ_ONLY, only(OWNER, then=302), _certificate),
    "certificates:retry": Expected(READ_ONLY, only(COORDINATOR, ADMINISTRATOR, then=302), _dead),
}


def _application(world: World) -> list[Any]:
    return [world.case.application.public_id]


def _asked(world: World) -> list[Any]:
    return [world.case.references[-1].public_id, "resend"]


# The first review is handed in, so only reading is left of it.
def _first_review(world: World) -> list[Any]:
    return [world.case.reviews[0].public_id]


def _second_review(world: World) -> list[Any]:
    return [world.case.reviews[1].public_id]


def _on_the_desk(world: World) -> list[Any]:
    return [world.north.slug, world.case.application.public_id]


CASEWORK = {
    "endorsement:details": Expected(SIGNED_IN, signed_in(422)),
    "endorsement:applications": Expected(SIGNED_IN),
    "endorsement:application_start": Expected(
        READ_ONLY, signed_in(302), lambda world: [world.north.slug, CATEGORY]
    ),
    "endorsement:application": Expected(only(OWNER), only(OWNER, then=422), _application),
    "endorsement:application_withdraw": Expected(only(OWNER), only(OWNER, then=302), _application),
    "endorsement:references": Expected(SIGNED_IN, signed_in(422), _desk),
    "endorsement:reference_act": Expected(READ_ONLY, only(OWNER, then=302), _asked),
    "endorsement:review_list": Expected(SIGNED_IN),
    "endorsement:review": Expected(only(REVIEWER), only(REVIEWER, then=422), _first_review),
    "endorsement:review_map": Expected(only(REVIEWER), READ_ONLY, _first_review),
    "endorsement:review_recuse": Expected(READ_ONLY, only(CO_REVIEWER, then=302), _second_review),
    "endorsement:coordinator_queue": Expected(only(COORDINATOR), READ_ONLY, _desk),
    # Nothing is done without saying what.
    "endorsement:coordinator_application": Expected(
        only(COORDINATOR, GUEST_COORDINATOR), only(), _on_the_desk
    ),
    "endorsement:application_record": Expected(
        only(COORDINATOR, GUEST_COORDINATOR), only(), _on_the_desk
    ),
    "endorsement:registry": Expected(PUBLIC),
    "endorsement:registry_listing": Expected(SIGNED_IN, signed_in(302), _desk),
    # Whoever has the mailed link is the rater, and is told whom to rate.
    "reference_give": Expected(
        PUBLIC, each(422), lambda world: [world.case.token], frozenset({"owner-name"})
    ),
}

BEFORE_APPLYING: dict[str, Expected] = {
    **MACHINES,
    **DESK,
    **JOBS,
    **VERIFICATION,
    **LEARNING,
    **CERTIFICATES,
    **PORTFOLIO,
    **CONFIRMING,
    **OWN_DATA,
    **CASEWORK,
}
