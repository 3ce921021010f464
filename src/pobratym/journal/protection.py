"""Tables that the database itself keeps from being changed: triggers on both engines.

Installed after each ``migrate`` (SQLite drops them where a migration rebuilds a table). Whoever may
alter the database can take them off; ``protected`` tells, and the chain tells what was changed.
"""

from django.db import connection
from django.db.backends.utils import CursorWrapper

REFUSAL = "This table is append-only."
_FUNCTION = "pobratym_append_only"
_BODY = f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END"
_CREATE_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql"
    f" AS $body${_BODY}$body$"
)
_EACH = f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
_kept: dict[str, bool] = {}


def protect(table: str, *, erasable: bool = False) -> None:
    """Let rows of a table be added only; called once from ``AppConfig.ready`` of its room.

    Args:
        table: name in the database.
        erasable: whether rows may be deleted, though never changed.
    """
    _kept[table] = erasable


def install() -> None:
    """Put the triggers on all protected tables that exist; harmless where they are on already."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        _settle(cursor)
        for table, erasable in _kept.items():
            if table in existing:
                for statement in _installing(table, erasable=erasable):
                    cursor.execute(statement)


def remove() -> None:
    """Take the triggers off: for tests that empty tables, and for migrations that move lines."""
    with connection.cursor() as cursor:
        _settle(cursor)
        for table, erasable in _kept.items():
            for name in _triggers(table, erasable=erasable):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _settle(cursor: CursorWrapper) -> None:
    """Check now what PostgreSQL would check at the end: it alters no table that waits for that."""
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def unprotected() -> list[str]:
    """Name the triggers that are missing, switched off or not as they were written."""
    standing = _standing()
    return [
        f"{table}: {name}"
        for table, erasable in sorted(_kept.items())
        for name, told in _triggers(table, erasable=erasable).items()
        if standing.get((table, name)) != told
    ]


def protected() -> bool:
    """Say whether the database keeps all protected tables."""
    return not unprotected()


def _triggers(table: str, *, erasable: bool) -> dict[str, str]:
    """Give for each trigger of a table what shows that it stands as it should."""
    if connection.vendor == "postgresql":
        acts = "UPDATE OR TRUNCATE" if erasable else "DELETE OR UPDATE OR TRUNCATE"
        told = f"CREATE TRIGGER {table}_kept BEFORE {acts} ON public.{table} {_EACH}"
        return {f"{table}_kept": f"A {told} {_BODY}"}
    each = ["UPDATE"] if erasable else ["UPDATE", "DELETE"]
    found = {
        f"{table}_no_{act.lower()}": (
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        for act in each
    }
    # REPLACE would remove the old row without a word to the triggers above.
    known = f"SELECT 1 FROM {table} WHERE id = NEW.id"  # noqa: S608  no word of others
    found[f"{table}_no_replace"] = (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({known})"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    return found


def _installing(table: str, *, erasable: bool) -> list[str]:
    triggers = _triggers(table, erasable=erasable)
    if connection.vendor != "postgresql":
        return [
            statement
            for name, create in triggers.items()
            for statement in (f"DROP TRIGGER IF EXISTS {name}", create)
        ]
    acts = "UPDATE OR TRUNCATE" if erasable else "DELETE OR UPDATE OR TRUNCATE"
    (name,) = triggers
    return [
        _CREATE_FUNCTION,
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {acts} ON {table} {_EACH}",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
    ]


def _reading() -> str:
    if connection.vendor == "postgresql":
        return (  # a scratch copy stands in a schema of its own, and is held to the same words
            "SELECT c.relname, t.tgname, t.tgenabled::text || ' ' ||"
            " replace(pg_get_triggerdef(t.oid), ' ON ' || current_schema() || '.', ' ON public.')"
            " || ' ' || p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal"
            " AND c.relnamespace = current_schema()::regnamespace"
        )
    return "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"


def _standing() -> dict[tuple[str, str], str]:
    with connection.cursor() as cursor:
        cursor.execute(_reading())
        return {(table, name): told for table, name, told in cursor.fetchall()}
