"""Scheme files: a mistake is reported with its line; days and decimals stay text."""

import json
from datetime import date
from pathlib import Path

import pytest

from endorsement.rules.files import (
    SCHEMES,
    edition_from_text,
    load_edition,
    load_edition_document,
    load_editions,
    read_text,
)
from endorsement.rules.reading import DocumentError

SAMPLE = SCHEMES / "sample.yaml"


def line_of(text: str, content: str) -> int:
    return content[: content.index(text)].count("\n") + 1


# Where a mistake shows when that is not where it was made.
SHOWN_AT = {
    "unknown_framework": '"core:foundations", text',
    "unknown_role": "references:\n            slots:\n              - {roles: [supervisor]}",
}


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        (
            "months: 6}",
            "month: 6}",
            "categories.first_steps.award.all[0].any[1].work.month",
            "unknown_key",
        ),
        ("min: 30", "min: soon", "categories.family_associate.award.all[1].hours.min", "not_hours"),
        ('area: "core:systems"', 'area: "core:system"', "reference_form[2].area", "unknown_area"),
        ('["core@1"]', '["other@1"]', "reference_form[0].area", "unknown_framework"),
        (
            "{documents: [code_of_ethics]}}",
            "{documents: [code]}}",
            "categories.first_steps.award.all[4].signatures",
            "unknown_document",
        ),
        (
            "{roles: [supervisor]}",
            "{roles: [boss]}",
            "categories.family_associate.award.all[2].references",
            "unknown_role",
        ),
        (
            "categories: [family_specialist,",
            "categories: [family_specialists,",
            "categories.reflective_supervisor.award.all[0].holding",
            "unknown_category",
        ),
        ("kind: fixed_date", "kind: weekly", "renewal.cycle.kind", "not_one_of"),
        ('"12-31"', '"13-31"', "renewal.cycle.month_day", "not_a_month_day"),
        ("format: 1", "format: 9", "format", "unknown_format"),
        (
            "effective_from: 2026-01-01",
            "effective_from: 2026-13-01",
            "edition.effective_from",
            "not_a_date",
        ),
    ],
)
def test_mistake_in_a_file_names_path_and_line(
    tmp_path: Path, old: str, new: str, path: str, code: str
) -> None:
    content = SAMPLE.read_text(encoding="utf-8")
    file = tmp_path / "scheme.yaml"
    file.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_edition(file)
    error = caught.value
    assert (error.path, error.code) == (path, code)
    assert error.line == line_of(SHOWN_AT.get(code, old), content)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("a: 1\nb: ]\nc: 2\n", "syntax", 2),
        ("a: 1\na: 2\n", "duplicate", 2),
        ("a: &x [*x]\n", "holds_too_much", 1),
        ("a: !!python/object:os.system x\n", "syntax", 1),
        ("a: \x00", "syntax", None),
        ("a: " + "9" * 5_000, "syntax", None),
        ("a: !!int x", "syntax", None),
    ],
)
def test_text_that_cannot_be_read_is_refused(content: str, code: str, line: int | None) -> None:
    with pytest.raises(DocumentError) as caught:
        read_text(content)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_aliases_cannot_blow_up_a_file() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(DocumentError) as caught:
        read_text("\n".join(rows))
    assert caught.value.code == "holds_too_much"


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        load_edition(tmp_path / "none.yaml")
    assert caught.value.code == "unreadable"


def test_days_and_decimals_stay_text() -> None:
    values, lines = read_text("day: 2026-01-31\nhours: 1.50\nwhole: 2\non: true")
    assert values == {"day": "2026-01-31", "hours": "1.50", "whole": 2, "on": True}
    assert lines["hours"] == 2


def test_edition_survives_json() -> None:
    document, edition = load_edition_document(SAMPLE)
    assert edition_from_text(json.dumps(document)) == edition


def test_broken_json_of_an_edition_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        edition_from_text("{\n,}")
    assert (caught.value.code, caught.value.line) == ("syntax", 2)


