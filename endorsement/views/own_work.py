"""What a page says when somebody asks for work about what is theirs; `services/own_work.py` has it done."""

from datetime import datetime
from typing import TypedDict

from django.utils import timezone
from django.utils.translation import get_language

from endorsement.models import Person
from endorsement.permissions import PersonRequest


class Asked(TypedDict):
    """Who asks, which job they saw when asking, in which language they read what comes of it, and when."""

    person: Person
    after: str
    language: str
    at: datetime


def asked(request: PersonRequest) -> Asked:
    return Asked(
        person=request.person,
        after=request.POST.get("after", ""),
        language=get_language() or request.person.language,
        at=timezone.now(),
    )
