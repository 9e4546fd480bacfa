"""Exams: sittings, who sits them, and the blind scoring of the written part."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.application import Application
from endorsement.models.association import Association
from endorsement.models.person import Person
from endorsement.models.scheme import Edition
from lms.backbone import ids
from lms.backbone.ids import public_id


class Sitting(models.Model):
    """One day of an exam. The multiple-choice form is one for all; part two goes by category.

    `choice_part` and `written_part` are parts of the edition's exams, either may be empty. `gap`:
    with more than so many percent between two scorers a third one scores.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="sittings")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    online = models.BooleanField(default=False)
    seats = models.PositiveSmallIntegerField()
    register_through = models.DateField()
    accommodation_through = models.DateField()
    choice_part = models.CharField(max_length=60, blank=True)
    form_code = models.CharField(max_length=40, blank=True)
    questions = models.PositiveSmallIntegerField(default=60)
    written_part = models.CharField(max_length=60, blank=True)
    chosen = models.PositiveSmallIntegerField(default=2)
    gap_percent = models.PositiveSmallIntegerField(default=15)

    class Meta:
        ordering = ["held_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(register_through__lte=models.F("held_on"))
                & Q(accommodation_through__lte=models.F("held_on")),
                name="sitting_deadlines_before_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(choice_part="", written_part=""), name="sitting_of_some_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.place}"


class Vignette(models.Model):
    """A task of part two for a category, with its rubric as `[{"points": 4, "text": "…"}]`."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="vignettes")
    category = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=8000)
    rubric = models.JSONField()

    class Meta:
        ordering = ["category", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "category", "title"], name="vignette_once_in_sitting"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def points(self) -> int:
        return sum(item["points"] for item in self.rubric)


class Candidate(models.Model):
    """Who sits an exam. Scorers see `code` and never whose it is."""

    class Accommodation(models.TextChoices):
        NONE = "", _("not asked for")
        ASKED = "asked", _("asked for")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("not possible")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="candidates")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="candidacies"
    )
    code = models.CharField(max_length=12, unique=True, default=ids.public_id)
    # The parts still to be passed when they registered: a passed part stands.
    parts = models.JSONField(default=list)
    registered_at = models.DateTimeField()
    accommodation = models.CharField(
        max_length=8, choices=Accommodation, default=Accommodation.NONE, blank=True
    )
    accommodation_text = models.TextField(blank=True, max_length=2000)
    accommodation_answer = models.TextField(blank=True, max_length=2000)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "application"], name="candidate_once"),
        ]

    def __str__(self) -> str:
        return self.code


class WrittenAnswer(models.Model):
    """What a candidate wrote about one vignette, and the points that were settled on."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="answers")
    vignette = models.ForeignKey(Vignette, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True, max_length=40000)

    class Meta:
        ordering = ["vignette"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "vignette"], name="answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.vignette}"


class Scoring(models.Model):
    """One scorer's points for a candidate's answers: `{vignette: {item: points}}`, items from 0."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("assigned")
        HANDED_IN = "handed_in", _("handed in")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="scorings")
    scorer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="scorings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.ASSIGNED)
    points = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    assigned_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "scorer"], name="scorer_once"),
            models.UniqueConstraint(fields=["candidate", "number"], name="scorer_number_once"),
            models.CheckConstraint(condition=Q(number__lte=3), name="at_most_three_scorers"),
        ]

    def __str__(self) -> str:
        return self.public_id
