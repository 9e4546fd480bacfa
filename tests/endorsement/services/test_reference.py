"""References: one link, one answer."""

from datetime import timedelta

import pytest
from django.http import Http404

from endorsement.models import Event, Reference
from endorsement.refusals import Refused
from endorsement.selectors import portfolio, reference_sets
from endorsement.selectors import references as selectors
from endorsement.services import reference as references
from endorsement.services import reference_link
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db


def _ask(**more) -> Reference:
    asked = {
        "rater_name": "Rosa Lind",
        "rater_email": "Rosa@example.org",
        "role": "supervisor",
        "waived": True,
        "at": AT,
        **more,
    }
    asked.setdefault("association", association_with_scheme())
    asked.setdefault("person", PersonFactory())
    return references.request(**asked)


def _link() -> str:
    return Mail.objects.order_by("-pk").first().context["link"]


def _token() -> str:
    return _link().rstrip("/").rsplit("/", 1)[1]


def answers(reference: Reference, **more: str) -> dict[str, str]:
    """Every line of the form that the rater got, answered with 4 unless it says otherwise."""
    form = reference_sets.criteria_of(reference, AT.date()).rating_form
    return {**{item.code: "4" for item in form.items}, **more}


def _give(reference: Reference, **more) -> Reference:
    given = {
        "answers": answers(reference, ethics="not_enough"),
        "recommendation": "recommend",
        "comment": " A pleasure. ",
        "at": AT,
        **more,
    }
    return references.complete(reference=reference, **given)


def test_request_keeps_only_a_digest_of_the_link():
    reference = _ask()
    token = _token()
    assert reference.token_sha256 == Reference.digest(token)
    assert token not in str(list(Reference.objects.values()))
    assert selectors.by_token(token, AT) == reference


def test_request_finds_a_known_rater_by_address():
    rater = OutsiderFactory(email="rosa@example.org", name="Rosa M. Lind")
    assert _ask().rater == rater
    rater.refresh_from_db()
    assert rater.name == "Rosa M. Lind"


def test_request_refuses_oneself():
    person = PersonFactory()
    with pytest.raises(Refused) as refused:
        _ask(person=person, rater_email=person.email.upper())
    assert refused.value.field == "rater_email"


def test_request_asks_the_same_rater_once():
    person = PersonFactory()
    _ask(person=person)
    with pytest.raises(Refused, match="already asked"):
        _ask(person=person)
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(("days", "found"), [(0, True), (59, True), (60, False), (90, False)])
def test_link_runs_out(days, found):
    reference = _ask()
    at = AT + timedelta(days=days)
    if found:
        assert selectors.by_token(_token(), at) == reference
        return
    with pytest.raises(Http404):
        selectors.by_token(_token(), at)


def test_resend_replaces_the_link():
    reference = _ask()
    old = _token()
    reference_link.resend(reference=reference, at=AT + timedelta(days=70))
    assert selectors.by_token(_token(), AT + timedelta(days=100)) == reference
    with pytest.raises(Http404):
        selectors.by_token(old, AT)


def test_resend_mails_once_within_ten_minutes():
    reference = _ask()
    with pytest.raises(Refused, match="a few minutes ago"):
        reference_link.resend(reference=reference, at=AT + timedelta(minutes=9))
    assert Mail.objects.count() == 1
    reference_link.resend(reference=reference, at=AT + timedelta(minutes=10))
    assert Mail.objects.count() == 2


def test_request_mails_so_many_people_a_day_and_no_more():
    person, association = PersonFactory(), association_with_scheme()
    for number in range(references.MOST_ASKED_A_DAY):
        asked = _ask(
            person=person, association=association, rater_email=f"rater{number}@example.org"
        )
        # Taking a request back does not make room for another.
        references.cancel(reference=asked)
    more = {"person": person, "association": association, "rater_email": "last@example.org"}
    with pytest.raises(Refused, match="within a day"):
        _ask(**more, at=AT + timedelta(hours=23))
    assert Mail.objects.count() == references.MOST_ASKED_A_DAY
    assert _ask(**more, at=AT + timedelta(days=1)).state == Reference.State.REQUESTED


def test_cancel_ends_the_link():
    reference = _ask()
    references.cancel(reference=reference)
    with pytest.raises(Http404):
        selectors.by_token(_token(), AT)


def test_complete_counts_what_could_not_be_told():
    reference = _give(_ask())
    assert (reference.state, reference.not_enough_information, reference.comment) == (
        "completed",
        1,
        "A pleasure.",
    )


def test_completed_day_is_the_associations():
    association = association_with_scheme()
    association.time_zone = "America/Los_Angeles"
    association.save()
    late = AT.replace(hour=3) + timedelta(days=1)
    assert _give(_ask(association=association), at=late).completed_on == AT.date()


