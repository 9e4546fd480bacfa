"""Packages of QTI: items that a manifest lists, in a ZIP archive."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from courses.exchange.qti.item import as_version_2
from courses.exchange.qti.reading import entry_of
from courses.exchange.qti.writing import as_bytes, item_of
from courses.exchange.question import (
    MOST_IN_FILE,
    BadFile,
    Entry,
    Losses,
    Question,
    Reading,
    Refusal,
    beginning,
)
from courses.exchange.safe_xml import parse
from lms.backbone.archives import Archive, BadArchive, Limits

MANIFEST = "imsmanifest.xml"
LIMITS = Limits(entries=3_000, unpacked=60 * 1024 * 1024, entry=10 * 1024 * 1024, ratio=100)
#: When it is not said: a writer's clock would make two equal exports differ.
_DAY = (2000, 1, 1, 0, 0, 0)
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"


def read_package(content: bytes) -> Reading:
    """:raises BadFile: when the archive, its manifest or what it lists is nothing to read."""
    try:
        archive = Archive(content, LIMITS)
        return _reading(archive)
    except BadArchive as bad:
        raise BadFile(bad.reason) from None


def _reading(archive: Archive) -> Reading:
    folder = _folder(archive)
    manifest = parse(archive.read(posixpath.join(folder, MANIFEST)))
    kinds = [one.get("type") or "" for one in manifest.root.iter("resource")]
    hrefs = list(_items(manifest.root))
    if not hrefs:
        old = any(kind.startswith(("imsqti_xmlv1", "imsqti_assessment_xmlv1")) for kind in kinds)
        raise BadFile("qti1" if old else "no_questions")
    if len(hrefs) > MOST_IN_FILE:
        raise BadFile("too_many", most=MOST_IN_FILE)
    version = "qti3" if any("v3p" in kind for kind in kinds) else "qti21"
    entries = [
        _entry(number, posixpath.normpath(posixpath.join(folder, href)), archive)
        for number, href in enumerate(hrefs, start=1)
    ]
    return Reading(version, tuple(entries))


def _folder(archive: Archive) -> str:
    """Where the manifest lies: at the top, or in the one folder that was packed with its contents."""
    if MANIFEST in archive:
        return ""
    found = [name for name in archive.names() if name.endswith(f"/{MANIFEST}")]
    if len(found) != 1 or found[0].count("/") != 1:
        raise BadFile("no_manifest")
    return posixpath.dirname(found[0])


def _items(manifest: Element) -> Iterator[str]:
    for resource in manifest.iter("resource"):
        if (resource.get("type") or "").startswith("imsqti_item_xmlv"):
            file = resource.find("file")
            href = resource.get("href") or (file.get("href") if file is not None else "")
            yield unquote(href or "")


def _entry(number: int, name: str, archive: Archive) -> Entry:
    entry = Entry(number, beginning(name), "unknown")
    if name not in archive:
        return entry.refused(Refusal.MISSING)
    try:
        root = parse(archive.read(name)).root
    except BadFile:
        return entry.refused(Refusal.UNREAD)
    as_version_2(root)
    if root.tag != "assessmentItem":
        return entry.refused(Refusal.UNREAD)
    return entry_of(number, root)


def write(
    questions: Sequence[Question], *, truth: tuple[str, str] = ("True", "False")
) -> tuple[bytes, tuple[Entry, ...]]:
    """The package, and what each question lost on the way."""
    entries, out = [], io.BytesIO()
    manifest, resources = _manifest()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, question in enumerate(questions, start=1):
            losses = Losses()
            identifier = f"question-{number:04}"
            place = f"items/{identifier}.xml"
            _add(archive, place, item_of(identifier, question, losses, truth))
            resource = SubElement(
                resources, "resource", identifier=identifier, type="imsqti_item_xmlv2p1", href=place
            )
            SubElement(resource, "file", href=place)
            name = beginning(question.text)
            entries.append(Entry(number, name, question.kind, question, losses.notes()))
        _add(archive, MANIFEST, manifest)
    return out.getvalue(), tuple(entries)


def _manifest() -> tuple[Element, Element]:
    manifest = Element("manifest", xmlns=_PACKAGE, identifier="questions")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(manifest, "organizations")
    return manifest, SubElement(manifest, "resources")


def _add(archive: zipfile.ZipFile, name: str, element: Element) -> None:
    entry = zipfile.ZipInfo(name, date_time=_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, as_bytes(element))
