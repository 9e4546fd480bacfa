"""Captions of a recording: kept when they are WebVTT, refused with the line, asked for by pages."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courses.models import LessonPage, Recording, Track
from courses.models.blocks import RecordingBlock
from courses.services import captions
from endorsement.services import membership
from tests.factories.association import AssociationFactory
from tests.factories.learning import enroll
from tests.factories.module import add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
WORDS = "WEBVTT\n\n00:01.000 --> 00:04.000\nLook at the light.\n"
GIVEN = {"kind": "captions", "language": "en", "label": "", "text": WORDS}


def member(association, role: str) -> tuple[Client, object]:
    person = PersonFactory()
    membership.begin(person=person, association=association, role=role, from_on=date(2020, 1, 1))
    client = Client()
    client.force_login(person.user)
    return client, person


@pytest.fixture
def author(association):
    return member(association, "author")


@pytest.fixture
def recording(association, author) -> Recording:
    return record(association, author[1].user)


def record(association, user, kind: str = "video", transcript: str = "Look.") -> Recording:
    recording = Recording(
        title="A talk", type=kind, duration=10, transcript=transcript, uploaded_by_user=user
    )
    recording.collection = association.collection
    recording.file.save("talk.webm", ContentFile(b"video"))
    return recording


def place(recording: Recording) -> str:
    return reverse("courses_cms:captions", args=[recording.pk])


def kept(recording: Recording) -> list[tuple[str, str, str]]:
    return [
        (one.kind, one.language, Path(one.file.path).read_text()) for one in recording.tracks.all()
    ]


def test_text_or_file_becomes_a_track_and_replaces_the_one_before(author, recording) -> None:
    client, _person = author
    client.post(place(recording), GIVEN)
    assert kept(recording) == [("captions", "en", WORDS)]
    file = SimpleUploadedFile("c.vtt", b"\xef\xbb\xbf" + WORDS.replace("light", "moon").encode())
    client.post(place(recording), {**GIVEN, "text": "", "upload": file})
    assert kept(recording) == [("captions", "en", WORDS.replace("light", "moon"))]
    client.post(place(recording), {**GIVEN, "language": "es"})
    page = client.get(place(recording)).content.decode()
    assert ("Remove: captions, English" in page, "Remove: captions, Spanish" in page) == (
        True,
        True,
    )
    client.post(place(recording), {"remove": str(recording.tracks.first().pk)})
    assert [one.language for one in recording.tracks.all()] == ["es"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": ""}, "Choose a WebVTT file or type its text"),
        ({"text": "WEBVTT\n\n00:01,000 --> 00:02.000\nComma\n"}, "Line 3 is not understood"),
        ({"text": "1\n2\n"}, "Line 1 is not WEBVTT"),
        ({"text": "", "upload": SimpleUploadedFile("c.vtt", b"WEBVTT\n\xff\xfe")}, "UTF-8"),
        ({"text": "", "upload": SimpleUploadedFile("c.vtt", b"W" * 1_000_001)}, "larger than 1"),
    ],
)
def test_what_is_no_captions_is_refused_and_nothing_lost(
    author, recording, changed, sentence
) -> None:
    page = author[0].post(place(recording), {**GIVEN, **changed}).content.decode()
    assert sentence in page
    assert (changed["text"].split("\n")[-2:] or [""])[0] in page
    assert not Track.objects.exists()


def test_stranger_changes_no_captions(recording) -> None:
    other, _person = member(AssociationFactory(slug="south"), "author")
    assert other.post(place(recording), GIVEN).status_code in {302, 403}
    assert Client().get(place(recording)).status_code == 302
    assert not Track.objects.exists()


@pytest.mark.parametrize(
    ("kind", "transcript", "captioned", "sentence"),
    [
        ("video", "Look.", False, "no captions yet"),
        ("video", "", True, "no transcript yet"),
        ("video", "Look.", True, ""),
        ("audio", "", False, "no transcript yet"),
        ("audio", "Look.", False, ""),
    ],
)
def test_page_is_published_only_with_captions_and_transcript(
    association, author, kind, transcript, captioned, sentence
) -> None:
    recording = record(association, author[1].user, kind, transcript)
    if captioned:
        captions.keep_track(
            recording=recording, kind="captions", language="en", label="", content=WORDS
        )
    value = {"recording": recording, "caption": "", "sources": []}
    block = RecordingBlock()
    if not sentence:
        block.clean(block.to_python({**value, "recording": recording.pk}))
        return
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({**value, "recording": recording.pk}))
    assert sentence in str(refused.value.block_errors["recording"])


def test_list_before_publishing_leads_to_what_the_recording_lacks(
    association, author, recording
) -> None:
    module = make_module(
        "watching", parent=association.root_page, association=association, publish=False
    )
    body = [("recording", {"recording": recording, "caption": "", "sources": []})]
    lesson = add_lesson(module, "watch", title="Watch", body=body)
    page = author[0].get(reverse("courses_cms:checks", args=[module.pk])).content.decode()
    block = lesson.get_latest_revision_as_object().body[0].id
    edits = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    media = reverse("wagtailmedia:edit", args=[recording.pk])
    for address in (f"{edits}#block-{block}-section", place(recording), media):
        assert f'href="{address}"' in page
    assert "Everything that is said" in author[0].get(media).content.decode()


def test_player_offers_the_tracks(client, recording) -> None:
    for language in ("es", "en"):
        captions.keep_track(
            recording=recording, kind="captions", language=language, label="", content=WORDS
        )
    module = make_module(lessons=1, publish=False)
    body = [("recording", {"recording": recording, "caption": "", "sources": []})]
    add_lesson(module, "watch", title="Watch", body=body)
    module.get_latest_revision().publish()
    person = PersonFactory()
    enroll(person, module)
    client.force_login(person.user)
    page = client.get(LessonPage.objects.get(lesson_key="watch").url).content.decode()
    english, spanish = recording.tracks.all()
    assert (
        f'<track kind="captions" srclang="en" label="English" src="{english.file.url}" default>'
        f'<track kind="captions" srclang="es" label="Spanish" src="{spanish.file.url}">'
    ) in page
    answer = client.get(english.file.url)
    assert answer["Content-Type"] == "text/vtt"
    answer.close()
    assert "<summary" in page.partition("Read the transcript")[0]


def on_the_site(recording: Recording) -> LessonPage:
    """A live lesson that shows the recording."""
    module = make_module(lessons=1, publish=False)
    block = ("recording", {"recording": recording, "caption": "", "sources": []})
    lesson = add_lesson(module, "talk", title="The talk", body=[block])
    module.get_latest_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def test_captions_stay_while_a_page_on_the_site_needs_them(author, recording) -> None:
    client, _person = author
    for language in ("en", "es"):
        client.post(place(recording), {**GIVEN, "language": language})
    client.post(place(recording), {**GIVEN, "kind": "descriptions"})
    page = on_the_site(recording)
    tracks = {(one.kind, one.language): one.pk for one in recording.tracks.all()}

    def remove(kind: str, language: str) -> str:
        sent = {"remove": str(tracks[kind, language])}
        return client.post(place(recording), sent, follow=True).content.decode()

    def left() -> list[tuple[str, str]]:
        return [(one.kind, one.language) for one in recording.tracks.all()]

    # The page is in English.
    assert "may not be without its captions: “The talk”" in remove("captions", "en")
    assert len(left()) == 3
    assert "was removed" in remove("captions", "es")
    assert "was removed" in remove("descriptions", "en")
    assert left() == [("captions", "en")]
    page.unpublish()
    assert "was removed" in remove("captions", "en")


def test_transcript_stays_while_a_page_on_the_site_shows_the_recording(author, recording) -> None:
    client, _person = author
    client.post(place(recording), GIVEN)
    page = on_the_site(recording)
    edit = reverse("wagtailmedia:edit", args=[recording.pk])

    def save(transcript: str) -> str:
        sent = {"title": "A talk", "duration": "10", "transcript": transcript, "tags": ""}
        answer = client.post(edit, {**sent, "collection": recording.collection_id})
        recording.refresh_from_db()
        return answer.content.decode()

    assert "may not be without its transcript: “The talk”" in save("")
    assert recording.transcript == "Look."
    save("Look at the light.")
    assert recording.transcript == "Look at the light."
    page.unpublish()
    save(" ")
    assert recording.transcript.strip() == ""
