"""Parts of a requirement that are one value: a number, a choice, a list of codes, a tick."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.criteria.fields import answer_field, answer_value, code_field
from endorsement.forms.criteria.naming import Choices, Naming

Fields = dict[str, forms.Field]
Cleaned = Mapping[str, Any]
Offered = Callable[[Naming], Choices]


class Part:
    """A key of the document: its fields, and how they become its value.

    `section` is where the form shows it. What a form cannot show (`fits`) is kept as it is.
    """

    def __init__(self, key: str, label: Any, *, hint: Any = "", section: str = "need") -> None:
        self.key, self.label, self.hint, self.section = key, label, hint, section

    def fields(self, value: Any, naming: Naming) -> Fields:
        """Fields by name, with what the document says as their initial value."""
        raise NotImplementedError

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        """The value for the document; None leaves the key out."""
        raise NotImplementedError

    def fits(self, value: Any) -> bool:
        """Whether the fields can say all of it."""
        return True

    def field_at(self, way: list[str], value: Any) -> str:
        """The field of what the parser names by this way, if the part knows better than by names."""
        return ""

    def wrong(self, cleaned: Cleaned, old: Any) -> dict[str, Any]:
        """What no document could hold, such as a code that is there twice: sentences by field."""
        return {}


class Number(Part):
    """A whole number, with its unit in the label."""

    least = 0

    def fields(self, value: Any, naming: Naming) -> Fields:
        return {
            self.key: forms.IntegerField(
                label=self.label,
                help_text=self.hint,
                required=False,
                min_value=self.least,
                initial=value,
            )
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return cleaned[self.key]

    def fits(self, value: Any) -> bool:
        return value is None or isinstance(value, int)


class HoursOf(Part):
    """Clock hours with at most two decimals."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        return {self.key: hours_field(self.label, value, self.hint)}

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return hours_value(cleaned[self.key])


class Tick(Part):
    """True, or not there."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        return {
            self.key: forms.BooleanField(
                label=self.label, help_text=self.hint, required=False, initial=value is True
            )
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return True if cleaned[self.key] else None

    def fits(self, value: Any) -> bool:
        return value is None or isinstance(value, bool)


class Answer(Part):
    """Yes, no, or what holds when nothing is said (`unsaid`)."""

    def __init__(self, key: str, label: Any, *, unsaid: Any, **more: Any) -> None:
        super().__init__(key, label, **more)
        self.unsaid = unsaid

    def fields(self, value: Any, naming: Naming) -> Fields:
        return {self.key: answer_field(self.label, value, unsaid=self.unsaid, hint=self.hint)}

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return answer_value(cleaned[self.key])

    def fits(self, value: Any) -> bool:
        return value is None or isinstance(value, bool)


class One(Part):
    """One of several codes."""

    def __init__(self, key: str, label: Any, offered: Offered, **more: Any) -> None:
        super().__init__(key, label, **more)
        self.offered = offered

    def fields(self, value: Any, naming: Naming) -> Fields:
        return {
            self.key: forms.ChoiceField(
                label=self.label,
                help_text=self.hint,
                required=False,
                choices=[("", _("Nothing chosen")), *with_known(self.offered(naming), value)],
                initial=value or "",
            )
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return cleaned[self.key] or None

    def fits(self, value: Any) -> bool:
        return value is None or isinstance(value, str)


class Many(Part):
    """Any of several codes, as boxes to tick."""

    def __init__(self, key: str, label: Any, offered: Offered, **more: Any) -> None:
        super().__init__(key, label, **more)
        self.offered = offered

    def fields(self, value: Any, naming: Naming) -> Fields:
        return {self.key: boxes(self.label, self.offered(naming), value, self.hint)}

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return in_order(cleaned[self.key], old) or None

    def fits(self, value: Any) -> bool:
        return is_codes(value)


class Codes(Part):
    """Codes that no list offers, separated by commas."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        return {
            self.key: forms.RegexField(
                r"^[a-z0-9_:., -]*$",
                label=self.label,
                help_text=self.hint,
                required=False,
                initial=", ".join(value or ()),
                error_messages={"invalid": _("Write codes in small letters, separated by commas.")},
            )
        }

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return [one for one in cleaned[self.key].replace(",", " ").split() if one] or None

    def fits(self, value: Any) -> bool:
        return is_codes(value)


class Code(Part):
    """One code that no list offers."""

    def fields(self, value: Any, naming: Naming) -> Fields:
        return {self.key: code_field(self.label, value, hint=self.hint)}

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return cleaned[self.key] or None

    def fits(self, value: Any) -> bool:
        return value is None or isinstance(value, str)


class Texts(Part):
    """A text in English and Spanish."""

    def __init__(self, key: str, label: Any, *, long: bool = False, **more: Any) -> None:
        super().__init__(key, label, **more)
        self.long = long

    def fields(self, value: Any, naming: Naming) -> Fields:
        return text_fields(self.key, self.label, value, hint=self.hint, long=self.long)

    def join(self, cleaned: Cleaned, old: Any) -> Any:
        return text_value(self.key, cleaned, old)


def text_fields(key: str, label: Any, value: Any, *, hint: Any = "", long: bool = False) -> Fields:
    """Two fields, one a language."""
    known = value if isinstance(value, dict) else {}
    widget: forms.Widget = forms.Textarea({"rows": 6}) if long else forms.TextInput()
    languages = {"en": _("English"), "es": _("Spanish")}
    return {
        f"{key}_{code}": forms.CharField(
            label=_in_language(label, language),
            help_text=hint if code == "en" else "",
            required=False,
            max_length=20_000 if long else 1_000,
            widget=widget,
            initial=known.get(code, ""),
        )
        for code, language in languages.items()
    }


def _in_language(label: Any, language: Any) -> str:
    return f"{label} ({language})"


def text_value(key: str, cleaned: Cleaned, old: Any) -> dict[str, str] | None:
    """A map by language; other languages of a file stay."""
    found = dict(old) if isinstance(old, dict) else {}
    for code in ("en", "es"):
        said = cleaned[f"{key}_{code}"].strip()
        if said:
            found[code] = said
        else:
            found.pop(code, None)
    return found or None


def hours_field(label: Any, value: Any, hint: Any = "") -> forms.Field:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_digits=7,
        decimal_places=2,
        initial=_decimal(value),
    )


def hours_value(hours: Decimal | None) -> int | str | None:
    """As a document writes hours: a whole number, else text, for canonical JSON has no floats."""
    if hours is None:
        return None
    return int(hours) if hours == int(hours) else format(hours.normalize(), "f")


def _decimal(value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value)).normalize() + 0
    except InvalidOperation:
        return None


def boxes(label: Any, choices: Choices, value: Any, hint: Any = "") -> forms.Field:
    """Boxes to tick; a code that nothing offers any more is among them, so it can be unticked."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=with_known(choices, *(value or ())),
        widget=forms.CheckboxSelectMultiple,
        initial=list(value or ()),
    )


def with_known(choices: Choices, *values: Any) -> Choices:
    """The choices, and every value that is not among them by its code."""
    known = {code for code, _name in choices}
    return [*choices, *((one, str(one)) for one in values if one and one not in known)]


def in_order(chosen: list[str], old: Any) -> list[str]:
    """What was there stays in its order; what is new comes after."""
    before = [one for one in old if one in chosen] if isinstance(old, list) else []
    return before + [one for one in chosen if one not in before]


def is_codes(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def words(codes: Any) -> Choices:
    """Choices of the platform's own codes."""
    return [(str(code), wording.word(str(code))) for code in codes]
