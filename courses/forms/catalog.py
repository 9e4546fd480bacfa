"""What a visitor looks for in the catalog."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models.choices import TOPICS, AgeBand, Delivery, area_choices
from courses.selectors.catalog import FILTERS, HOURS, MORE, ON, Wish
from endorsement import wording
from endorsement.rules.verdict import Unit

SORTS = [
    ("", _("Best match, or the catalog’s order")),
    ("short", _("Shortest first")),
    ("new", _("Newest first")),
    ("title", _("By title")),
]


def _any(label: Any, choices: Any) -> list[tuple[str, Any]]:
    return [("", label), *choices]


def _areas() -> list[tuple[str, Any]]:
    return _any(_("Any area"), area_choices())


def _hours() -> list[tuple[str, Any]]:
    listed = [
        (str(hours), gettext("Up to %(hours)s") % {"hours": _clock(hours)}) for hours in HOURS
    ]
    over = gettext("More than %(hours)s") % {"hours": _clock(HOURS[-1])}
    return _any(_("Any length"), [*listed, (MORE, over)])


def _clock(hours: Decimal) -> str:
    return wording.amount(int(hours * 100), Unit.HOURS)


class CatalogForm(forms.Form):
    """Every field may be empty; a choice that does not exist is ignored."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    area = forms.ChoiceField(label=_("Competency area"), required=False, choices=_areas)
    topic = forms.ChoiceField(
        label=_("Special topic"), required=False, choices=_any(_("Any topic"), TOPICS)
    )
    hours = forms.ChoiceField(label=_("Length"), required=False, choices=_hours)
    delivery = forms.ChoiceField(
        label=_("Format"), required=False, choices=_any(_("Any format"), Delivery.choices)
    )
    age = forms.ChoiceField(
        label=_("Age of the children"), required=False, choices=_any(_("Any age"), AgeBand.choices)
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=_any(_("Any language"), settings.LANGUAGES)
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)
    missing = forms.BooleanField(label=_("Counts toward what I miss"), required=False)
    accepted = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, signed_in: bool = False, association: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not signed_in:
            # Of a visitor nobody knows what is missing.
            del self.fields["missing"]
        if association:
            label = gettext("Accepted by %(association)s for in-service hours")
            self.fields["accepted"].label = label % {"association": association}
        else:
            del self.fields["accepted"]

    def wish(self) -> Wish:
        self.is_valid()
        found = self.cleaned_data if self.is_bound else {}
        return Wish(
            words=found.get("q", ""),
            sort=found.get("sort", ""),
            **{name: found[name] for name in FILTERS if found.get(name)},
        )

    def label_of(self, name: str, value: str) -> str:
        """A chosen filter in words."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(_choices(field)).get(value, value))
        return str(field.label)

    def show_counts(self, counts: Mapping[str, Counter[str]], chosen: Mapping[str, str]) -> None:
        """Say at every choice how many modules it would give; leave out those that give none.

        Where nothing was found, every choice stays: one of them has to be changed.
        """
        nothing = not any(counts[name] for name in FILTERS)
        for name in FILTERS:
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = [
                    (value, _counted(label, counts[name][value]) if value else label)
                    for value, label in _choices(field)
                    if not value or nothing or counts[name][value] or chosen.get(name) == value
                ]
            elif field is not None:
                field.label = _counted(field.label, counts[name][ON])

    @property
    def first(self) -> list[Any]:
        """What most people filter by."""
        return self._offering("area hours language")

    @property
    def more(self) -> list[Any]:
        return [*self._offering("topic delivery age"), self["sort"]]

    @property
    def ticks(self) -> list[Any]:
        return self._offering("missing accepted")

    def _offering(self, names: str) -> list[Any]:
        """Those of the fields that offer a choice."""
        return [
            self[name]
            for name in names.split()
            if name in self.fields and len(getattr(self.fields[name], "choices", "12")) > 1
        ]


def _choices(field: Any) -> list[tuple[str, Any]]:
    """As pairs, also where a function gives them."""
    return list(field.choices)


def _counted(label: Any, number: int) -> str:
    return f"{label} ({number})"
