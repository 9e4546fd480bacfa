"""One requirement as a form: what people read, when it applies, and the parts of its kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.criteria.blocks import Block, blocks
from endorsement.forms.criteria.conditions import When
from endorsement.forms.criteria.kinds import GROUPS, KINDS, SECTIONS
from endorsement.forms.criteria.naming import Naming
from endorsement.forms.criteria.parts import Part, Texts, Tick
from endorsement.rules.drafting import Place
from endorsement.rules.reading import DocumentError

COMMON: tuple[Part, ...] = (
    Texts("label", _("What it is called"), section="words"),
    Texts("hint", _("One more sentence"), section="words"),
    When("when", _("Whom it is for"), section="who"),
    Tick("waivable", _("The association may waive it for a person"), section="who"),
)
AROUND: dict[str, Any] = {"words": _("What people read"), "who": _("Whom it is for")}


@dataclass(frozen=True)
class Section:
    """Fields that stand together. `quiet`: nothing in it is filled in, so it is folded."""

    code: str
    title: Any
    blocks: list[Block]
    quiet: bool = False
    spots: list[Any] = field(default_factory=list)


class RequirementForm(forms.Form):
    """Whatever a part does not change keeps the very words of the document."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, place: Place, naming: Naming, revision: int, **more: Any
    ) -> None:
        self.place, self.kind = place, KINDS[place.kind]
        self.parts = (*COMMON, *self.kind.parts)
        super().__init__(data, initial={"revision": revision}, **more)
        self.names: dict[str, list[str]] = {}
        for part in self.parts:
            value = self._said(part)
            found = part.fields(value, naming) if part.fits(value) else {}
            self.names[part.key] = list(found)
            self.fields.update(found)

    def clean(self) -> dict[str, Any]:
        """Rows that no document could hold are refused where they stand; the parser judges the rest."""
        cleaned: dict[str, Any] = super().clean() or {}
        for part in self.parts:
            names = self.names[part.key]
            if names and all(name in cleaned for name in names):
                sent = {name: cleaned[name] for name in names}
                for name, sentence in part.wrong(sent, self._said(part)).items():
                    self.add_error(name, sentence)
        return cleaned

    def document(self) -> dict[str, Any]:
        """The requirement as the document says it now. Valid forms only."""
        node = {key: value for key, value in self.place.node.items() if key != self.kind.code}
        inner = self._inner()
        for part in self.parts:
            target = node if part in COMMON else inner
            value = self._value(part)
            if value is None:
                target.pop(part.key, None)
            else:
                target[part.key] = value
        if self.kind.code in GROUPS and self.kind.code != "at_least":
            return {**node, self.kind.code: self.place.node[self.kind.code]}
        return {**node, self.kind.code: inner}

    def sections(self, spots: Iterable[Any] = ()) -> list[Section]:
        """The fields in the order in which one thinks of them.

        `spots`: places for conditions, each by its `part`, with its page.
        """
        by_part: dict[str, list[Any]] = {}
        for spot in spots:
            by_part.setdefault(spot.part, []).append(spot)
        found = []
        for code, title in {**SECTIONS, **AROUND}.items():
            parts = [one for one in self.parts if one.section == code]
            fields = [self[name] for part in parts for name in self.names[part.key]]
            if fields:
                filled = any(self._said(part) is not None or self._wrong(part) for part in parts)
                inside = [spot for part in parts for spot in by_part.get(part.key, ())]
                quiet = not filled and code != "need"
                rest = [spot for spot in inside if not spot.row]
                found.append(Section(code, title, blocks(fields, inside), quiet=quiet, spots=rest))
        # What people read comes first.
        return sorted(found, key=lambda one: one.code != "words")

    def kept(self) -> list[Any]:
        """What was written in a file and cannot be shown here."""
        return [part.label for part in self.parts if not part.fits(self._said(part))]

    def put(self, problems: Iterable[DocumentError]) -> list[str]:
        """Show what the parser says beside the fields it belongs to; the rest is returned."""
        rest = []
        self.is_valid()
        for problem in problems:
            name = self._field_at(problem.path)
            sentence = wording.mistake(problem)
            if name:
                self.add_error(name, sentence)
            else:
                rest.append(sentence)
        return rest

    def _field_at(self, path: str) -> str:
        inner = path.removeprefix(self.place.path).removeprefix(f".{self.kind.code}").lstrip(".")
        way = inner.split(".")
        key = way[0].split("[")[0]
        names = self.names.get(key) or []
        part = next((one for one in self.parts if one.key == key), None)
        named = part.field_at(way, self._said(part)) if part else ""
        if named in names:
            return named
        exact = [one for one in names if one.split("__")[-1] == inner.rpartition(".")[2]]
        return next(iter(exact or names), "")

    def _inner(self) -> dict[str, Any]:
        inner = self.place.node[self.kind.code]
        return dict(inner) if isinstance(inner, dict) else {}

    def _said(self, part: Part) -> Any:
        return (self.place.node if part in COMMON else self._inner()).get(part.key)

    def _value(self, part: Part) -> Any:
        names = self.names[part.key]
        said = self._said(part)
        if not names or not any(self._differs(name) for name in names):
            return said
        return part.join({name: self.cleaned_data[name] for name in names}, said)

    def _differs(self, name: str) -> bool:
        return _plain(self.cleaned_data[name]) != _plain(self.fields[name].initial)

    def _wrong(self, part: Part) -> bool:
        return any(name in self.errors for name in self.names[part.key])


def _plain(value: Any) -> Any:
    """For comparing what was typed with what was there: nothing is nothing, a day is its text."""
    if value in (None, "", [], False):
        return None
    if isinstance(value, list):
        return sorted(map(str, value))
    return str(value)
