"""Documents that a part of a cmi5 package keeps."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from courses.models import PackageDocument, PackageSession


@dataclass(frozen=True)
class Place:
    """Which document of which session. `kind` is "state", "activity" or "agent"."""

    session: PackageSession
    kind: str
    name: str

    @property
    def unit_key(self) -> str:
        """What is the learner's is the same in all parts."""
        return "" if self.kind == "agent" else self.session.unit_key


def around(place: Place) -> QuerySet[PackageDocument]:
    """All documents of the kind, of the same part."""
    return PackageDocument.objects.filter(
        registration=place.session.registration_id, kind=place.kind, unit_key=place.unit_key
    )


def document(place: Place) -> PackageDocument | None:
    return around(place).filter(name=place.name).first()


def names(place: Place, since: datetime | None) -> list[str]:
    rows = around(place).order_by("name")
    if since is not None:
        rows = rows.filter(saved_at__gt=since)
    return list(rows.values_list("name", flat=True))
