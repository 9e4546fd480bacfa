"""Registration: asked for by the applicant, accepted or asked back by the association."""

from datetime import timedelta

import pytest

from endorsement.models import Event, Overlay
from endorsement.refusals import Refused
from endorsement.services import application as applications
from endorsement.services import application_edition, belonging, person
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db


def ask(application, **more):
    said = {"note": "", "wants_advisor": False, "at": AT, **more}
    return applications.register(application=application, person=application.person, **said)


def test_without_registration_preparing_begins_at_once():
    application = given.draft()
    assert (application.state, application.registered_at) == ("in_progress", AT)


def test_with_registration_nothing_is_handed_in_before_it_is_accepted():
    application = given.unregistered()
    for state in ("draft", "registration_asked"):
        assert application.state == state
        with pytest.raises(Refused):
            applications.submit(
                application=application,
                person=application.person,
                wishes=applications.Wishes(),
                at=AT,
            )
        if state == "draft":
            application = ask(application)
    coordinator = staff(application.association, "coordinator")
    accepted = applications.accept_registration(
        application=application, coordinator=coordinator, at=AT
    )
    assert (accepted.state, accepted.registered_at) == ("in_progress", AT)
    assert Mail.objects.filter(template="registration_accepted").count() == 1


def test_asking_twice_asks_once_and_writes_to_each_coordinator():
    association = given.registering()
    people = [staff(association, "coordinator") for _number in range(2)]
    application = given.unregistered(association)
    for _time in range(2):
        ask(application, note="My employer pays.")
    mails = Mail.objects.filter(template="registration_asked").order_by("pk")
    assert [mail.to_address for mail in mails] == [one.email for one in people]
    kinds = Event.objects.filter(stream=f"application:{application.public_id}").order_by("seq")
    assert list(kinds.values_list("kind", flat=True)) == [
        "application.started",
        "application.registration_asked",
    ]


def test_question_comes_back_is_mailed_and_can_be_answered():
    application = given.registration_asked()
    coordinator = staff(application.association, "coordinator")
    with pytest.raises(Refused) as refused:
        applications.ask_registration(
            application=application, coordinator=coordinator, question=" ", at=AT
        )
    assert refused.value.field == "question"
    applications.ask_registration(
        application=application, coordinator=coordinator, question="Who pays?", at=AT
    )
    assert (application.state, application.question) == ("draft", "Who pays?")
    mail = Mail.objects.get(template="registration_question")
    assert (mail.to_address, mail.context["question"]) == (application.person.email, "Who pays?")
    answered = ask(application, note="I do.", at=AT + timedelta(days=1))
    assert (answered.state, answered.question) == ("registration_asked", "")


def test_nobody_registers_without_a_name():
    application = given.unregistered(person=PersonFactory(name=""))
    with pytest.raises(Refused, match="name is missing"):
        ask(application)


@pytest.mark.parametrize(
    ("rule", "member", "refused"),
    [
        ("required", False, True),
        ("required", True, False),
        ("encouraged", False, False),
        ("none", False, False),
    ],
)
def test_membership_is_asked_where_the_association_requires_it(rule, member, refused):
    application = given.unregistered()
    Overlay.objects.update(membership_rule=rule)
    application.association.overlay.refresh_from_db()
    if member:
        belonging.add(
            person=application.person,
            organization="north",
            from_on=AT.date() - timedelta(days=30),
            through_on=None,
            name="",
            number="17",
            at=AT,
        )
    if refused:
        with pytest.raises(Refused, match="asks for a membership"):
            ask(application)
    else:
        assert ask(application).state == "registration_asked"


def test_category_can_be_changed_until_registration_is_asked_for():
    application = given.unregistered()
    change = {"application": application, "person": application.person, "at": AT}
    changed = applications.choose_category(category="family_associate", **change)
    assert changed.category == "family_associate"
    with pytest.raises(Refused, match="does not offer"):
        applications.choose_category(category="astronaut", **change)
    ask(application)
    with pytest.raises(Refused, match="settled"):
        applications.choose_category(category="first_steps", **change)


def test_category_of_another_open_application_is_refused():
    application = given.unregistered()
    given.draft(application.association, person=application.person, category="family_associate")
    with pytest.raises(Refused, match="already have an open application"):
        applications.choose_category(
            application=application,
            person=application.person,
            category="family_associate",
            at=AT,
        )
    application.refresh_from_db()
    assert application.category == "first_steps"


def test_edition_is_pinned_at_registration_and_may_be_changed_until_handing_in():
    application = given.registered()
    taken = application_edition.take_current(
        application=application, person=application.person, at=AT
    )
    assert taken == application.edition
    event = Event.objects.get(kind="application.registration_asked")
    assert application.edition.code in event.payload


def test_nobody_accepts_their_own_registration():
    association = given.registering()
    coordinator = staff(association, "coordinator")
    application = given.registration_asked(association, person=coordinator)
    with pytest.raises(Refused, match="their own"):
        applications.accept_registration(application=application, coordinator=coordinator, at=AT)


def test_switching_registration_off_lets_whoever_began_go_on():
    application = given.unregistered()
    Overlay.objects.update(registration=False)
    application.association.overlay.refresh_from_db()
    again = given.begun(application.association, person=application.person)
    assert (again.pk, again.state) == (application.pk, "in_progress")


def test_erasure_empties_what_was_written_when_registering():
    application = given.unregistered()
    ask(application, note="A name is in here.")
    person.erase(person=application.person, at=AT)
    application.refresh_from_db()
    assert application.registration_note == ""


def test_several_applications_share_one_portfolio():
    first = given.draft()
    second = given.draft(first.association, person=first.person, category="family_associate")
    south = association_with_scheme("south")
    elsewhere = given.draft(south, person=first.person)
    assert len({first.pk, second.pk, elsewhere.pk}) == 3
    for one in (first, second, elsewhere):
        applications.submit(
            application=one, person=first.person, wishes=applications.Wishes(), at=AT
        )
    assert first.person.entries.count() == 1
