"""Lists of people that an association brought, by the association."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from endorsement.models import Association, ImportedRow, PeopleImport, Person
from endorsement.permissions import association_for_coordinator

Outcome = ImportedRow.Outcome


def of_association(association: Association, at: datetime) -> QuerySet[PeopleImport]:
    """Every list that was brought, the newest first, with how many rows came to what."""
    counted = {outcome.value: Count("rows", filter=Q(rows__outcome=outcome)) for outcome in Outcome}
    rows = association.people_imports.exclude(state=PeopleImport.State.STAGED, expires_at__lte=at)
    counted_rows = rows.select_related("uploaded_by").annotate(total=Count("rows"), **counted)
    return counted_rows.order_by("-created_at", "-pk")


def for_coordinator(person: Person, slug: str, public_id: str, at: datetime) -> PeopleImport:
    """:raises Http404: for anyone but a coordinator of the association, and for one that is gone."""
    association = association_for_coordinator(person, slug)
    return get_object_or_404(
        of_association(association, at).select_related("association__overlay"), public_id=public_id
    )
