"""An approved edition can be taken back until its first day, and never from then on."""

import datetime
import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from endorsement.models import Application, Edition, Event, Overlay, Person
from endorsement.refusals import Overtaken, Refused
from endorsement.selectors import criteria_desk, editions
from endorsement.services import edition as services
from endorsement.services import publication
from lms.backbone import canonical
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import staff
from tests.factories.edition import AT, administrator, submitted
from tests.factories.scheme import association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db
# Far enough for the database's own clock, which nobody can set.
FAR = datetime.date(2126, 1, 1)
DAY = datetime.timedelta(days=1)


def published(on: datetime.date = FAR, **more: Any) -> Edition:
    draft = submitted(code="2126", on=on, **more)
    return publication.approve(
        edition=draft, effective_from=on, seen=draft.revision, by=administrator(), at=AT
    )


def take_back(edition: Edition, **more: Any) -> Edition:
    return publication.take_back(
        edition=edition,
        asked=more.get("asked", "Fewer hours."),
        by=more.get("by") or administrator(),
        at=more.get("at", AT),
    )


def test_taken_back_it_is_a_draft_that_says_the_same_and_waits_for_a_new_approval() -> None:
    edition = published()
    before = edition.document
    again = take_back(edition)
    assert (again.state, again.document, again.asked) == ("draft", before, "Fewer hours.")
    assert (again.approved_by, again.published_at) == (None, None)
    author = again.submitted_by
    assert author
    document = json.loads(again.document)
    services.change(edition=again, document=document, seen=again.revision, by=author, at=AT)
    services.submit(edition=again, by=author, at=AT)
    with pytest.raises(Refused, match="Somebody else has to approve it"):
        publication.approve(
            edition=again, effective_from=FAR, seen=again.revision, by=author, at=AT
        )


def test_a_page_of_before_saves_nothing_over_it() -> None:
    edition = published()
    read = edition.revision
    again = take_back(edition)
    with pytest.raises(Overtaken):
        services.change(
            edition=again, document=json.loads(again.document), seen=read, by=administrator(), at=AT
        )


def test_whoever_takes_it_back_changed_nothing_and_may_approve_it() -> None:
    one = administrator()
    edition = published()
    again = take_back(edition, by=one)
    assert not criteria_desk.had_a_hand_in(again, one)
    author = again.submitted_by
    assert author
    services.submit(edition=again, by=author, at=AT)
    publication.approve(edition=again, effective_from=FAR, seen=again.revision, by=one, at=AT)
    assert again.approved_by == one


def test_every_association_that_was_told_of_it_is_told_again() -> None:
    first, second = association_with_scheme(), association_with_scheme("south")
    edition = take_back(published())
    told = Event.objects.filter(stream__contains=edition.public_id).order_by("pk")
    assert [(one.kind, one.association) for one in told] == [
        ("edition_published", first),
        ("edition_published", second),
        ("edition_taken_back", first),
        ("edition_taken_back", second),
    ]
    # What was asked for is a free text, and the chain is for good.
    assert "Fewer hours." not in told[3].payload


def test_the_edition_before_goes_on_and_the_scheme_is_called_as_it_says() -> None:
    association = association_with_scheme()
    draft = submitted(code="2126", on=FAR)
    document = json.loads(draft.document)
    document["name"] = {"en": "Another name"}
    text = canonical.text(document)
    Edition.objects.filter(pk=draft.pk).update(document=text, sha256=canonical.digest(text))
    draft.refresh_from_db()
    publication.approve(
        edition=draft, effective_from=FAR, seen=draft.revision, by=administrator(), at=AT
    )
    assert editions.current(association, FAR) == draft
    take_back(draft)
    assert editions.current(association, FAR) == sample_edition()
    draft.scheme.refresh_from_db()
    assert draft.scheme.name == json.loads(sample_edition().document)["name"]


@pytest.mark.parametrize(("before", "refused"), [(DAY, False), (0 * DAY, True), (-DAY, True)])
def test_from_its_first_day_on_it_stays(before: datetime.timedelta, refused: bool) -> None:
    edition = published()
    noon = datetime.datetime.combine(FAR - before, datetime.time(12), datetime.UTC)
    if refused:
        with pytest.raises(Refused, match="is in force or has been"):
            take_back(edition, at=noon)
        edition.refresh_from_db()
        assert (edition.state, Event.objects.filter(kind="edition_taken_back").count()) == ("published", 0)  # fmt: skip
    else:
        assert take_back(edition, at=noon).state == "draft"


