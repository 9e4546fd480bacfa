"""What is left of a name where only its initials may be seen; when two are the same."""

import pytest

from certificates.names import initials, same


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


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Ana Pérez", "Ana Pérez", True),
        # Encoded with a mark of its own, or spaced otherwise, it is the same name.
        ("Ana Pérez", "Ana Pe\u0301rez", True),
        ("Ana Pérez", " Ana\u00a0 Pérez ", True),
        # Anything else may be a former one, however alike.
        ("Ana Pérez", "Ana Perez", False),
        ("Ana Pérez", "ana pérez", False),
        ("Ana Pérez", "Ana Pérez-Lightfoot", False),
        ("Ana Pérez", "", False),
        ("", "", True),
    ],
)
def test_same(one: str, other: str, are: bool) -> None:
    assert same(one, other) is are
