"""What a learner answers and writes inside a lesson: ungraded and theirs alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import BlockState, Enrollment, Reflection
from endorsement.refusals import Refused

MOST_CHARACTERS = 5000


@transaction.atomic
def answer_check(
    *,
    enrollment: Enrollment,
    lesson_key: str,
    check: Any,
    chosen: Sequence[str],
    at: datetime,
) -> BlockState:
    """Keep the answer to a knowledge check (the block's value), replacing an earlier one.

    An act that is older than what is kept changes nothing; so it is with choices in a case.

    :raises Refused: when nothing was chosen.
    """
    known = [option["key"] for option in check["options"] if option["key"] in chosen]
    if not known:
        raise Refused(_("Please choose an answer first."))
    return _keep(enrollment, lesson_key, check["key"], {"options": known}, at)


@transaction.atomic
def choose_in_case(
    *,
    enrollment: Enrollment,
    lesson_key: str,
    case: Any,
    step: str,
    option: str,
    at: datetime,
) -> BlockState:
    """Take a choice in a case with choices. Sending the same choice twice takes it once.

    :raises Refused: when the choice is none of the step's.
    """
    turn = next((turn for turn in case["questions"] if turn["key"] == step), None)
    if turn is None or option not in [choice["key"] for choice in turn["options"]]:
        raise Refused(_("Please choose what you would do first."))
    state = BlockState.objects.select_for_update().filter(
        enrollment=enrollment, lesson_key=lesson_key, block_key=case["key"]
    )
    path = [list(pair) for pair in (state[0].answer.get("path", []) if state else [])]
    if step in [taken for taken, _option in path]:
        # An earlier step is answered anew: what came after it is forgotten.
        path = path[: [taken for taken, _option in path].index(step)]
    return _keep(enrollment, lesson_key, case["key"], {"path": [*path, [step, option]]}, at)


@transaction.atomic
def restart_case(
    *, enrollment: Enrollment, lesson_key: str, block_key: str, at: datetime
) -> BlockState:
    """Go back to the beginning of a case."""
    return _keep(enrollment, lesson_key, block_key, {"path": []}, at)


@transaction.atomic
def write_reflection(
    *, enrollment: Enrollment, lesson_key: str, block_key: str, text: str, at: datetime
) -> Reflection:
    """Keep a private text, replacing the earlier one; an empty text empties it.

    :raises Refused: when it is longer than 5,000 characters, or older than what is kept.
    """
    if len(text) > MOST_CHARACTERS:
        raise Refused(_("This is longer than 5,000 characters. Please shorten it."))
    held = Reflection.objects.select_for_update().filter(
        enrollment=enrollment, lesson_key=lesson_key, block_key=block_key
    )
    newer = held.filter(saved_at__gt=at).first()
    if newer is not None and newer.text != text:
        raise Refused(
            _(
                "You wrote something newer here since, which is kept. "
                "What you wrote before stands on this device: copy from it what you miss."
            )
        )
    if newer is not None:
        return newer
    reflection, _created = Reflection.objects.update_or_create(
        enrollment=enrollment,
        lesson_key=lesson_key,
        block_key=block_key,
        defaults={"text": text, "saved_at": at},
    )
    return reflection


@transaction.atomic
def add_to_reflection(
    *, enrollment: Enrollment, lesson_key: str, block_key: str, text: str, at: datetime
) -> Reflection:
    """Put a text below the one that is kept: it was written where that one was not to be seen.

    :raises Refused: when there is no text, or both together are longer than 5,000 characters.
    """
    reflection, _created = Reflection.objects.select_for_update().get_or_create(
        enrollment=enrollment,
        lesson_key=lesson_key,
        block_key=block_key,
        defaults={"text": "", "saved_at": at},
    )
    reflection.text = added(reflection.text, text)
    reflection.saved_at = max(at, reflection.saved_at)
    reflection.save(update_fields=["text", "saved_at"])
    return reflection


def added(before: str, text: str) -> str:
    """Both texts, with an empty line between them.

    :raises Refused: when there is nothing to add, or both together are longer than 5,000 characters.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("There is nothing to keep. Please write something first."))
    both = f"{before.rstrip()}\n\n{text}" if before.strip() else text
    if len(both) > MOST_CHARACTERS:
        raise Refused(
            _(
                "With what you wrote before, this is longer than 5,000 characters. Please shorten it."
            )
        )
    return both


def _keep(
    enrollment: Enrollment, lesson_key: str, block_key: str, answer: dict[str, Any], at: datetime
) -> BlockState:
    held = BlockState.objects.select_for_update().filter(
        enrollment=enrollment, lesson_key=lesson_key, block_key=block_key
    )
    newer = held.filter(saved_at__gt=at).first()
    if newer is not None:
        # What was done before it arrives after it: a browser had kept it without a connection.
        return newer
    state, _created = BlockState.objects.update_or_create(
        enrollment=enrollment,
        lesson_key=lesson_key,
        block_key=block_key,
        defaults={"answer": answer, "saved_at": at},
    )
    return state
