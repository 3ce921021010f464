"""Numbers of changes, by which processes learn from each other what they have not seen yet.

On SQLite one writer at a time counts on. On PostgreSQL transactions end in another order than they
begin, so a change bears the number of its transaction, and a reader asks again for all that may
still have been open when it looked last.
"""

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


def seen() -> tuple[int, str]:
    """Tell where the changes stand.

    Returns:
        From which number on to ask the next time, and a sign that differs whenever anything may
        have changed.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
                " (SELECT max(changed) FROM search_entry), (SELECT max(changed) FROM search_meaning)"
            )
            oldest, *newest = cursor.fetchone()
            return int(oldest), f"{newest}"
        cursor.execute("SELECT value FROM search_state WHERE name = 'clock'")
        found = cursor.fetchone()
    number = int(found[0]) if found else 0
    return number + 1, str(number)
