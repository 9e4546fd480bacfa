"""Text tracks of recordings."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import Recording, Track
from courses.selectors.recording import named, shown_on
from endorsement.refusals import Refused


@transaction.atomic
def keep_track(
    *, recording: Recording, kind: str, language: str, label: str, content: str
) -> Track:
    """Keep checked WebVTT; a track of the same kind and language is replaced.

    Effects, in order: the file under a name of its own; the row; the replaced file goes after commit.
    """
    old = Track.objects.filter(recording=recording, kind=kind, language=language).first()
    track = old or Track(recording=recording, kind=kind, language=language)
    replaced = track.file.name if old else ""
    track.label = label
    track.file.save(f"{recording.pk}-{kind}-{language}.vtt", ContentFile(content.encode()))
    if replaced:
        _delete_after_commit(track, replaced)
    return track


@transaction.atomic
def remove_track(*, track: Track) -> None:
    """Effects, in order: the row goes; its file goes after commit.

    :raises Refused: while a page on the site shows the video and would be without captions, or without
        those in its own language.
    """
    pages = _without_captions(track)
    if pages:
        raise Refused(
            _(
                "A page on the site shows this video and may not be without its captions: %(pages)s. Put "
                "other captions in their place, or take the video off that page first."
            )
            % {"pages": named(pages)}
        )
    name = str(track.file.name)
    track.delete()
    _delete_after_commit(track, name)


def _without_captions(track: Track) -> list[Page]:
    """Pages on the site that need a track."""
    if track.kind != Track.Kind.CAPTIONS or track.recording.type != "video":
        return []
    pages = shown_on(track.recording)
    others = Track.objects.filter(recording=track.recording, kind=track.kind).exclude(pk=track.pk)
    if not others.exists():
        return pages
    return [page for page in pages if page.locale.language_code == track.language]


def _delete_after_commit(track: Track, name: str) -> None:
    storage = track.file.storage
    transaction.on_commit(lambda: storage.delete(name))
