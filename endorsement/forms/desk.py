"""What a coordinator does with one application, besides deciding. Services say what is allowed."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.models import Application, DeclaredConflict, GuestInvitation, Person, Review
from endorsement.selectors.proposals import Candidate


class _People(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Person.objects.none(), to_field_name="ref", **kwargs)

    def offer(self, people: list[Person]) -> None:
        self.queryset = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("name")


class _OfReview(forms.Form):
    """About one review of the application."""

    needs_legend = False

    review = forms.ModelChoiceField(
        queryset=Review.objects.none(), to_field_name="public_id", widget=forms.HiddenInput
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data)
        self.fields["review"].queryset = application.reviews.select_related(  # type: ignore[attr-defined]
            "reviewer", "association__overlay", "application__person", "application__association"
        )


class ReleaseForm(_OfReview):
    """Take an assignment back, or remind of it."""


class GiveTimeForm(_OfReview):
    due_on = day_field(label=_("New due day"))


class ReassignForm(_OfReview):
    reviewer = _People(label=_("Give it to"))

    def __init__(
        self, data: Any = None, *, application: Application, candidates: list[Candidate]
    ) -> None:
        super().__init__(data, application=application)
        self.able = [one.person for one in candidates if not one.refused]
        self.fields["reviewer"].offer(self.able)  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Choose a reviewer; the page lists them with what speaks for and against each."""

    reviewer = _People(label=_("Reviewer"))

    def __init__(self, data: Any = None, *, candidates: list[Candidate]) -> None:
        super().__init__(data)
        self.able = [one for one in candidates if not one.refused]
        self.unable = [one for one in candidates if one.refused]
        # Somebody who cannot be asked is refused by the service, with the reason.
        people = [one.person for one in candidates]
        self.fields["reviewer"].offer(people)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """Who is ticked: whom the coordinator chose, else the first that is proposed."""
        said = self["reviewer"].value() if self.is_bound else None
        return str(said or (self.able[0].person.ref if self.able else ""))


class TooCloseForm(forms.Form):
    """A coordinator knows that somebody is too close to the applicant."""

    other = _People(label=_("Who is too close"))
    kind = forms.ChoiceField(
        label=_("What ties them"),
        choices=[(code, capfirst(name)) for code, name in DeclaredConflict.Kind.choices],
    )

    def __init__(self, data: Any = None, *, people: list[Person]) -> None:
        super().__init__(data)
        self.fields["other"].offer(people)  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Somebody of another association, for this application alone."""

    email = forms.EmailField(label=_("Their email address"))
    role = forms.ChoiceField(
        label=_("As"),
        choices=[(code, capfirst(name)) for code, name in GuestInvitation.Role.choices],
    )
    through_on = day_field(label=_("Through"))


class EndInvitationForm(forms.Form):
    invitation = forms.ModelChoiceField(
        queryset=GuestInvitation.objects.none(),
        to_field_name="public_id",
        widget=forms.HiddenInput,
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data)
        self.fields["invitation"].queryset = application.guests.select_related(  # type: ignore[attr-defined]
            "application__association", "application__person", "person"
        )
