"""Which modules on the site draw from a bank, and whether enough would be left for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.models import ModulePage, ModuleSnapshot, QuestionBankPage, SharedBank
from courses.models.bank import NONE, parts_of
from courses.selectors.module import source_of, source_pages
from courses.selectors.question import drawn_from
from courses.selectors.snapshot import bank_in

#: So many modules are named at once.
MOST_NAMED = 3


@dataclass(frozen=True)
class Short:
    """A page of a module on the site whose post-test would draw more questions than are left."""

    module: ModulePage
    left: int


def drawing_from(bank: SharedBank) -> list[ModulePage]:
    """Modules on the site whose own banks include the shared one, in the language written first."""
    found = source_pages(ModulePage.objects.live().filter(association=bank.association))
    return [page for page in found if any(_includes(one, bank) for one in _pages(page))]


def short(module: ModulePage, *, without: frozenset[int] = NONE) -> list[Short]:
    """Pages of a module, in every language, that would be short without these shared banks."""
    if not module.live:
        return []
    left = {page: _left(page, without) for page in _pages(module)}
    return [
        Short(page, count)
        for page, count in left.items()
        # A translation without questions of its own asks those of the page it was made from.
        if count < page.draw and (count or source_of(page).pk == page.pk)
    ]


def short_without(banks: Iterable[SharedBank]) -> list[Short]:
    """What would be short if these shared banks were gone."""
    banks = list(banks)
    gone = frozenset(bank.pk for bank in banks)
    modules = {module.pk: module for bank in banks for module in drawing_from(bank)}
    return [one for module in modules.values() for one in short(module, without=gone)]


def short_with(bank: SharedBank, size: int) -> list[Short]:
    """What would be short if a shared bank on the site held so few questions instead."""
    found = []
    for module in drawing_from(bank) if bank.live else ():
        for page in _pages(module):
            now = _part(page, bank)
            left = _left(page, NONE) - now + size
            if size < now and left < page.draw:
                found.append(Short(page, left))
    return found


def short_since_kept(bank: SharedBank) -> list[Short]:
    """What is short now that a shared bank was published, and had more questions when it was kept: one
    that was short before may grow.
    """
    found = [(module, one) for module in drawing_from(bank) for one in short(module)]
    return [one for module, one in found if one.left < _kept(module, one.module)]


def named(found: Sequence[Short]) -> str:
    """Modules with what they would have, for a sentence."""
    return "; ".join(
        _("“%(module)s” would have %(left)d of %(draw)d")
        % {"module": one.module.title, "left": one.left, "draw": one.module.draw}
        for one in found[:MOST_NAMED]
    )


def _pages(module: ModulePage) -> list[ModulePage]:
    return list(ModulePage.objects.live().filter(translation_key=module.translation_key))


def _bank(page: ModulePage) -> QuestionBankPage | None:
    found: QuestionBankPage | None = QuestionBankPage.objects.child_of(page).live().first()
    return found


def _left(page: ModulePage, without: frozenset[int]) -> int:
    bank = _bank(page)
    return len(drawn_from(bank, without)) if bank else 0


def _kept(module: ModulePage, page: ModulePage) -> int:
    """How many questions a page's bank had when its version was kept last."""
    kept = ModuleSnapshot.objects.filter(code=module.code, version=module.version).first()
    bank = bank_in(kept, page.locale.language_code) if kept else None
    return len(drawn_from(bank)) if bank else 0


def _part(page: ModulePage, bank: SharedBank) -> int:
    """How many questions of the shared bank a page's own bank brings in."""
    own = _bank(page)
    parts = parts_of(own.questions, own.locale) if own else ()
    return sum(1 for shared, _block in parts if shared == bank)


def _includes(page: ModulePage, bank: SharedBank) -> bool:
    own = _bank(page)
    shared = [one.value for one in (own.questions if own else ()) if one.block_type == "shared"]
    return any(one and one.translation_key == bank.translation_key for one in shared)
