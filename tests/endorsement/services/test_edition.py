"""A draft is changed by one at a time, approved by somebody else, and then never changes."""

import copy
import datetime
import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from endorsement.models import Edition, EditionRevision, Event
from endorsement.refusals import Overtaken, Refused
from endorsement.rules.reading import DocumentError
from endorsement.selectors import criteria_desk, editions
from endorsement.services import edition as services
from endorsement.services import event, publication
from lms.backbone import canonical
from tests.factories.edition import AT, FROM, administrator, copied, raised, submitted, with_hours
from tests.factories.scheme import association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def approve(edition: Edition, on: datetime.date = FROM, **more: Any) -> Edition:
    return publication.approve(
        edition=edition,
        effective_from=on,
        seen=more.get("seen", edition.revision),
        by=more.get("by") or administrator(),
        at=AT,
    )


def test_a_copy_is_a_draft_that_says_the_same_from_another_day() -> None:
    draft = copied()
    said, before = json.loads(draft.document), json.loads(sample_edition().document)
    assert said.pop("edition") == {"code": "2027", "effective_from": "2027-01-01"}
    before.pop("edition")
    assert (said, draft.state, draft.revision) == (before, "draft", 1)
    assert editions.current(association_with_scheme(), FROM) == sample_edition()


def test_a_code_is_taken_once_in_a_scheme() -> None:
    copied()
    with pytest.raises(Refused, match="edition of that code already") as refused:
        copied()
    assert refused.value.field == "code"


def test_each_change_has_a_number_and_is_kept() -> None:
    draft = raised()
    assert (draft.revision, draft.sha256) == (2, canonical.digest(draft.document))
    assert [one.number for one in draft.revisions.all()] == [2, 1]


def test_of_two_who_change_a_draft_the_second_is_refused_and_loses_nothing() -> None:
    draft = copied()
    first, second = administrator(), administrator()
    document = json.loads(draft.document)
    services.change(edition=draft, document=with_hours(document, 31), seen=1, by=first, at=AT)
    with pytest.raises(Overtaken):
        services.change(edition=draft, document=with_hours(document, 32), seen=1, by=second, at=AT)
    draft.refresh_from_db()
    assert (draft.revision, draft.changed_by) == (2, first)
    assert json.loads(draft.document) == with_hours(document, 31)


def test_a_draft_with_mistakes_is_saved_and_cannot_be_submitted() -> None:
    draft = raised(hours=0)
    assert draft.state == "draft"
    with pytest.raises(Refused, match="still has mistakes"):
        services.submit(edition=draft, by=administrator(), at=AT)


def test_what_was_submitted_cannot_be_changed_until_it_is_given_back() -> None:
    draft = submitted()
    by, reviewer = draft.submitted_by, administrator()
    assert by
    document = json.loads(draft.document)
    with pytest.raises(Refused, match="Take it back first"):
        services.change(edition=draft, document=document, seen=2, by=by, at=AT)
    with pytest.raises(Refused, match="Say what has to change"):
        services.give_back(edition=draft, asked=" ", by=reviewer)
    services.give_back(edition=draft, asked="Fewer hours, please.", by=reviewer)
    assert (draft.state, draft.asked) == ("draft", "Fewer hours, please.")
    services.submit(edition=draft, by=by, at=AT)
    assert (draft.state, draft.asked) == ("moderation", "")
    services.give_back(edition=draft, asked="", by=by)
    assert draft.state == "draft"


def test_nobody_approves_what_they_submitted_or_changed() -> None:
    author, other = administrator(), administrator()
    draft = raised(author)
    services.submit(edition=draft, by=other, at=AT)
    for one in (author, other):
        with pytest.raises(Refused, match="Somebody else has to approve it"):
            approve(draft, by=one)
    assert approve(draft).state == "published"


def test_whoever_made_an_earlier_change_does_not_approve_it_either() -> None:
    first = administrator()
    draft = raised(first)
    last = administrator()
    services.change(
        edition=draft, document=json.loads(draft.document), seen=draft.revision, by=last, at=AT
    )
    services.submit(edition=draft, by=last, at=AT)
    assert draft.changed_by == last
    with pytest.raises(Refused, match="Somebody else has to approve it"):
        approve(draft, by=first)
    assert not criteria_desk.may_approve(first.user, draft)


def test_what_was_changed_after_it_was_read_is_not_approved() -> None:
    draft, author = submitted(), administrator()
    read = draft.revision
    services.give_back(edition=draft, asked="Fewer hours", by=author)
    services.change(edition=draft, document=json.loads(draft.document), seen=read, by=author, at=AT)
    services.submit(edition=draft, by=author, at=AT)
    with pytest.raises(Overtaken, match="read it as it is now"):
        approve(draft, seen=read)
    assert draft.state == "moderation"


