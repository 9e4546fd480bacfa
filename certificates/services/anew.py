"""All of a holder's certificates anew at once, after their name has changed."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from certificates import selectors
from certificates.models import Certificate
from certificates.selectors import Checked
from certificates.services import standing
from endorsement.models import Person
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services import own_work
from lms.backbone import jobs
from lms.backbone.jobs import Result, Running
from lms.backbone.mail import owe_mail

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
    """Issue them anew, one after the other, in the worker; how many were. One mail tells of all of them.

    What was issued anew says the present name, so going on after a killed worker begins with what is left.

    :raises Person.DoesNotExist: when the account that asked is no longer that person's.
    """
    person = own_work.person_of(job)
    left = among(selectors.standings_of(list(selectors.of_person(person)), at=job.at))
    made = _made(job, person)
    total = made.count() + len(left)
    for number, one in enumerate(left, start=total - len(left) + 1):
        _issue(one, person, job.at)
        job.progress(number, total, checkpoint={"done": number})
    issued = made.count()
    if issued and person.email:
        _tell(job, person)
    return Result(facts={"issued": issued})


def _made(job: Running, person: Person) -> QuerySet[Certificate]:
    """What this job has issued, also before its worker was killed."""
    since = jobs.Job.objects.values_list("created_at", flat=True).get(pk=job.pk)
    return Certificate.objects.filter(person=person, told_alone=False, created_at__gte=since)


def _tell(job: Running, person: Person) -> None:
    with translation.override(person.language):
        address = reverse("certificates:mine")
    owe_mail(
        key=f"certificates-anew:{job.public_id}",
        to=person.email,
        template="certificates_anew",
        language=person.language,
        context={"name": person.name, "link": f"{public_url(None)}{address}"},
        at=job.at,
    )


def _issue(certificate: Certificate, person: Person, at: datetime) -> None:
    """Nothing where it was replaced, withdrawn or corrected since it was looked at."""
    with suppress(standing.AlreadySuperseded, Refused):
        standing.reissue_for_holder(certificate=certificate, person=person, at=at, told_alone=False)
