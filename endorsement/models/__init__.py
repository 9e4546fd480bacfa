"""The rows. A text that people read in a scheme or framework is a map `{"en": …, "es": …}`."""

from endorsement.models.application import Application
from endorsement.models.association import (
    Association,
    Fee,
    IntakeDeadline,
    Membership,
    Overlay,
)
from endorsement.models.audit import Audit, AuditDraw, AuditItem
from endorsement.models.availability import Absence, Capacity
from endorsement.models.award import Endorsement
from endorsement.models.belonging import Belonging, BelongingDetail, BelongingProof
from endorsement.models.claim import ClaimInvitation
from endorsement.models.competency import CompetencyLink
from endorsement.models.confirmation import ConfirmationLine, ConfirmationRequest
from endorsement.models.conflict import DeclaredConflict, FormerEmployer
from endorsement.models.decision import Answer, Appeal, Decision, DecisionPoint, Submission
from endorsement.models.development_plan import DevelopmentGoal
from endorsement.models.directory import DirectoryEntry
from endorsement.models.event import ChainHead, Event, EventText
from endorsement.models.exam import Candidate, Scoring, Sitting, Vignette, WrittenAnswer
from endorsement.models.framework import Competency, CompetencyArea, Framework
from endorsement.models.group import Attendance, GroupMeeting, GroupMember, SupervisionGroup
from endorsement.models.guest import GuestInvitation
from endorsement.models.hand_out import HandOut
from endorsement.models.ledger import Confirmation, EntryDetail, EvidenceFile, LedgerEntry
from endorsement.models.letter import LetterTemplate, SentLetter
from endorsement.models.moderated import Moderated
from endorsement.models.notice import DayMessage, Notice
from endorsement.models.paper import Paper, PaperLook
from endorsement.models.people_import import ImportedRow, PeopleImport
from endorsement.models.person import Person
from endorsement.models.plan import PlannedItem
from endorsement.models.provider import ProviderQuestion, ProviderStanding
from endorsement.models.reference import Reference
from endorsement.models.registration import Advising, EntrySuggestion, FeePayment
from endorsement.models.registry import ListedLanguage, RegistryListing, RegistryPolicy
from endorsement.models.reminding import Bounce, ReminderChoice, ReminderSettings
from endorsement.models.renewal import RenewalCycle
from endorsement.models.renewing import (
    Renewal,
    RenewalDocument,
    RenewalOpinion,
    RenewalTerms,
)
from endorsement.models.result import Result
from endorsement.models.review import (
    CompetencyTick,
    Review,
    ReviewFinding,
    ReviewItem,
    ReviewVersion,
)
from endorsement.models.review_comment import ReviewComment
from endorsement.models.saved_view import SavedView
from endorsement.models.scheme import Edition, EditionRevision, Scheme
from endorsement.models.section import SectionComment, SectionNote
from endorsement.models.self_assessment import SelfAssessment
from endorsement.models.signature import Signature
from endorsement.models.staged_import import StagedImport
from endorsement.models.standing import RenewalExtension, StatusRequest
from endorsement.models.training import TrainingAcceptance, TrainingOffer

__all__ = [
    "Absence",
    "Advising",
    "Answer",
    "Appeal",
    "Application",
    "Association",
    "Attendance",
    "Audit",
    "AuditDraw",
    "AuditItem",
    "Belonging",
    "BelongingDetail",
    "BelongingProof",
    "Bounce",
    "Candidate",
    "Capacity",
    "ChainHead",
    "ClaimInvitation",
    "Competency",
    "CompetencyArea",
    "CompetencyLink",
    "CompetencyTick",
    "Confirmation",
    "ConfirmationLine",
    "ConfirmationRequest",
    "DayMessage",
    "Decision",
    "DecisionPoint",
    "DeclaredConflict",
    "DevelopmentGoal",
    "DirectoryEntry",
    "Edition",
    "EditionRevision",
    "Endorsement",
    "EntryDetail",
    "EntrySuggestion",
    "Event",
    "EventText",
    "EvidenceFile",
    "Fee",
    "FeePayment",
    "FormerEmployer",
    "Framework",
    "GroupMeeting",
    "GroupMember",
    "GuestInvitation",
    "HandOut",
    "ImportedRow",
    "IntakeDeadline",
    "LedgerEntry",
    "LetterTemplate",
    "ListedLanguage",
    "Membership",
    "Moderated",
    "Notice",
    "Overlay",
    "Paper",
    "PaperLook",
    "PeopleImport",
    "Person",
    "PlannedItem",
    "ProviderQuestion",
    "ProviderStanding",
    "Reference",
    "RegistryListing",
    "RegistryPolicy",
    "ReminderChoice",
    "ReminderSettings",
    "Renewal",
    "RenewalCycle",
    "RenewalDocument",
    "RenewalExtension",
    "RenewalOpinion",
    "RenewalTerms",
    "Result",
    "Review",
    "ReviewComment",
    "ReviewFinding",
    "ReviewItem",
    "ReviewVersion",
    "SavedView",
    "Scheme",
    "Scoring",
    "SectionComment",
    "SectionNote",
    "SelfAssessment",
    "SentLetter",
    "Signature",
    "Sitting",
    "StagedImport",
    "StatusRequest",
    "Submission",
    "SupervisionGroup",
    "TrainingAcceptance",
    "TrainingOffer",
    "Vignette",
    "WrittenAnswer",
]
