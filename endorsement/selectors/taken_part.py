"""Who took part in the first decision about an application, and so hears no appeal against it."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from endorsement.models import Appeal, Application, Event, Person


def took_part(application: Application) -> QuerySet[Person]:
    """Everybody but the applicant who acted on it until it was appealed, or until now.

    Reviewers (also those who stepped back: they have read it), whoever checked, assigned, vetted,
    recorded a result, scored or decided, and whoever advised.
    """
    appeal = Appeal.objects.filter(application=application).first()
    events = Event.objects.filter(stream=application.stream)
    reviews = application.reviews.all()
    if appeal is not None:
        events = events.filter(at__lt=appeal.filed_at)
        reviews = reviews.filter(assigned_at__lt=appeal.filed_at)
    refs = events.exclude(actor_ref=None).values("actor_ref")
    return (
        Person.objects.filter(
            Q(ref__in=refs)
            | Q(pk__in=reviews.values("reviewer"))
            | Q(pk__in=application.decisions.filter(_before(appeal)).values("decided_by"))
            | Q(scorings__candidate__application=application)
        )
        .exclude(pk=application.person_id)
        .distinct()
    )


def barred(people: Collection[int], application: Application) -> set[int]:
    """Who of these took part in what is appealed, by key; without an appeal nobody is barred."""
    if not people or not Appeal.objects.filter(application=application).exists():
        return set()
    return set(took_part(application).filter(pk__in=people).values_list("pk", flat=True))


def _before(appeal: Appeal | None) -> Q:
    return Q() if appeal is None else Q(decided_at__lt=appeal.filed_at)
