"""What is known of a cmi5 package that a learner takes: the launch, and what was said so far."""

from datetime import datetime

from django.conf import settings
from django.db.models import Max, QuerySet

from courses.models import (
    Package,
    PackageRegistration,
    PackageSession,
    PackageStatement,
)
from courses.packages.cmi5.course import Course, LaunchMethod
from courses.packages.cmi5.launch import Told
from courses.packages.cmi5.names import Verb
from courses.packages.cmi5.session import Mode, Said


def course_of(package: Package) -> Course:
    return Course.from_kept(package.course)


def told(session: PackageSession) -> Told:
    """The launch of a session, which comes with its registration and package."""
    package = session.registration.package
    course = course_of(package)
    return Told(
        home=settings.CONTENT_URL,
        package=package.public_id,
        course=course,
        part=course.part(session.unit_key),
        registration=session.registration.key,
        session=session.key,
        mode=Mode(session.mode),
    )


def wants_own_window(session: PackageSession) -> bool:
    return told(session).part.launch_method is LaunchMethod.OWN_WINDOW


def by_key(key: str) -> PackageSession | None:
    rows = PackageSession.objects.select_related("registration__package", "play")
    return rows.filter(key=key).first()


def own_statements(session: PackageSession) -> QuerySet[PackageStatement]:
    """What was said in this registration about the part of the session, by whomever."""
    return PackageStatement.objects.filter(
        registration=session.registration, session__unit_key=session.unit_key
    )


def said(session: PackageSession) -> Said:
    """By the verbs of cmi5, in one query."""
    rows = own_statements(session).exclude(verb="").filter(by_platform=False)
    found = Said()
    for verb, said_at, of in rows.values_list("verb", "said_at", "session"):
        found = found.after(Verb(verb), said_at) if of == session.pk else found.before(Verb(verb))
    return found


def done_parts(registration: PackageRegistration, course: Course) -> set[str]:
    """Keys of the parts whose moveOn is met, in one query."""
    rows = PackageStatement.objects.filter(
        registration=registration, by_platform=False, verb__in=[Verb.COMPLETED, Verb.PASSED]
    )
    spoken = set(rows.values_list("session__unit_key", "verb"))
    return {
        part.key
        for part in course.parts
        if part.move_on.is_met(
            completed=(part.key, Verb.COMPLETED) in spoken,
            passed=(part.key, Verb.PASSED) in spoken,
        )
    }


def satisfied(registration: PackageRegistration) -> set[str]:
    """Blocks of which it was said, or the whole."""
    rows = registration.statements.exclude(about="")
    return set(rows.values_list("about", flat=True))


def last_said_at(session: PackageSession) -> datetime | None:
    """When its part last said something, by the platform's clock."""
    rows = session.statements.filter(by_platform=False)
    found: datetime | None = rows.aggregate(last=Max("stored_at"))["last"]
    return found


def languages_of(language: str) -> str:
    """The learner's language first, then the others of the platform (section 11.1)."""
    others = [code for code, _name in settings.LANGUAGES if code != language]
    return ",".join([language, *others])
