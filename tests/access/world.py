"""One world for every address: two associations, a person with something of everything, and others.

What belongs to the owner carries the marks of `marks.READERS`.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler

from endorsement.models import Association, Person
from endorsement.services import guest, membership, saved_view
from lms.backbone.models import Job
from tests.access import marks, renewed
from tests.access.brought import GoingLive, go_live
from tests.access.casework import RATED, Case, apply, ask_for_references, open_case
from tests.access.cohorts import Grouped, group
from tests.access.exams import Examined, examine
from tests.access.learning import Learned, finish_module
from tests.access.live_world import live_session
from tests.access.marks import mark
from tests.access.records import (
    Portfolio,
    Supervised,
    ask_provider,
    fill_portfolio,
    finish_job,
    owe_mails,
)
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

AT = datetime.datetime(2026, 6, 1, 15, tzinfo=datetime.UTC)
NOW = AT + datetime.timedelta(days=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class World:
    north: Association
    south: Association
    people: dict[str, Person]
    portfolio: Portfolio
    learned: Learned
    grouped: Grouped
    case: Case
    other_case: Case
    job: Job
    supervised: Supervised
    view: str
    examined: Examined
    live: str
    going_live: GoingLive

    @cached_property
    def sessions(self) -> dict[str, str]:
        """The session cookie of each role, made once: signing in is slow."""
        return {role: _session(person) for role, person in self.people.items()}

    @cached_property
    def handler(self) -> ClientHandler:
        """Middleware is set up once, as in a server process."""
        return ClientHandler(enforce_csrf_checks=False)

    def client(self, role: str) -> Client:
        """A fresh browser of somebody in this role; no message of an earlier request waits in it."""
        client = Client(raise_request_exception=False)
        client.handler = self.handler
        if role != marks.STRANGER:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


def build() -> World:
    """Everything, by the real services where they exist."""
    core_framework()
    north, south = association_with_scheme("north"), association_with_scheme("south")
    people = _people(north, south)
    owner = people[marks.OWNER]
    portfolio = fill_portfolio(owner, north, at=AT)
    learned = finish_module(owner, others=[people[marks.APPLICANT]], association=north, at=AT)
    grouped = group(
        owner,
        path=learned.path,
        facilitator=people[marks.TRAINEE],
        coordinator=people[marks.COORDINATOR],
        association=north,
        at=AT,
    )
    EntryFactory(person=people[marks.APPLICANT], detail__title=mark("applicant-title"))
    case = _case(people, marks.OWNER, (marks.REVIEWER, marks.CO_REVIEWER), north)
    other_case = _case(people, marks.APPLICANT, (marks.OTHER_REVIEWER,), north)
    _invite(people, case)
    renewed.hand_in(
        case.cycle,
        north,
        reviewer=people[marks.CO_REVIEWER],
        other=people[marks.REVIEWER],
        coordinator=people[marks.COORDINATOR],
        at=AT + datetime.timedelta(minutes=3),
    )
    portfolio.add_what_came_later(at=AT + datetime.timedelta(hours=1))
    supervised = ask_provider(owner, people[marks.AUTHOR], at=AT)
    owe_mails(owner, case.application, at=AT)
    job = finish_job(owner, at=AT)
    examined = examine(case.application, people[marks.AUTHOR], north, at=AT)
    view = saved_view.save(
        person=people[marks.COORDINATOR],
        association=north,
        name="Mine",
        query="state=submitted",
        at=AT,
    )
    return World(
        north,
        south,
        people,
        portfolio,
        learned,
        grouped,
        case,
        other_case,
        job,
        supervised,
        view.public_id,
        examined,
        live_session(owner, north, by=people[marks.AUTHOR], at=AT),
        go_live(north, people[marks.COORDINATOR], at=AT),
    )


def _invite(people: dict[str, Person], case: Case) -> None:
    """A coordinator and a reviewer of the other association help with the owner's application alone."""
    for role, name in (
        (marks.GUEST_COORDINATOR, "coordinator"),
        (marks.GUEST_REVIEWER, "reviewer"),
    ):
        guest.invite(
            application=case.application,
            email=people[role].email,
            role=name,
            through_on=AT.date() + datetime.timedelta(days=30),
            coordinator=people[marks.COORDINATOR],
            at=AT,
        )


def _people(north: Association, south: Association) -> dict[str, Person]:
    owner = PersonFactory(
        name=mark("owner-name"),
        user__email=f"{mark('owner-email').lower()}@example.org",
        county=mark("owner-county"),
        employer=mark("owner-employer"),
    )
    administrator = PersonFactory(name="An administrator", user__is_superuser=True)
    staff = {
        role: _member(name, association, called=role)
        for role, name, association in (
            (marks.REVIEWER, "reviewer", north),
            (marks.CO_REVIEWER, "reviewer", north),
            (marks.OTHER_REVIEWER, "reviewer", north),
            (marks.COORDINATOR, "coordinator", north),
            (marks.OTHER_COORDINATOR, "coordinator", south),
            (marks.GUEST_COORDINATOR, "coordinator", south),
            (marks.GUEST_REVIEWER, "reviewer", south),
            (marks.AUTHOR, "author", north),
        )
    }
    return {
        marks.TRAINEE: PersonFactory(name="A trainee"),
        marks.APPLICANT: PersonFactory(name=mark("applicant-name")),
        marks.OWNER: owner,
        **staff,
        marks.ADMINISTRATOR: administrator,
    }


def _case(
    people: dict[str, Person], applicant: str, reviewers: tuple[str, ...], association: Association
) -> Case:
    """The applicant's application, in the hands of these reviewers of the association."""
    person, coordinator = people[applicant], people[marks.COORDINATOR]
    own = applicant == marks.OWNER
    asked = ask_for_references(person, association, rated=RATED if own else (), at=AT)
    return open_case(
        apply(person, association, coordinator, at=AT),
        coordinator,
        [people[role] for role in reviewers],
        marks=("first", "second") if own else ("applicant",),
        asked=asked,
        at=AT + datetime.timedelta(minutes=2),
    )


def _member(role: str, association: Association, *, called: str) -> Person:
    person: Person = PersonFactory(name=f"The {called}")
    membership.begin(
        person=person, association=association, role=role, from_on=datetime.date(2026, 1, 1)
    )
    return person


def _session(person: Person) -> str:
    client = Client()
    client.force_login(person.user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
