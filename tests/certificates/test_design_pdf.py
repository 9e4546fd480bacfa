"""Certificates in designs of associations: every paper, orientation, style and kind; PDF/A and PDF/UA."""

import io
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from certificates.pdf import draw
from certificates.sheet import address_of
from tests.certificates.test_pdf_conformance import *  # noqa: F403  the same clauses, of other pages
from tests.factories.design import look, sample

pytestmark = pytest.mark.pdf

SIZES = {
    ("letter", "landscape"): [792, 612],
    ("letter", "portrait"): [612, 792],
    ("a4", "landscape"): [842, 595],
    ("a4", "portrait"): [595, 842],
}
LOOKS = [
    ("usual-en", {"kind": "completion", "paper": "a4", "orientation": "portrait"}),
    ("full-es", {"kind": "completion", "style": "frame"}),
    ("arabic-en", {"kind": "attendance", "style": "frame", "paper": "a4"}),
    ("long-es", {"kind": "endorsement", "orientation": "portrait", "style": "frame"}),
    ("chinese-en", {"kind": "renewal"}),
    ("combining-en", {"kind": "path", "paper": "a4"}),
]


@pytest.fixture(scope="module", params=LOOKS, ids=[f"{m}-{c['kind']}" for m, c in LOOKS])
def drawn(request: pytest.FixtureRequest) -> bytes:
    mode, changes = request.param
    return draw(sample(mode, **changes))


def _text(content: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split()
    )


@pytest.mark.parametrize(("paper", "orientation"), SIZES)
@pytest.mark.parametrize("mode", ["full-es", "long-en"])
@pytest.mark.parametrize("style", ["bar", "frame"])
def test_everything_stands_on_one_page_of_the_size_that_was_chosen(
    paper: str, orientation: str, mode: str, style: str
) -> None:
    content = draw(sample(mode, paper=paper, orientation=orientation, style=style))
    reader = PdfReader(io.BytesIO(content))
    assert [round(float(n)) for n in reader.pages[0].mediabox[2:]] == SIZES[paper, orientation]
    assert len(reader.pages) == 1
    assert "7Q2M-4K9D-0ABC-XYZ5" in _text(content)


def test_what_no_page_can_hold_goes_on_on_a_second_one() -> None:
    statement = {"en": "Word after word. " * 35, "es": "Palabra. " * 60}
    texts = {**look()["texts"], "statement": statement}
    content = draw(sample("full-en", texts=texts, style="frame"))
    assert len(PdfReader(io.BytesIO(content)).pages) <= 2
    assert _text(content).count("Word after word.") == 35


def test_page_names_everything_that_registries_ask_for() -> None:
    said = _text(draw(sample("full-en")))
    for part in (
        "Rosa Quispe Mamani",
        "Completed on June 1, 2026",
        "Clock hours 7.5 hours",
        "CEUs 0.75",
        "Format Online lessons and live meetings",
        "Version 2",
        "Presented by Amara Lindqvist, PhD, LCSW, IMH mentor; Joaquín Tso, LMFT",
        "Foundations: 2 hours",
        "Working with others: covered",
        "Ethics: 1 hour",
        "(Approval #886000000-1234) for 7.5 social work continuing education contact hours.",
        "Category of credit: Ethics.",
        "IACET provider number: 1000000.",
        "Given by Two Rivers.",
        "Marta Ellingsen, PhD President",
        "3 Pier Road",
        f"open {address_of('7Q2M4K9D0ABCXYZ5').partition('://')[2]}",
    ):
        assert part in said


def test_spanish_page_says_the_spanish_texts() -> None:
    said = _text(draw(sample("full-es")))
    assert "Otorgado por Two Rivers." in said
    assert "Presidenta" in said
    assert "Este programa está aprobado" in said
    # A body that allows no translation is quoted as it stands.
    assert "accredited by the International Accreditors" in said