def test_approving_publishes_from_a_day_and_tells_every_chain() -> None:
    north, south = association_with_scheme("north"), association_with_scheme("south")
    draft, by = submitted(), administrator()
    approve(draft, FROM + DAY, by=by)
    assert (draft.effective_from, draft.approved_by, draft.published_at) == (FROM + DAY, by, AT)
    assert json.loads(draft.document)["edition"]["effective_from"] == "2027-01-02"
    assert [editions.current(north, FROM + DAY * n).code for n in (0, 1)] == ["2026", "2027"]
    events = Event.objects.filter(kind="edition_published", stream__contains=draft.public_id)
    said = [json.loads(one.payload) for one in events]
    assert {one.association for one in events} == {north, south}
    assert [one["sha256"] for one in said] == [draft.sha256] * 2
    assert [one.chain_no is not None and one.actor_ref for one in events] == [by.ref] * 2
    assert [event.verify_chain(one) for one in (north, south)] == [None, None]


@pytest.mark.parametrize(
    ("days", "match"),
    [(-1, "cannot begin in the past"), (0, None)],
)
def test_an_edition_begins_today_at_the_earliest(days: int, match: str | None) -> None:
    association_with_scheme()
    draft = submitted()
    on = AT.date() + DAY * days
    if match is None:
        assert approve(draft, on).effective_from == on
        return
    with pytest.raises(Refused, match=match) as refused:
        approve(draft, on)
    assert refused.value.field == "effective_from"
    draft.refresh_from_db()
    assert draft.state == "moderation"


@pytest.mark.parametrize(
    ("first", "last", "other_first", "other_last", "overlaps"),
    [
        ("2027-01-01", None, "2028-01-01", None, False),
        ("2028-01-01", None, "2027-01-01", None, False),
        ("2027-01-01", None, "2027-01-01", None, True),
        ("2027-06-01", None, "2027-01-01", "2027-05-31", False),
        ("2027-06-01", None, "2027-01-01", "2027-06-01", True),
        ("2027-01-01", "2027-12-31", "2028-01-01", None, False),
        ("2027-01-01", "2028-01-01", "2028-01-01", None, True),
    ],
)
def test_editions_do_not_overlap(
    first: str, last: str | None, other_first: str, other_last: str | None, overlaps: bool
) -> None:
    def draft(code: str, first: str, last: str | None) -> Edition:
        by = administrator()
        found = copied(by, code=code)
        document = json.loads(found.document)
        document["edition"] = {"code": code, "effective_from": first}
        if last:
            document["edition"]["effective_through"] = last
        services.change(edition=found, document=document, seen=1, by=by, at=AT)
        return services.submit(edition=found, by=by, at=AT)

    day = datetime.date.fromisoformat
    approve(draft("other", other_first, other_last), day(other_first))
    mine = draft("mine", first, last)
    if not overlaps:
        assert approve(mine, day(first)).state == "published"
        return
    with pytest.raises(Refused, match="on the same days as edition other"):
        approve(mine, day(first))


def test_an_edition_is_approved_once() -> None:
    draft = submitted()
    approve(draft)
    with pytest.raises(Refused, match="not waiting for approval"):
        approve(draft)


def test_a_published_edition_never_changes_not_even_in_the_database() -> None:
    edition = sample_edition()
    with pytest.raises(Refused, match="Make a new edition as a copy"):
        services.change(edition=edition, document={}, seen=1, by=administrator(), at=AT)
    with pytest.raises(Refused):
        services.discard(edition=edition)
    for act in (
        lambda: Edition.objects.filter(pk=edition.pk).update(document="{}"),
        lambda: Edition.objects.filter(pk=edition.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()
    edition.refresh_from_db()
    assert edition.document != "{}"


def test_a_draft_is_discarded_with_its_revisions() -> None:
    draft = raised()
    services.discard(edition=draft)
    assert (Edition.objects.count(), EditionRevision.objects.count()) == (1, 0)


def test_a_file_becomes_drafts_all_of_them_or_none() -> None:
    document = json.loads(sample_edition().document)
    one, two = copy.deepcopy(document), copy.deepcopy(document)
    one["edition"] = {"code": "a", "effective_from": "2027-01-01"}
    two["edition"] = {"code": "b", "effective_from": "2028-01-01"}
    drafts = services.bring_in(documents=[one, two], by=administrator(), at=AT)
    assert [(one.code, one.state) for one in drafts] == [("a", "draft"), ("b", "draft")]
    one["edition"]["code"], two["categories"] = "c", {}
    with pytest.raises(DocumentError):
        services.bring_in(documents=[one, two], by=administrator(), at=AT)
    assert Edition.objects.filter(code="c").count() == 0
