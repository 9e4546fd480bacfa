"""Learning paths, published, made as an author makes them."""

from typing import Any

from wagtail.models import Page

from courses.models import CatalogPage, PathPage
from courses.services.site import ensure_site


def parts(*codes: str, optional: tuple[str, ...] = ()) -> list[tuple[str, dict[str, Any]]]:
    """Required modules, then optional ones."""
    return [
        ("part", {"module": code, "required": required})
        for group, required in ((codes, True), (optional, False))
        for code in group
    ]


def make_path(
    slug: str,
    *codes: str,
    optional: tuple[str, ...] = (),
    parent: Page | None = None,
    **fields: Any,
) -> PathPage:
    ensure_site()
    path = PathPage(
        title=fields.pop("title", f"Path {slug}"),
        slug=slug,
        live=False,
        summary="Where it leads.",
        modules=parts(*codes, optional=optional),
        **fields,
    )
    (parent or CatalogPage.objects.get()).add_child(instance=path)
    path.save_revision().publish()
    path.refresh_from_db()
    return path
