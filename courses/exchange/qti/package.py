"""Packages of QTI: items that a manifest lists, in a ZIP archive."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from courses.exchange.qti.reading import entry_of
from courses.exchange.qti.version_3 import VERSION_2, VERSION_3, as_version_2, as_version_3
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


@dataclass(frozen=True)
class _Form:
    """How a package of one version says what it is."""

    namespace: str
    schema: str
    version: str
    kind: str


_FORMS = {
    VERSION_2: _Form(
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "QTIv2.1 Package",
        "1.0.0",
        "imsqti_item_xmlv2p1",
    ),
    VERSION_3: _Form(
        "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        "QTI Package",
        "3.0.0",
        "imsqti_item_xmlv3p0",
    ),
}


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
    version = VERSION_3 if any("v3p" in kind for kind in kinds) else VERSION_2
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
    questions: Sequence[Question],
    *,
    version: str = VERSION_2,
    truth: tuple[str, str] = ("True", "False"),
) -> tuple[bytes, tuple[Entry, ...]]:
    """The package, and what each question lost on the way."""
    entries, out = [], io.BytesIO()
    form = _FORMS[version]
    manifest, resources = _manifest(form)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, question in enumerate(questions, start=1):
            losses = Losses()
            identifier = f"question-{number:04}"
            place = f"items/{identifier}.xml"
            item = item_of(identifier, question, losses, truth)
            _add(archive, place, as_version_3(item) if version == VERSION_3 else item)
            resource = SubElement(
                resources, "resource", identifier=identifier, type=form.kind, href=place
            )
            SubElement(resource, "file", href=place)
            name = beginning(question.text)
            entries.append(Entry(number, name, question.kind, question, losses.notes()))
        _add(archive, MANIFEST, manifest)
    return out.getvalue(), tuple(entries)


def _manifest(form: _Form) -> tuple[Element, Element]:
    manifest = Element("manifest", xmlns=form.namespace, identifier="questions")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = form.schema
    SubElement(metadata, "schemaversion").text = form.version
    SubElement(manifest, "organizations")
    return manifest, SubElement(manifest, "resources")


def _add(archive: zipfile.ZipFile, name: str, element: Element) -> None:
    entry = zipfile.ZipInfo(name, date_time=_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, as_bytes(element))
