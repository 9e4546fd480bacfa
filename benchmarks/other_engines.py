"""The same certificate in other engines: pip install reportlab typst; apt-get install php-cli php-tcpdf.

One page with name, title, facts, areas and a QR code; untagged or not, but unsigned and without a credential,
so they are to be compared with our template, layout and PDF alone. None is a dependency of the platform.
"""

import io
import itertools
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

NAME, TITLE, ORGANIZATION = "Ana Pérez", "Early attachment", "Two Rivers"
FACTS = (
    "Completed on June 1, 2026",
    "Clock hours: 1.5 hours",
    "Foundations: 1 hour",
    "Reflection: covered",
)
ADDRESS = "http://localhost:8000/v/7Q2M4K9D0ABCXYZ5"
TCPDF = Path("/usr/share/php/tcpdf/tcpdf.php")


def measured(count: int) -> Iterator[tuple[str, str]]:
    """Each engine with what one page cost, or why it was left out."""
    for name, engine in {"ReportLab": _reportlab, "Typst": _typst, "TCPDF": _tcpdf}.items():
        try:
            seconds, size = engine(count)
            cost = (
                f"{seconds * 1000:.1f} ms CPU each, {1 / seconds:.1f} a second, {size // 1024} KiB"
            )
            yield name, cost
        except (ImportError, FileNotFoundError) as missing:
            yield name, f"left out: {missing}"


def _reportlab(count: int) -> tuple[float, int]:
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.renderPDF import draw
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.pagesizes import landscape, letter
    from reportlab.pdfgen.canvas import Canvas

    def page() -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=landscape(letter))
        lines = [(ORGANIZATION, 18), ("Certificate of completion", 28), (NAME, 34), (TITLE, 24)]
        for row, (text, size) in enumerate([*lines, *((fact, 12) for fact in FACTS)]):
            canvas.setFont("Helvetica", size)
            canvas.drawCentredString(396, 540 - 48 * row, text)
        code = Drawing(90, 90)
        code.add(QrCodeWidget(ADDRESS, barWidth=90, barHeight=90))
        draw(code, canvas, 660, 30)
        canvas.save()
        return target.getvalue()

    return _repeated(page, count)


def _typst(count: int) -> tuple[float, int]:
    import segno
    import typst

    with tempfile.TemporaryDirectory() as folder:
        segno.make(ADDRESS, micro=False).save(str(Path(folder) / "qr.svg"))
        facts = "".join(f"- {fact}\n" for fact in FACTS)
        source = Path(folder) / "page.typ"
        source.write_text(
            '#set page(paper: "us-letter", flipped: true)\n#set document(title: "Certificate")\n'
            f"#align(center)[\n{ORGANIZATION}\n\n= Certificate of completion\n\n"
            f"#text(size: 34pt)[{NAME} #sys.inputs.n]\n\n#text(size: 24pt)[{TITLE}]\n]\n\n{facts}\n"
            '#image("qr.svg", width: 3cm, alt: "QR code")\n'
        )
        compiler, numbers = typst.Compiler(str(source)), itertools.count()
        # Another name each time, or it would hand out what it compiled before.
        return _repeated(
            lambda: compiler.compile(format="pdf", sys_inputs={"n": str(next(numbers))}), count
        )


def _tcpdf(count: int) -> tuple[float, int]:
    if shutil.which("php") is None or not TCPDF.is_file():
        raise FileNotFoundError("On Debian: apt-get install php-cli php-tcpdf")
    lines = ", ".join(f"'{text}'" for text in (ORGANIZATION, NAME, TITLE, *FACTS))
    program = f"""<?php require '{TCPDF}';
    function page() {{ $p = new TCPDF('L', 'mm', 'LETTER'); $p->setPrintHeader(false); $p->AddPage();
      foreach ([{lines}] as $line) {{ $p->Cell(0, 14, $line, 0, 1, 'C'); }}
      $p->write2DBarcode('{ADDRESS}', 'QRCODE,M', 230, 170, 30, 30); return $p->Output('', 'S'); }}
    $s = strlen(page()); $a = getrusage(); for ($i = 0; $i < {count}; $i++) page(); $b = getrusage();
    $d = $b['ru_utime.tv_sec'] - $a['ru_utime.tv_sec'];
    $d += ($b['ru_utime.tv_usec'] - $a['ru_utime.tv_usec']) / 1e6;
    echo $d / {count}, ' ', $s;"""
    done = subprocess.run(["php"], input=program, capture_output=True, text=True, check=True)
    seconds, size = done.stdout.split()[-2:]
    return float(seconds), int(size)


def _repeated(page: Callable[[], bytes], count: int) -> tuple[float, int]:
    size = len(page())
    began = time.process_time()
    for _ in range(count):
        page()
    return (time.process_time() - began) / count, size
