"""Scheme files: a mistake is reported with its line; days and decimals stay text."""

import json
from pathlib import Path

import pytest

from endorsement.rules.files import (
    SCHEMES,
    edition_from_text,
    load_edition,
    load_edition_document,
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
        ("a: &x [*x]\n", "syntax", 1),
        ("a: !!python/object:os.system x\n", "syntax", 1),
        ("a: \x00", "syntax", None),
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
    assert caught.value.code == "syntax"


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
