"""Text tracks of recordings."""

from django.core.files.base import ContentFile
from django.db import transaction

from courses.models import Recording, Track


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
    """Effects, in order: the row goes; its file goes after commit."""
    name = str(track.file.name)
    track.delete()
    _delete_after_commit(track, name)


def _delete_after_commit(track: Track, name: str) -> None:
    storage = track.file.storage
    transaction.on_commit(lambda: storage.delete(name))
