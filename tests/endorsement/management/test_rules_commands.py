"""The two commands that need no database: evaluate and scheme_check."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from endorsement.rules.files import SCHEMES
from endorsement.rules.portfolio import canonical_text, to_document
from tests.endorsement.rules.test_sample_scheme import first_afternoon

SAMPLE = SCHEMES / "sample.yaml"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "portfolio.json"
    path.write_text(canonical_text(to_document(first_afternoon())), encoding="utf-8")
    return path


def run(document: Path, category: str = "first_steps", **more: Any) -> tuple[int, str]:
    """Exit code and what was printed."""
    out = StringIO()
    options = {"scheme": SAMPLE, "category": category, "portfolio": document, **more}
    options.setdefault("as_of", "2026-11-20")
    arguments = [
        f"--{key.replace('_', '-')}={value}" for key, value in options.items() if value is not True
    ]
    arguments += [f"--{key}" for key, value in options.items() if value is True]
    try:
        call_command("evaluate", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, out.getvalue()


def test_met_category_ends_with_zero(document: Path) -> None:
    code, text = run(document)
    assert code == 0
    assert text.splitlines()[0] == "All requirements [Met]: 5 of 5 requirements."
    assert "  In-service training [Met]: 1 of 1 clock hour." in text.splitlines()


def test_unmet_category_ends_with_one_and_tells_the_gap(document: Path) -> None:
    code, text = run(document, "family_specialist")
    assert code == 1
    assert (
        "  Reflective supervision received [Not met yet]: 2 of 24 clock hours; 22 more needed."
        in text.splitlines()
    )


def test_verdict_can_be_had_as_json(document: Path) -> None:
    code, text = run(document, json=True)
    verdict = json.loads(text)
    assert (code, verdict["state"], verdict["have"], verdict["need"]) == (0, "met", 5, 5)


def test_earlier_day_sees_less(document: Path) -> None:
    assert run(document, as_of="2026-01-01")[0] == 1


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"category": "wizard"}, "This scheme has no award requirements for “wizard”;"),
        ({"purpose": "renewal"}, "There is nothing to renew:"),
        ({"as_of": "soon"}, "Error: argument --as-of: “soon” is not a date;"),
    ],
)
def test_wrong_input_ends_with_two(document: Path, more: dict[str, Any], sentence: str) -> None:
    category = more.pop("category", "first_steps")
    code, text = run(document, category, **more)
    assert text.startswith(sentence)
    # argparse's own refusals carry no code through call_command; the shell gets 2 as well.
    assert code == (1 if "as_of" in more else 2)


def test_broken_portfolio_ends_with_two_and_names_the_place(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"format": 1,\n "person": {"ref": "x"},\n "entries": [{"kind": "work"}]}')
    code, text = run(path)
    assert (code, text) == (2, f"{path}, line 3, entries[0]: “key” is missing.")


def test_renewal_looks_at_the_cycle_of_the_endorsement(tmp_path: Path) -> None:
    value = to_document(first_afternoon())
    value["holdings"] = [{"category": "first_steps", "from_on": "2025-05-01"}]
    value["entries"][2].update(hours="6.00", topics={"dei": "1.00"})
    path = tmp_path / "p.json"
    path.write_text(json.dumps(value))
    code, text = run(path, purpose="renewal")
    lines = [line for line in text.splitlines() if line.startswith("  ")]
    assert lines[0] == "  In-service training in the cycle [Met]: 6 of 6 clock hours."
    # The code of ethics was signed on the day itself, which lies in the cycle.
    assert (code, text.splitlines()[0]) == (0, "All requirements [Met]: 2 of 2 requirements.")


def test_whole_scheme_is_listed() -> None:
    out = StringIO()
    call_command("scheme_check", SAMPLE, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Sample Early Relationships Endorsement, edition 2026: no mistakes found."
    assert lines[1] == "  first_steps: Early Relationships Learner"
    assert len(lines) == 6


def test_broken_scheme_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("format: 1\nscheme: [sample\n")
    with pytest.raises(CommandError) as caught:
        call_command("scheme_check", path)
    assert caught.value.returncode == 2
    assert str(caught.value).startswith(f"{path}, line 3: this cannot be read: ")


SCHEME = """
format: 2
scheme: two
name: {en: Two}
frameworks: ["core@1"]
renewal: {cycle: {kind: fixed_date, month_day: "12-31", years: 3, anchor_year: 2027}, window_opens: {days: 90}}
editions:
  - edition: {code: "2023", effective_from: 2023-01-01}
    categories: {fs: {name: {en: FS}, award: {all: [{id: a, label: {en: Training}, hours: {kinds: [training], min: 30}}]}}}
  - edition: {code: "2026", effective_from: 2026-01-01}
    categories:
      fs:
        name: {en: FS}
        award:
          all:
            - {id: a, label: {en: Training}, hours: {kinds: [training], min: 33}}
            - {id: b, label: {en: Work}, work: {months: 24}}
        emerging: {months: 24, without: [b]}
        renewal: {all: [{id: a, label: {en: Training}, hours: {kinds: [training], min: 45, within: cycle, pro_rata: years}}]}
"""
PERSON = """
format: 1
person: {ref: p}
holdings: [{category: fs, from_on: 2025-06-01}]
entries: [{key: a, kind: training, first_on: 2026-02-01, last_on: 2026-02-01, hours: 33.00}]
"""


@pytest.mark.parametrize(
    ("more", "code", "line"),
    [
        ({}, 1, "All requirements [Not met yet]: 1 of 2 requirements; 1 more needed."),
        ({"purpose": "emerging"}, 0, "All requirements [Met]: 1 of 1 requirement."),
        ({"edition": "2023"}, 0, "  Training [Met]: 33 clock hours; 30 needed."),
        (
            {"as_of": "2025-12-31"},
            1,
            "  Training [Not met yet]: 0 of 30 clock hours; 30 more needed.",
        ),
        # Endorsed for two whole years when the cycle of three ends.
        ({"purpose": "renewal"}, 0, "  Training [Met]: 33 clock hours; 30 needed."),
        ({"edition": "2030"}, 2, "there is no such edition; this file has: 2023, 2026."),
        ({"purpose": "reinstatement"}, 2, "This scheme has no reinstatement requirements"),
    ],
)
def test_yaml_portfolio_against_one_of_several_editions(
    tmp_path: Path, more: dict[str, Any], code: int, line: str
) -> None:
    scheme, person = tmp_path / "two.yaml", tmp_path / "person.yaml"
    scheme.write_text(SCHEME)
    person.write_text(PERSON)
    found, text = run(person, "fs", scheme=scheme, **more)
    assert found == code
    assert line in text


def test_check_lists_every_edition(tmp_path: Path) -> None:
    scheme = tmp_path / "two.yaml"
    scheme.write_text(SCHEME)
    out = StringIO()
    call_command("scheme_check", scheme, stdout=out)
    assert [line for line in out.getvalue().splitlines() if "edition" in line] == [
        "Two, edition 2023: no mistakes found.",
        "Two, edition 2026: no mistakes found.",
    ]
