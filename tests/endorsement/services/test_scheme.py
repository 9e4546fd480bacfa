"""Editions are loaded once, stay as published, and broken files change nothing."""

import copy
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from endorsement.models import Edition, Scheme
from endorsement.refusals import Refused
from endorsement.rules.files import SCHEMES, load_edition_document, load_editions
from endorsement.rules.reading import DocumentError
from endorsement.selectors import editions
from endorsement.services.scheme import import_editions, import_scheme, load_new_editions
from tests.factories.association import AssociationFactory
from tests.factories.scheme import PUBLISHED, association_with_scheme, sample_edition

pytestmark = pytest.mark.django_db


def document(**edition: Any) -> dict[str, Any]:
    read = copy.deepcopy(load_edition_document(SCHEMES / "sample.yaml")[0])
    read["edition"].update(edition)
    return read


def test_importing_twice_keeps_one_edition() -> None:
    first, second = sample_edition(), sample_edition()
    assert (first, first.sha256) == (second, second.sha256)
    assert (first.state, first.published_at) == ("published", PUBLISHED)


def test_a_published_edition_is_not_changed() -> None:
    before = sample_edition().sha256
    changed = document()
    changed["name"]["en"] = "Another name"
    with pytest.raises(Refused, match="Give the file a new edition code"):
        import_scheme(document=changed, at=PUBLISHED)
    assert Edition.objects.get().sha256 == before


def test_a_start_keeps_what_is_published_and_loads_what_is_new(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = sample_edition()
    changed = document()
    changed["name"]["en"] = "Another name"
    later = document(code="2030", effective_from="2030-01-01")
    for content in (changed, later):
        file = tmp_path / "sample.json"
        file.write_text(json.dumps(content))
        call_command("scheme_import", file, new_only=True)
    assert Edition.objects.get(code=before.code).sha256 == before.sha256
    assert Edition.objects.filter(code="2030", state="published").exists()
    (line,) = [one.getMessage() for one in caplog.records if one.name.startswith("endorsement")]
    assert line.startswith(f"sample.json: edition {before.code} of sample was not loaded: Edition ")
    assert line.endswith("Give the file a new edition code and the day from which it holds.")


def test_administrators_are_told_until_the_file_is_as_what_is_stored() -> None:
    before = sample_edition()
    changed = document()
    changed["name"]["en"] = "Another name"
    ((scheme, code, _why),) = load_new_editions(documents=[changed], at=PUBLISHED)
    assert (scheme, code, Scheme.objects.get().differs) == ("sample", before.code, [before.code])
    assert Scheme.objects.get().name["en"] != "Another name"
    assert load_new_editions(documents=[document()], at=PUBLISHED) == []
    assert Scheme.objects.get().differs == []


def test_a_draft_edition_is_replaced_until_it_is_published() -> None:
    draft = import_scheme(document=document(), at=PUBLISHED, publish=False)
    changed = document()
    changed["name"]["en"] = "Another name"
    published = import_scheme(document=changed, at=PUBLISHED)
    assert (draft.state, published.pk, published.state) == ("draft", draft.pk, "published")
    assert Scheme.objects.get().name["en"] == "Another name"


def test_a_broken_document_writes_nothing() -> None:
    with pytest.raises(DocumentError):
        import_scheme(document={"format": 1, "scheme": "sample"}, at=PUBLISHED)
    assert Scheme.objects.count() == 0


def test_the_edition_in_force_is_the_one_that_began_last() -> None:
    association = association_with_scheme()
    old = Edition.objects.get()
    new = import_scheme(document=document(code="2027", effective_from="2027-01-01"), at=PUBLISHED)
    import_scheme(
        document=document(code="2028", effective_from="2026-06-01"), at=PUBLISHED, publish=False
    )
    assert editions.current(association, old.effective_from) == old
    assert editions.current(association, new.effective_from) == new
    assert editions.parsed(new).code == "2027"


def test_without_a_scheme_or_before_its_first_day_there_is_no_edition() -> None:
    edition = sample_edition()
    with pytest.raises(Edition.DoesNotExist):
        editions.current(AssociationFactory(), edition.effective_from)
    with pytest.raises(Edition.DoesNotExist):
        editions.current(association_with_scheme(), edition.effective_from.replace(year=2025))


def test_command_loads_the_sample_scheme() -> None:
    out = StringIO()
    call_command("scheme_import", str(SCHEMES / "sample.yaml"), stdout=out)
    assert out.getvalue() == "sample 2026: published\n"


def test_command_names_file_line_and_place_of_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "scheme.yaml"
    file.write_text("format: 1\nscheme: Sample\n")
    with pytest.raises(CommandError) as error:
        call_command("scheme_import", str(file))
    assert str(error.value) == "scheme.yaml, line 1: “name” is missing."
    assert Scheme.objects.count() == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"effective_from": "2026-01-01"}),
        ({"effective_through": "2027-01-01"}, {"effective_from": "2027-01-01"}),
        ({}, {"effective_from": "2025-01-01", "effective_through": "2026-01-01"}),
    ],
)
def test_editions_may_not_hold_on_the_same_days(
    first: dict[str, str], second: dict[str, str]
) -> None:
    import_scheme(document=document(**first), at=PUBLISHED)
    with pytest.raises(Refused, match="Let one end before the other begins"):
        import_editions(documents=[document(code="other", **second)], at=PUBLISHED)
    assert Edition.objects.get().code == "2026"


