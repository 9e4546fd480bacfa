"""Rows of a table become what the entry forms and the ledger's rules accept, or say why not.

Every row goes through the very form of its kind and the very check of the service, so a table can
enter nothing that typing cannot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from endorsement.forms.entry import EntryForm
from endorsement.forms.import_columns import (
    COLUMNS,
    NO,
    YES,
    codes,
    headings,
    not_current,
    plain,
)
from endorsement.forms.import_values import amounts, by_name, competencies, listed, references
from endorsement.forms.kinds import FORMS
from endorsement.forms.rsc import AMONG_PEERS, SOMEONE_NEW, RscReceivedForm
from endorsement.models import Association, Person
from endorsement.refusals import Refused
from endorsement.selectors import frameworks, offered
from endorsement.services.entry_content import EntryContent, check
from endorsement.services.entry_import import digest_of
from lms.backbone.cells import Unreadable, month_first, read_day, read_number

DAYS = ("first_on", "last_on")
CODED = ("delivery", "mode", "format", "focus", "level", "field", "credit_unit")
SEVERAL = ("roles", "age_bands", "disciplines")
NUMBERS = ("people", "families", "credits")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one row; `row` counts as the spreadsheet program does."""

    row: int
    column: str
    sentence: str


@dataclass
class Reading:
    """What a table says: what can be added, what is there, what is wrong, what was not looked at."""

    contents: list[tuple[int, EntryContent]] = field(default_factory=list)
    there: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)

    @property
    def wrong_rows(self) -> int:
        return len({problem.row for problem in self.problems})


def read(
    table: Sequence[Sequence[str]],
    *,
    person: Person,
    today: date,
    known: set[str],
    association: Association | None = None,
) -> Reading:
    """Read every row. `known` holds identifiers and digests of what the portfolio has already.

    `association`: by whose criteria the person looks; its topics and age bands can be named too.

    :raises Refused: when the heading names no kind or no first day.
    """
    columns, found = _columns(table[0]), Reading()
    found.unknown_columns = [
        text for text, code in zip(table[0], columns, strict=False) if text and not code
    ]
    reader = _Reader(person, association, today, _month_first(table, columns))
    seen: dict[str, int] = {}
    for number, cells in enumerate(table[1:], start=2):
        said = {code: text for code, text in zip(columns, cells, strict=False) if code and text}
        if not said:
            continue
        if said.get("identifier") in known or plain(said.get("state", "")) in not_current():
            found.there.append(number)
            continue
        try:
            content = reader.content(said)
        except _Wrong as wrong:
            found.problems.extend(Problem(number, *one) for one in wrong.problems)
            continue
        key = digest_of(content)
        if key in known or key in seen:
            found.there.append(number)
        else:
            seen[key] = number
            found.contents.append((number, content))
    return found


def _columns(heading: Sequence[str]) -> list[str]:
    known = headings()
    columns = [known.get(plain(text.removeprefix("'")), "") for text in heading]
    for needed in ("kind", "first_on"):
        if needed not in columns:
            raise Refused(
                _(
                    "The first row has no column “%(column)s”. Use the template, or give your "
                    "columns the names it has."
                )
                % {"column": _(COLUMNS[needed])}
            )
    doubled = next((code for code in columns if code and columns.count(code) > 1), "")
    if doubled:
        raise Refused(
            _("The column “%(column)s” is there twice. Keep one of them.")
            % {"column": heading[columns.index(doubled)]}
        )
    return columns


def _month_first(table: Sequence[Sequence[str]], columns: list[str]) -> bool | None:
    places = [place for place, code in enumerate(columns) if code in DAYS]
    return month_first(row[place] for row in table[1:] for place in places if place < len(row))


