"""Competency frameworks: areas and competencies with permanent codes."""

from typing import ClassVar

from django.db import models


class Framework(models.Model):
    """A dated version of a framework; `core` version `1` is the platform's own.

    `rating_scale` are the names of the levels of a self-assessment, the lowest first; empty: the
    platform's own steps.
    """

    code = models.SlugField()
    version = models.CharField(max_length=20)
    name = models.JSONField()
    rating_scale = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="framework_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"


class CompetencyArea(models.Model):
    """An area, referred to as `core:foundations`."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="areas")
    code = models.CharField(max_length=60)
    name = models.JSONField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["framework", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "code"], name="area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.framework.code}:{self.code}"


class Competency(models.Model):
    """A knowledge or skill area, referred to as `core:foundations.attachment`."""

    area = models.ForeignKey(CompetencyArea, on_delete=models.PROTECT, related_name="competencies")
    code = models.CharField(max_length=60)
    name = models.JSONField()
    description = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["area", "position"]
        verbose_name_plural = "competencies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "code"], name="competency_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area}.{self.code}"
