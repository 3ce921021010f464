"""The full text of the database: which passages hold a word, the newest first, never too many.

A look-up of a word that stands in every record costs no more than that of a rare one: each stops
after so many. What the questions ask for besides words, such as the kind of a record or who may
know of it, stands among the words, so that what a reader may not find does not take up the places
of what he may.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

Terms = Sequence[Collection[str]]
"""Of each of these one has to stand in the passage."""


def put(rows: Iterable[tuple[int, str]]) -> None:
    """Take in words of passages that are not there yet: key, tokens with blanks between."""
    given = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "INSERT INTO search_words (passage_id, words)"
                " VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))"
                " ON CONFLICT (passage_id) DO UPDATE SET words = EXCLUDED.words",
                given,
            )
        else:
            cursor.executemany("INSERT INTO search_words (rowid, words) VALUES (%s, %s)", given)


def take_out(rows: Iterable[tuple[int, str]]) -> None:
    """Take out words of passages: key, and the very tokens that were put in."""
    given = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            keys = [key for key, _words in given]
            cursor.execute("DELETE FROM search_words WHERE passage_id = ANY(%s)", [keys])
        else:
            cursor.executemany(
                "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', %s, %s)",
                given,
            )


def empty() -> None:
    """Take all words out."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE search_words")
        else:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")


def tidy() -> None:
    """Let the database gather what lies about, and learn how often words stand."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE search_words")
        else:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")


def newest_with(asked: Sequence[tuple[Terms, int, int]]) -> list[list[int]]:
    """Give for each of several look-ups the newest passages that fit; one statement for all.

    Args:
        asked: tokens, how many passages to give at most, and above which key they stand.
    """
    found: list[list[int]] = [[] for _ in asked]
    if not asked:
        return found
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    parts, values = list[str](), list[str | int]()
    for place, (terms, most, above) in enumerate(asked):
        sql, match = make(terms)
        parts.append(sql.format(place=place))
        values += [match, above, most]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for place, key in cursor.fetchall():
            found[place].append(key)
    return found


_SQLITE = (
    "SELECT * FROM (SELECT {place}, rowid FROM search_words"
    " WHERE search_words MATCH %s AND rowid > %s ORDER BY rowid DESC LIMIT %s)"
)
_POSTGRESQL = (
    "(SELECT {place}, passage_id FROM search_words"
    " WHERE words @@ %s::tsquery AND passage_id > %s ORDER BY passage_id DESC LIMIT %s)"
)


def _on_sqlite(terms: Terms) -> tuple[str, str]:
    groups = (" OR ".join(f'"{one}"' for one in any_of) for any_of in terms)
    return _SQLITE, " AND ".join(f"({group})" for group in groups)


def _on_postgresql(terms: Terms) -> tuple[str, str]:
    groups = (" | ".join(f"'{one}'" for one in any_of) for any_of in terms)
    return _POSTGRESQL, " & ".join(f"({group})" for group in groups)