def test_no_ceu_is_printed_without_the_authorization() -> None:
    assert "CEU" not in _text(draw(sample("usual-en")))


def test_own_words_stand_in_place_of_the_usual_ones() -> None:
    texts = {
        "heading": {"en": "Certificate of learning"},
        "before": {"en": "We gladly confirm that"},
        "after": {"en": "completed, in {hours},"},
        "statement": {},
        "foot": {},
    }
    said = _text(draw(sample("usual-en", texts=texts)))
    assert (
        "CERTIFICATE OF LEARNING We gladly confirm that Rosa Quispe completed, in 1.5 hours,"
        in said
    )
    assert "This certifies that" not in said


def test_attendance_states_time_and_credits_nothing() -> None:
    said = _text(draw(sample("full-en", kind="attendance")))
    assert "Attended on May 4, 2026; May 11, 2026; May 18, 2026 Time present 360 minutes" in said
    assert "It credits no clock hours" in said
    assert "Clock hours" not in said


def test_markup_in_a_text_is_text() -> None:
    texts = {**look()["texts"], "statement": {"en": "<img src='file:///etc/passwd'> <b>x</b>"}}
    assert "<img src='file:///etc/passwd'> <b>x</b>" in _text(draw(sample(texts=texts)))


def test_pictures_are_opaque_and_have_their_words() -> None:
    with pikepdf.open(io.BytesIO(draw(sample()))) as pdf:
        images = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        # Logo, signature and code.
        spaces = sorted(str(image.ColorSpace) for image in images)
        assert spaces == ["/DeviceGray", "/DeviceRGB", "/DeviceRGB"]
        for image in images:
            assert "/SMask" not in image
            assert not image.Interpolate
        words = {str(e.Alt) for e in _figures(pdf.Root.StructTreeRoot.K)}
    assert words == {
        "Logo of Two Rivers",
        "Signature of Marta Ellingsen, PhD",
        f"QR code that leads to {address_of('7Q2M4K9D0ABCXYZ5')}",
    }


def test_the_same_row_is_the_same_bytes_and_another_design_another_file() -> None:
    assert draw(sample()) == draw(sample())
    assert draw(sample()) != draw(sample(accent_color="#7a2e3a"))


def test_read_aloud_it_begins_with_the_logo_and_ends_with_the_code() -> None:
    with pikepdf.open(io.BytesIO(draw(sample()))) as pdf:
        order = [
            str(e.get("/Alt", e.S))
            for e in _elements_of(pdf.Root.StructTreeRoot.K)
            if e.S != "/Span"
        ]
    figures = [one for one in order if one.startswith(("Logo", "Signature", "QR"))]
    assert [one.split()[0] for one in figures] == ["Logo", "Signature", "QR"]
    assert order.index("/H1") < order.index("/H2")


@pytest.mark.parametrize(("mode", "pages"), [("usual-es", 2), ("full-en", 6)])
def test_transcript_carries_the_design_of_the_platform(mode: str, pages: int) -> None:
    content = draw(sample(mode, kind="transcript"))
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) <= pages
    assert "Marta Ellingsen" in _text(content)
    assert [round(float(n)) for n in reader.pages[0].mediabox[2:]] == SIZES["letter", "portrait"]


def _elements_of(node: Any) -> Any:
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from _elements_of(item)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _elements_of(node.K)


def _figures(node: Any) -> Any:
    return [e for e in _elements_of(node) if e.S == "/Figure"]


@pytest.mark.parametrize("kind", ["completion", "path", "endorsement"])
def test_lists_of_the_frame_hold_nothing_but_their_items(kind: str) -> None:
    with pikepdf.open(io.BytesIO(draw(sample("full-en", kind=kind, style="frame")))) as pdf:
        lists = [e for e in _elements_of(pdf.Root.StructTreeRoot.K) if e.S == "/L"]
        assert {str(child.S) for one in lists for child in one.K} == {"/LI"}
