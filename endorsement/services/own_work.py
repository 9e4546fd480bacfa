"""Work that people ask for about what is theirs: a copy, an archive, certificates in a new name."""

from datetime import datetime

from endorsement.models import Person
from lms.backbone import jobs


def ask(*, kind: str, person: Person, after: str, language: str, at: datetime) -> jobs.Job:
    """Have work of a kind done about the person and for them alone; the job that does it.

    `after` is the job that the person saw when asking, empty for none: a second click, or one in
    another tab, finds the one that the first asked for. Effects, in order: the job; the former result
    expires.

    :raises ValueError: for a person without an account, to whom nothing could be handed out.
    """
    if person.user is None:
        raise ValueError("Only a person with an account can ask for this.")
    return jobs.owe_after(
        kind=kind,
        subject=str(person.ref),
        owner=person.user,
        after=after,
        params={"person": person.pk},
        language=language,
        at=at,
    )


def person_of(job: jobs.Running) -> Person:
    """Who asked for the work.

    :raises Person.DoesNotExist: when the account that asked is no longer that person's.
    """
    return Person.objects.get(pk=job.params["person"], user_id=job.owner_id)
