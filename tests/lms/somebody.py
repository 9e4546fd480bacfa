"""Somebody with everything a record can hold, named by a mark wherever a name or a word can be."""

from django.test import Client
from django.utils import timezone

from endorsement.models import Person
from endorsement.services import evidence, own_data
from lms.backbone import jobs
from tests.factories.files import checked
from tests.factories.learning import complete_module
from tests.factories.ledger import EntryFactory, RscFactory
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory, UserFactory
from tests.jobs import owe_count

MARK = "Quillfeather"


def marked_person() -> Person:
    user = UserFactory(email=f"{MARK}@example.org")
    return PersonFactory(
        user=user, name=f"Ana {MARK}", county=f"{MARK} County", employer=f"{MARK} Center"
    )


def learn(person: Person) -> None:
    module = make_module()
    enrollment = complete_module(person, module)
    for keep in ("reflections", "blocks"):
        field = {"text": MARK} if keep == "reflections" else {"answer": {"options": [MARK]}}
        getattr(enrollment, keep).create(
            lesson_key="lesson-1", block_key="b1", saved_at=AT, **field
        )
    enrollment.evaluation.answers = {"useful": MARK}
    enrollment.evaluation.save()


def fill_portfolio(person: Person) -> None:
    draft = EntryFactory(person=person, detail__title=f"{MARK} draft")
    evidence.attach(entry=draft, checked=checked(f"{MARK} draft.pdf", text="draft"), at=AT)
    entry = EntryFactory(
        person=person,
        permanent=True,
        detail__title=f"{MARK} workshop",
        detail__organization=f"{MARK} school",
        detail__notes=f"{MARK} note",
    )
    evidence.attach(entry=entry, checked=checked(f"{MARK} proof.pdf", text=MARK), at=AT)
    RscFactory(provider=person, detail__provider_name=f"Ana {MARK}")


def prepare_copy(person: Person) -> None:
    """A copy of the record that lies ready, and a failed job whose error said a name."""
    copy = own_data.ask_for_copy(person=person, after="", language="en", at=AT)
    assert jobs.run_owed(copy.pk, clock=timezone.now)
    assert person.user is not None
    failing = owe_count(f"of {MARK}", owner_id=person.user.pk, name=MARK, fail=1)
    jobs.run_owed(failing.pk, clock=timezone.now)


def sign_in_elsewhere(person: Person) -> None:
    """A session on another device, with what the sign-in library notes in it."""
    elsewhere = Client()
    elsewhere.force_login(person.user)
    session = elsewhere.session
    session["account_authentication_methods"] = [{"method": "password", "email": person.email}]
    session.save()
