"""Whoever has a conflict of interest does not act; what cannot be computed is declared."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from endorsement.models import Application, DeclaredConflict, Endorsement, Membership, Person
from endorsement.refusals import Refused
from endorsement.selectors import conflicts
from endorsement.services import event
from endorsement.services.addresses import person_by_email

# Nobody is too close to very many people; addresses are not to be tried out here.
MOST_DECLARED = 40


class Conflicted(Refused):
    """Refused for a conflict of interest. The caller's transaction is undone, so whoever shows the
    refusal records it with `keep_refusal`."""

    def __init__(
        self,
        reason: str,
        *,
        person: Person,
        about: Application | Endorsement,
        sentence: str = "",
        field: str = "",
    ) -> None:
        super().__init__(sentence or conflicts.sentence(reason), field=field)
        self.reason, self.person, self.about = reason, person, about


def refuse_conflict(
    person: Person, application: Application, *, at: datetime | None = None, field: str = ""
) -> None:
    """The one call with which every service begins that lets somebody act on an application.

    :raises Conflicted: when the person may not act on it.
    """
    on = application.association.day_of(at) if at else None
    reason = conflicts.of_anyone(person, application, on)
    if reason:
        raise Conflicted(reason, person=person, about=application, field=field)


def refuse_tie(
    person: Person, endorsement: Endorsement, *, at: datetime, sentence: str = "", field: str = ""
) -> None:
    """The same for everything that comes after the award: renewals, audits, breaks, more time.

    :raises Conflicted: when the person may not decide about its holder.
    """
    holder, on = endorsement.person, endorsement.association.day_of(at)
    reason = conflicts.tied_to([person], holder, on).get(person.pk)
    if reason:
        raise Conflicted(
            reason,
            person=person,
            about=endorsement,
            sentence=sentence
            or _(
                "You are tied to this person on record, so you cannot decide here. Leave it to a"
                " colleague."
            ),
            field=field,
        )


def refuse_about_award(person: Person, endorsement: Endorsement, *, at: datetime) -> None:
    """The same for what undoes or repeats an award: who took part in an appeal of it is bound as well.

    One that was brought along has no application here, yet its holder is tied to people all the same.

    :raises Conflicted: when the person may not act on it.
    """
    if endorsement.application:
        refuse_conflict(person, endorsement.application, at=at)
    else:
        refuse_tie(person, endorsement, at=at)


def refuse_tied_reviewer(
    reviewer: Person, endorsement: Endorsement, *, at: datetime, field: str
) -> None:
    """The same for a reviewer whom a coordinator asks.

    :raises Conflicted: when the reviewer may not look at it.
    """
    sentence = _("The two are tied to each other on record. Choose somebody else.")
    refuse_tie(reviewer, endorsement, at=at, sentence=sentence, field=field)


@transaction.atomic
def keep_refusal(refused: Refused, *, actor: Person, at: datetime) -> None:
    """Record that somebody was kept from acting; which tie it was is not written down.

    A refusal in other words names the one that it stands for as its cause.
    """
    kept = refused if isinstance(refused, Conflicted) else refused.__cause__
    if not isinstance(kept, Conflicted):
        return
    about = kept.about
    if isinstance(about, Application):
        _record(about, "conflict_refused", who=kept.person, actor=actor, at=at)
        return
    event.record(
        association=about.association,
        stream=about.stream,
        kind="endorsement.conflict_refused",
        actor=actor,
        payload={"person": str(about.person.ref), "whom": str(kept.person.ref)},
        at=at,
    )


@transaction.atomic
def declare(*, person: Person, name: str, email: str, kind: str, at: datetime) -> DeclaredConflict:
    """Say that one is too close to somebody, named by their address.

    Effects, in order: the other as a person; the declaration, once; an event for each open
    application of either on which the other could act.

    :raises Refused: for oneself, or after very many.
    """
    if person.conflicts.filter(declared_by=person).count() >= MOST_DECLARED:
        raise Refused(_("That is a long list. Please remove somebody first."))
    other = person_by_email(email=email, name=name)
    if other.pk == person.pk:
        raise Refused(_("This is your own address. Enter somebody else’s."), field="email")
    return _declare(person, other, kind=kind, name=name, by=person, at=at)


@transaction.atomic
def declare_for(
    *, application: Application, other: Person, kind: str, coordinator: Person, at: datetime
) -> DeclaredConflict:
    """A coordinator knows that somebody is too close to the applicant.

    :raises Refused: for a conflict of interest of the coordinator, or somebody who has no part in it.
    """
    refuse_conflict(coordinator, application, at=at)
    if other.pk == application.person_id:
        raise Refused(_("Nobody acts on their own application anyway."), field="other")
    return _declare(application.person, other, kind=kind, name="", by=coordinator, at=at)


@transaction.atomic
def take_back(*, conflict: DeclaredConflict, person: Person, at: datetime) -> None:
    """Whoever said it takes it back; the events stay.

    :raises Refused: when somebody else said it.
    """
    if conflict.declared_by_id != person.pk:
        raise Refused(_("Only whoever said it can take it back."))
    for application, who in _concerned(conflict.person, conflict.other):
        _record(application, "conflict_taken_back", who=who, actor=person, at=at)
    conflict.delete()


def _declare(
    person: Person, other: Person, *, kind: str, name: str, by: Person, at: datetime
) -> DeclaredConflict:
    if kind not in DeclaredConflict.Kind.values:
        raise Refused(_("Choose what ties them."), field="kind")
    try:
        with transaction.atomic():
            conflict = DeclaredConflict.objects.create(
                person=person,
                other=other,
                kind=kind,
                declared_by=by,
                other_name=name.strip(),
                declared_at=at,
            )
    except IntegrityError:
        found = DeclaredConflict.objects.get(person=person, other=other, declared_by=by)
        found.kind = kind
        found.save(update_fields=["kind"])
        return found
    for application, who in _concerned(person, other):
        _record(application, "conflict_declared", who=who, actor=by, at=at)
    return conflict


def _concerned(one: Person, two: Person) -> Iterable[tuple[Application, Person]]:
    """Open applications of either on which the other could act, with that other."""
    for applicant, other in ((one, two), (two, one)):
        acts_in = Membership.objects.filter(person=other).values("association")
        for application in (
            applicant.applications.exclude(state__in=Application.CLOSED)
            .filter(Q(association__in=acts_in) | Q(guests__person=other))
            .select_related("association", "person")
            .distinct()
        ):
            yield application, other


def _record(
    application: Application, kind: str, *, who: Person, actor: Person, at: datetime
) -> None:
    event.record(
        association=application.association,
        stream=application.stream,
        kind=f"application.{kind}",
        actor=actor,
        payload={"applicant": str(application.person.ref), "whom": str(who.ref)},
        at=at,
    )
