"""The full-text index of the catalog: FTS5 on SQLite, a tsvector on PostgreSQL.

Django has no model for either, so a migration makes the table and this file alone speaks to it. A row
has the number of its `CatalogEntry`. What is written and asked for are words prepared by
`courses.rules.searching`: neither database is asked to know a language. A row whose entry is gone is
found by nobody, because every answer is joined to live pages.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from courses.rules.searching import Term

TABLE = "courses_catalogtext"
#: Columns of a row, the weightiest first, each with its weight.
COLUMNS = {"title": 10.0, "about": 4.0, "lessons": 5.0, "body": 1.0}


def write(*, entry: int, language: str, columns: Sequence[str]) -> None:
    """Put a row in place of the one with the same number."""
    forget([entry])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            document = " || ".join(
                f"setweight(to_tsvector('simple', %s), '{label}')" for label in "ABCD"
            )
            cursor.execute(
                f"INSERT INTO {TABLE} (entry, language, document) VALUES (%s, %s, {document})",  # noqa: S608
                [entry, language, *_in_order_of_labels(columns)],
            )
        else:
            cursor.execute(
                f"INSERT INTO {TABLE} (rowid, {', '.join(COLUMNS)}, language) "  # noqa: S608
                "VALUES (%s, %s, %s, %s, %s, %s)",
                [entry, *columns, language],
            )


def forget(entries: Iterable[int]) -> None:
    number = "entry" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        for entry in entries:
            cursor.execute(f"DELETE FROM {TABLE} WHERE {number} = %s", [entry])  # noqa: S608


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608


def find(terms: Sequence[Term], language: str) -> dict[int, float]:
    """Entries in a language that hold every term, each with its rank: more is better. One query."""
    if not terms:
        return {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = " & ".join(f"({_tsquery(term, language)})" for term in terms)
            weights = sorted(COLUMNS.values())
            top = max(weights)
            cursor.execute(
                f"SELECT entry, ts_rank(%s::float4[], document, to_tsquery('simple', %s)) "  # noqa: S608
                f"FROM {TABLE} WHERE language = %s AND document @@ to_tsquery('simple', %s)",
                [[one / top for one in weights], asked, language, asked],
            )
        else:
            asked = " AND ".join(f"({_fts5(term, language)})" for term in terms)
            weights = list(COLUMNS.values())
            cursor.execute(
                f"SELECT rowid, -bm25({TABLE}, {', '.join(map(str, weights))}) FROM {TABLE} "  # noqa: S608
                f"WHERE {TABLE} MATCH %s AND language = %s",
                [asked, language],
            )
        return dict(cursor.fetchall())


def _in_order_of_labels(columns: Sequence[str]) -> list[str]:
    """PostgreSQL's labels A to D go from the weightiest to the lightest."""
    weighed = sorted(zip(COLUMNS.values(), columns, strict=True), key=lambda one: -one[0])
    return [column for _weight, column in weighed]


def _fts5(term: Term, language: str) -> str:
    """Words hold letters and digits only, and stand in quotation marks."""
    asked = f'"{term.folded}" OR "{term.stem(language)}"'
    return f'{asked} OR "{term.folded}"*' if term.begins else asked


def _tsquery(term: Term, language: str) -> str:
    asked = f"'{term.folded}' | '{term.stem(language)}'"
    return f"{asked} | '{term.folded}':*" if term.begins else asked
