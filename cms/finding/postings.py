"""The words of the editors' index, in the private database: FTS5 or ``tsvector``.

Plain SQL, since Django has no model of either. Rows are named by the id of their
:class:`~cms.finding.models.IndexedText`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from django.db import connection
from django.db.models.expressions import RawSQL

from cms.finding.models import IndexedText
from search.analysis import stream
from search.expressions import FTS5, TSQUERY, Dialect

_TEXT = IndexedText._meta.db_table
_WORDS = "finding_words"
# No phrase reaches from the title into the body.
_APART = 100
# PostgreSQL keeps no place beyond this one.
_LAST_PLACE = 16_383


def dialect() -> Dialect:
    """Return how the database's full-text expressions are written."""
    return FTS5 if connection.vendor == "sqlite" else TSQUERY


def holding(kind: str, expression: str) -> RawSQL:
    """Return the subquery of the records of ``kind`` for which an expression holds."""
    if connection.vendor == "sqlite":
        sql = (
            f"select t.item from {_WORDS} w join {_TEXT} t on t.id = w.rowid "  # noqa: S608
            f"where {_WORDS} match %s and t.kind = %s"
        )
    else:
        sql = f"select item from {_TEXT} where words @@ %s::tsquery and kind = %s"  # noqa: S608
    return RawSQL(sql, (expression, kind))  # noqa: S611 - values are parameters


def add(texts: Sequence[IndexedText]) -> None:
    """Write the words of texts that were saved."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                f"insert into {_WORDS} (rowid, title, body) values (%s, %s, %s)",  # noqa: S608
                [(text.pk, _joined(text.title), _joined(text.body)) for text in texts],
            )
        else:
            cursor.executemany(
                f"update {_TEXT} set words = %s::tsvector where id = %s",  # noqa: S608
                [(_vector(text), text.pk) for text in texts],
            )


def forget(texts: Sequence[IndexedText]) -> None:
    """Take the words of texts, as they were added, out of the index."""
    if connection.vendor != "sqlite":
        return  # they stand in the row of the text
    with connection.cursor() as cursor:
        cursor.executemany(
            f"insert into {_WORDS} ({_WORDS}, rowid, title, body) "  # noqa: S608
            "values ('delete', %s, %s, %s)",
            [(text.pk, _joined(text.title), _joined(text.body)) for text in texts],
        )


def forget_all() -> None:
    """Take all words out of the index."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"insert into {_WORDS} ({_WORDS}) values ('delete-all')")  # noqa: S608


def settle() -> None:
    """Make the index forget on disk what it only marks as forgotten."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"insert into {_WORDS} ({_WORDS}) values ('optimize')")  # noqa: S608


def _joined(folded: str) -> str:
    return " ".join(stream(folded))


def _vector(text: IndexedText) -> str:
    """Return the words of a text with their places, as PostgreSQL writes a ``tsvector``."""
    places: dict[str, list[int]] = {}
    place = count(1)
    for word in stream(text.title):
        places.setdefault(word, []).append(next(place))
    place = count(next(place) + _APART)
    for word in stream(text.body):
        places.setdefault(word, []).append(min(next(place), _LAST_PLACE))
    return " ".join(f"'{word}':{','.join(map(str, at[:255]))}" for word, at in places.items())
