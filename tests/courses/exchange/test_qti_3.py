"""What is written as QTI 3: its structure as QTI 3.0.1 has it, and another program that reads it."""

import io
import zipfile
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.exchange import formats
from courses.exchange.question import Kind, Option, Pair, Question
from tests.courses.exchange.made import questions

NAMESPACE = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
FLOW = {"#text", "p", "br"}
CHOICE = {"#text", "br", "qti-feedback-inline"}
#: By element: what may stand in it, attributes that it must have, and those that it may have besides.
#: From the schema imsqti_asiv3p0p1_v1p0, as far as our questions go.
ALLOWED: dict[str, tuple[set[str], str, str]] = {
    "qti-assessment-item": (
        {
            "qti-response-declaration",
            "qti-outcome-declaration",
            "qti-item-body",
            "qti-response-processing",
            "qti-modal-feedback",
        },
        "identifier title time-dependent",
        "adaptive",
    ),
    "qti-response-declaration": (
        {"qti-correct-response", "qti-mapping"},
        "identifier cardinality base-type",
        "",
    ),
    "qti-correct-response": ({"qti-value"}, "", ""),
    "qti-default-value": ({"qti-value"}, "", ""),
    "qti-value": ({"#text"}, "", ""),
    "qti-mapping": ({"qti-map-entry"}, "default-value", "lower-bound upper-bound"),
    "qti-map-entry": (set(), "map-key mapped-value", "case-sensitive"),
    "qti-outcome-declaration": ({"qti-default-value"}, "identifier cardinality base-type", ""),
    "qti-item-body": (
        {"p", "qti-choice-interaction", "qti-match-interaction", "qti-order-interaction"},
        "",
        "",
    ),
    "p": (FLOW | {"qti-text-entry-interaction"}, "", ""),
    "br": (set(), "", ""),
    "qti-choice-interaction": (
        {"qti-simple-choice"},
        "response-identifier shuffle max-choices",
        "",
    ),
    "qti-order-interaction": ({"qti-simple-choice"}, "response-identifier shuffle", ""),
    "qti-match-interaction": (
        {"qti-simple-match-set"},
        "response-identifier shuffle max-associations",
        "",
    ),
    "qti-text-entry-interaction": (set(), "response-identifier", ""),
    "qti-simple-match-set": ({"qti-simple-associable-choice"}, "", ""),
    "qti-simple-associable-choice": ({"#text"}, "identifier match-max", ""),
    "qti-simple-choice": (CHOICE, "identifier", ""),
    "qti-feedback-inline": ({"#text", "br"}, "outcome-identifier identifier show-hide", ""),
    "qti-modal-feedback": ({"qti-content-body"}, "outcome-identifier identifier show-hide", ""),
    "qti-content-body": ({"p"}, "", ""),
    "qti-response-processing": (
        {"qti-set-outcome-value", "qti-response-condition"},
        "",
        "template",
    ),
    "qti-response-condition": ({"qti-response-if"}, "", ""),
    "qti-response-if": ({"qti-match", "qti-set-outcome-value"}, "", ""),
    "qti-match": ({"qti-variable", "qti-correct"}, "", ""),
    "qti-set-outcome-value": (
        {"qti-map-response", "qti-base-value", "qti-variable"},
        "identifier",
        "",
    ),
    "qti-map-response": (set(), "identifier", ""),
    "qti-variable": (set(), "identifier", ""),
    "qti-correct": (set(), "identifier", ""),
    "qti-base-value": ({"#text"}, "base-type", ""),
}
ORDER = [
    "qti-response-declaration",
    "qti-outcome-declaration",
    "qti-item-body",
    "qti-response-processing",
    "qti-modal-feedback",
]
ONE_OF_EACH = [
    Question(
        Kind.MULTIPLE_CHOICE,
        "What is a cue?",
        "So it is.",
        options=(Option("A sign", True, "Yes."), Option("A rest", False, "No.\nNot quite.")),
    ),
    Question(
        Kind.MULTIPLE_RESPONSE,
        "Which two?\n\nChoose.",
        options=(Option("a", True), Option("b", True), Option("c")),
        partial=True,
    ),
    Question(Kind.TRUE_FALSE, "Babies learn.", options=(Option("", True), Option("", False))),
    Question(
        Kind.MATCHING,
        "Match.",
        pairs=(Pair("Gaze", "looking"), Pair("Cue", "a sign")),
        decoys=("a rest",),
        partial=True,
    ),
    Question(Kind.ORDERING, "In which order?", items=("serve", "notice", "return")),
    Question(Kind.SHORT_ANSWER, "One word?", accepted=("bond", "attachment")),
]


def items_in(package: bytes) -> list[Element]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("items/"))
        return [fromstring(archive.read(name)) for name in names]


def check(element: Element) -> None:
    """The element and everything in it stands where QTI 3 has it, with what it needs."""
    tag = element.tag.removeprefix(NAMESPACE)
    assert element.tag == NAMESPACE + tag
    inside, needed, also = ALLOWED[tag]
    here = {name for name in element.attrib if not name.startswith("{")}
    assert set(needed.split()) <= here <= {*needed.split(), *also.split()}, tag
    texts = [element.text, *(child.tail for child in element)]
    assert "#text" in inside or not "".join(text or "" for text in texts).strip(), tag
    for child in element:
        assert child.tag.removeprefix(NAMESPACE) in inside, (tag, child.tag)
        check(child)


@given(made=st.lists(questions(), min_size=1, max_size=2))
@settings(max_examples=60)
def test_every_element_stands_where_the_schema_has_it(made: list[Question]) -> None:
    package, entries = formats.write("qti3", made)
    items = items_in(package)
    assert len(items) == len(entries)
    for item in items:
        check(item)
        tags = [child.tag.removeprefix(NAMESPACE) for child in item]
        assert tags == sorted(tags, key=ORDER.index)


def test_package_says_that_it_is_of_version_3() -> None:
    package, _entries = formats.write("qti3", ONE_OF_EACH)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        manifest = archive.read("imsmanifest.xml").decode()
    assert 'xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"' in manifest
    assert "<schemaversion>3.0.0</schemaversion>" in manifest
    assert manifest.count('type="imsqti_item_xmlv3p0"') == len(ONE_OF_EACH)
    assert formats.read(package).format == "qti3"


@pytest.mark.parametrize("question", ONE_OF_EACH, ids=lambda one: one.kind)
def test_scoring_by_a_template_names_that_of_version_3(question: Question) -> None:
    [item] = items_in(formats.write("qti3", [question])[0])
    processing = item.find(f"{NAMESPACE}qti-response-processing")
    assert processing is not None
    template = processing.get("template")
    known = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"
    assert len(processing) or template in {known + "match_correct.xml", known + "map_response.xml"}


@given(made=st.lists(questions(), min_size=1, max_size=2))
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_another_program_brings_it_back_to_version_2(made: list[Question]) -> None:
    other = pytest.importorskip(
        "qti_convert", reason="citolab-qti-convert, which reads QTI 3, is not installed"
    )
    package, _entries = formats.write("qti3", made)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    result = other.downgrade_package_files(files)
    assert result.warnings == []
    brought = formats.read(other.package_to_zip(result.files))
    straight = formats.read(formats.write("qti21", made)[0])
    assert brought.format == "qti21"
    assert [one.question for one in brought.entries] == [one.question for one in straight.entries]
