"""Comments have an audience; what is for the applicant stays with the coordinator until released."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Event, Review, ReviewComment
from endorsement.refusals import Refused
from endorsement.selectors import own_data, review_comments
from endorsement.services import person as people
from endorsement.services import review as reviews
from endorsement.services import review_comment as services
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, staff

pytestmark = pytest.mark.django_db
MARK = "MARKER-for-the-applicant"


def two(**overlay: Any) -> tuple[Review, Review]:
    application = given.complete()
    for name, value in overlay.items():
        setattr(application.association.overlay, name, value)
    application.association.overlay.save()
    one, other = given.assign(application), given.assign(application)
    return one, other


def write(review: Review, audience: str = "applicant", text: str = MARK, **more: Any) -> Any:
    what = {"requirement": "training", "once": "once", **more}
    return services.write(review=review, audience=audience, text=text, at=AT, **what)


def handed_in(one: Review, other: Review) -> Application:
    given.hand_in(one)
    given.hand_in(other)
    return Application.objects.get(pk=one.application_id)


def release(application: Application, **wording: str) -> int:
    return services.release(
        application=application,
        coordinator=staff(application.association, "coordinator"),
        wording=wording,
        at=AT,
    )


def page(application: Application) -> str:
    client = Client()
    client.force_login(application.person.user)
    path = reverse("endorsement:application", args=[application.public_id])
    return client.get(path).content.decode()


def everything(application: Application) -> str:
    """All the applicant can come by: the page, and the copy of their own data."""
    copied = {name: part(application.person) for name, part in own_data.PARTS.items()}
    return page(application) + str(copied)


def test_applicant_reads_released_comments_only_and_in_the_released_words():
    one, other = two()
    kept = write(one)
    write(one, text="MARKER-internal", audience="coordinator", once="2")
    write(one, text="MARKER-peers", audience="reviewers", once="3")
    application = handed_in(one, other)
    assert "MARKER" not in everything(application)
    assert release(application, **{kept.public_id: "Kinder words."}) == 1
    told = everything(application)
    assert "Kinder words." in told
    assert "MARKER" not in told
    assert one.reviewer.name not in page(application)
    kept.refresh_from_db()
    assert (kept.text, kept.released_text) == (MARK, "Kinder words.")
    assert Mail.objects.filter(template="comments_released").count() == 1


def test_signed_where_the_association_says_so():
    one, other = two(signed_comments=True)
    kept = write(one)
    application = handed_in(one, other)
    release(application, **{kept.public_id: kept.text})
    assert one.reviewer.name in page(application)


def test_releasing_twice_releases_once():
    one, other = two()
    kept = write(one)
    application = handed_in(one, other)
    assert release(application, **{kept.public_id: "First."}) == 1
    assert release(application, **{kept.public_id: "Second."}) == 0
    kept.refresh_from_db()
    assert kept.released_text == "First."
    assert Event.objects.filter(kind="application.comment_released").count() == 1


def test_nothing_is_released_before_every_reviewer_has_handed_in():
    one, _other = two()
    kept = write(one)
    given.hand_in(one)
    assert list(review_comments.for_coordinator(one.application)) == []
    assert release(one.application, **{kept.public_id: MARK}) == 0
    assert MARK not in everything(one.application)


def test_release_needs_a_choice_and_words():
    one, other = two()
    kept = write(one)
    application = handed_in(one, other)
    with pytest.raises(Refused, match="Choose"):
        release(application)
    with pytest.raises(Refused, match="Write"):
        release(application, **{kept.public_id: "  "})


def test_only_comments_for_the_applicant_can_be_released():
    one, other = two()
    internal = write(one, audience="coordinator")
    application = handed_in(one, other)
    assert release(application, **{internal.public_id: MARK}) == 0
    assert MARK not in everything(application)


def test_same_form_sent_twice_writes_one_comment_and_one_event():
    one, _other = two()
    assert write(one) == write(one)
    assert Event.objects.filter(kind="application.review_comment_written").count() == 1
    assert MARK not in Event.objects.get(kind="application.review_comment_written").payload


def test_comment_is_taken_back_while_nobody_has_read_it():
    one, other = two()
    services.take_back(comment=write(one), at=AT)
    assert not ReviewComment.objects.exists()
    kept = write(other)
    given.hand_in(other)
    with pytest.raises(Refused):
        services.take_back(comment=kept, at=AT)
    with pytest.raises(Refused):
        write(other, once="late")


def test_reviewers_talk_while_they_look_at_it_together():
    one, other = two(consensus=True)
    write(one, audience="reviewers", text="Before.")
    assert list(review_comments.of_peers(other)) == []
    given.hand_in(one)
    given.hand_in(other, recommendation="defer")
    for review in (one, other):
        review.refresh_from_db()
    told = write(one, audience="reviewers", text="Look at the hours again.", once="2")
    write(one, audience="coordinator", text="Between us.", once="3")
    assert [row.text for row in review_comments.of_peers(other)] == [
        "Before.",
        "Look at the hours again.",
    ]
    with pytest.raises(Refused, match="have read"):
        services.take_back(comment=told, at=AT)


def test_erasing_either_side_empties_the_words():
    one, other = two()
    kept = write(one)
    application = handed_in(one, other)
    release(application, **{kept.public_id: "Words."})
    people.erase(person=one.reviewer, at=AT)
    kept.refresh_from_db()
    assert (kept.text, kept.released_text) == ("", "")


def test_writing_after_stepping_back_is_refused():
    one, _other = two()
    reviews.recuse(review=one, at=AT)
    with pytest.raises(Refused):
        write(one)
