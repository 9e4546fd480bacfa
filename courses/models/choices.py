"""What authors choose from: fixed words of the field, and codes that live in the database."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from endorsement.models import Competency, CompetencyArea

Choices = list[tuple[str, str]]

TOPICS = [
    ("iecmh", _("Infant and early childhood mental health")),
    ("dei", _("Diversity, equity and inclusion")),
    ("rsc_provision", _("Providing reflective supervision or consultation")),
    ("ethics", _("Ethics")),
]


class Delivery(models.TextChoices):
    SELF_PACED = "self_paced", _("Self-paced, online")
    LIVE_ONLINE = "live_online", _("Live, online")
    IN_PERSON = "in_person", _("Live, in person")
    BLENDED = "blended", _("Lessons and live meetings")


#: Where hours are for whoever was at a live session.
LIVE = frozenset({Delivery.LIVE_ONLINE, Delivery.IN_PERSON, Delivery.BLENDED})


class AgeBand(models.TextChoices):
    BIRTH_TO_3 = "birth_to_3", _("Birth to 3 years")
    FROM_3_TO_5 = "3_to_5", _("3 to 5 years")
    BIRTH_TO_5 = "birth_to_5", _("Birth to 5 years")


class ReviewStatus(models.TextChoices):
    NOT_YET = "not_yet_reviewed", _("Not yet reviewed by a named person")
    REVIEWED = "reviewed", _("Reviewed")


class QuestionKind(models.TextChoices):
    MULTIPLE_CHOICE = "multiple_choice", _("Multiple choice: one right answer")
    MULTIPLE_RESPONSE = "multiple_response", _("Multiple response: every right answer")
    TRUE_FALSE = "true_false", _("True or false")


class EvaluationKind(models.TextChoices):
    SCALE = "scale", _("Scale from 1 (not at all) to 5 (very much)")
    YES_NO = "yes_no", _("Yes or no")
    SINGLE_CHOICE = "single_choice", _("One of your answers")
    MULTIPLE_CHOICE = "multiple_choice", _("As many of your answers as fit")
    TEXT = "text", _("Own words")


class Needed(models.TextChoices):
    USUAL = "usual", _("As usual: own words may be left empty, all else is asked for")
    YES = "yes", _("Has to be answered")
    NO = "no", _("May be left empty")


class Tone(models.TextChoices):
    NOTE = "note", _("Note: good to know")
    CARE = "care", _("Care: for the reader's own well-being")
    PRACTICE = "practice", _("Practice: something to try at work")


class ResourceKind(models.TextChoices):
    ORGANIZATION = "organization", _("Organization")
    PROGRAM = "program", _("Program")
    PAPER = "paper", _("Paper")
    WEBINAR = "webinar", _("Webinar")
    CAMPAIGN = "campaign", _("Campaign")
    REGULATION = "regulation", _("Regulation")
    FRAMEWORK = "framework", _("Framework")
    PAGE = "page", _("Web page")


class ResourceTopic(models.TextChoices):
    DEVELOPMENT = "development", _("Social and emotional development")
    PART_C = "part_c", _("Part C and early intervention")
    EARLY_EXPERIENCE = "early_experience", _("Early experience and the brain")
    TRAUMA = "trauma", _("Trauma, stress and child maltreatment")
    SERVICES = "services", _("Promotion, prevention and treatment")
    PYRAMID = "pyramid", _("Pyramid Model and classroom practice")
    CONSULTATION = "consultation", _("Mental health consultation")
    POLICY = "policy", _("State policy and Medicaid")
    ADVOCACY = "advocacy", _("Advocacy")
    WORKFORCE = "workforce", _("Workforce and endorsement")
    SUPERVISION = "supervision", _("Reflective supervision")
    EQUITY = "equity", _("Diversity, equity and inclusion")


class ResourceAudience(models.TextChoices):
    FAMILIES = "families", _("Families")
    EARLY_INTERVENTION = "early_intervention", _("Early intervention staff")
    EARLY_EDUCATION = "early_education", _("Early care and education staff")
    HOME_VISITING = "home_visiting", _("Home visitors")
    CLINICIANS = "clinicians", _("Mental health and health professionals")
    CHILD_WELFARE = "child_welfare", _("Child welfare staff")
    SUPERVISORS = "supervisors", _("Supervisors and consultants")
    LEADERS = "leaders", _("Program and state leaders")
    ADVOCATES = "advocates", _("Advocates")


def spoken(texts: dict[str, str]) -> str:
    """The text of a `{en: …, es: …}` map in the active language, in English where it is missing."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def area_choices() -> Choices:
    """Areas of every framework: `core:foundations`."""
    areas = CompetencyArea.objects.select_related("framework").order_by("framework", "position")
    return [(f"{area.framework.code}:{area.code}", spoken(area.name)) for area in areas]


def competency_choices() -> list[tuple[str, Choices]]:
    """Areas and their competencies, grouped by area."""
    return list(_competency_groups())


def _competency_groups() -> Iterator[tuple[str, Choices]]:
    found = Competency.objects.select_related("area__framework").order_by(
        "area__framework", "area__position", "position"
    )
    groups: dict[str, tuple[str, Choices]] = {}
    for competency in found:
        area = competency.area
        code = f"{area.framework.code}:{area.code}"
        name, rows = groups.setdefault(code, (spoken(area.name), [(code, spoken(area.name))]))
        rows.append((f"{code}.{competency.code}", f"{name}: {spoken(competency.name)}"))
    yield from groups.values()


def module_choices() -> Choices:
    from courses.models.module import ModulePage

    found = ModulePage.objects.order_by("title").values_list("code", "title")
    return list(dict(found).items())


def source_choices() -> Choices:
    from courses.models.library import Source

    return list(Source.objects.order_by("title").values_list("key", "title"))


def resource_choices() -> Choices:
    from courses.models.library import ResourceCard

    return list(dict(ResourceCard.objects.order_by("name").values_list("code", "name")).items())


@cache
def drawing_in(file: str, language: str) -> str:
    """The path of a drawing in a language, of the drawing itself where it was not drawn in it."""
    name, _dot, ending = file.rpartition(".")
    own = f"{name}.{language}.{ending}"
    return own if (settings.BASE_DIR / "courses" / "static" / own).exists() else file


def diagram_choices() -> Choices:
    """Drawings that ship with the platform, by their path among the static files.

    `pyramid.es.svg` is `pyramid.svg` with Spanish words and no choice of its own.
    """
    folder = settings.BASE_DIR / "courses" / "static"
    drawings = (folder / "courses" / "diagrams").glob("*.svg")
    found = sorted(path for path in drawings if "." not in path.stem)
    return [(path.relative_to(folder).as_posix(), path.stem.replace("-", " ")) for path in found]
