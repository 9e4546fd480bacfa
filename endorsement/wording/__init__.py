"""Verdicts, reasons, refusals and broken files as sentences in the reader's language.

The rules return codes with parameters; only here do they become words. Names of areas, categories,
documents and reference roles come from the framework and the edition: pass them as `names`.
"""

from endorsement.wording.own_days import instead, misfit
from endorsement.wording.reasons import LEFT_OUT, REFUSALS, broken, left_out, mistake, refusal
from endorsement.wording.verdicts import STATES, WHOLE, gap, sentence, state, title
from endorsement.wording.words import (
    NO_NAME,
    WORDS,
    Names,
    amount,
    hours,
    number,
    pick,
    word,
)

__all__ = [
    "LEFT_OUT",
    "NO_NAME",
    "REFUSALS",
    "STATES",
    "WHOLE",
    "WORDS",
    "Names",
    "amount",
    "broken",
    "gap",
    "hours",
    "instead",
    "left_out",
    "misfit",
    "mistake",
    "number",
    "pick",
    "refusal",
    "sentence",
    "state",
    "title",
    "word",
]
