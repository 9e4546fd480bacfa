"""Text as it is searched: without capitals and accents, the same in Python and in both databases.

"Núñez" is found by "nunez" and "Åse" by "ase". Accents are taken off Latin, Greek and Cyrillic letters;
signs of other scripts that carry meaning stay.
"""

import re
import unicodedata
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import CharField, Func
from django.dispatch import receiver

#: Letters that have no accent to take off, and quotation marks that stand for an apostrophe.
SAME = str.maketrans("łŁøØđĐıʼ’ʻ‘", "llooddi''''")
_ACCENTS = re.compile("[\u0300-\u036f]")
_BETWEEN = re.compile(r"[\s\-–,.;:'\"()/]+")


def fold(text: str) -> str:
    """The text without capitals and accents."""
    parts = unicodedata.normalize("NFKD", text)
    return _ACCENTS.sub("", parts).translate(SAME).lower()


def folded_words(text: str) -> list[str]:
    """The words of what somebody typed, folded, each once; marks between words part them."""
    return list(dict.fromkeys(word for word in _BETWEEN.split(fold(text)) if word))


class Folded(Func):
    """A text column or expression, folded by the database."""

    arity = 1
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="fold_text", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template=(
                r"lower(translate(regexp_replace(normalize((%(expressions)s)::text, NFKD),"
                r" '[\u0300-\u036f]', '', 'g'), 'łŁøØđĐıʼ’ʻ‘', 'llooddi'''''''''))"
            ),
            **more,
        )


@receiver(connection_created, dispatch_uid="fold text in SQLite")
def teach_sqlite(connection: Any, **_kwargs: Any) -> None:
    """SQLite knows capitals and accents of ASCII alone."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "fold_text", 1, lambda text: None if text is None else fold(text), deterministic=True
        )
