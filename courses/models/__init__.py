"""Pages, media and the learner's progress."""

from courses.models.accommodation import Accommodation
from courses.models.arrival import Arrival
from courses.models.bank import QuestionBankPage
from courses.models.bookmark import Bookmark
from courses.models.catalog_entry import CatalogEntry
from courses.models.cmi5 import (
    PackageDocument,
    PackageRegistration,
    PackageSession,
    PackageStatement,
)
from courses.models.cohort import (
    Cohort,
    CohortInvitation,
    CohortMember,
    CohortModule,
    Facilitator,
)
from courses.models.cohort_message import CohortMessage, CohortMessageCopy
from courses.models.external_tool import (
    ExternalTool,
    ToolAccount,
    ToolLaunch,
    ToolLink,
    ToolNumber,
    ToolUse,
)
from courses.models.glossary import GlossaryTerm
from courses.models.learning import (
    Attempt,
    BlockState,
    Enrollment,
    ErasedEvaluation,
    EvaluationResponse,
    LessonProgress,
    Reflection,
)
from courses.models.lesson import LessonPage
from courses.models.library import ResourceCard, Source
from courses.models.link_check import LinkCheck
from courses.models.live import LiveAttendance, LiveMeeting, LiveRegistration, LiveSession
from courses.models.loaded import LoadedItem
from courses.models.media import CreditedDocument, CreditedImage, Recording, Rendition, Track
from courses.models.module import ModulePage
from courses.models.note import Note
from courses.models.package import Package, PackagePlay
from courses.models.pages import (
    AssociationIndexPage,
    AssociationPage,
    CatalogPage,
    HomePage,
    ResourceIndexPage,
)
from courses.models.path import PathEnrollment, PathPage
from courses.models.seat_time import LessonVisit, SeatClock
from courses.models.shared_bank import SharedBank
from courses.models.snapshot import ModuleSnapshot
from courses.models.staged_questions import StagedQuestions
from courses.models.teaching import Approval, Presenter

__all__ = [
    "Accommodation",
    "Approval",
    "Arrival",
    "AssociationIndexPage",
    "AssociationPage",
    "Attempt",
    "BlockState",
    "Bookmark",
    "CatalogEntry",
    "CatalogPage",
    "Cohort",
    "CohortInvitation",
    "CohortMember",
    "CohortMessage",
    "CohortMessageCopy",
    "CohortModule",
    "CreditedDocument",
    "CreditedImage",
    "Enrollment",
    "ErasedEvaluation",
    "EvaluationResponse",
    "ExternalTool",
    "Facilitator",
    "GlossaryTerm",
    "HomePage",
    "LessonPage",
    "LessonProgress",
    "LessonVisit",
    "LinkCheck",
    "LiveAttendance",
    "LiveMeeting",
    "LiveRegistration",
    "LiveSession",
    "LoadedItem",
    "ModulePage",
    "ModuleSnapshot",
    "Note",
    "Package",
    "PackageDocument",
    "PackagePlay",
    "PackageRegistration",
    "PackageSession",
    "PackageStatement",
    "PathEnrollment",
    "PathPage",
    "Presenter",
    "QuestionBankPage",
    "Recording",
    "Reflection",
    "Rendition",
    "ResourceCard",
    "ResourceIndexPage",
    "SeatClock",
    "SharedBank",
    "Source",
    "StagedQuestions",
    "ToolAccount",
    "ToolLaunch",
    "ToolLink",
    "ToolNumber",
    "ToolUse",
    "Track",
]
