"""Where an application stands, in the words of each audience: one table, used on every page.

The applicant reads a sentence about what happens now, reviewers and coordinators a short name. A
reviewer never meets an application before it is handed in, so the names are there for completeness.
"""

from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from endorsement.rules.sections import Section
from endorsement.rules.workflow import State


class Audience(StrEnum):
    """Who reads it."""

    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"


class Words(NamedTuple):
    """One state, once for each audience; `short` is the applicant's name of it."""

    short: Promise
    applicant: Promise
    reviewer: Promise
    coordinator: Promise


class About(NamedTuple):
    """What a section of an application is called, and what belongs to it."""

    title: Promise
    text: Promise


SECTIONS: dict[Section, About] = {
    Section.DETAILS: About(
        _("Details"),
        _("Your name as certificates print it, your memberships, and papers that are asked for."),
    ),
    Section.EDUCATION: About(
        _("Education"), _("Degrees and studies, with transcripts if you have them.")
    ),
    Section.WORK: About(
        _("Work"), _("Work with or for babies, young children and their families.")
    ),
    Section.TRAINING: About(
        _("Training"), _("Courses, conferences and in-service training, here or elsewhere.")
    ),
    Section.RSC: About(
        _("Reflective supervision"),
        _("Reflective supervision that you received or give, and by whom."),
    ),
    Section.REFERENCES: About(
        _("References"), _("People who know your work rate it, each through a link of their own.")
    ),
    Section.AGREEMENT: About(
        _("Code of ethics and agreement"), _("Documents that you read and sign.")
    ),
    Section.COMPETENCIES: About(
        _("Competencies"), _("Which areas your trainings cover, and how you see yourself.")
    ),
}


TABLE: dict[State, Words] = {
    State.DRAFT: Words(
        _("Not registered yet"),
        _("Register first: tell the association which category you have in mind."),
        _("not handed in"),
        _("not registered yet"),
    ),
    State.REGISTRATION_ASKED: Words(
        _("Registration asked for"),
        _(
            "Your registration is with the association. You can go on with your portfolio meanwhile."
        ),
        _("not handed in"),
        _("waiting for registration"),
    ),
    State.IN_PROGRESS: Words(
        _("In preparation"),
        _("You are preparing it. Reviewers see nothing of it before you hand it in."),
        _("not handed in"),
        _("being prepared"),
    ),
    State.SUBMITTED: Words(
        _("Handed in"),
        _("It is with the association, which checks whether anything is missing."),
        _("being checked by the coordinator"),
        _("submitted"),
    ),
    State.COMPLETE: Words(
        _("Complete"),
        _("Nothing is missing. The association is choosing who reviews it."),
        _("waiting for a second reviewer"),
        _("complete, waiting for reviewers"),
    ),
    State.IN_REVIEW: Words(
        _("In review"),
        _("Reviewers are reading it, each on their own."),
        _("open for your review"),
        _("in review"),
    ),
    State.AWAITING_DECISION: Words(
        _("Waiting for the decision"),
        _("Every review is in. The association is deciding."),
        _("every review is in"),
        _("waiting for the decision"),
    ),
    State.MORE_INFORMATION: Words(
        _("A question for you"),
        _("The association asks you for something more."),
        _("the applicant has been asked for more"),
        _("more information needed"),
    ),
    State.ON_HOLD: Words(
        _("On hold"),
        _("It is on hold. Your answer, or the day below, moves it on."),
        _("on hold"),
        _("on hold"),
    ),
    State.DEFERRED: Words(
        _("Deferred"),
        _("Not yet: the association has said what to do, and from when to come back."),
        _("deferred"),
        _("deferred, with conditions"),
    ),
    State.EMERGING: Words(
        _("Emerging"),
        _("You are emerging in this category, and can complete it."),
        _("endorsed as emerging"),
        _("emerging"),
    ),
    State.APPROVED_FOR_EXAM: Words(
        _("The exam"),
        _("The reviews are done, and you may sit the exam."),
        _("may sit the exam"),
        _("approved for the exam"),
    ),
    State.EXAM_PASSED: Words(
        _("Exam passed"),
        _("You passed the exam. The association is deciding."),
        _("passed the exam"),
        _("exam passed, waiting for the decision"),
    ),
    State.APPEALED: Words(
        _("Appealed"),
        _("Your appeal is with people who took no part in the first decision."),
        _("appealed"),
        _("appealed"),
    ),
    State.APPROVED: Words(
        _("Endorsed"),
        _("You are endorsed. Congratulations!"),
        _("approved"),
        _("approved"),
    ),
    State.DECLINED: Words(
        _("Not approved"),
        _("The association could not approve it this time."),
        _("declined"),
        _("declined"),
    ),
    State.WITHDRAWN: Words(
        _("Withdrawn"),
        _("You took it back."),
        _("withdrawn by the applicant"),
        _("withdrawn"),
    ),
}


def said(state: str, audience: str) -> str:
    """The state as this audience reads it."""
    return str(getattr(TABLE[State(state)], Audience(audience)))


def short(state: str) -> str:
    """The state in the applicant's own few words, for a list or a badge."""
    return str(TABLE[State(state)].short)
