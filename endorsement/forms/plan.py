"""One form for each kind of thing that can be planned; days ahead are right here, and only here."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from endorsement import wording
from endorsement.forms.background import FIELDS, LEVELS
from endorsement.forms.entry import amounts, day_field, hours_field
from endorsement.forms.rsc import FOCUSES, FORMATS, MOST_PEOPLE
from endorsement.forms.training import DELIVERIES, TOPICS
from endorsement.models import Association, Person, PlannedItem
from endorsement.rules.scheme import Edition
from endorsement.selectors import frameworks, offers, portfolio, providers
from endorsement.services.plan import PlanContent
from lms.backbone.ids import public_id

Kind = PlannedItem.Kind


class PlanForm(forms.Form):
    """Base: the day, and a key that makes sending it twice add one item."""

    kind: ClassVar[str]
    named: ClassVar[Any]
    hint: ClassVar[Any] = ""
    #: Further codes of the item, kept as its attributes.
    codes: ClassVar[tuple[str, ...]] = ()
    #: Fields of the form that are columns of the item.
    columns: ClassVar[tuple[str, ...]] = ()
    pairs: ClassVar[set[tuple[str, str]]] = {("from_on", "on"), ("hours", "on")}
    day_label: ClassVar[Any] = _("Done by")
    #: Where a title is typed, it says beforehand what does not belong into it.
    privacy_fields: ClassVar[tuple[str, ...]] = ("title",)

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self,
        *args: Any,
        person: Person,
        association: Association | None,
        criteria: Edition | None,
        today: date,
        item: PlannedItem | None = None,
        **kwargs: Any,
    ) -> None:
        self.person, self.association, self.criteria = person, association, criteria
        self.item = item
        start = {"once": public_id()} if item is None else self.said_before(item)
        kwargs["initial"] = {**start, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["on"] = day_field(label=self.day_label)
        self.fields["on"].widget.attrs["min"] = today.isoformat()
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on the person or the association; subclasses fill theirs."""

    @property
    def lines(self) -> list[list[BoundField]]:
        """The fields line by line; fields of one pair stand side by side where there is room."""
        found: list[list[BoundField]] = []
        for one in self.visible_fields():
            if one.name.startswith("topic_"):
                continue
            if found and (found[-1][-1].name, one.name) in self.pairs:
                found[-1].append(one)
            else:
                found.append([one])
        return found

    @property
    def topics(self) -> list[BoundField]:
        return [one for one in self.visible_fields() if one.name.startswith("topic_")]

    def said_before(self, item: PlannedItem) -> dict[str, Any]:
        """The form's values for an item of the plan."""
        return {
            "on": item.on,
            **{name: getattr(item, name) for name in self.columns},
            **{name: item.attributes.get(name) for name in self.codes},
        }

    def content(self) -> PlanContent:
        """What was said, for the service."""
        return PlanContent(**self.said())

    def said(self) -> dict[str, Any]:
        """Arguments of `PlanContent`; subclasses add theirs."""
        said = self.cleaned_data
        return {
            "kind": self.kind,
            "on": said["on"],
            **{name: said[name] for name in self.columns},
            "attributes": {
                name: said[name] for name in self.codes if said.get(name) not in ("", None)
            },
        }


class ModuleForm(PlanForm):
    kind = Kind.MODULE
    named = _("Module here")
    hint = _("A module of the catalog. When you finish it, it leaves the plan by itself.")
    columns = ("code",)
    code = forms.ChoiceField(label=_("Module"))

    def prepare(self) -> None:
        modules = []
        if self.association is not None:
            accepted = portfolio.acceptances(self.association)
            modules = offers.live(self.association, accepted)
        choices = sorted((wording.pick(one.title), one.code) for one in modules)
        if self.item is not None and self.item.code not in {code for _title, code in choices}:
            choices.append((self.item.code, self.item.code))
        found = [("", _("Choose one")), *((code, title) for title, code in choices)]
        self.fields["code"].choices = found  # type: ignore[attr-defined]
        # What is planned stays the same module; another one is another item.
        self.fields["code"].disabled = self.item is not None


