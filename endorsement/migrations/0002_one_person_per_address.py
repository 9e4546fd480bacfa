"""One living person has an address. Where several have one by now, no row is lost:

addresses are written in lower case; of several people with one address it stays with the one whose
account signs in with it, else with one that has an account, else with one whose permanent rows cannot
be changed, else with the oldest. Of the others, one with another account is noted with that account's
address; one without gives what may be changed to the one who keeps the address, unless permanent rows
name it: then everything stays together, but for links to ratings that are still open. Nobody is
deleted, for other apps' rows may point to them; whoever gave the address up has none.
"""

import django.db.models.functions.text
from django.conf import settings
from django.db import IntegrityError, migrations, models, transaction
from django.db.models import Count
from django.db.models.functions import Lower, Trim

# The database refuses to change these, so their person stays.
PERMANENT = {"ledgerentry", "confirmation", "signature", "event"}


def settle(apps, schema_editor):
    person_model = apps.get_model("endorsement", "Person")
    living = person_model.objects.filter(erased_at__isnull=True).exclude(email="")
    for person in living.exclude(email=Lower(Trim("email"))):
        person_model.objects.filter(pk=person.pk).update(email=person.email.strip().lower())
    shared = living.values("email").annotate(people=Count("pk")).filter(people__gt=1)
    for email in list(shared.values_list("email", flat=True)):
        _settle_one(person_model, email)
    if schema_editor is not None and schema_editor.connection.vendor == "postgresql":
        # What was deferred must be checked before the table is altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def _settle_one(person_model, email):
    rows = person_model.objects.filter(email=email, erased_at__isnull=True).select_related("user")
    keeper, *others = sorted(rows, key=lambda person: _rank(person, email))
    for other in others:
        if other.user_id is not None:
            own = other.user.email.strip().lower()
            free = own != email and not person_model.objects.filter(
                email__iexact=own, erased_at__isnull=True
            ).exclude(pk=other.pk).exists()
            person_model.objects.filter(pk=other.pk).update(email=own if free else "")
            continue
        if not _has_permanent(other):
            _give(other, keeper)
        _give_open_references(other, keeper)
        person_model.objects.filter(pk=other.pk).update(email="")


def _rank(person, email):
    signs_in = person.user_id is not None and person.user.email.strip().lower() == email
    return (
        not signs_in,
        person.user_id is None,
        not _has_permanent(person),
        person.created_at,
        person.pk,
    )


def _relations(person):
    return [
        (field.related_model, field.field.name)
        for field in person._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and field.related_model is not None
    ]


def _rows(model, name, person):
    return model._base_manager.filter(**{name: person.pk})


def _has_permanent(person):
    for model, name in _relations(person):
        rows = _rows(model, name, person)
        if model._meta.model_name == "ledgerentry":
            rows = rows.filter(permanent_at__isnull=False)
        if model._meta.model_name in PERMANENT and rows.exists():
            return True
    return False


def _give(other, keeper):
    """Row by row: one that the keeper has already stays where it is."""
    for model, name in _relations(other):
        for row in _rows(model, name, other):
            _give_row(model, name, row, keeper)


def _give_open_references(other, keeper):
    """A link that is sent again must reach somebody."""
    for model, name in _relations(other):
        if model._meta.model_name == "reference" and name == "rater":
            for row in _rows(model, name, other).filter(state="requested"):
                _give_row(model, name, row, keeper)


def _give_row(model, name, row, keeper):
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{name: keeper.pk})
    except IntegrityError:
        return


class Migration(migrations.Migration):
    dependencies = [
        ("endorsement", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(settle, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(
                    ("erased_at__isnull", True), models.Q(("email", ""), _negated=True)
                ),
                name="one_living_person_per_address",
            ),
        ),
    ]
