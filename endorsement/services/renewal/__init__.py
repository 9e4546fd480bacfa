"""A renewal is handed in, looked at and decided; the cycle is renewed and the next one begins."""

from endorsement.services.renewal.deciding import approve, decline, reopen, send_back
from endorsement.services.renewal.handing_in import Attestation, hand_in
from endorsement.services.renewal.opinions import ask_reviewer, give_opinion
from endorsement.services.renewal.taking_back import take_back

__all__ = [
    "Attestation",
    "approve",
    "ask_reviewer",
    "decline",
    "give_opinion",
    "hand_in",
    "reopen",
    "send_back",
    "take_back",
]
