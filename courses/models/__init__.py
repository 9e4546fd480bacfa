"""Pages, media and the learner's progress."""

from courses.models.bank import QuestionBankPage
from courses.models.extra_time import ExtraTime
from courses.models.learning import (
    Attempt,
    BlockState,
    Enrollment,
    EvaluationResponse,
    LessonProgress,
    Reflection,
)
from courses.models.lesson import LessonPage
from courses.models.library import ResourceCard, Source
from courses.models.loaded import LoadedItem
from courses.models.media import CreditedDocument, CreditedImage, Recording, Rendition, Track
from courses.models.module import ModulePage
from courses.models.pages import (
    AssociationIndexPage,
    AssociationPage,
    CatalogPage,
    HomePage,
    ResourceIndexPage,
)
from courses.models.snapshot import ModuleSnapshot

__all__ = [
    "AssociationIndexPage",
    "AssociationPage",
    "Attempt",
    "BlockState",
    "CatalogPage",
    "CreditedDocument",
    "CreditedImage",
    "Enrollment",
    "EvaluationResponse",
    "ExtraTime",
    "HomePage",
    "LessonPage",
    "LessonProgress",
    "LoadedItem",
    "ModulePage",
    "ModuleSnapshot",
    "QuestionBankPage",
    "Recording",
    "Reflection",
    "Rendition",
    "ResourceCard",
    "ResourceIndexPage",
    "Source",
    "Track",
]
