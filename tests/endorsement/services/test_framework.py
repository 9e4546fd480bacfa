"""A framework is loaded as often as one likes, and no code of it ever disappears."""

import copy
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from endorsement.models import Competency, CompetencyArea, Framework
from endorsement.refusals import Refused
from endorsement.rules.files import FRAMEWORKS, read_document
from endorsement.rules.reading import DocumentError
from endorsement.selectors import frameworks
from endorsement.services.framework import import_framework
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
FILE = FRAMEWORKS / "core-1.yaml"


def test_importing_twice_makes_every_row_once() -> None:
    core_framework()
    counts = [model.objects.count() for model in (Framework, CompetencyArea, Competency)]
    core_framework()
    assert [model.objects.count() for model in (Framework, CompetencyArea, Competency)] == counts
    assert counts[:2] == [1, 11]


def test_texts_are_brought_up_to_date() -> None:
    core_framework()
    document = copy.deepcopy(read_document(FILE)[0])
    document["areas"][0]["name"]["en"] = "Beginnings"
    import_framework(document=document)
    assert frameworks.areas()[0].name == "Beginnings"


def test_a_version_does_not_lose_codes() -> None:
    core_framework()
    document = copy.deepcopy(read_document(FILE)[0])
    del document["areas"][10]
    with pytest.raises(Refused, match="core:research"):
        import_framework(document=document)
    assert CompetencyArea.objects.count() == 11


SCALE = [{"en": "Seen", "es": "Visto"}, {"en": "Done"}, {"en": "Taught"}]


def graded(version: str = "2", scale: Any = SCALE) -> Framework:
    document = copy.deepcopy(read_document(FILE)[0])
    return import_framework(document={**document, "version": version, "rating_scale": scale})


def test_a_framework_may_bring_its_own_scale() -> None:
    core_framework()
    graded()
    assert frameworks.scale("core@2") == ["Seen", "Done", "Taught"]
    assert frameworks.scale("core@1") == []
    (known,) = [one for one in frameworks.known() if one.rating_scale]
    assert (known.reference, len(known.rating_scale)) == ("core@2", 3)


def test_a_scale_gets_other_words_and_keeps_its_levels() -> None:
    graded()
    graded(scale=[{"en": "Heard of"}, *SCALE[1:]])
    assert frameworks.scale("core@2")[0] == "Heard of"
    for scale in (SCALE[:2], [*SCALE, {"en": "More"}]):
        with pytest.raises(Refused, match="another number of levels"):
            graded(scale=scale)
    assert len(frameworks.scale("core@2")) == 3


@pytest.mark.parametrize("scale", [[], [{"en": "Only one"}], ["no map", "of texts"]])
def test_what_is_no_scale_is_refused(scale: Any) -> None:
    with pytest.raises(DocumentError):
        graded(scale=scale)
    assert not Framework.objects.exists()


def test_names_are_found_by_reference() -> None:
    core_framework()
    names = frameworks.names()
    assert names["core:reflection"]["en"] == "Reflection"
    assert names["core:foundations.attachment"]["en"] == "Attachment, separation and loss"


def test_command_loads_and_reports() -> None:
    out = StringIO()
    call_command("framework_import", str(FILE), stdout=out)
    assert out.getvalue() == "core@1\n"
    with pytest.raises(CommandError, match="missing"):
        call_command("framework_import", "missing.yaml")
