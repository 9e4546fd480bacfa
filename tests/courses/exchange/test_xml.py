"""Moodle XML and QTI: what is read of them, and XML that is refused."""

import io
import zipfile

import pytest

from courses.exchange import formats, safe_xml
from courses.exchange.question import BadFile, Entry

QUESTION = """<question type="multichoice"><name><text>N</text></name>
<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext><single>true</single>
<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>
{more}</question>"""
ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" title="T">
<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">{right}
</responseDeclaration><itemBody><p>A?</p>{body}</itemBody>{more}</assessmentItem>"""
CHOICES = (
    '<simpleChoice identifier="a">x</simpleChoice><simpleChoice identifier="b">y</simpleChoice>'
)
CHOICE = f'<choiceInteraction responseIdentifier="R">{CHOICES}</choiceInteraction>'
RIGHT = "<correctResponse><value>a</value></correctResponse>"


def moodle(text: str = "<p>A?</p>", more: str = "") -> bytes:
    return f"<quiz>{QUESTION.format(text=text, more=more)}</quiz>".encode()


def item(
    body: str = CHOICE, right: str = RIGHT, base="identifier", cardinality="single", more=""
) -> bytes:
    return ITEM.format(
        body=body, right=right, base=base, cardinality=cardinality, more=more
    ).encode()


def only(content: bytes) -> Entry:
    (entry,) = formats.read(content).entries
    return entry


def reasons(entry: Entry) -> list[str]:
    return [str(one.reason) for one in entry.notes]


@pytest.mark.parametrize(
    ("content", "losses"),
    [
        (moodle(), []),
        (moodle("<p>A?</p><img src='@@PLUGINFILE@@/a.png' alt='a bird'>"), ["media"]),
        (moodle("<table><tr><td>A</td><td>B</td></tr></table>"), ["table"]),
        (moodle(more="<hint format='html'><text>Look.</text></hint>"), ["hints"]),
        (moodle(more="<file name='a.png' encoding='base64'>QUJD</file>"), ["files"]),
        (moodle(more="<answer fraction='50'><text>c</text></answer>"), ["weights"]),
        (item(), []),
        (item(CHOICE + "<p><math><mi>x</mi></math></p>"), ["formula"]),
        (item(CHOICE + "<p><object data='a.mp4'/></p>"), ["media"]),
        (
            item(more="<modalFeedback identifier='r'>Yes</modalFeedback><modalFeedback identifier='w'>No</modalFeedback>"),
            ["feedback"],
        ),
        (
            item(CHOICE.replace("choice", "associate").replace("simpleChoice", "simpleAssociableChoice")
                 .replace("</associateInteraction>", '<simpleAssociableChoice identifier="c">z</simpleAssociableChoice>'
                 '<simpleAssociableChoice identifier="d">w</simpleAssociableChoice></associateInteraction>'),
                 "<correctResponse><value>a b</value><value>c d</value></correctResponse>", "pair", "multiple"),
            ["pairs"],
        ),
    ],
)  # fmt: skip
def test_what_is_lost_is_named(content: bytes, losses: list[str]) -> None:
    entry = only(content)
    assert (entry.question is not None, reasons(entry)) == (True, losses)


@pytest.mark.parametrize(
    ("content", "said", "reason"),
    [
        (moodle().replace(b'"multichoice"', b'"calculated"'), "calculated", "kind"),
        (moodle().replace(b'"multichoice"', b'"truefalse"'), "truefalse", "broken"),
        (moodle().replace(b'fraction="100"', b'fraction="many"'), "multichoice", "broken"),
        (moodle().replace(b'fraction="100"', b'fraction="0"'), "multichoice", "no_right"),
        (moodle("x" * 6000), "multichoice", "long"),
        (item(right=""), "choiceInteraction", "no_right"),
        (item(right=RIGHT.replace(">a<", ">z<")), "choiceInteraction", "missing"),
        (item(CHOICE + CHOICE), "several", "kind"),
        (
            item("<extendedTextInteraction responseIdentifier='R'/>"),
            "extendedTextInteraction",
            "kind",
        ),
        (item("<textEntryInteraction responseIdentifier='R'/>", base="float"), "numerical", "kind"),
        (item(more="<templateProcessing/>"), "templateProcessing", "kind"),
        (item("<p>B</p>"), "description", "kind"),
        (item(CHOICE.replace("choice", "order")), "orderInteraction", "missing"),
    ],
)
def test_what_cannot_be_taken_says_why(content: bytes, said: str, reason: str) -> None:
    entry = only(content)
    assert (entry.question, entry.said, reasons(entry)) == (None, said, [reason])


def test_names_of_version_3_are_understood() -> None:
    three = item().decode().replace("assessmentItem", "qti-assessment-item")
    for old, new in (
        ("responseDeclaration", "qti-response-declaration"), ("baseType", "base-type"),
        ("correctResponse", "qti-correct-response"), ("value>", "qti-value>"),
        ("itemBody", "qti-item-body"), ("choiceInteraction", "qti-choice-interaction"),
        ("responseIdentifier", "response-identifier"), ("simpleChoice", "qti-simple-choice"),
    ):  # fmt: skip
        three = three.replace(old, new)
    reading = formats.read(three.encode())
    assert (reading.format, reading.entries[0].question) == ("qti3", only(item()).question)


DOCTYPE = '<!DOCTYPE quiz [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'
DECLARED = '<?xml version="1.0" encoding="{}"?>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<quiz/>", "no_questions"),
        (b"<quiz><question></quiz>", "broken_xml"),
        (DOCTYPE.encode(), "doctype"),
        (OUTSIDE.encode(), "doctype"),
        (b'<!DOCTYPE quiz SYSTEM "http://example.org/a.dtd"><quiz/>', "doctype"),
        (b"<quiz>&nbsp;</quiz>", "broken_xml"),
        (b"<a>" * 200, "complicated"),
        (b"<html></html>", "unknown_xml"),
        (b"<questestinterop/>", "qti1"),
        ((DECLARED.format("utf-8") + "<quiz>é</quiz>").encode("latin-1"), "wrong_encoding"),
        ((DECLARED.format("utf-7") + "<quiz/>").encode(), "unknown_encoding"),
        ((DECLARED.format("rot13") + "<quiz/>").encode(), "unknown_encoding"),
        (b"<quiz>" + b'<question type="essay"/>' * 1001 + b"</quiz>", "too_many"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_bad_file_is_refused_for_one_reason(content: bytes, code: str) -> None:
    with pytest.raises(BadFile, match=f"^{code}$"):
        formats.read(content)


def test_file_of_very_many_parts_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(safe_xml, "MOST_ELEMENTS", 50)
    with pytest.raises(BadFile, match="complicated"):
        formats.read(b"<quiz>" + b"<a/>" * 50 + b"</quiz>")


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_declared_encoding_is_read(name: str) -> None:
    said = {"utf-8-sig": "utf-8"}.get(name, name)
    content = (DECLARED.format(said) + moodle("¿Qué?").decode()).encode(name)
    question = only(content).question
    assert question is not None
    assert question.text == "¿Qué?"


MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>
<resource type="imsqti_item_xmlv2p1" href="{}"/></resources></manifest>"""


