"""Two hundred learners with an open paper each, who hand in over HTTP at the same moment."""

import http.client
import socketserver
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from threading import Barrier, Thread
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from courses.models import Attempt, Enrollment, LessonProgress, ModulePage
from courses.rules import post_test
from courses.selectors.module import bank_of, lessons_of
from endorsement.models import Person
from lms.accounts.models import User
from tests.factories.learning import as_fields, right_answers, wrong_answers

TOKEN = "x" * 32
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Learner:
    """One who has answered `right` questions right; `answers` are theirs alone to hand in."""

    enrollment: int
    session: str
    body: str
    answers: dict[str, Any]
    score: int


@dataclass(frozen=True)
class Answered:
    status: int
    place: str
    seconds: float


def gather(module: ModulePage, count: int) -> list[Learner]:
    """Learners who have done every lesson and answered their own paper in their own way."""
    now = timezone.now()
    users = User.objects.bulk_create(
        User(email=f"crowd{number}@example.org", password="!") for number in range(count)
    )
    people = Person.objects.bulk_create(
        Person(user=user, name=f"Learner {n}", email=user.email, time_zone="America/Chicago")
        for n, user in enumerate(users)
    )
    enrollments = Enrollment.objects.bulk_create(
        Enrollment(person=person, code=module.code, version=module.version, started_at=now)
        for person in people
    )
    LessonProgress.objects.bulk_create(
        LessonProgress(
            enrollment=one, lesson_key=lesson.lesson_key, opened_at=now, completed_at=now
        )
        for one in enrollments
        for lesson in lessons_of(module)
    )
    bank = bank_of(module)
    attempts = Attempt.objects.bulk_create(
        Attempt(
            enrollment=enrollment,
            number=1,
            pass_mark=module.pass_mark,
            questions=post_test.draw(bank, module.draw, Random(number)),
            started_at=now,
        )
        for number, enrollment in enumerate(enrollments)
    )
    pairs = zip(users, attempts, strict=True)
    return [_learner(user, attempt, number) for number, (user, attempt) in enumerate(pairs)]


def _learner(user: User, attempt: Attempt, number: int) -> Learner:
    keys = [question["key"] for question in attempt.questions]
    right = set(keys[: number % (len(keys) + 1)])
    answers = {**wrong_answers(attempt)}
    answers |= {key: value for key, value in right_answers(attempt).items() if key in right}
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    fields = {**as_fields(attempt, answers), "csrfmiddlewaretoken": [TOKEN]}
    return Learner(
        enrollment=attempt.enrollment_id,
        session=str(session.session_key),
        body=urlencode(fields, doseq=True),
        answers=answers,
        score=len(right) * 100 // len(keys),
    )


def hand_in_at_once(
    host: str, port: int, code: str, learners: Sequence[Learner], *, twice: int = 0
) -> list[Answered]:
    """Every learner hands in from a thread and a connection of their own, all let go at one moment;
    the first `twice` of them do so twice, as by a double click or from two tabs.
    """
    sending = [*learners, *learners[:twice]]
    start = Barrier(len(sending))

    def send(learner: Learner) -> Answered:
        client = http.client.HTTPConnection(host, port, timeout=120)
        path = reverse("courses:attempt", args=[code, 1])
        cookies = {settings.SESSION_COOKIE_NAME: learner.session, settings.CSRF_COOKIE_NAME: TOKEN}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }
        start.wait()
        began = perf_counter()
        client.request("POST", path, learner.body, headers)
        answer = client.getresponse()
        answer.read()
        client.close()
        return Answered(answer.status, answer.getheader("Location") or "", perf_counter() - began)

    with ThreadPoolExecutor(len(sending)) as pool:
        return list(pool.map(send, sending))


class _Pooled(socketserver.ThreadingMixIn, WSGIServer):
    """Takes many connections at once and works on as many as it has threads, like a server process."""

    request_queue_size = 1024
    pool: ThreadPoolExecutor

    def process_request(self, request: Any, client_address: Any) -> None:
        self.pool.submit(self.process_request_thread, request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Silent(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def serving(threads: int = 16) -> Iterator[tuple[str, int]]:
    """The platform behind a socket of this machine, with a database connection a thread."""
    server = _Pooled(("127.0.0.1", 0), _Silent)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    with ThreadPoolExecutor(threads) as pool:
        server.pool = pool
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield "127.0.0.1", server.server_port
        finally:
            server.shutdown()
            server.server_close()