SEVERAL = """
format: 2
scheme: several
name: {en: Several, es: Varios}
frameworks: ["core@1"]
documents: {ethics: {name: {en: Ethics}, text: {en: "Be kind: always."}}}
editions:
  - edition: {code: "2023", effective_from: 2023-01-01, effective_through: 2023-12-31}
    categories: {fa: {name: {en: FA}, award: {all: [{id: a, label: {en: A}, work: {months: 24}}]}}}
  - edition: {code: "2024", effective_from: 2024-01-01}
    credit_hours: {semester: 15}
    categories: {fa: {name: {en: FA}, award: {all: [{id: a, label: {en: A}, hours: {kinds: [training], min: 1.50}}]}}}
"""


def exported(*arguments: str) -> str:
    out = StringIO()
    call_command("scheme_export", *arguments, stdout=out)
    return out.getvalue()


def test_what_is_exported_is_what_was_imported(tmp_path: Path) -> None:
    file = tmp_path / "several.yaml"
    file.write_text(SEVERAL)
    out = StringIO()
    call_command("scheme_import", str(file), stdout=out)
    assert out.getvalue() == "several 2023: published\nseveral 2024: published\n"
    before = {one.code: one.sha256 for one in Edition.objects.all()}
    again = tmp_path / "again.yaml"
    again.write_text(exported("several"))
    assert load_editions(again) == load_editions(file)
    # What differs from a published edition would be refused.
    call_command("scheme_import", str(again), stdout=StringIO())
    assert {one.code: one.sha256 for one in Edition.objects.all()} == before


def test_sample_scheme_survives_the_way_out_and_in(tmp_path: Path) -> None:
    sha256 = sample_edition().sha256
    file = tmp_path / "sample.yaml"
    file.write_text(exported("sample", "--edition", "2026"))
    assert import_scheme(document=load_edition_document(file)[0], at=PUBLISHED).sha256 == sha256


def test_second_edition_that_is_broken_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    file = tmp_path / "several.yaml"
    file.write_text(SEVERAL.replace("1.50", "1.505"))
    with pytest.raises(CommandError) as error:
        call_command("scheme_import", str(file))
    assert str(error.value) == (
        "several.yaml, line 12, editions[1].categories.fa.award.all[0].hours.min: "
        "“1.505” is not a number of hours with at most two decimals."
    )
    assert Scheme.objects.count() == 0


def test_nothing_is_exported_of_what_is_not_there() -> None:
    with pytest.raises(CommandError, match="nothing to write"):
        exported("nowhere")