def test_it_stays_as_soon_as_it_is_in_force_for_one_of_those_who_follow_it() -> None:
    association_with_scheme()
    ahead = association_with_scheme("ahead")
    ahead.time_zone = "Pacific/Kiritimati"
    ahead.save(update_fields=["time_zone"])
    eve = datetime.datetime.combine(FAR - DAY, datetime.time(11), datetime.UTC)
    with pytest.raises(Refused, match="is in force or has been"):
        take_back(published(), at=eve)


@pytest.mark.parametrize("state", ["draft", "moderation"])
def test_only_what_is_published_is_taken_back(state: str) -> None:
    edition = submitted()
    if state == "draft":
        assert edition.submitted_by
        services.give_back(edition=edition, asked="", by=edition.submitted_by)
    with pytest.raises(Refused, match="not published"):
        take_back(edition)


def test_it_says_why_and_happens_once() -> None:
    edition = published()
    with pytest.raises(Refused, match="Say what has to change") as refused:
        take_back(edition, asked=" ")
    assert refused.value.field == "asked"
    take_back(edition)
    with pytest.raises(Refused, match="not published"):
        take_back(edition)


def test_what_somebody_applied_by_is_never_taken_back() -> None:
    """No way leads there: an application takes the edition in force. Should one be found, it stays."""
    association = association_with_scheme()
    application = given.submitted(association)
    edition = published()
    assert application.edition == sample_edition()
    Application.objects.filter(pk=application.pk).update(edition=edition)
    with pytest.raises(Refused, match="An application stays with this edition"):
        take_back(edition)


def test_the_database_lets_nothing_else_through_before_the_first_day_and_nothing_after() -> None:
    coming, in_force = published(), sample_edition()
    for act in (
        lambda: Edition.objects.filter(pk=coming.pk).update(document="{}"),
        lambda: Edition.objects.filter(pk=coming.pk).update(state="draft", document="{}"),
        lambda: Edition.objects.filter(pk=coming.pk).update(state="moderation"),
        lambda: Edition.objects.filter(pk=coming.pk).delete(),
        lambda: Edition.objects.filter(pk=in_force.pk).update(state="draft"),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()


OWN_DAYS = [
    (
        {"late": {"from": 5}},
        "from when a renewal is late",
        "Nobody is late. There are no days of grace",
    ),
    (
        {"first_period": {"exempt": ["training", "gone"]}},
        "“gone”",
        "A first renewal leaves out: Training.",
    ),
]


@pytest.mark.parametrize(("own", "misfit", "holds"), OWN_DAYS)
def test_coordinators_hear_once_which_of_their_own_days_an_edition_overrules(
    own: Any, misfit: str, holds: str
) -> None:
    association, other = association_with_scheme(), association_with_scheme("south")
    for one, said in ((association, own), (other, {"grace_days": 10})):
        Overlay.objects.filter(association=one).update(renewal=said)
        staff(one, "coordinator", email=f"coordinator@{one.slug}.example.org", language="es")
    Person.objects.filter(email__contains="north").update(language="en")
    draft = submitted(code="2126", on=FAR)
    document = json.loads(draft.document)
    document["renewal"] |= {"grace_days": 0}
    document["renewal"].pop("late", None)
    text = canonical.text(document)
    Edition.objects.filter(pk=draft.pk).update(document=text, sha256=canonical.digest(text))
    by = administrator()
    for _again in range(2):
        draft.refresh_from_db()
        publication.approve(edition=draft, effective_from=FAR, seen=draft.revision, by=by, at=AT)
        [mail] = Mail.objects.filter(template="own_days_overruled")
        assert (mail.to_address, mail.context["begins_on"]) == (
            "coordinator@north.example.org",
            FAR.isoformat(),
        )
        [line] = mail.context["lines"]
        assert misfit in line["misfit"]
        assert line["holds"].startswith(holds)
        Mail.objects.all().delete()
        take_back(draft, by=by)
        assert draft.submitted_by
        draft.refresh_from_db()
        services.submit(edition=draft, by=draft.submitted_by, at=AT)


def test_where_the_own_days_go_with_it_nobody_is_written_to() -> None:
    association = association_with_scheme()
    Overlay.objects.filter(association=association).update(renewal={"grace_days": 10})
    staff(association, "coordinator")
    published()
    assert not Mail.objects.filter(template="own_days_overruled").exists()
