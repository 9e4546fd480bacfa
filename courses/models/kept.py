"""Pages that are read from a snapshot instead of the tree."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from wagtail.url_routing import RouteResult

from courses.models.snapshot import ModuleSnapshot


class Keepable:
    """A page of a module: from the tree, or from `snapshot` when it was read from there.

    A kept page has no place in the tree; it is served at the learner's own address.
    """

    snapshot: ModuleSnapshot | None = None

    @property
    def withdrawn_at(self) -> datetime | None:
        """When its module was withdrawn for everybody, of a kept page; None on the site."""
        return self.snapshot.withdrawn_at if self.snapshot is not None else None

    def get_url(self, request: Any = None, current_site: Any = None) -> Any:
        if self.snapshot is None:
            return super().get_url(request, current_site)  # type: ignore[misc]
        return self.kept_address(self.snapshot.code)

    def kept_address(self, code: str) -> str:
        """The address of the module's page; a lesson has its own."""
        return reverse("courses:module", args=[code])

    def route(self, request: Any, path_components: list[str]) -> Any:
        """A page that left the site still answers at its address; its view knows for whom."""
        if not path_components and self.first_published_at and not self.live:  # type: ignore[attr-defined]
            return RouteResult(self)
        return super().route(request, path_components)  # type: ignore[misc]
