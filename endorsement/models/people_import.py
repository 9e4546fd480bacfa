"""Endorsees, members or providers that an association brings along from where it kept them before."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.award import Endorsement
from endorsement.models.belonging import Belonging
from endorsement.models.person import Person
from endorsement.models.provider import ProviderStanding
from lms.backbone.ids import public_id


class PeopleImport(models.Model):
    """One file of one association; nothing of it is written before somebody confirms it.

    `columns` says in which place of a row each fact stands, `categories` which category the file's
    words mean, `month_first` how days such as 3/4/2026 are to be read; None while nothing says it.
    """

    class Kind(models.TextChoices):
        ENDORSEES = "endorsees", _("endorsees")
        MEMBERS = "members", _("members")
        PROVIDERS = "providers", _("providers of reflective supervision")

    class State(models.TextChoices):
        STAGED = "staged", _("not confirmed yet")
        WRITING = "writing", _("being written")
        DONE = "done", _("imported")
        UNDONE = "undone", _("undone")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="people_imports"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    heading = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    categories = models.JSONField(default=dict)
    month_first = models.BooleanField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.STAGED)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(state="staged"),
                name="people_import_staged_until",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """A row of the file, and what came of it.

    `cells` is the row as text until it is written. `answer` is the coordinator's word on whether it is
    about somebody known: the pseudonym of that person, or "other". The links say what the row added, so
    that it can be taken back.
    """

    class Outcome(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        SAME = "same", _("there already")
        LEFT_OUT = "left_out", _("left out")
        UNDONE = "undone", _("undone")

    OTHER = "other"

    batch = models.ForeignKey(PeopleImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    answer = models.CharField(max_length=36, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="imported_rows"
    )
    made_person = models.BooleanField(default=False)
    endorsement = models.ForeignKey(
        Endorsement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    belonging = models.ForeignKey(
        Belonging, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    standings = models.ManyToManyField(ProviderStanding, related_name="+")

    class Meta:
        ordering = ["batch", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="imported_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch}, {self.number}"
