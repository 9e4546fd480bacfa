"""A recording in Chromium: its captions load, and the player seeks by asking for a part of the file."""

import io
import wave

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from courses.models import LessonPage, Recording
from courses.services import captions
from endorsement.models import Person
from tests.browser import learner
from tests.browser.conftest import NewTab

pytestmark = pytest.mark.browser

WORDS = "WEBVTT\n\n00:00.000 --> 10:00.000\nLook at the light.\n"
SECONDS = 300
READY = "() => document.querySelector('video').readyState >= 1"
CUE = """() => {
  const [track] = document.querySelector('video').textTracks;
  track.mode = 'showing';
  return track.cues && track.cues.length ? track.cues[0].text : null;
}"""
SEEK = """() => new Promise((done) => {
  const video = document.querySelector('video');
  video.addEventListener('seeked', () => done(video.currentTime), {once: true});
  video.currentTime = 290;
})"""


def silence() -> bytes:
    """Five minutes, about five megabytes: more than a player reads ahead."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * 8000 * SECONDS))
    return out.getvalue()


@pytest.fixture
def our_media(monkeypatch: pytest.MonkeyPatch) -> None:
    """The live server has a handler of its own for media, which knows no parts: ours answers."""
    handler = "django.test.testcases._MediaFilesHandler._should_handle"
    monkeypatch.setattr(handler, lambda _self, _path: False)


@pytest.mark.usefixtures("our_media")
def test_captions_load_and_the_player_seeks(new_tab: NewTab, trainee: Person) -> None:
    recording = Recording(title="A talk", type="video", duration=SECONDS, transcript="Look.")
    recording.file.save("talk.wav", ContentFile(silence()))
    captions.keep_track(
        recording=recording, kind="captions", language="en", label="", content=WORDS
    )
    lesson = LessonPage.objects.child_of(learner.module(learner.BEGUN)).first()
    lesson.body = [("recording", {"recording": recording, "caption": "", "sources": []})]
    lesson.save_revision().publish()
    learner.enroll(trainee, learner.BEGUN)
    tab = new_tab().sign_in(trainee)
    parts = []
    tab.page.on("response", lambda r: parts.append(r.status) if r.url.endswith(".wav") else None)
    tab.open(reverse("courses:lesson", args=[learner.BEGUN, lesson.lesson_key]))
    tab.page.wait_for_function(READY)
    tab.page.wait_for_function(CUE)
    assert tab.page.evaluate(CUE) == "Look at the light."
    assert tab.page.evaluate(SEEK) == 290
    assert set(parts) == {206}
