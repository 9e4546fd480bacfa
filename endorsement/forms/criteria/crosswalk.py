"""What areas of other frameworks stand for in this edition, as a form: a pair in each row."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from endorsement.forms.criteria.blocks import together
from endorsement.forms.criteria.fields import choice_field
from endorsement.forms.criteria.naming import Choices, areas_of, with_competencies
from endorsement.forms.criteria.section import SPARE, Plain, SectionForm
from endorsement.selectors import frameworks


class CrosswalkForm(SectionForm):
    """One step each: from a framework that the edition does not read to one that it reads.

    What stands for several areas has a row for each of them. A row without its first area is not
    there; rows of one source keep together, in their order.
    """

    KEY = "crosswalk"

    grows = True

    def build(self) -> None:
        reads = [str(one) for one in self.before.get("frameworks") or ()]
        targets = with_competencies(areas_of(reads))
        sources = _grouped(_others(reads))
        for number, (source, target) in enumerate([*self._pairs(), *[("", "")] * SPARE]):
            fields = {
                f"{number}__from": choice_field(_("whoever covered"), sources, source),
                f"{number}__to": choice_field(_("has covered as well"), targets, target),
            }
            legend = _("Row %(number)s") % {"number": number + 1}
            self.fields.update(together(fields, legend))

    def _pairs(self) -> list[tuple[str, str]]:
        said = self.before.get(self.KEY) or {}
        return [(source, target) for source, targets in said.items() for target in targets]

    def _rows(self) -> list[tuple[int, Any, Any]]:
        numbers = range(len(self._pairs()) + SPARE)
        said = self.cleaned_data
        return [(n, said.get(f"{n}__from"), said.get(f"{n}__to")) for n in numbers]

    def clean(self) -> Plain:
        cleaned: Plain = super().clean() or {}
        seen: set[tuple[Any, Any]] = set()
        for number, source, target in self._rows():
            if source and not target and f"{number}__to" not in self.errors:
                self.add_error(f"{number}__to", _("Say what it stands for."))
            if target and not source and number >= len(self._pairs()):
                self.add_error(f"{number}__from", _("Say what stands for it."))
            if source and target and (source, target) in seen:
                self.add_error(f"{number}__to", _("There is a row about this already."))
            seen.add((source, target))
        return cleaned

    def changed(self) -> Plain:
        found: dict[str, list[str]] = {}
        for _number, source, target in self._rows():
            if source:
                found.setdefault(source, []).append(target)
        return self.set(self.KEY, found)


def _others(reads: list[str]) -> list[str]:
    """Frameworks of another code: another version of one that is read is not another framework."""
    codes = {one.partition("@")[0] for one in reads}
    return [one.reference for one in frameworks.known() if one.code not in codes]


def _grouped(references: Any) -> Choices:
    return [
        (code, f"{name} ({reference})")
        for reference in references
        for code, name in with_competencies(areas_of([reference]))
    ]
