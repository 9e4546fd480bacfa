"""Folding says the same in Python and in the database."""

import pytest
from django.db.models import Value

from lms.accounts.models import User
from lms.backbone.folding import Folded, fold, folded_words

FOLDED = [
    ("María Núñez", "maria nunez"),
    ("ÅSE Łucja Bjørnsen", "ase lucja bjornsen"),
    ("D’Arcy O'Neill", "d'arcy o'neill"),
    ("Αλέξης", "αλεξης"),
    ("İpek Işık", "ipek isik"),
    ("अनिता शर्मा", "अनिता शर्मा"),
    ("李美玲", "李美玲"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_text_loses_capitals_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_database_folds_the_same(text: str, folded: str) -> None:
    User.objects.create(email="somebody@example.org")
    assert User.objects.values_list(Folded(Value(text)), flat=True).get() == folded


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Nunez, Maria", ["nunez", "maria"]),
        ("  María-José  O’Neill ", ["maria", "jose", "o", "neill"]),
        ("Ana ana", ["ana"]),
        ("-, .", []),
    ],
)
def test_words_of_what_was_typed(typed: str, words: list[str]) -> None:
    assert folded_words(typed) == words
