"""All of a holder's certificates anew at once, after their name has changed."""

from collections.abc import Iterable
from datetime import datetime

from certificates import selectors
from certificates.models import Certificate
from certificates.selectors import Checked
from certificates.services import standing
from endorsement.models import Person
from endorsement.refusals import Refused
from endorsement.services import own_work
from lms.backbone import jobs
from lms.backbone.jobs import Result, Running

KIND = "certificates_anew"


def ask(*, person: Person, after: str, language: str, at: datetime) -> jobs.Job:
    """Have every certificate that says another name than the person's details issued anew.

    `after` is the job that the person saw when asking, empty for none: a second click finds the one
    that the first asked for. Effects, in order: the job; the former one expires.

    :raises ValueError: for a person without an account, who could not have asked.
    """
    return own_work.ask(kind=KIND, person=person, after=after, language=language, at=at)


def among(found: Iterable[Checked]) -> list[Certificate]:
    """Those of a person's certificates that say another name and may be issued anew."""
    return [
        one.certificate
        for one in found
        if one.certificate.issued_at is not None
        and one.verdict.standing not in selectors.OVER
        and one.certificate.person.name.strip()
        and not selectors.says_present_name(one.certificate)
    ]


def run(job: Running) -> Result:
    """Issue them anew, one after the other, in the worker; how many were.

    What was issued anew says the present name, so going on after a killed worker begins with what is left.

    :raises Person.DoesNotExist: when the account that asked is no longer that person's.
    """
    person = own_work.person_of(job)
    left = among(selectors.standings_of(list(selectors.of_person(person)), at=job.at))
    issued = job.checkpoint.get("issued", 0)
    total = issued + len(left)
    for one in left:
        issued += _issued(one, person, job.at)
        job.progress(issued, total, checkpoint={"issued": issued})
    return Result(facts={"issued": issued})


def _issued(certificate: Certificate, person: Person, at: datetime) -> bool:
    """False when it was replaced, withdrawn or corrected since it was looked at."""
    try:
        standing.reissue_for_holder(certificate=certificate, person=person, at=at)
    except (standing.AlreadySuperseded, Refused):
        return False
    return True
