"""What names a module or a path for ever: its key and version, and the association that publishes it."""

from typing import Any, ClassVar

from wagtail.models import Page

from endorsement.models import Association


class Identified:
    """A page gets its permanent key when it is made, the same in every language.

    A draft never carries another key or publisher than its page: a copied page has its own.
    """

    #: Whether a copy beside the original is its next version; otherwise it is something new.
    copied_as_version: ClassVar[bool] = False

    def with_content_json(self, content: Any) -> Any:
        page = super().with_content_json(content)  # type: ignore[misc]
        page.code, page.association = self.code, self.association
        return page

    def minimal_clean(self) -> None:
        self._settle_identity()
        super().minimal_clean()  # type: ignore[misc]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._settle_identity()
        super().full_clean(*args, **kwargs)  # type: ignore[misc]

    def _settle_identity(self: Any) -> None:
        """Give a new page its key, a copy its next version or a key of its own, and the publisher."""
        if not self.path or self.pk:
            return
        self._set_core_field_defaults()
        self.association = publisher_of(self)
        pages = type(self).objects
        if pages.filter(translation_key=self.translation_key).exists():
            # A translation is the same version of the same thing.
            return
        same = pages.filter(code=self.code, locale=self.locale)
        if not self.code:
            self.code = free_code(type(self), self.slug)
        elif not same.exists():
            return
        elif self.copied_as_version and not same.exclude(association=self.association).exists():
            self.version = 1 + max(same.values_list("version", flat=True))
        else:
            self.code, self.version = free_code(type(self), self.slug), 1


def publisher_of(page: Page) -> Association | None:
    """The association in whose part of the site a page stands, in whatever language."""
    above = page.get_ancestors(inclusive=bool(page.pk)).values_list("translation_key", flat=True)
    return Association.objects.filter(root_page__translation_key__in=list(above)).first()


def free_code(model: Any, slug: str) -> str:
    """A key that no page of the kind has yet."""
    taken = set(model.objects.filter(code__startswith=slug).values_list("code", flat=True))
    number, code = 1, slug
    while code in taken:
        number += 1
        code = f"{slug}-{number}"
    return code
