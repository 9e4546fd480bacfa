"""Notes save themselves and never overwrite each other; comments reach whom they are for."""

import pytest

from endorsement.models import SectionNote
from endorsement.refusals import Overtaken, Refused
from endorsement.selectors import sections
from endorsement.services import section
from tests.factories import application as given
from tests.factories.application import AT, staff

pytestmark = pytest.mark.django_db


def save(application, text, seen=0):
    return section.save_note(application=application, section="work", text=text, seen=seen, at=AT)


def test_note_is_kept_and_counts_its_revisions():
    application = given.draft()
    assert save(application, "One.").revision == 1
    assert save(application, "Two.", seen=1).revision == 2
    assert SectionNote.objects.get().text == "Two."


def test_second_window_is_told_and_nothing_is_overwritten():
    application = given.draft()
    save(application, "One.")
    save(application, "From the first window.", seen=1)
    with pytest.raises(Overtaken, match="another window"):
        save(application, "From the second window.", seen=1)
    assert SectionNote.objects.get().text == "From the first window."


def test_the_same_text_again_changes_nothing_whatever_was_seen():
    application = given.draft()
    save(application, "One.")
    assert save(application, "One.", seen=0).revision == 1


def test_note_is_fixed_once_handed_in():
    application = given.draft()
    save(application, "One.")
    given.hand_in_application(application)
    with pytest.raises(Refused, match="handed in"):
        save(application, "Two.", seen=1)


def comment(application, voice, by, once, **more):
    return section.comment(
        application=application,
        section="work",
        by=by,
        voice=voice,
        text=f"From the {voice}.",
        once=once,
        at=AT,
        **more,
    )


def seen_by(application, reader):
    return [one.voice for one in sections.comments(application, reader=reader)]


def test_coordinators_comment_is_theirs_until_it_is_released():
    application = given.draft()
    coordinator = staff(application.association, "coordinator")
    comment(application, "applicant", application.person, "1")
    comment(application, "advisor", staff(application.association, "advisor"), "2")
    row = comment(application, "coordinator", coordinator, "3", release=False)
    assert seen_by(application, "coordinator") == ["applicant", "advisor", "coordinator"]
    for reader in ("applicant", "advisor"):
        assert seen_by(application, reader) == ["applicant", "advisor"]
    section.release(application=application, comment=row, coordinator=coordinator, at=AT)
    assert seen_by(application, "applicant") == ["applicant", "advisor", "coordinator"]


def test_double_click_writes_one_comment():
    application = given.draft()
    assert comment(application, "applicant", application.person, "1") == comment(
        application, "applicant", application.person, "1"
    )


def test_closed_application_takes_no_comment():
    application = given.approved()
    with pytest.raises(Refused, match="closed"):
        comment(application, "applicant", application.person, "1")
