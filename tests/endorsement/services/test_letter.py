"""Letters: drafted from the case, changed, sent once, kept exactly, erased with the person."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from endorsement.forms.letter import EXPLAINED
from endorsement.models import LetterTemplate, SentLetter
from endorsement.refusals import Refused
from endorsement.rules.letters import PLACEHOLDERS
from endorsement.selectors import own_data
from endorsement.services import application as applications
from endorsement.services import letter as letters
from endorsement.services import person as people
from lms.backbone.letters import render
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, ReferenceFactory, staff
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
DAYS = {"re_review_on": date(2026, 12, 1), "appeal_by": date(2026, 7, 15)}


def referred() -> dict[str, Any]:
    """Somebody with a reference that counts, and where."""
    association, person = given.association_with_scheme(), PersonFactory()
    ReferenceFactory(person=person, association=association, completed=True)
    return {"association": association, "person": person}


def drafted(application: Any = None, kind: str = "deferral", **more: Any) -> letters.Draft:
    application = application or given.submitted()
    return letters.draft(application=application, kind=kind, at=AT, **{**DAYS, **more})


def sent(application: Any, letter: letters.Draft, **more: Any) -> SentLetter:
    sender = more.pop("sender", None) or staff(application.association, "coordinator")
    return letters.send(
        application=application, letter=letter, sender=sender, **{"once": "1", "at": AT, **more}
    )


def test_a_deferral_says_what_was_met_each_gap_with_its_next_step_whom_to_call_and_the_days() -> (
    None
):
    application = given.submitted(**referred())
    coordinator = staff(application.association, "coordinator", name="Cora Lind")
    letter = drafted(application, sender=coordinator, reason="Nearly there.")
    assert "What is met:\n- Reference: 1 of 1 reference." in letter.body
    assert (
        "- Reflective supervision received: Still missing: 2 clock hours. Next step: agree on further "
        "meetings with your provider and record them." in letter.body
    )
    assert "- In-service training: Still missing: " in letter.body
    assert "from Dec. 1, 2026 on" in letter.body
    assert "appeal by July 15, 2026" in letter.body
    assert application.association.contact_email in letter.body
    assert "Nearly there." in letter.body
    assert "Cora Lind" in letter.body
    assert not SentLetter.objects.exists()


def test_it_is_written_in_the_applicants_language() -> None:
    application = given.submitted()
    application.person.language = "es"
    letter = drafted(application)
    assert letter.subject == "Su solicitud queda aplazada"
    assert "Siguiente paso: " in letter.body
    assert "1 de diciembre de 2026" in letter.body


def test_a_waived_rating_reaches_no_letter() -> None:
    application = given.submitted()
    ReferenceFactory(
        person=application.person,
        association=application.association,
        completed=True,
        comment="quokka",
        recommendation="not_recommend",
        not_enough_information=6,
    )
    given_again = drafted(application, kind="decline").body
    assert not {"quokka", "recommend", "not enough"} & set(given_again.lower().split())
    assert "not enough information" not in given_again


def test_the_associations_own_text_is_used_once_it_is_published() -> None:
    application = given.submitted()
    own = LetterTemplate(
        association=application.association,
        kind="approval",
        language="en",
        subject="Well done",
        body="Dear {name} of {association}",
        live=False,
    )
    own.save()
    revision = own.save_revision()
    assert drafted(application, kind="approval").subject == "You are endorsed"
    revision.publish()
    letter = drafted(application, kind="approval")
    assert letter.subject == "Well done"
    assert letter.body == f"Dear {application.person.name} of {application.association.name}"


@pytest.mark.parametrize("kind", ["hold", "deferral", "decline"])
def test_no_careful_letter_without_its_days_or_without_somebody_who_signs(kind: str) -> None:
    application = given.submitted()
    with pytest.raises(Refused) as refused:
        drafted(application, kind=kind, appeal_by=None)
    assert refused.value.field == "appeal_by"
    with pytest.raises(Refused, match="never sent by itself"):
        letters.send(
            application=application,
            letter=drafted(application, kind=kind),
            once="1",
            sender=None,
            at=AT,
        )


def test_it_may_be_changed_but_must_still_say_what_it_must() -> None:
    application = given.submitted()
    letter = drafted(application)
    kinder = replace(letter, body=f"Dear friend,\n\n{letter.body}\n\nSee you soon!")
    row = sent(application, kinder)
    assert row.body.endswith("See you soon!")
    short = replace(letter, body=letter.body.replace("July 15, 2026", "soon"))
    with pytest.raises(Refused, match="must still say this: July 15, 2026"):
        sent(application, short, once="2")
    with pytest.raises(Refused, match="empty"):
        sent(application, replace(letter, body=" "), once="2")


def test_it_is_kept_exactly_and_mailed_once() -> None:
    application = given.submitted()
    letter = drafted(application)
    first = sent(application, letter)
    again = sent(application, replace(letter, subject="Another", body=letter.body + " more"))
    assert again == first
    mail = Mail.objects.get(template="letter")
    message = render(mail)
    assert message.subject == letter.subject
    assert letter.body.splitlines()[0] in message.body
    assert first.body == letter.body
    assert mail.to_address == application.person.email


def test_nobody_signs_with_a_conflict() -> None:
    application = given.submitted()
    with pytest.raises(Refused):
        sent(application, drafted(application), sender=application.person)
    assert not Mail.objects.filter(template="letter").exists()


def test_it_is_in_the_persons_copy_and_goes_when_they_are_erased() -> None:
    application = given.submitted()
    row = sent(application, drafted(application))
    (copied,) = own_data.applications(application.person)[0]["letters"]
    assert copied["body"] == row.body
    people.erase(person=application.person, at=AT)
    row.refresh_from_db()
    assert (row.subject, row.body, row.kind) == ("", "", "deferral")


def test_every_placeholder_is_explained_to_who_writes() -> None:
    assert list(EXPLAINED) == list(PLACEHOLDERS)


def published(association: Any, kind: str, body: str) -> None:
    row = LetterTemplate(
        association=association, kind=kind, language="en", subject="Ours", body=body, live=False
    )
    row.save()
    row.save_revision().publish()


def test_existing_steps_use_the_associations_own_letter_once_there_is_one() -> None:
    application = given.submitted()
    published(application.association, "more_information", "We miss this: {reason}")
    applications.ask_more(
        application=application,
        coordinator=staff(application.association, "coordinator"),
        question="The diploma",
        at=AT,
    )
    (row,) = application.letters.all()
    assert row.body == "We miss this: The diploma"
    assert not Mail.objects.filter(template="application_more_information").exists()
    other = given.submitted(given.association_with_scheme("south"))
    applications.ask_more(
        application=other,
        coordinator=staff(other.association, "coordinator"),
        question="The diploma",
        at=AT,
    )
    assert Mail.objects.filter(template="application_more_information").count() == 1


def test_an_approval_tells_what_was_met_in_the_associations_words() -> None:
    application = given.awaiting_decision(**referred())
    published(application.association, "approval", "Well done:\n{what_was_met}")
    given.decide(application, "approve")
    (row,) = application.letters.all()
    assert row.body.startswith("Well done:\n- Reference: 1 of 1 reference.")
