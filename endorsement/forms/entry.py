"""What every entry form has: days, notes, a file, and a key that makes sending it twice add once."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from endorsement.forms.evidence import EvidenceField
from endorsement.models import Association, LedgerEntry, Person
from endorsement.selectors import ledger, offered
from endorsement.services.entry_content import EntryContent
from lms.backbone.ids import public_id


def day_field(**kwargs: Any) -> forms.DateField:
    """A date, typed or picked; the browser's picker sends ISO dates."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def hours_field(**kwargs: Any) -> forms.DecimalField:
    """Clock hours; the rules about them are the service's, whose sentences say more."""
    return forms.DecimalField(
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}), **kwargs
    )


class EntryForm(forms.Form):
    """Base of the forms, one for each kind of entry.

    `content()` is what was said. A form for a row that exists already has no file: files are added on
    the entry's own page.
    """

    kind: ClassVar[str]
    named: ClassVar[Any]
    hint: ClassVar[Any] = ""
    codes: tuple[str, ...] = ()
    privacy_fields: ClassVar[tuple[str, ...]] = ("notes", "file")
    last_fields: ClassVar[tuple[str, ...]] = ("notes", "file")
    pairs: ClassVar[set[tuple[str, str]]] = {
        ("first_on", "last_on"),
        ("delivery", "mode"),
        ("level", "field"),
        ("credits", "credit_unit"),
        ("provider_name", "provider_email"),
    }
    #: First words of the names of fields that stand under a heading of their own.
    apart: ClassVar[tuple[str, ...]] = ()

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    first_on = day_field(label=_("First day"))
    last_on = day_field(
        label=_("Last day"), required=False, help_text=_("Leave empty if it was one day.")
    )
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = EvidenceField(required=False)

    def __init__(
        self,
        *args: Any,
        person: Person,
        association: Association | None = None,
        entry: LedgerEntry | None = None,
        **kwargs: Any,
    ) -> None:
        self.person, self.association, self.entry = person, association, entry
        self.offered = offered.by(association)
        start = {"once": public_id()} if entry is None else self.said_before(entry)
        kwargs["initial"] = {**start, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields.update(self.further_fields())
        if entry is not None:
            del self.fields["file"], self.fields["once"]
        self.put_last()

    def further_fields(self) -> dict[str, forms.Field]:
        """Fields whose choices depend on the criteria in use."""
        return {}

    def put_last(self) -> None:
        """Notes and file come below everything else."""
        others = [name for name in self.fields if name not in self.last_fields]
        self.order_fields([*others, *self.last_fields])

    @property
    def lines(self) -> list[list[BoundField]]:
        """The fields line by line; fields of one pair stand side by side where there is room."""
        found: list[list[BoundField]] = []
        for field in self.visible_fields():
            apart = field.name.partition("_")[0] in self.apart
            if apart or field.name in self.last_fields:
                continue
            if found and (found[-1][-1].name, field.name) in self.pairs:
                found[-1].append(field)
            else:
                found.append([field])
        return found

    @property
    def last_lines(self) -> list[BoundField]:
        """Notes and file, below everything else."""
        return [self[name] for name in self.last_fields if name in self.fields]

    def starting_with(self, prefix: str) -> list[BoundField]:
        """Fields that stand together under a heading of their own."""
        return [field for field in self.visible_fields() if field.name.startswith(prefix)]

    def said_before(self, entry: LedgerEntry) -> dict[str, Any]:
        """The form's values for a row."""
        words = ledger.words(entry)
        return {
            "title": words.title,
            "organization": words.organization,
            "notes": words.notes,
            "first_on": entry.first_on,
            "last_on": entry.last_on,
            "hours": entry.hours,
            **{name: entry.attributes.get(name) for name in self.codes},
        }

    def content(self) -> EntryContent:
        """What was said, for the service."""
        return EntryContent(**self.said())

    def said(self) -> dict[str, Any]:
        """Arguments of `EntryContent`; subclasses add theirs."""
        said = self.cleaned_data
        return {
            "kind": self.kind,
            "first_on": said["first_on"],
            "last_on": said["last_on"] or self.last_day(),
            "title": said.get("title", ""),
            "organization": said.get("organization", ""),
            "notes": said["notes"],
            "attributes": {
                name: said[name] for name in self.codes if said.get(name) not in ("", None, [])
            },
        }

    def last_day(self) -> Any:
        """The last day when none was given: that of a single day."""
        return self.cleaned_data["first_on"]


def amounts(said: dict[str, Any], prefix: str) -> dict[str, Decimal]:
    """Hours of the fields that begin with a prefix, by the rest of their name."""
    return {
        name.removeprefix(prefix): value
        for name, value in said.items()
        if name.startswith(prefix) and value
    }
