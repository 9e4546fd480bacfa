"""Every private text of the world carries a mark, and this table says who may ever read it."""

import re
from typing import Any

STRANGER, TRAINEE, APPLICANT, OWNER = "stranger", "trainee", "applicant", "owner"
# Both review the owner's application: the first has handed in, the other has not.
REVIEWER, CO_REVIEWER = "reviewer", "co_reviewer"
# Of the same association, for the applicant's application.
OTHER_REVIEWER = "reviewer of another application"
COORDINATOR, OTHER_COORDINATOR = "coordinator", "coordinator of another association"
# Of the other association, invited to the owner's application; nobody has assigned the reviewer yet.
GUEST_COORDINATOR, GUEST_REVIEWER = "guest coordinator", "guest reviewer"
AUTHOR, ADMINISTRATOR = "author", "administrator"
ROLES = (
    STRANGER,
    TRAINEE,
    APPLICANT,
    OWNER,
    REVIEWER,
    CO_REVIEWER,
    OTHER_REVIEWER,
    COORDINATOR,
    OTHER_COORDINATOR,
    GUEST_COORDINATOR,
    GUEST_REVIEWER,
    AUTHOR,
    ADMINISTRATOR,
)

JUDGES = {REVIEWER, CO_REVIEWER, COORDINATOR, GUEST_COORDINATOR}
READERS: dict[str, set[str]] = {
    # Who the owner is. An administrator sees names beside certificates that could not be drawn, or that
    # the platform issued itself, and addresses among the users of the CMS.
    "owner-name": {OWNER, *JUDGES, ADMINISTRATOR},
    "owner-email": {OWNER, ADMINISTRATOR},
    "owner-county": {OWNER},
    "owner-employer": {OWNER},
    # The portfolio as it was handed in, and what came later.
    "entry-title": {OWNER, *JUDGES},
    "entry-organization": {OWNER, *JUDGES},
    "entry-notes": {OWNER},
    "provider-name": {OWNER, *JUDGES},
    "learned": {OWNER, REVIEWER, CO_REVIEWER},
    "staged-title": {OWNER},
    "self-note": {OWNER},
    "goal": {OWNER},
    "draft-title": {OWNER},
    # A plan is its person's alone.
    "planned-title": {OWNER},
    "file-name": {OWNER, *JUDGES},
    "file-content": {OWNER, *JUDGES},
    "late-file-name": {OWNER},
    "late-file-content": {OWNER},
    # Papers that criteria ask for, and to which associations the owner belongs.
    "paper-name": {OWNER, *JUDGES},
    "paper-content": {OWNER, *JUDGES},
    "proof-name": {OWNER, *JUDGES},
    "proof-content": {OWNER, *JUDGES},
    "belonging-name": {OWNER, COORDINATOR, GUEST_COORDINATOR},
    "flagged-file-name": {OWNER, COORDINATOR, GUEST_COORDINATOR},
    "flagged-file-content": {COORDINATOR, GUEST_COORDINATOR},
    # Learning is the learner's alone.
    "reflection": {OWNER},
    "learner-note": {OWNER},
    # Which option was chosen in a knowledge check, and in the post-test.
    "learner-answer": {OWNER},
    "package-report": {OWNER},
    "package-statement": {OWNER},
    "package-document": {OWNER},
    # What the trainee, who facilitates, wrote to the cohort that the owner is in.
    "cohort-message": {OWNER, TRAINEE},
    # By what a tool of others knows a learner. It stands in the form that opens the tool for them alone.
    "tool-subject": {OWNER},
    "evaluation": set(),
    "certificate-file": {OWNER},
    # The link of a live session is for whoever has a seat, and for those who plan it.
    "live-link": {OWNER, COORDINATOR, AUTHOR},
    "certificate-error": {COORDINATOR, ADMINISTRATOR},
    # References: the owner gave up reading one and may read the other after the decision only.
    "rater-name": JUDGES,
    "waived-reference": JUDGES,
    "readable-reference": JUDGES,
    # Reviews stay closed to everybody else until both are in.
    "first-comment": {REVIEWER},
    "first-finding": {REVIEWER},
    "second-comment": {CO_REVIEWER},
    "second-finding": {CO_REVIEWER},
    # Beside the portfolio: words for those who judge, a line that is not released, what was typed.
    "section-note": {OWNER, *JUDGES},
    "desk-comment": {COORDINATOR},
    # Why somebody asks for a break, and why they were given more time.
    "status-text": {OWNER, COORDINATOR},
    "extension-reason": {COORDINATOR},
    "registration-note": {OWNER, COORDINATOR},
    "suggested-title": {OWNER, COORDINATOR},
    "payment-reference": {OWNER, COORDINATOR},
    # Renewals: what is asked of the holder, what a reviewer thinks, what an auditor found.
    "renewal-question": {OWNER},
    "renewal-opinion": {COORDINATOR},
    "audit-question": {OWNER, COORDINATOR, CO_REVIEWER},
    "audit-note": {OWNER, COORDINATOR, CO_REVIEWER},
    "question": {OWNER, APPLICANT, COORDINATOR, GUEST_COORDINATOR},
    "mail": {OWNER},
    # At an exam: what one needs there, and what one wrote, which a scorer reads under a code.
    "accommodation": {OWNER, COORDINATOR},
    "exam-answer": {COORDINATOR, AUTHOR},
    # Somebody whom the association brought along, and the list that names them.
    "brought-name": {COORDINATOR},
    # What was prepared in the background is for whoever asked, administrators not excepted.
    "job-file": {OWNER},
    # The other way round: the applicant's records are closed to the owner's people.
    "applicant-name": {APPLICANT, OTHER_REVIEWER, COORDINATOR},
    "applicant-title": {APPLICANT, OTHER_REVIEWER, COORDINATOR},
    "applicant-comment": {OTHER_REVIEWER},
    "applicant-finding": {OTHER_REVIEWER},
}

_MARK = re.compile(r"marker-([a-z-]+)", re.IGNORECASE)


def mark(what: str) -> str:
    """The text that stands for this secret.

    :raises KeyError: for one that nobody has decided about.
    """
    READERS[what]
    return f"MARKER-{what}"


def marks_in(text: str) -> set[str]:
    """What is given away by a text; an unknown mark is a mistake in the world."""
    return {_known(found.group(1).lower()) for found in _MARK.finditer(text)}


def told(response: Any) -> set[str]:
    """What a response gives away in its headers or its body."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    return marks_in("\n".join((headers, cookies, _body(response))))


def _known(found: str) -> str:
    # The longest name that fits: "marker-entry-title-and" is still the title of the entry.
    fitting = [name for name in READERS if found.startswith(name)]
    return max(fitting, key=len, default=found)


def _body(response: Any) -> str:
    chunks = response.streaming_content if response.streaming else [response.content]
    return b"".join(chunks).decode("utf-8", errors="replace")
