"""Competency frameworks come from files; their codes are permanent."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Competency, CompetencyArea, Framework
from endorsement.refusals import Refused
from endorsement.rules.framework import Area, parse_framework


@transaction.atomic
def import_framework(*, document: Any) -> Framework:
    """Load a version of a framework; loading it again brings its texts up to date.

    Effects, in order: the framework; its areas; their competencies.

    :raises DocumentError: when the document is broken; nothing is written.
    :raises Refused: when an area or competency that is known would disappear, or its self-assessments
        would stand on another scale.
    """
    read = parse_framework(document)
    known = Framework.objects.filter(code=read.code, version=read.version).first()
    if known is not None:
        _refuse_losses(known, set(read.names()))
        _refuse_another_scale(known, len(read.rating_scale))
    framework, _created = Framework.objects.update_or_create(
        code=read.code,
        version=read.version,
        defaults={
            "name": dict(read.name),
            "rating_scale": [dict(level) for level in read.rating_scale],
        },
    )
    areas = _import_areas(framework, read.areas)
    _import_competencies(areas, read.areas)
    return framework


def _import_areas(framework: Framework, read: Sequence[Area]) -> list[CompetencyArea]:
    return CompetencyArea.objects.bulk_create(
        [
            CompetencyArea(
                framework=framework, code=one.code, name=dict(one.name), position=position
            )
            for position, one in enumerate(read)
        ],
        update_conflicts=True,
        unique_fields=["framework", "code"],
        update_fields=["name", "position"],
    )


def _import_competencies(areas: Sequence[CompetencyArea], read: Sequence[Area]) -> None:
    Competency.objects.bulk_create(
        [
            Competency(
                area=area,
                code=one.code,
                name=dict(one.name),
                description=dict(one.description),
                position=position,
            )
            for area, of_area in zip(areas, read, strict=True)
            for position, one in enumerate(of_area.competencies)
        ],
        update_conflicts=True,
        unique_fields=["area", "code"],
        update_fields=["name", "description", "position"],
    )


def _refuse_losses(framework: Framework, references: set[str]) -> None:
    areas = {str(area) for area in framework.areas.select_related("framework")}
    competencies = {
        str(one)
        for one in Competency.objects.filter(area__framework=framework).select_related(
            "area__framework"
        )
    }
    lost = sorted((areas | competencies) - references)
    if lost:
        raise Refused(
            _(
                "This version of the framework already has %(codes)s, which the file leaves out. "
                "Give the file a new version instead."
            )
            % {"codes": ", ".join(lost)}
        )


def _refuse_another_scale(framework: Framework, levels: int) -> None:
    """Words of a scale may get better; how many levels it has says what the answers mean."""
    if levels != len(framework.rating_scale):
        raise Refused(
            _(
                "This version of the framework has a self-rating scale with another number of levels. "
                "Give the file a new version instead."
            )
        )
