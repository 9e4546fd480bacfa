"""What PDF/A-3a and PDF/UA-1 ask of the page, clause by clause and where there is no Java; its reading order;
and the QR code, read from paper. veraPDF's own verdict stands in test_verapdf.py.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from certificates.pdf import draw
from certificates.sheet import address_of
from tests.certificates.test_pdf import NAMES, NUMBER, sample

pytestmark = pytest.mark.pdf

STANDARD = {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index"),
    *("NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6"),
    *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
    *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
}
FORBIDDEN_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/Hide",
    "/SetOCGState",
    "/Rendition",
    "/Trans",
    "/GoTo3DView",
}


@pytest.fixture(
    scope="module",
    params=[
        {},
        {"language": "es"},
        {"name": NAMES["arabic"]},
        {"name": NAMES["chinese"]},
        {"name": NAMES["long"]},
    ],
    ids=["english", "spanish", "arabic", "chinese", "long"],
)
def drawn(request: pytest.FixtureRequest) -> bytes:
    return draw(sample(**request.param))


@pytest.fixture
def pdf(drawn: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(drawn)) as opened:
        yield opened


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item


def _elements(node: Any, parent: Any = None) -> Iterator[tuple[Any, Any]]:
    """Every structure element with its parent, in reading order."""
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from _elements(item, parent)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node, parent
        if "/K" in node:
            yield from _elements(node.K, node)


def _contents(node: Any) -> Iterator[int]:
    """The marked contents that the structure holds."""
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from _contents(item)
    elif isinstance(node, int):
        yield node
    elif isinstance(node, pikepdf.Dictionary):
        if "/MCID" in node:
            yield int(node.MCID)
        elif "/K" in node:
            yield from _contents(node.K)


def _structure(pdf: pikepdf.Pdf) -> list[tuple[Any, Any]]:
    return list(_elements(pdf.Root.StructTreeRoot.K))


def test_file_begins_and_ends_as_archives_ask(drawn: bytes, pdf: pikepdf.Pdf) -> None:
    first, second = drawn.split(b"\n", 2)[:2]
    assert first == b"%PDF-1.7"
    assert second.startswith(b"%")
    assert all(byte > 127 for byte in second[1:5])
    assert len(pdf.trailer.ID) == 2
    assert "/Encrypt" not in pdf.trailer
    assert drawn.rstrip().endswith(b"%%EOF")


def test_metadata_and_information_say_the_same(pdf: pikepdf.Pdf) -> None:
    information = {str(name): str(value) for name, value in pdf.docinfo.items()}
    with pdf.open_metadata(update_docinfo=False) as metadata:
        told = {
            "/Title": metadata.get("dc:title"),
            "/Producer": metadata.get("pdf:Producer"),
            "/Creator": metadata.get("xmp:CreatorTool"),
            "/Author": ", ".join(metadata.get("dc:creator", [])) or None,
            "/Subject": metadata.get("dc:description"),
            "/Keywords": metadata.get("pdf:Keywords"),
            "/CreationDate": metadata.get("xmp:CreateDate"),
            "/ModDate": metadata.get("xmp:ModifyDate"),
        }
    for name in ("/CreationDate", "/ModDate"):
        if told[name]:
            told[name] = re.sub(r"\D", "", str(told[name]))[:14]
            information[name] = re.sub(r"\D", "", information[name])[:14]
    assert {name: value for name, value in told.items() if value} == information
    assert "/Filter" not in pdf.Root.Metadata


def test_output_intent_has_the_profile_that_colors_use(pdf: pikepdf.Pdf) -> None:
    [intent] = pdf.Root.OutputIntents
    assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
    painted = {
        str(instruction.operator) for instruction in pikepdf.parse_content_stream(pdf.pages[0])
    }
    assert painted & {"k", "K"} == set()  # No color of a press, for which there is no profile.


def test_nothing_is_transparent(pdf: pikepdf.Pdf) -> None:
    found = [
        item
        for item in _dictionaries(pdf)
        if float(item.get("/ca", 1)) != 1
        or float(item.get("/CA", 1)) != 1
        or str(item.get("/SMask", "/None")) != "/None"
        or str(item.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}
    ]
    assert found == []


def test_nothing_acts_and_nothing_is_attached(pdf: pikepdf.Pdf) -> None:
    actions = {str(item.get("/S")) for item in _dictionaries(pdf)}
    assert actions & FORBIDDEN_ACTIONS == set()
    assert [item for item in _dictionaries(pdf) if "/AA" in item] == []
    for name in ("/OpenAction", "/AcroForm", "/AF", "/OCProperties", "/Perms", "/Requirements"):
        assert name not in pdf.Root
    assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_images_and_streams_are_plain(pdf: pikepdf.Pdf) -> None:
    for item in _dictionaries(pdf):
        filters = str(item.get("/Filter", ""))
        assert "LZW" not in filters
        assert "Crypt" not in filters
        if item.get("/Subtype") == "/Image":
            assert not {"/Alternates", "/OPI"} & set(item.keys())
            assert not item.get("/Interpolate", False)


def test_every_font_is_embedded_and_can_be_read_aloud(pdf: pikepdf.Pdf) -> None:
    fonts = [item for item in _dictionaries(pdf) if item.get("/Type") == "/Font"]
    whole = [font for font in fonts if font.get("/Subtype") == "/Type0"]
    assert whole
    assert [str(f.BaseFont) for f in whole if "/ToUnicode" not in f] == []
    for font in fonts:
        assert str(font.Subtype) in {"/Type0", "/CIDFontType0", "/CIDFontType2"}
        if font.Subtype == "/Type0":
            assert str(font.Encoding) == "/Identity-H"
        else:
            assert {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
        if font.Subtype == "/CIDFontType2":
            assert "/CIDToGIDMap" in font


def test_every_structure_type_is_standard_or_mapped_to_one(pdf: pikepdf.Pdf) -> None:
    mapped = {
        str(name): str(to) for name, to in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()
    }
    kinds = {str(element.S) for element, _parent in _structure(pdf)}
    assert {mapped.get(kind, kind).lstrip("/") for kind in kinds} - STANDARD == set()


def test_every_element_knows_its_parent(pdf: pikepdf.Pdf) -> None:
    for element, parent in _structure(pdf):
        above = pdf.Root.StructTreeRoot if parent is None else parent
        assert element.P.objgen == above.objgen


def test_headings_begin_at_the_first_level_and_skip_none(pdf: pikepdf.Pdf) -> None:
    levels = [
        int(str(element.S)[2])
        for element, _ in _structure(pdf)
        if re.fullmatch(r"/H\d", str(element.S))
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_lists_and_tables_are_built_as_readers_expect(pdf: pikepdf.Pdf) -> None:
    within = {
        "/LI": {"/L"},
        "/LBody": {"/LI"},
        "/Lbl": {"/LI"},
        "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
        "/TH": {"/TR"},
        "/TD": {"/TR"},
    }
    for element, parent in _structure(pdf):
        kind = str(element.S)
        if kind in within:
            assert str(parent.S) in within[kind]
        if kind == "/TH":
            assert str(element.A.Scope) in {"/Row", "/Column", "/Both"}


def test_every_figure_has_an_alternative_text(pdf: pikepdf.Pdf) -> None:
    figures = [element for element, _ in _structure(pdf) if element.S == "/Figure"]
    assert figures
    assert [f for f in figures if not str(f.get("/Alt", f.get("/ActualText", ""))).strip()] == []


def test_every_marked_content_is_held_once_by_the_structure(pdf: pikepdf.Pdf) -> None:
    marked = [
        int(operands[1].MCID)
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
        if str(operator) == "BDC"
        and isinstance(operands[1], pikepdf.Dictionary)
        and "/MCID" in operands[1]
    ]
    held = list(_contents(pdf.Root.StructTreeRoot.K))
    assert sorted(marked) == sorted(held)
    assert len(set(held)) == len(held)


def test_every_link_stands_in_the_structure_and_says_where_it_leads(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    assert str(page.Tabs) == "/S"
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    tree = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    assert page.Annots
    for note in page.Annots:
        assert str(tree[int(note.StructParent)].S) == "/Link"
        assert str(note.Contents).strip()
        assert int(note.F) & 4  # Printed,
        assert not int(note.F) & 0b10_0011  # and not invisible, hidden or out of view.


def test_every_text_is_in_the_document_s_language(drawn: bytes, pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) in {"en", "es"}
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="On Debian: apt-get install poppler-utils"
)
@pytest.mark.parametrize("dots_an_inch", [100, 300])
def test_qr_code_on_paper_leads_to_the_verification_address(
    drawn: bytes, tmp_path: Path, dots_an_inch: int
) -> None:
    (tmp_path / "certificate.pdf").write_bytes(drawn)
    subprocess.run(
        ["pdftoppm", "-r", str(dots_an_inch), "-gray", "-singlefile", "certificate.pdf", "paper"],
        cwd=tmp_path,
        check=True,
    )
    with Image.open(tmp_path / "paper.pgm") as paper:
        codes = zxingcpp.read_barcodes(paper)
    assert [(code.format.name, code.text) for code in codes] == [("QRCode", address_of(NUMBER))]


@pytest.mark.skipif(
    shutil.which("pdfinfo") is None, reason="On Debian: apt-get install poppler-utils"
)
def test_a_screen_reader_reads_it_in_the_order_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "certificate.pdf").write_bytes(draw(sample()))
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "certificate.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    read = " ".join(re.findall(r'"(.*)"', done.stdout))
    spoken = (
        *("Two Rivers", "CERTIFICATE OF COMPLETION", "This certifies that", "Ana Pérez"),
        *("has completed the training", "Early attachment", "Completed on", "June 1, 2026"),
        *("Clock hours", "1.5 hours", "Competency areas", "Foundations", "Reflection"),
        *("Special topics", "Diversity", "Certificate number", "7Q2M-4K9D-0ABC-XYZ5"),
    )
    places = [read.index(words) for words in spoken]
    assert places == sorted(places)
