"""Measure a portfolio document against a scheme file, without a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from endorsement import wording
from endorsement.rules.documents import located, read_portfolio_document
from endorsement.rules.evaluate import Tenure, Verdict, evaluate
from endorsement.rules.facts import Portfolio
from endorsement.rules.files import load_edition, shipped_frameworks
from endorsement.rules.portfolio import from_document
from endorsement.rules.reading import DocumentError
from endorsement.rules.renewal import Cycle, cycle_on
from endorsement.rules.scheme import PURPOSES, Edition
from endorsement.rules.verdict import to_document

MET, NOT_MET, BAD_INPUT = 0, 1, 2


def day(text: str) -> date:
    """A day from the command line, in years with which one can reckon."""
    told = ArgumentTypeError(f"“{text}” is not a date; write it like 2026-01-31.")
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise told from None
    if not 1900 <= on.year <= 2999:
        raise told
    return on


class Command(BaseCommand):
    help = (
        "Measure a portfolio against a category of a scheme file. "
        "Ends with 0 when it is met, 1 when it is not, 2 when the input is wrong."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scheme", type=Path, required=True, help="a scheme file")
        parser.add_argument("--category", required=True, help="the category's code")
        parser.add_argument("--portfolio", type=Path, required=True, help="a portfolio document")
        parser.add_argument("--as-of", type=day, required=True, help="the day, like 2026-01-31")
        parser.add_argument("--purpose", choices=PURPOSES, default="award")
        parser.add_argument("--edition", default="", help="its code; the one in force otherwise")
        parser.add_argument("--json", action="store_true", help="print the verdict as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        as_of: date = options["as_of"]
        edition, portfolio = _read(options, as_of)
        category, purpose = options["category"], options["purpose"]
        try:
            requirement = edition.categories[category].requirement(purpose)
        except KeyError:
            known = ", ".join(edition.categories)
            raise CommandError(
                f"This scheme has no {purpose} requirements for “{category}”; "
                f"its categories are: {known}.",
                returncode=BAD_INPUT,
            ) from None
        verdict = evaluate(
            requirement, portfolio, as_of, **_cycle(edition, portfolio, category, purpose, as_of)
        )
        if options["json"]:
            self.stdout.write(json.dumps(to_document(verdict), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_tree(verdict, edition, portfolio)))
        if not verdict.met:
            raise SystemExit(NOT_MET)


def _read(options: dict[str, Any], as_of: date) -> tuple[Edition, Portfolio]:
    scheme, document = options["scheme"], options["portfolio"]
    try:
        edition = load_edition(scheme, on=as_of, code=options["edition"])
    except DocumentError as error:
        raise CommandError(wording.broken(error, str(scheme)), returncode=BAD_INPUT) from None
    lines: dict[str, int] = {}
    try:
        values, lines = read_portfolio_document(document)
        return edition, from_document(values)
    except DocumentError as error:
        told = wording.broken(located(error, lines), str(document))
        raise CommandError(told, returncode=BAD_INPUT) from None


def _cycle(
    edition: Edition, portfolio: Portfolio, category: str, purpose: str, as_of: date
) -> dict[str, Any]:
    """The cycle in which the day falls; it begins with the endorsement in the portfolio."""
    if purpose != "renewal":
        return {}
    awarded = [one.from_on for one in portfolio.holdings if one.category == category]
    if not awarded or edition.renewal is None:
        raise CommandError(
            f"There is nothing to renew: the portfolio holds no endorsement “{category}”.",
            returncode=BAD_INPUT,
        )
    cycle: Cycle = cycle_on(edition.renewal, awarded_on=max(awarded), on=as_of)
    tenure = Tenure(
        endorsed_on=max(awarded), number=cycle.number, cycle_years=edition.renewal.years
    )
    return {"period": cycle.period, "tenure": tenure}


def _tree(verdict: Verdict, edition: Edition, portfolio: Portfolio) -> Iterator[str]:
    names = edition.names()
    for framework in shipped_frameworks():
        names.update(framework.names())
    titles = {entry.key: entry.title or entry.key for entry in portfolio.entries}

    def lines(one: Verdict, indent: str) -> Iterator[str]:
        head = f"{wording.title(one, names)} [{wording.state(one)}]"
        yield f"{indent}{head}: {wording.sentence(one, names)}"
        for out in one.left_out:
            name = titles.get(out.key) or wording.word(out.key, names)
            yield f"{indent}    {name}. {wording.left_out(out.reason, names)}"
        for child in one.children:
            yield from lines(child, f"{indent}  ")

    yield from lines(verdict, "")
