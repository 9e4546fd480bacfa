"""Ratings saved for later, typed for a rater, voided, waived after all, and asked for again."""

from datetime import timedelta

import pytest

from endorsement.models import Event, Reference
from endorsement.refusals import Refused
from endorsement.selectors import reference_sets
from endorsement.services import rating as ratings
from endorsement.services import reference as references
from lms.backbone.models import Mail
from tests.endorsement.services.test_reference import _ask, _give, answers
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff

pytestmark = pytest.mark.django_db


def save(reference: Reference, seen_at=None, at=AT, **fields: str) -> Reference:
    return ratings.save_draft(reference=reference, fields=fields, seen_at=seen_at, at=at)


def test_what_is_saved_waits_and_goes_with_handing_in() -> None:
    reference = save(_ask(), comment="half")
    assert (reference.draft, reference.state) == ({"comment": "half"}, "requested")
    reference = save(reference, seen_at=AT, at=AT + timedelta(hours=1), comment="more")
    _give(reference)
    reference.refresh_from_db()
    assert (reference.draft, reference.comment) == ({}, "A pleasure.")


def test_a_second_window_is_told_and_loses_nothing() -> None:
    reference = _ask()
    first = save(Reference.objects.get(), comment="first")
    with pytest.raises(Refused, match="another window"):
        save(reference, comment="second")
    first.refresh_from_db()
    assert first.draft == {"comment": "first"}


@pytest.mark.parametrize("ended", ["cancel", "decline"])
def test_what_was_saved_goes_when_nothing_will_come(ended: str) -> None:
    reference = save(_ask(), comment="half")
    getattr(references, ended)(reference=reference)
    reference.refresh_from_db()
    assert reference.draft == {}
    with pytest.raises(Refused, match="nothing was saved"):
        save(reference, seen_at=AT, comment="late")


def test_the_form_is_that_of_the_edition_applied_under() -> None:
    application = given.draft()
    reference = _ask(person=application.person, association=application.association)
    assert reference.edition == application.edition


@pytest.mark.parametrize(("missing", "mails"), [(5, 0), (6, 1)])
def test_too_many_unknowns_are_told_once_without_saying_so(missing: int, mails: int) -> None:
    reference = _ask(waived=False)
    codes = list(answers(reference))[:missing]
    _give(reference, answers=answers(reference, **dict.fromkeys(codes, "not_enough")))
    told = Mail.objects.filter(template="reference_void")
    assert told.count() == mails
    for mail in told:
        assert mail.to_address == reference.person.email
        assert not {"count", "not_enough"} & set(mail.context)


def test_a_waiver_is_signed_later_once_and_for_all() -> None:
    reference = _ask(waived=False)
    references.sign_waiver(reference=reference, at=AT)
    references.sign_waiver(reference=reference, at=AT + timedelta(days=1))
    reference.refresh_from_db()
    assert (reference.waived, reference.waived_at) == (True, AT)
    references.cancel(reference=reference)
    with pytest.raises(Refused, match="nothing to sign"):
        references.sign_waiver(reference=reference, at=AT)


@pytest.mark.parametrize(
    ("days", "more", "again"),
    [
        (364, {}, False),
        (366, {}, True),
        (1, {"not_enough_information": 6}, True),
    ],
    ids=["still good", "too old", "void"],
)
def test_the_same_rater_is_asked_again_when_the_rating_can_count_no_more(days, more, again) -> None:
    first = _give(_ask())
    Reference.objects.filter(pk=first.pk).update(**more)
    ask = {"person": first.person, "association": first.association}
    at = AT + timedelta(days=days)
    if not again:
        with pytest.raises(Refused, match="already asked"):
            _ask(**ask, at=at)
        return
    assert _ask(**ask, at=at).round == 2
    with pytest.raises(Refused, match="already asked"):
        _ask(**ask, at=at)


def recorded(**more) -> Reference:
    application = given.submitted()
    reference = more.pop("reference", None) or ReferenceFactory(
        person=application.person, association=application.association
    )
    said = {
        "received": "phone",
        "answers": answers(reference),
        "recommendation": "recommend",
        "comment": "By phone.",
        "coordinator": staff(application.association, "coordinator", name="Cora"),
        **more,
    }
    return ratings.record(reference=reference, application=application, at=AT, **said)


def test_a_rating_by_phone_is_marked_as_such_and_its_rater_is_told() -> None:
    reference = recorded()
    assert (reference.state, reference.received) == ("completed", "phone")
    assert (reference.recorded_by.name, reference.completed_at) == ("Cora", AT)
    event = Event.objects.get(kind="reference.recorded")
    assert event.actor_ref == reference.recorded_by.ref
    assert "By phone" not in event.payload
    mail = Mail.objects.get(template="reference_recorded")
    assert mail.to_address == reference.rater.email
    assert "By phone" not in str(mail.context)


@pytest.mark.parametrize("received", ["link", "dream"])
def test_a_typed_rating_came_by_phone_or_on_paper(received: str) -> None:
    with pytest.raises(Refused, match="by phone or on paper"):
        recorded(received=received)
    assert Reference.objects.get().state == "requested"


def test_nobody_types_a_rating_of_their_own_or_for_somebody_else() -> None:
    with pytest.raises(Refused):
        recorded(reference=ReferenceFactory())
    application = given.submitted()
    reference = ReferenceFactory(person=application.person, association=application.association)
    with pytest.raises(Refused):
        recorded(reference=reference, coordinator=reference.rater)


def test_where_a_reference_stands() -> None:
    on, limits = AT.date(), reference_sets.Limits(5, 12)

    def standing(reference: Reference, days: int = 0) -> str:
        return str(reference_sets.standing(reference, limits, on + timedelta(days=days))[0])

    waits, done = ReferenceFactory(), ReferenceFactory(completed=True)
    assert [standing(waits, days) for days in (0, 60, 61)] == ["waiting", "waiting", "ran_out"]
    assert [standing(done, days) for days in (0, 364, 365)] == ["good", "good", "too_old"]
    void = ReferenceFactory(completed=True, not_enough_information=6)
    assert standing(void) == "void"
