"""Numbers of changes, by which processes learn from each other what they have not seen yet.

On SQLite one writer at a time counts on. On PostgreSQL transactions end in another order than they
begin, so a change bears the number of its transaction, and a reader asks again for all that may
still have been open when it looked last.
"""

from dataclasses import dataclass

from django.db import connection

from pobratym.journal.models import HEAD

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
        is_behind: there are deeds that were not heard of, or records that wait to be looked at.
    """

    following: int
    sign: str
    audience: int
    is_behind: bool


FEW = 20
"""So many records a question looks at itself before it is answered; more wait for the worker."""
HEARD = "heard"
"""Name of the state that is the number of the last line of the journal that was heard."""
_SEEN = (
    "SELECT {following}, {sign}, (SELECT max(id) FROM search_audience),"
    " EXISTS (SELECT 1 FROM search_waiting),"
    " (SELECT number FROM journal_head WHERE id = %s),"
    " (SELECT value FROM search_state WHERE name = %s)"
)
_ON_POSTGRESQL = _SEEN.format(
    following="pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    sign=(
        "concat((SELECT max(changed) FROM search_entry), ' ',"
        " (SELECT max(changed) FROM search_meaning))"
    ),
)
_CLOCK = "(SELECT CAST(value AS integer) FROM search_state WHERE name = 'clock')"
_ON_SQLITE = _SEEN.format(following=f"{_CLOCK} + 1", sign=_CLOCK)


def seen() -> Seen:
    """Tell where the changes stand; one statement."""
    with connection.cursor() as cursor:
        asking = _ON_POSTGRESQL if connection.vendor == "postgresql" else _ON_SQLITE
        cursor.execute(asking, [HEAD, HEARD])
        following, sign, audience, has_waiting, last, heard = cursor.fetchone()
    is_behind = bool(has_waiting) or int(last or 0) > int(heard or 0)
    return Seen(int(following or 1), str(sign), int(audience or 0), is_behind)
