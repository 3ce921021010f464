"""Numbers of changes, by which processes learn from each other what they have not seen yet.

On SQLite one writer at a time counts on. On PostgreSQL transactions end in another order than they
begin, so a change bears the number of its transaction, and a reader asks again for all that may
still have been open when it looked last.
"""

from dataclasses import dataclass

from django.db import connection

_COUNT_ON = (
    "INSERT INTO search_state (name, value) VALUES ('clock', '1')"
    " ON CONFLICT (name) DO UPDATE SET value = CAST(search_state.value AS integer) + 1"
    " RETURNING value"
)


def tick() -> int:
    """Give the number of a change that is being made; inside its transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        else:
            cursor.execute(_COUNT_ON)
        (number,) = cursor.fetchone()
    return int(number)


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the changes stand.

    Attributes:
        following: from which number on to ask the next time.
        sign: differs whenever anything may have changed.
        audience: the highest number of an audience.
        waiting: how many records wait to be looked at, at most :data:`FEW` and one.
    """

    following: int
    sign: str
    audience: int
    waiting: int


FEW = 20
"""So many records a question looks at itself before it is answered; more wait for the worker."""
_SEEN = (
    "SELECT {following}, {sign}, (SELECT max(id) FROM search_audience),"
    " (SELECT count(*) FROM (SELECT 1 FROM search_waiting LIMIT {few}) AS few)"
)
_ON_POSTGRESQL = _SEEN.format(
    few=FEW + 1,
    following="pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    sign=(
        "concat((SELECT max(changed) FROM search_entry), ' ',"
        " (SELECT max(changed) FROM search_meaning))"
    ),
)
_CLOCK = "(SELECT CAST(value AS integer) FROM search_state WHERE name = 'clock')"
_ON_SQLITE = _SEEN.format(few=FEW + 1, following=f"{_CLOCK} + 1", sign=_CLOCK)


def seen() -> Seen:
    """Tell where the changes stand; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ON_POSTGRESQL if connection.vendor == "postgresql" else _ON_SQLITE)
        following, sign, audience, waiting = cursor.fetchone()
    return Seen(int(following or 1), str(sign), int(audience or 0), int(waiting))
