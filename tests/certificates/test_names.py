"""What is left of a name where only its initials may be seen."""

import pytest

from certificates.names import initials


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana Pérez", "A. P."),
        ("  Ana   María  de la Cruz ", "A. M. d. l. C."),
        ("Ángel", "Á."),
        # Written with a mark of its own, it is the same letter.
        ("A\u0301ngel", "Á."),
        ("李小龙", "李."),
        ("किरण मेहता", "कि. मे."),
        ("“Bo” O'Neil 3rd", "B. O. r."),
        ("- 42", ""),
        ("", ""),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown
