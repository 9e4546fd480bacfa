"""Two imports of one bank at the same time: both are in the draft, and each only once."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Locale

from courses.exchange import formats
from courses.models import QuestionBankPage, SharedBank, StagedQuestions
from courses.services import question_import
from tests.endorsement.services.test_races import at_once
from tests.factories.association import AssociationFactory
from tests.factories.module import make_module, question

pytestmark = pytest.mark.usefixtures("on_postgresql", "committed_db")
AT = datetime(2026, 6, 2, 15, tzinfo=UTC)


def of_a_module() -> QuestionBankPage:
    return QuestionBankPage.objects.child_of(make_module(questions=1)).get()


def shared() -> SharedBank:
    bank = SharedBank.objects.create(
        association=AssociationFactory(slug="north"),
        title="Shared",
        locale=Locale.get_default(),
        questions=[question("q1")],
    )
    bank.save_revision()
    return bank


@pytest.mark.parametrize("make", [of_a_module, shared])
def test_imports_at_once_lose_and_double_nothing(make) -> None:
    bank = make()
    waiting = []
    for number in range(3):
        user = get_user_model().objects.create(email=f"author-{number}@example.org")
        reading = formats.read(f"Asked by {number}?{{T}}\n\nAsked by all?{{F}}".encode())
        staged = question_import.stage(user=user, bank=bank, name="a", reading=reading, at=AT)
        waiting += [(user, staged.pk)] * 2

    def confirm(user, pk: int) -> int:
        staged = StagedQuestions.objects.get(pk=pk)
        return question_import.confirm(staged=staged, user=user, at=AT)

    answers = at_once(*(lambda one=one: confirm(*one) for one in waiting))
    assert not [one for one in answers if isinstance(one, Exception)], answers
    draft = type(bank).objects.get(pk=bank.pk).get_latest_revision_as_object()
    texts = [block.value["text"] for block in draft.questions]
    assert sorted(texts[1:]) == ["Asked by 0?", "Asked by 1?", "Asked by 2?", "Asked by all?"]
    assert bank.revisions.count() == 4