class _Wrong(Exception):
    """A row that cannot be added, with pairs of column and sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__()
        self.problems = problems


class _Reader:
    """Reads row after row with one form of each kind: making a form costs more than filling it."""

    def __init__(
        self,
        person: Person,
        association: Association | None,
        today: date,
        month_is_first: bool | None,
    ) -> None:
        self.person, self.today, self.month_is_first = person, today, month_is_first
        self.forms: dict[str, EntryForm] = {
            kind: form({}, person=person, association=association) for kind, form in FORMS.items()
        }
        offer = offered.by(association)
        self.topics = {**codes("topics"), **by_name(offer.topics)}
        self.several = {name: codes(name) for name in SEVERAL}
        self.several["age_bands"] = {**codes("age_bands"), **by_name(offer.age_bands)}
        self.references = references(frameworks.areas())

    def content(self, said: dict[str, str]) -> EntryContent:
        """:raises _Wrong: with everything that is wrong with the row."""
        kind = codes("kind").get(plain(said.get("kind", "")))
        if kind is None:
            raise _Wrong([(_(COLUMNS["kind"]), _no_kind(said.get("kind", "")))])
        form = self.forms[kind]
        data, problems = self._data({**_further(said), **said}, form)
        form.data = data
        form.full_clean()
        told = {column for column, _sentence in problems}
        problems += [one for one in _problems(form) if one[0] not in told]
        if problems:
            raise _Wrong(problems)
        # As it was typed: the same row has the same key however the provider is known by then.
        content = form.content()
        content = replace(content, provider_name=said.get("provider") or content.provider_name)
        self._refuse_oneself(content)
        try:
            check(content, today=self.today)
        except Refused as refused:
            raise _Wrong([(_heading(refused.field), str(refused))]) from None
        return content

    def _refuse_oneself(self, content: EntryContent) -> None:
        address = content.provider.email if content.provider else content.provider_email
        if address and address.casefold() == self.person.email.casefold():
            sentence = _("You cannot be your own provider. Please enter who gave you supervision.")
            raise _Wrong([(_(COLUMNS["provider_email"]), sentence)])

    def _data(
        self, said: dict[str, str], form: EntryForm
    ) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """The row as the form would be sent it, and what could not be read at all."""
        data: dict[str, Any] = {}
        problems: list[tuple[str, str]] = []
        for column, text in said.items():
            try:
                data.update(self._value(column, text))
            except Unreadable as unreadable:
                problems.append((_heading(column), str(unreadable)))
        if isinstance(form, RscReceivedForm):
            data.update(_provider(said, form))
        return data, problems

    def _value(self, column: str, text: str) -> dict[str, Any]:
        if column in DAYS:
            return {column: read_day(text, month_is_first=self.month_is_first).isoformat()}
        if column == "hours":
            return {column: str(read_number(text))}
        if column in NUMBERS:
            return {column: format(read_number(text).normalize(), "f")}
        if column in CODED:
            return {column: _code(column, text)}
        if column == "paid":
            return {column: _yes_or_no(text)}
        if column in SEVERAL:
            return {column: listed(text, self.several[column])}
        if column == "covers":
            return {column: competencies(text, self.references)}
        if column == "topics":
            return amounts(text, "topic_", self.topics)
        if column == "split":
            return amounts(text, "split_", self.references)
        # The export puts an apostrophe before what a program would take for a formula.
        return {column: text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text}


def _further(said: dict[str, str]) -> dict[str, str]:
    """The export's “Further facts”: codes with their values, `delivery series; mode online`."""
    pairs = (part.strip().partition(" ") for part in said.get("attributes", "").split(";"))
    known = {*COLUMNS, "peer"}
    return {code: value.strip() for code, _blank, value in pairs if code in known and value}


def _provider(said: dict[str, str], form: RscReceivedForm) -> dict[str, str]:
    """Who gave it: somebody known by name, somebody new, or nobody."""
    name, email = said.get("provider", ""), said.get("provider_email", "")
    if plain(name) == AMONG_PEERS or plain(said.get("peer", "")) in YES:
        return {"provider": AMONG_PEERS}
    for ref, person in form.known.items():
        same = bool(name) and plain(form.names[person.pk]) == plain(name)
        if (same and not email) or (email and person.email.casefold() == email.casefold()):
            return {"provider": ref}
    return {"provider": SOMEONE_NEW, "provider_name": name, "provider_email": email}


def _code(column: str, text: str) -> str:
    code = codes(column).get(plain(text))
    if code is None:
        options = ", ".join(sorted(set(codes(column).values())))
        raise Unreadable(
            _("“%(text)s” is not known here. Write one of: %(options)s.")
            % {"text": text[:40], "options": options}
        )
    return code


def _yes_or_no(text: str) -> str:
    if plain(text) in (*YES, *NO):
        return "yes" if plain(text) in YES else "no"
    raise Unreadable(_("Write yes or no."))


def _no_kind(text: str) -> str:
    options = ", ".join(FORMS)
    if not text:
        return _("Say what this row is. Write one of: %(options)s.") % {"options": options}
    return _("“%(text)s” is not known here. Write one of: %(options)s.") % {
        "text": text[:40],
        "options": options,
    }


def _problems(form: EntryForm) -> Iterator[tuple[str, str]]:
    for name, sentences in form.errors.items():
        yield _heading(name), str(sentences[0])


def _heading(name: str) -> str:
    """The heading of the column that a field of a form is about."""
    if name.startswith("topic"):
        return _(COLUMNS["topics"])
    if name.startswith("split"):
        return _(COLUMNS["split"])
    column = {"provider_name": "provider"}.get(name, name)
    return _(COLUMNS[column]) if column in COLUMNS else ""
