"""Pages of the CMS as visitors see them: which each role may read."""

from tests.access.answers import Answer
from tests.access.expectations import NOT_THERE, PUBLIC, Answers
from tests.access.marks import APPLICANT, OWNER, ROLES, STRANGER

MODULE = "training/small-talk/"


def learners_only() -> Answers:
    """A lesson is for those who have started; a stranger is told kindly, others are led to the start."""
    answers: dict[str, Answer] = dict.fromkeys(ROLES, 302)
    return answers | {STRANGER: 403, OWNER: 200, APPLICANT: 200}


PAGES: dict[str, Answers] = {
    "": PUBLIC,
    "training/": PUBLIC,
    "training/?q=marker": PUBLIC,
    "resources/": PUBLIC,
    "a/": PUBLIC,
    MODULE: PUBLIC,
    f"{MODULE}lesson-1/": learners_only(),
    f"{MODULE}lesson-2/": learners_only(),
    # Questions with their right answers are read in the CMS only.
    f"{MODULE}questions/": NOT_THERE,
    "no-such-page/": NOT_THERE,
}
