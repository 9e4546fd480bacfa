"""Reading a PDF that a stranger handed in, in a process of its own with little memory and little time.

Started by `certificates.inspection` as a program that knows nothing of the platform. In comes one line of
JSON (`trusted`: our certificates as PEM; `address`: how the address of a certificate begins) and then
the file; out goes one line of JSON. A hostile file can only end this process.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 768 * 1024 * 1024
SECONDS = 10
MOST_PAGES = 50
#: Looked for on every page; a certificate has two links.
MOST_LINKS = 500


def inspect(content: bytes, *, trusted: list[str], address: str) -> dict[str, Any]:
    """`whole`: signed by us, all of it, and not changed since. `names`: the certificates that it names."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(content), strict=False)
    signatures = reader.embedded_signatures
    signed = [one for one in signatures if _by_us(one, trusted)]
    named = [str(one.sig_object.get("/ContactInfo", "")) for one in signed] or [
        *(str(one.sig_object.get("/ContactInfo", "")) for one in signatures),
        *_links(reader),
    ]
    numbers = [text.removeprefix(address) for text in named if text.startswith(address)]
    return {"whole": bool(signed), "names": list(dict.fromkeys(numbers))[:5]}


def _by_us(signature: Any, trusted: list[str]) -> bool:
    """Whether one of our keys signed the file from its first byte to its last."""
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    roots = [one for pem in trusted for one in load_certs_from_pemder_data(pem.encode())]
    ours = {one.dump() for one in roots}
    if signature.signer_cert is None or signature.signer_cert.dump() not in ours:
        return False
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = validate_pdf_signature(signature, context, skip_diff=True)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return bool(status.intact and status.valid and status.trusted and whole)


def _links(reader: Any) -> Iterator[str]:
    """Where the file's links lead."""
    left = MOST_LINKS
    for number in range(min(int(reader.root["/Pages"]["/Count"]), MOST_PAGES)):
        page = reader.find_page_for_modification(number)[0].get_object()
        for note in list(page.get("/Annots", []))[:left]:
            left -= 1
            yield str(note.get_object().get("/A", {}).get("/URI", ""))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.loads(sys.stdin.buffer.readline())
    print(json.dumps(inspect(sys.stdin.buffer.read(), **asked)))  # noqa: T201


if __name__ == "__main__":
    main()
