"""Tables that are created at once are the tables that one operation each would create."""

from collections.abc import Iterable

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from lms.backbone.created_together import CreateTogether

pytestmark = pytest.mark.django_db(transaction=True)
APP = "backbone"


def _family() -> list[Operation]:
    """Keys both ways, a table between two models, a constraint and an index."""
    number = ("id", models.BigAutoField(primary_key=True))
    one_name = models.UniqueConstraint(fields=["name"], name="test_one_child_of_a_name")
    return [
        migrations.CreateModel("TestParent", [number]),
        migrations.CreateModel(
            "TestChild",
            [
                number,
                ("name", models.CharField(max_length=20)),
                ("parent", models.ForeignKey("backbone.TestParent", models.CASCADE)),
                ("friends", models.ManyToManyField("backbone.TestChild")),
            ],
        ),
        migrations.AddField(
            "TestParent",
            "eldest",
            models.ForeignKey("backbone.TestChild", models.SET_NULL, null=True, related_name="+"),
        ),
        migrations.AddConstraint("TestChild", one_name),
        migrations.AddIndex("TestChild", models.Index(fields=["parent", "name"], name="test_ix")),
    ]


def _made(operations: Iterable[Operation]) -> dict[str, object]:
    """What the database holds of the family after `operations`, which then take it back."""
    before, steps = ProjectState(), []
    for operation in operations:
        after = before.clone()
        operation.state_forwards(APP, after)
        with connection.schema_editor() as editor:
            operation.database_forwards(APP, editor, before, after)
        steps.append((operation, before, after))
        before = after
    found = _tables()
    for operation, earlier, later in reversed(steps):
        with connection.schema_editor() as editor:
            operation.database_backwards(APP, editor, later, earlier)
    assert _tables() == {}
    return found


def _tables() -> dict[str, object]:
    with connection.cursor() as cursor:
        look = connection.introspection
        return {
            table: (
                {column.name for column in look.get_table_description(cursor, table)},
                look.get_relations(cursor, table),
                {
                    (tuple(one["columns"]), one["unique"], one["index"])
                    for one in look.get_constraints(cursor, table).values()
                },
            )
            for table in look.table_names(cursor)
            if table.startswith("backbone_test")
        }


def test_tables_created_together_are_those_created_one_by_one() -> None:
    together = _made([CreateTogether(_family())])
    assert together == _made(_family())
    assert sorted(together) == [
        "backbone_testchild",
        "backbone_testchild_friends",
        "backbone_testparent",
    ]