SEVERAL = """
format: 2
scheme: several
name: {en: Several}
frameworks: ["core@1"]
editions:
  - edition: {code: "2023", effective_from: 2023-01-01}
    categories: {fa: {name: {en: FA}, award: {all: [{id: a, label: {en: A}, work: {months: 24}}]}}}
  - edition: {code: "2024", effective_from: 2024-01-01}
    categories: {fa: {name: {en: FA}, award: {all: [{id: a, label: {en: A}, work: {months: 12}}]}}}
"""


def several(tmp_path: Path, old: str = "", new: str = "") -> Path:
    file = tmp_path / "several.yaml"
    file.write_text(SEVERAL.replace(old, new, 1) if old else SEVERAL, encoding="utf-8")
    return file


def test_several_editions_stand_in_one_file(tmp_path: Path) -> None:
    file = several(tmp_path)
    assert [edition.code for _, edition in load_editions(file)] == ["2023", "2024"]
    document, edition = load_edition_document(file)
    assert (edition.code, "editions" in document) == ("2024", False)
    assert edition_from_text(json.dumps(document)) == edition
    assert load_edition(file, on=date(2023, 12, 31)).code == "2023"
    assert load_edition(file, on=date(2024, 1, 1)).code == "2024"
    assert load_edition(file, code="2023").code == "2023"


@pytest.mark.parametrize(
    ("old", "new", "path", "code", "line"),
    [
        (
            "months: 12",
            "months: soon",
            "editions[1].categories.fa.award.all[0].work.months",
            "not_a_number",
            10,
        ),
        ("2024-01-01", "2023-01-01", "editions[1].edition.effective_from", "editions_overlap", 9),
        (
            "2023-01-01}",
            "2023-01-01, effective_through: 2024-01-01}",
            "editions[1].edition.effective_from",
            "editions_overlap",
            9,
        ),
        ('"2024"', '"2023"', "editions[1].edition.code", "duplicate", 9),
        ("{en: Several}", "Several", "name", "not_a_mapping", 4),
    ],
)
def test_mistake_among_several_editions_names_path_and_line(
    tmp_path: Path, old: str, new: str, path: str, code: str, line: int
) -> None:
    with pytest.raises(DocumentError) as caught:
        load_editions(several(tmp_path, old, new))
    assert (caught.value.path, caught.value.code, caught.value.line) == (path, code, line)


def test_unknown_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        load_edition(several(tmp_path), code="2030")
    assert caught.value.code == "unknown_edition"


def test_file_that_is_too_large_or_too_deep_is_refused(tmp_path: Path) -> None:
    for content, code in [
        ("a: " + "x" * 1_000_001, "too_big"),
        ("[" * 5_000 + "]" * 5_000, "holds_too_much"),
        ("[" * 60 + "]" * 60, "holds_too_much"),
    ]:
        file = tmp_path / "large.yaml"
        file.write_text(content)
        with pytest.raises(DocumentError) as caught:
            load_edition(file)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a:\n" + "  - x\n" * 120_000, 99_998),
        ("\n".join(f"key{n}: {{b: 1, c: [1, 2, 3]}}" for n in range(20_000)), 9_091),
        ("a:\n" + "  " + "[" * 200_000, 2),
        ("a: &a [x]\nb:\n" + "  - *a\n" * 120_000, 99_995),
    ],
)
def test_what_holds_too_much_is_read_only_as_far_as_one_must(content: str, line: int) -> None:
    # Whoever read to the end would meet a mistake there, and report that.
    with pytest.raises(DocumentError) as caught:
        read_text(content + "\n]: {")
    assert (caught.value.code, caught.value.line) == ("holds_too_much", line)


def test_a_large_file_that_says_no_more_than_it_may_is_read_with_its_lines() -> None:
    content = "".join(f"key{n}: {{b: [1, 2]}}\n" for n in range(11_000))
    values, lines = read_text(content)
    assert values["key10999"] == {"b": [1, 2]}
    assert lines["key10999.b[1]"] == 11_000
