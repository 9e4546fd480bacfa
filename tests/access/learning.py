"""A module that was taken to its end, with everything a learner leaves behind."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from certificates import files
from certificates.models import Certificate
from courses.models import (
    Accommodation,
    Enrollment,
    ExternalTool,
    ModulePage,
    Package,
    PackagePlay,
    PackageRegistration,
    PathPage,
    ToolAccount,
    ToolLink,
    ToolUse,
)
from courses.services import answers, note, play
from courses.services.package import keep_package
from endorsement.models import Association, Person
from tests.access.marks import mark
from tests.factories.certificate import as_issued, owed_completion
from tests.factories.learning import complete_module, enroll
from tests.factories.module import add_lesson, hand_out, make_module
from tests.factories.package import scorm
from tests.factories.path import make_path
from tests.factories.tool import BLOCK as OPENED
from tests.factories.tool import block_of, make_tool

BLOCK = "think"
PLAYED = "play"
TAKEN_ALONG = "sheet"


@dataclass(frozen=True)
class Learned:
    module: ModulePage
    path: PathPage
    lesson_key: str
    block_key: str
    # Of the module, drawn and hidden from the public page by name; and one that could not be drawn.
    certificate: Certificate
    dead: Certificate
    # Of a training that the platform itself certifies.
    own: Certificate
    # A shorter minimum time in a module of the association's own.
    accommodation: Accommodation


def finish_module(
    owner: Person, *, others: Iterable[Person], association: Association, at: datetime.datetime
) -> Learned:
    module = make_module(lessons=1, publish=False, association=association)
    body = [
        ("reflection", {"prompt": "What moved you?", "minutes": 1, "sources": [], "key": BLOCK}),
        ("package", _package(at)),
        block_of(make_tool(association=association), required=False),
        hand_out(TAKEN_ALONG),
    ]
    add_lesson(module, "lesson-2", title="A lesson to think about", body=body)
    module.get_latest_revision().publish()
    module.refresh_from_db()
    # Nobody has completed it: the owner lacks the second module.
    path = make_path("first-steps", module.code, "not-written-yet")
    enrollment = complete_module(owner, module, at)
    answers.write_reflection(
        enrollment=enrollment,
        lesson_key="lesson-2",
        block_key=BLOCK,
        text=mark("reflection"),
        at=at,
    )
    _play(enrollment, at)
    _use(enrollment, at)
    note.write(
        enrollment=enrollment,
        lesson_key="lesson-2",
        block_key=BLOCK,
        excerpt="",
        text=mark("learner-note"),
        seen=0,
        at=at,
    )
    answered = {"options": [mark("learner-answer")]}
    enrollment.blocks.create(lesson_key="lesson-2", block_key="check", answer=answered, saved_at=at)
    attempt = enrollment.attempts.get()
    attempt.answers = {**attempt.answers, "q-kept": answered["options"]}
    attempt.save()
    enrollment.evaluation.answers = {"useful": 5, "more": mark("evaluation")}
    enrollment.evaluation.save()
    for person in others:
        enroll(person, module, at)
    certificate = as_issued(Certificate.objects.get(person=owner), at)
    Certificate.objects.filter(pk=certificate.pk).update(name_shown="hidden")
    files.write(certificate.number, f"%PDF-1.7 {mark('certificate-file')}".encode())
    accommodation = Accommodation.objects.create(
        person=owner,
        association=association,
        code=module.code,
        extra_percent=50,
        minimum_minutes=5,
        reason=mark("accommodation"),
        given_by=owner,
        given_at=at,
    )
    dead = _dead(owner, association, at)
    own = as_issued(owed_completion(at, person=owner), at)
    Certificate.objects.filter(pk=own.pk).update(name_shown="hidden")
    return Learned(module, path, "lesson-2", BLOCK, certificate, dead, own, accommodation)


def _package(at: datetime.datetime) -> dict[str, Any]:
    package = keep_package(file=scorm(), title="", association=None, at=at)
    same = "<p>The same as text.</p>"
    return {
        "title": "A talk",
        "package": package,
        "instead": same,
        "required": False,
        "key": PLAYED,
    }


def _play(enrollment: Enrollment, at: datetime.datetime) -> None:
    opened = play.open_unit(
        enrollment=enrollment,
        lesson_key="lesson-2",
        block_key=PLAYED,
        package=Package.objects.get(),
        unit_key="item_00",
        at=at,
    )
    PackagePlay.objects.filter(pk=opened.pk).update(
        report={"cmi.suspend_data": mark("package-report")}
    )
    said = PackageRegistration.objects.create(
        enrollment=enrollment,
        lesson_key="lesson-2",
        block_key=PLAYED,
        package=opened.package,
        made_at=at,
    )
    said.statements.create(
        key=said.key, said_at=at, stored_at=at, content={"response": mark("package-statement")}
    )
    said.documents.create(kind="state", name="place", content=mark("package-document"), saved_at=at)


def _use(enrollment: Enrollment, at: datetime.datetime) -> None:
    tool = ExternalTool.objects.get()
    link = ToolLink.objects.create(
        tool=tool,
        code=enrollment.code,
        version=enrollment.version,
        lesson_key="lesson-2",
        block_key=OPENED,
        title="Signals",
    )
    ToolAccount.objects.create(tool=tool, person=enrollment.person, subject=mark("tool-subject"))
    ToolUse.objects.create(enrollment=enrollment, link=link, opened_at=at, score=80, done_at=at)


def _dead(owner: Person, association: Association, at: datetime.datetime) -> Certificate:
    certificate = owed_completion(at, person=owner)
    Certificate.objects.filter(pk=certificate.pk).update(
        state=Certificate.State.DEAD,
        association=association,
        last_error=f"OSError: {mark('certificate-error')}",
    )
    certificate.refresh_from_db()
    return certificate
