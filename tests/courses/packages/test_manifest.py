"""What is read from manifests: the shapes that the two standards and common tools give them."""

import pytest

from courses.exchange.question import BadFile
from courses.packages.manifest import Manifest, Standard, Unit, read

ITEM = '<item identifier="i1" identifierref="r1"><title>One</title></item>'
FILES = {"imsmanifest.xml", "index.html", "shared/scormcontent/index.html"}


def manifest(
    *,
    version: str = "<schemaversion>1.2</schemaversion>",
    items: str = ITEM,
    resources: str = '<resource identifier="r1" href="index.html" adlcp:scormtype="sco"/>',
    namespace: str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    base: str = "",
) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="{namespace}" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss"{base}>
  <metadata><schema>ADL SCORM</schema>{version}</metadata>
  <organizations default="o">
    <organization identifier="other"><item identifier="x" identifierref="r1"/></organization>
    <organization identifier="o"><title> Babies and
      sleep </title>{items}</organization>
  </organizations>
  <resources>{resources}</resources>
</manifest>""".encode()


def test_manifest_of_1_2_names_its_organization_and_units() -> None:
    assert read(manifest(), FILES) == Manifest(
        Standard.SCORM_1_2, "Babies and sleep", (Unit("i1", "One", "index.html"),)
    )


@pytest.mark.parametrize(
    ("version", "namespace", "expected"),
    [
        ("<schemaversion>1.2</schemaversion>", "any", Standard.SCORM_1_2),
        ("<schemaversion>CAM 1.3</schemaversion>", "any", Standard.SCORM_2004),
        ("<schemaversion>2004 3rd Edition</schemaversion>", "any", Standard.SCORM_2004),
        ("<schemaversion>2004 4th Edition</schemaversion>", "any", Standard.SCORM_2004),
        ("", "http://www.imsglobal.org/xsd/imscp_v1p1", Standard.SCORM_2004),
        ("", "http://www.imsproject.org/xsd/imscp_rootv1p1p2", Standard.SCORM_1_2),
    ],
)
def test_standard_is_told_by_version_or_else_by_namespace(
    version: str, namespace: str, expected: Standard
) -> None:
    assert read(manifest(version=version, namespace=namespace), FILES).standard is expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("", None),
        ("<adlcp:masteryscore>80</adlcp:masteryscore>", 80),
        ("<adlcp:masteryscore>many</adlcp:masteryscore>", None),
        ("<adlcp:masteryscore>900</adlcp:masteryscore>", 100),
        (
            '<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true">'
            "<imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure></imsss:primaryObjective>"
            "</imsss:objectives></imsss:sequencing>",
            70,
        ),
        (
            '<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true"/>'
            "</imsss:objectives></imsss:sequencing>",
            100,
        ),
        (
            "<imsss:sequencing><imsss:objectives><imsss:primaryObjective>"
            "<imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure></imsss:primaryObjective>"
            "</imsss:objectives></imsss:sequencing>",
            None,
        ),
    ],
)
def test_mastery_is_read_in_percent(item: str, expected: int | None) -> None:
    items = f'<item identifier="i1" identifierref="r1"><title>One</title>{item}</item>'
    assert [unit.mastery for unit in read(manifest(items=items), FILES).units] == [expected]


def test_address_joins_bases_and_keeps_what_follows() -> None:
    found = read(
        manifest(
            base=' xml:base="shared/"',
            items='<item identifier="i1" identifierref="r1" parameters="?lang=en&amp;n=1"/>',
            resources='<resource identifier="r1" xml:base="scormcontent/" href="index.html?a=b#/x"/>',
        ),
        FILES,
    )
    assert [(unit.path, unit.query) for unit in found.units] == [
        ("shared/scormcontent/index.html", "a=b&lang=en&n=1")
    ]


def test_asset_reports_nothing_and_chapters_are_no_units() -> None:
    found = read(
        manifest(
            items=f'<item identifier="chapter"><title>Part</title>{ITEM}'
            '<item identifier="i2" identifierref="r2"><title>Two</title></item></item>',
            resources='<resource identifier="r1" href="index.html" adlcp:scormtype="sco"/>'
            '<resource identifier="r2" href="index.html" adlcp:scormType="asset"/>',
        ),
        FILES,
    )
    assert [(unit.key, unit.reports) for unit in found.units] == [("i1", True), ("i2", False)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (manifest(items=""), "no_unit"),
        (manifest(items=ITEM + ITEM), "not_a_package"),
        (
            manifest(
                version="<schemaversion>2004 4th Edition</schemaversion>",
                items=ITEM + ITEM.replace("i1", "i2"),
            ),
            "several_units",
        ),
        (manifest(resources='<resource identifier="r1" href="gone.html"/>'), "entry_missing"),
        (manifest(resources='<resource identifier="r1" href="../../x"/>'), "entry_missing"),
        (
            manifest(resources='<resource identifier="r1" href="https://example.org/x"/>'),
            "entry_elsewhere",
        ),
        (b"<quiz/>", "not_a_package"),
        (b"<manifest", "broken_xml"),
        (b'<!DOCTYPE m [<!ENTITY a "b">]><manifest/>', "doctype"),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BadFile) as refused:
        read(content, FILES)
    assert refused.value.code == reason
