"""Two records of one human being become one; nothing is lost, and both pseudonyms say who it is."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _

from endorsement.models import Endorsement, Person
from endorsement.refusals import Refused
from endorsement.services import event


@transaction.atomic
def merge(*, record: Person, into: Person, actor: Person, at: datetime) -> Person:
    """Let a record without an account become part of the record of somebody who has one.

    Effects, in order: whatever names the record names the other from now on, save what the database
    keeps for ever (hours that name a provider, confirmations) and what the other has just so; details
    that the other has not said are taken over; the record keeps its pseudonym, and says whose it is; a
    link of the chain for every award.

    :raises Refused: for a record with an account, one that is gone, or when both hold the same category
        of one association.
    """
    record = Person.objects.select_for_update().get(pk=record.pk)
    into = Person.objects.select_for_update().get(pk=into.pk)
    if record.pk == into.pk or record.merged_into_id == into.pk:
        return into
    _refuse(record, into)
    awards = list(record.endorsements.select_related("association"))
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not Person:
            _move(relation, record, into)
    Person.objects.filter(pk__in=[record.pk]).update(email="", merged_into=into)
    _take_over(record, into)
    # Who became part of the record before is part of the other now.
    Person.objects.filter(merged_into=record).update(merged_into=into)
    for award in awards:
        event.record(
            association=award.association,
            stream=award.stream,
            kind="endorsement.claimed",
            actor=actor,
            payload={"person": str(into.ref), "former": str(record.ref)},
            at=at,
            chained=True,
        )
    into.refresh_from_db()
    return into


def whose(ref: UUID | str) -> Person | None:
    """The person behind a pseudonym, whichever of their records it was given to."""
    person = Person.objects.select_related("merged_into").filter(ref=ref).first()
    return person.merged_into or person if person else None


def _refuse(record: Person, into: Person) -> None:
    if record.user_id is not None:
        raise Refused(_("This record belongs to an account already."))
    if record.merged_into_id is not None or record.erased_at or into.erased_at:
        raise Refused(_("This record is not there any more."))
    theirs = {
        (award.association_id, award.category): award
        for award in into.endorsements.filter(state__in=Endorsement.HELD)
    }
    for award in record.endorsements.filter(state__in=Endorsement.HELD).select_related(
        "association"
    ):
        if (award.association_id, award.category) in theirs:
            raise Refused(
                _(
                    "Both records hold the same category of %(association)s. Please write to "
                    "%(contact)s: one of them has to be ended first."
                )
                % {
                    "association": award.association.name,
                    "contact": award.association.contact_email,
                }
            )


def _move(relation: ForeignObjectRel, record: Person, into: Person) -> None:
    """Let rows name the other; at once where that is possible, else one by one."""
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{name: record})
    if not rows.exists():
        return
    try:
        with transaction.atomic():
            rows.update(**{name: into})
    except IntegrityError:
        for pk in list(rows.values_list("pk", flat=True)):
            _move_one(relation, pk, into)


def _move_one(relation: ForeignObjectRel, pk: object, into: Person) -> None:
    try:
        with transaction.atomic():
            relation.related_model._base_manager.filter(pk=pk).update(**{relation.field.name: into})
    except IntegrityError:
        # Kept for ever as it is, or the other has it too: it stays with the record that says whose it is.
        return


def _take_over(record: Person, into: Person) -> None:
    for name in ("name", "county", "employer"):
        if not getattr(into, name) and getattr(record, name):
            setattr(into, name, getattr(record, name))
    if record.deceased_on and not into.deceased_on:
        into.deceased_on = record.deceased_on
    into.save(update_fields=["name", "county", "employer", "deceased_on"])