def package(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (package(imsmanifest_xml=MANIFEST.format("a.xml"), a_xml=item()), None),
        (package(p__imsmanifest_xml=MANIFEST.format("a.xml"), p__a_xml=item()), None),
        (package(imsmanifest_xml=MANIFEST.format("../a.xml"), a_xml=item()), "missing"),
        (package(imsmanifest_xml=MANIFEST.format("b.xml"), a_xml=item()), "missing"),
        (package(imsmanifest_xml=MANIFEST.format("a.xml"), a_xml=DOCTYPE), "unread"),
        (package(imsmanifest_xml=MANIFEST.format("a.xml"), a_xml="<html/>"), "unread"),
    ],
)
def test_package_is_read_item_by_item(content: bytes, reason: str | None) -> None:
    assert reasons(only(content)) == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (package(a_xml=item()), "no_manifest"),
        (package(imsmanifest_xml="<manifest/>"), "no_questions"),
        (package(imsmanifest_xml=DOCTYPE), "doctype"),
        (package(imsmanifest_xml=MANIFEST.format("a").replace("item_xmlv2p1", "xmlv1p2")), "qti1"),
        (package(imsmanifest_xml=MANIFEST.format("a").replace("/></", "/>" * 1, 1)), "broken_xml"),
        (b"PK\x03\x04", "archive_damaged"),
    ],
)
def test_bad_package_is_refused_for_one_reason(content: bytes, code: str) -> None:
    with pytest.raises(BadFile, match=f"^{code}$"):
        formats.read(content)