def test_complete_counts_once():
    reference = _ask()
    second_tab = Reference.objects.get(pk=reference.pk)
    _give(reference)
    with pytest.raises(Refused, match="already been handed in"):
        _give(second_tab, comment="Another text")
    reference.refresh_from_db()
    assert reference.comment == "A pleasure."


@pytest.mark.parametrize(
    "wrong",
    [{"answers": {}}, {"answers": {"knowledge": "6"}}, {"recommendation": "maybe"}],
    ids=["nothing", "off the scale", "unknown recommendation"],
)
def test_complete_refuses_half_an_answer(wrong):
    reference = _ask()
    with pytest.raises(Refused):
        _give(reference, **wrong)
    reference.refresh_from_db()
    assert reference.state == "requested"


def test_decline_says_nothing_but_that():
    reference = _ask()
    references.decline(reference=reference)
    reference.refresh_from_db()
    assert (reference.state, reference.answers, reference.comment) == ("declined", {}, "")


@pytest.mark.parametrize(
    "then", [references.cancel, references.decline, lambda reference: _give(reference)]
)
def test_nothing_follows_a_given_reference(then):
    reference = _give(_ask())
    with pytest.raises(Refused):
        then(reference=reference)


def test_declined_rater_can_be_asked_again():
    person = PersonFactory()
    references.decline(reference=_ask(person=person))
    assert _ask(person=person).state == "requested"


def vet(application, reference, **more):
    said = {"vetted": True, "vetted_on": AT.date(), **more}
    coordinator = said.pop("coordinator", None) or staff(application.association, "coordinator")
    return references.vet(
        application=application, coordinator=coordinator, reference=reference, at=AT, **said
    )


def vetting_case(**more):
    application = given.submitted()
    reference = ReferenceFactory(
        person=application.person,
        association=application.association,
        **{"completed": True, **more},
    )
    return application, reference


@pytest.mark.parametrize("vetted", [True, False])
def test_vetting_says_who_when_and_what_and_leaves_an_event(vetted):
    application, reference = vetting_case()
    coordinator = staff(application.association, "coordinator")
    found = vet(application, reference, coordinator=coordinator, vetted=vetted)
    assert (found.vetted, found.vetted_on, found.vetted_at, found.vetted_by) == (
        vetted,
        AT.date(),
        AT,
        coordinator,
    )
    event = Event.objects.get(kind="reference.vetted" if vetted else "reference.not_vetted")
    assert (event.stream, event.actor_ref) == (
        f"application:{application.public_id}",
        coordinator.ref,
    )
    assert reference.rater.name not in event.payload


def test_vetting_again_replaces_the_answer_and_keeps_both_events():
    application, reference = vetting_case()
    vet(application, reference)
    vet(application, reference, vetted=False)
    reference.refresh_from_db()
    assert reference.vetted is False
    assert Event.objects.filter(kind__startswith="reference.").count() == 2


def test_nobody_vets_a_rater_of_their_own_or_with_a_conflict():
    application, reference = vetting_case()
    for person in (application.person, reference.rater):
        with pytest.raises(Refused):
            vet(application, reference, coordinator=person)
    assert not Event.objects.filter(kind__startswith="reference.").exists()


@pytest.mark.parametrize(
    ("more", "said", "sentence"),
    [
        ({"completed": False}, {}, "not in yet"),
        ({}, {"vetted_on": AT.date() + timedelta(days=1)}, "future"),
        ({}, {"vetted_through": AT.date() - timedelta(days=1)}, "before the first day"),
    ],
    ids=["not in yet", "tomorrow", "ends before it begins"],
)
def test_vetting_that_cannot_be_is_refused(more, said, sentence):
    application, reference = vetting_case(**more)
    with pytest.raises(Refused, match=sentence):
        vet(application, reference, **said)


def test_vetting_may_end_on_a_day():
    application, reference = vetting_case()
    end = AT.date() + timedelta(days=365)
    assert vet(application, reference, vetted_through=end).vetted_through == end
    assert str(end) in Event.objects.get(kind="reference.vetted").payload
    (fact,) = portfolio.facts(application.person, application.association, end).references
    assert [fact.vetted(end), fact.vetted(end + timedelta(days=1))] == [True, False]
    # Who does not count has no last day.
    assert vet(application, reference, vetted=False, vetted_through=end).vetted_through is None


def test_rater_of_another_application_is_not_vetted_here():
    application, _reference = vetting_case()
    with pytest.raises(Refused, match="not asked for this application"):
        vet(application, ReferenceFactory(completed=True))
