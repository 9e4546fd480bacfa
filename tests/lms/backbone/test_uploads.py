"""Hostile files, built here and refused with a sentence; what they want is never given to them."""

import io
import resource
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from lms.backbone.uploads import KINDS, BadUpload

PDF, PNG, JPEG = KINDS
SCRIPT = Dictionary(S=Name("/JavaScript"), JS=String("app.alert(1)"))


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def saved(document: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def pdf(*, pages: int = 1, page: Any = None, annotation: Any = None, **root: Any) -> bytes:
    document = pikepdf.new()
    for _number in range(pages):
        document.add_blank_page(page_size=(200, 200))
    first = document.pages[0].obj
    for name, value in (page or {}).items():
        first[name] = value
    if annotation is not None:
        base = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
        for name, value in annotation.items():
            base[name] = value
        first["/Annots"] = Array([document.make_indirect(base)])
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    return saved(document)


def carrying(place: str) -> bytes:
    """A PDF with another file in it: in its name tree, at an annotation, or associated."""
    document = pikepdf.new()
    document.add_blank_page()
    spec = pikepdf.AttachedFileSpec(document, b"MZ program", filename="run.exe")
    if place == "names":
        document.attachments["run.exe"] = spec
    elif place == "annotation":
        note = Dictionary(Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=spec.obj)
        document.pages[0].obj["/Annots"] = Array([note])
    else:
        document.pages[0].obj["/AF"] = Array([spec.obj])
    return saved(document)


def open_to_all() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    return saved(document, encryption=pikepdf.Encryption(owner="owner", user=""))


def swelling() -> bytes:
    """A stream of objects that says it is small and becomes larger than the memory allowed."""
    import zlib

    packer = zlib.compressobj(9)
    zeros = b" " * (1024 * 1024)
    packed = b"".join(packer.compress(zeros) for _number in range(900)) + packer.flush()
    head = b"%PDF-1.5\n"
    catalog = b"1 0 obj\n<</Type/Catalog/Pages 4 0 R>>\nendobj\n"
    stream = (
        b"2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )
    at = len(head) + len(catalog) + len(stream)
    entries = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + bytes([number])
        for kind, place, number in (
            (0, 0, 255),
            (1, len(head), 0),
            (1, len(head) + len(catalog), 0),
            (1, at, 0),
            (2, 2, 0),
        )
    )
    table = (
        b"3 0 obj\n<</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(entries)
        + entries
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    )
    return head + catalog + stream + table


FIELD = Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=SCRIPT))
RUNS = "contains a program"
CARRIES = "has other files inside"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf(OpenAction=SCRIPT), RUNS),
        (pdf(AA=Dictionary(WC=SCRIPT)), RUNS),
        (pdf(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))), RUNS),
        (pdf(page={"/AA": Dictionary(O=SCRIPT)}), RUNS),
        (pdf(AcroForm=Dictionary(Fields=Array([FIELD]))), RUNS),
        (pdf(AcroForm=Dictionary(Fields=Array([]), XFA=String("<xdp/>"))), RUNS),
        (pdf(annotation={"/A": action("Launch", F=String("run.exe"))}), RUNS),
        (pdf(annotation={"/A": action("SubmitForm", F=String("http://x.test"))}), RUNS),
        (pdf(annotation={"/A": action("GoToR", F=String("other.pdf"))}), RUNS),
        (pdf(annotation={"/A": action("GoToE")}), RUNS),
        (pdf(annotation={"/A": action("URI", URI=String("javascript:alert(1)"))}), RUNS),
        (pdf(annotation={"/A": action("URI", URI=String(" java\nScript:alert(1)"))}), RUNS),
        (pdf(annotation={"/A": action("URI", URI=String("file:///etc/passwd"))}), RUNS),
        (pdf(annotation={"/A": action("GoTo", Next=Array([SCRIPT]))}), RUNS),
        (pdf(annotation={"/Subtype": Name.RichMedia}), RUNS),
        (carrying("names"), CARRIES),
        (carrying("annotation"), CARRIES),
        (carrying("associated"), CARRIES),
        (open_to_all(), "locked with a password"),
        (pdf(pages=1001), "very many pages"),
    ],
)
def test_hostile_pdf_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(BadUpload) as refused:
        PDF.check(content)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "annotation",
    [
        {"/A": action("URI", URI=String("https://example.org/a:b"))},
        {"/A": action("URI", URI=String("mailto:ana@example.org"))},
        {"/A": action("GoTo", D=Array([]))},
    ],
)
def test_links_of_an_honest_pdf_stay(annotation: Any) -> None:
    content = pdf(annotation=annotation, pages=30)
    assert PDF.check(content) == content


def test_what_swells_in_memory_ends_its_own_process_and_not_ours() -> None:
    content = swelling()
    assert len(content) < 2 * 1024 * 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadUpload, match=r"too complicated|damaged"):
        PDF.check(content)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 64 * 1024


def test_a_large_photograph_is_drawn_smaller() -> None:
    out = io.BytesIO()
    Image.new("RGB", (8000, 6000), "teal").save(out, "JPEG", quality=30)
    with Image.open(io.BytesIO(JPEG.check(out.getvalue()))) as image:
        assert image.size == (4000, 3000)


def test_a_picture_larger_than_any_photograph_is_refused() -> None:
    out = io.BytesIO()
    Image.new("L", (20000, 12000)).save(out, "JPEG", quality=10)
    with pytest.raises(BadUpload, match="too large"):
        JPEG.check(out.getvalue())


CREDENTIAL = b'{"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential"}'


def attached(*files: tuple[str, str, bytes], **root: Any) -> bytes:
    """A PDF with files of these names, media types and contents in its name tree, associated too."""
    document = pikepdf.new()
    document.add_blank_page()
    specs = []
    for name, kind, content in files:
        spec = pikepdf.AttachedFileSpec(document, content, filename=name, mime_type=kind)
        document.attachments[name] = spec
        specs.append(document.attachments[name].obj)
    document.Root["/AF"] = Array(specs)
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    return saved(document)


@pytest.mark.parametrize("kind", ["application/ld+json", "application/json"])
def test_pdf_with_a_credential_is_kept_without_it(kind: str) -> None:
    kept = PDF.check(attached(("credential.json", kind, CREDENTIAL)))
    assert b"VerifiableCredential" not in kept
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert (len(document.attachments), len(document.pages)) == (0, 1)
        assert "/AF" not in document.Root


@pytest.mark.parametrize(
    "files",
    [
        [("run.exe", "application/x-msdownload", b"MZ program")],
        [("run.json", "application/json", b"MZ program")],
        [("large.json", "application/json", b'"' + b"x" * 300_000 + b'"')],
        [("a.json", "application/json", CREDENTIAL), ("b.pdf", "application/pdf", b"%PDF-1.7")],
        [("deep.json", "application/json", b"[" * 100_000)],
    ],
    ids=["program", "program as JSON", "large", "another one", "nested"],
)
def test_pdf_with_anything_else_inside_is_refused(files: list[tuple[str, str, bytes]]) -> None:
    with pytest.raises(BadUpload, match="other files inside"):
        PDF.check(attached(*files))


def test_credential_hides_nothing_else() -> None:
    hostile = attached(("c.json", "application/json", CREDENTIAL), OpenAction=SCRIPT)
    with pytest.raises(BadUpload, match="contains a program"):
        PDF.check(hostile)
