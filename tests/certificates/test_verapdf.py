"""veraPDF finds nothing in any certificate as it is handed out: credential inside, signature on; in the
design that ships and in an association's with logo and signatures."""

import io
from itertools import islice, product
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from certificates.assembling import assembled
from certificates.pdf import draw, draw_hand_out
from endorsement.models import HandOut
from lms.backbone import canonical
from tests.certificates import verapdf
from tests.certificates.test_credential import placed, put_in_place
from tests.certificates.test_pdf import NAMES, sample
from tests.factories.design import KINDS, STYLES, samples
from tests.factories.module import AT

pytestmark = [
    pytest.mark.pdf,
    pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing() or "veraPDF is there"),
]
AWARD = {
    "scheme_name": {"en": "Sample scheme"},
    "edition": "2026",
    "category": "ifs",
    "awarded_on": "2026-06-01",
    "starts_on": "2026-06-01",
    "due_on": "2027-06-01",
    "hours": None,
    "areas": [],
    "topics": [],
    "delivery": "",
}
MODULE = {
    "code": "m",
    "version": 1,
    "title": {"en": "M"},
    "completed_on": "2026-06-01",
    "hours": "1.5",
}
SIGNED: dict[str, dict[str, Any]] = {
    "completion": {},
    "spanish": {"language": "es"},
    "path": {"kind": "path", "hours": None, "areas": [], "modules": [MODULE] * 8},
    "endorsement": {"kind": "endorsement", **AWARD},
    "renewal": {"kind": "renewal", **AWARD},
    **{script: {"name": name} for script, name in NAMES.items()},
}
FLAVORS = ("3a", "ua1")
DESIGNED = "design-"
SHEET = {
    "format": 1,
    "language": "en",
    "organization": "Two Rivers",
    "color": "#b0524a",
    "module": "What is infant mental health?",
    "title": "Three questions",
    "purpose": "Take them along to the next visit.",
    "text": "<h3>Before</h3><p>Look <strong>first</strong>, then <a href='https://example.org/'>read</a>.</p>"
    "<ul><li>One.</li><li>Two.</li></ul><ol><li>Then ask.</li></ol>" + "<p>More words.</p>" * 40,
    "sources": [
        {
            "title": "A page",
            "publisher": "Somebody",
            "address": "https://example.org/page",
            "year": None,
            "read_on": "2026-11-22",
        }
    ],
    "reviewed": False,
}
SHEETS = {"hand-out": SHEET, "hand-out-es": {**SHEET, "language": "es", "title": "Tres preguntas"}}


def sheet(document: dict[str, Any]) -> HandOut:
    text = canonical.text(document)
    return HandOut(document=text, digest=canonical.digest(text), created_at=AT)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """Every file in one process: a start of Java costs more than a file."""
    folder = tmp_path_factory.mktemp("verapdf")
    for name, changes in SIGNED.items():
        (folder / f"{name}.pdf").write_bytes(assembled(placed(**changes)))
    for name, document in SHEETS.items():
        (folder / f"{name}.pdf").write_bytes(draw_hand_out(sheet(document)))
    # Every third of the looks: each kind in both styles, and every script among them.
    for name, certificate in islice(samples(), 0, None, 3):
        (folder / f"{DESIGNED}{name}.pdf").write_bytes(assembled(put_in_place(certificate)))
    (folder / "unsigned.pdf").write_bytes(draw(sample()))
    _spoil(assembled(placed()), folder / "spoiled.pdf")
    return verapdf.verdicts(folder)


@pytest.mark.parametrize("flavor", FLAVORS)
@pytest.mark.parametrize("name", [*SIGNED, *SHEETS, "unsigned"])
def test_certificate_conforms(found: dict, name: str, flavor: str) -> None:
    assert found[f"{name}.pdf", flavor] == []


def test_certificate_in_a_design_with_pictures_conforms(found: dict) -> None:
    """With a logo, signatures and texts of an association: attendance and transcripts among them."""
    designed = {key: said for key, said in found.items() if key[0].startswith(DESIGNED)}
    drawn = [name.removeprefix(DESIGNED).split("-") for name, _flavor in designed]
    assert {(one[0], one[3]) for one in drawn} == set(product(KINDS, STYLES))
    assert {key: said for key, said in designed.items() if said} == {}


def test_hand_out_is_the_same_bytes_every_time() -> None:
    assert draw_hand_out(sheet(SHEET)) == draw_hand_out(sheet(SHEET))


def test_what_is_missing_is_found(found: dict) -> None:
    """The same file without the picture's alternative text and its output intent."""
    assert any(finding.startswith("7.3-1 ") for finding in found["spoiled.pdf", "ua1"])
    assert any(finding.startswith("6.2.4.3") for finding in found["spoiled.pdf", "3a"])


def _spoil(content: bytes, target: Path) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.Root.OutputIntents
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                del item.Alt
        pdf.save(target)
