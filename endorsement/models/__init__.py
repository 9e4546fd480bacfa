"""The rows. A text that people read in a scheme or framework is a map `{"en": …, "es": …}`."""

from endorsement.models.application import Application
from endorsement.models.association import (
    Association,
    Fee,
    IntakeDeadline,
    Membership,
    Overlay,
)
from endorsement.models.award import Endorsement, RegistryListing
from endorsement.models.event import ChainHead, Event, EventText
from endorsement.models.framework import Competency, CompetencyArea, Framework
from endorsement.models.ledger import Confirmation, EntryDetail, EvidenceFile, LedgerEntry
from endorsement.models.person import Person
from endorsement.models.provider import ProviderQuestion, ProviderStanding
from endorsement.models.reference import Reference
from endorsement.models.renewal import Notice, RenewalCycle
from endorsement.models.review import Review, ReviewFinding
from endorsement.models.scheme import Edition, EditionRevision, Scheme
from endorsement.models.signature import Signature
from endorsement.models.training import TrainingAcceptance, TrainingOffer

__all__ = [
    "Application",
    "Association",
    "ChainHead",
    "Competency",
    "CompetencyArea",
    "Confirmation",
    "Edition",
    "EditionRevision",
    "Endorsement",
    "EntryDetail",
    "Event",
    "EventText",
    "EvidenceFile",
    "Fee",
    "Framework",
    "IntakeDeadline",
    "LedgerEntry",
    "Membership",
    "Notice",
    "Overlay",
    "Person",
    "ProviderQuestion",
    "ProviderStanding",
    "Reference",
    "RegistryListing",
    "RenewalCycle",
    "Review",
    "ReviewFinding",
    "Scheme",
    "Signature",
    "TrainingAcceptance",
    "TrainingOffer",
]