class PlannedTrainingForm(PlanForm):
    kind = Kind.TRAINING
    named = _("Training elsewhere")
    hint = _("A workshop, course or conference that you mean to take somewhere else.")
    columns = ("title", "hours", "covers")
    codes = ("delivery",)

    title = forms.CharField(label=_("Title of the training"), max_length=300)
    delivery = forms.ChoiceField(label=_("Kind of training"), choices=DELIVERIES, required=False)
    covers = forms.MultipleChoiceField(
        label=_("Competency areas it would cover"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hours = hours_field(label=_("Clock hours"))

    def prepare(self) -> None:
        areas = [(area.reference, area.name) for area in frameworks.areas()]
        self.fields["covers"].choices = areas  # type: ignore[attr-defined]
        before = self.item.topics if self.item else {}
        for code, label in TOPICS.items():
            self.fields[f"topic_{code}"] = hours_field(
                label=label, required=False, initial=before.get(code)
            )
        self.order_fields(["title", "hours", "on", "delivery", "covers"])

    def said(self) -> dict[str, Any]:
        topics: dict[str, Decimal] = amounts(self.cleaned_data, "topic_")
        return {**super().said(), "topics": topics}


class PlannedRscForm(PlanForm):
    kind = Kind.RSC
    named = _("Reflective supervision")
    hint = _("So many hours by a day. With a known provider the plan can say whether they count.")
    columns = ("hours",)
    codes = ("format", "focus")

    format = forms.ChoiceField(
        label=_("Individual or group"), choices=FORMATS, widget=forms.RadioSelect
    )
    focus = forms.ChoiceField(
        label=_("What it would be about"),
        choices=FOCUSES,
        widget=forms.RadioSelect,
        initial="own_practice",
    )
    provider = forms.ChoiceField(label=_("With whom"), required=False)
    hours = hours_field(label=_("Clock hours"))

    def prepare(self) -> None:
        known = {str(one.ref): one for one in providers.choices(self.person, self.association)}
        if self.item is not None and self.item.provider is not None:
            known.setdefault(str(self.item.provider.ref), self.item.provider)
        self.known = known
        names = providers.names_shown(self.person, known.values())
        choices = [(ref, names[one.pk] or wording.NO_NAME) for ref, one in known.items()]
        found = [("", _("I do not know yet")), *choices]
        self.fields["provider"].choices = found  # type: ignore[attr-defined]

    def said_before(self, item: PlannedItem) -> dict[str, Any]:
        chosen = str(item.provider.ref) if item.provider else ""
        return {**super().said_before(item), "provider": chosen}

    def said(self) -> dict[str, Any]:
        return {**super().said(), "provider": self.known.get(self.cleaned_data["provider"])}


class PlannedGivenForm(PlanForm):
    kind = Kind.RSC_GIVEN
    named = _("Reflective supervision given")
    hint = _("So many hours by a day. While you give supervision, you count as somebody who does.")
    columns = ("hours",)
    codes = ("format", "people")

    format = forms.ChoiceField(
        label=_("Individual or group"), choices=FORMATS, widget=forms.RadioSelect
    )
    people = forms.IntegerField(
        label=_("How many people will take part"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text=_("A number is enough; never a list."),
    )
    hours = hours_field(label=_("Clock hours"))


class ProvidesForm(PlanForm):
    kind = Kind.PROVIDES
    named = _("Giving reflective supervision")
    hint = _(
        "Some criteria ask more, or something else, of those who give reflective supervision. Say from"
        " which day on you will, and your plan is worked out by it."
    )
    day_label = _("From this day on")


class PlannedEducationForm(PlanForm):
    kind = Kind.EDUCATION
    named = _("Education")
    hint = _("A degree, certificate or course of study that you mean to finish.")
    columns = ("title", "from_on")
    codes = ("level", "field")
    day_label = _("Finished on")

    title = forms.CharField(label=_("Degree or program"), max_length=300)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS)
    field = forms.ChoiceField(label=_("Field of study"), choices=FIELDS, required=False)
    from_on = day_field(label=_("Begun on"))


class PlannedWorkForm(PlanForm):
    kind = Kind.WORK
    named = _("Work")
    hint = _(
        "Work that you mean to begin. A job in your portfolio that goes on is counted already."
    )
    columns = ("title", "from_on")
    codes = ("paid", "families")
    day_label = _("Through")

    title = forms.CharField(label=_("Your role"), max_length=300)
    paid = forms.TypedChoiceField(
        label=_("Will it be paid?"),
        choices=[("yes", _("Yes, paid")), ("no", _("No, volunteer"))],
        widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
        empty_value=None,
    )
    families = forms.IntegerField(
        label=_("How many families you will work with"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("A number is enough; never a list."),
    )
    from_on = day_field(label=_("From"))

    def said_before(self, item: PlannedItem) -> dict[str, Any]:
        paid = {True: "yes", False: "no"}.get(item.attributes.get("paid"), "")
        return {**super().said_before(item), "paid": paid}


class PlannedDocumentForm(PlanForm):
    kind = Kind.DOCUMENT
    named = _("Document to sign")
    columns = ("code",)
    code = forms.ChoiceField(label=_("Document"))

    def prepare(self) -> None:
        documents = self.criteria.documents if self.criteria else {}
        choices = [(code, wording.pick(one.name)) for code, one in documents.items()]
        self.fields["code"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]
        self.fields["code"].disabled = self.item is not None


class PlannedReferenceForm(PlanForm):
    kind = Kind.REFERENCE
    named = _("Reference")
    columns = ("code",)
    codes = ("endorsed",)
    code = forms.ChoiceField(label=_("From whom"))
    endorsed = forms.BooleanField(
        label=_("This person holds an endorsement of the association."), required=False
    )

    def prepare(self) -> None:
        roles = self.criteria.reference_roles if self.criteria else {}
        choices = [(code, wording.pick(name)) for code, name in roles.items()]
        self.fields["code"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]


PLAN_FORMS: dict[str, type[PlanForm]] = {
    str(form.kind): form
    for form in (
        ModuleForm,
        PlannedRscForm,
        PlannedTrainingForm,
        PlannedWorkForm,
        PlannedEducationForm,
        PlannedGivenForm,
        ProvidesForm,
        PlannedDocumentForm,
        PlannedReferenceForm,
    )
}
