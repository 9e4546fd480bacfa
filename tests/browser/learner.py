"""The demonstration's trainee at every place that a learner can be at, by the real services."""

from django.urls import reverse
from django.utils import timezone

from courses.models import Enrollment, ModulePage
from courses.services import evaluation, learning, post_test
from endorsement.models import Person
from tests.factories.learning import finish_lessons, take_test

BEGUN, TESTED, COMPLETED = (
    "what-is-iecmh",
    "trauma-toxic-stress-resilience",
    "iecmh-consultation",
)


def module(code: str) -> ModulePage:
    found: ModulePage = ModulePage.objects.live().get(code=code, locale__language_code="en")
    return found


def enroll(person: Person, code: str) -> Enrollment:
    return learning.enroll(person=person, module=module(code), at=timezone.now())


def answers(code: str) -> dict[str, str]:
    """The evaluation, filled in."""
    kinds = {"scale": "5", "yes_no": "yes", "text": "I shall wait a little longer."}
    return {block.value["key"]: kinds[block.value["kind"]] for block in module(code).evaluation}


def complete(person: Person, code: str) -> Enrollment:
    """Everything of the module, in order."""
    enrollment = enroll(person, code)
    now = timezone.now()
    finish_lessons(enrollment, module(code), now)
    take_test(enrollment, module(code), at=now)
    evaluation.hand_in_evaluation(
        enrollment=enrollment, module=module(code), answers=answers(code), at=now
    )
    return enrollment


def everywhere(person: Person) -> list[str]:
    """Addresses: a failed test, a paper, an evaluation and an end among them."""
    begun, tested = enroll(person, BEGUN), enroll(person, TESTED)
    now = timezone.now()
    finish_lessons(begun, module(BEGUN), now)
    take_test(begun, module(BEGUN), well=False, at=now)
    post_test.start_attempt(enrollment=begun, module=module(BEGUN), at=now)
    finish_lessons(tested, module(TESTED), now)
    take_test(tested, module(TESTED), at=now)
    complete(person, COMPLETED)
    return [
        reverse("courses:my_learning"),
        *(reverse("courses:attempt", args=[BEGUN, number]) for number in (1, 2)),
        reverse("courses:attempt", args=[TESTED, 1]),
        reverse("courses:evaluation", args=[TESTED]),
        reverse("courses:finished", args=[COMPLETED]),
    ]
