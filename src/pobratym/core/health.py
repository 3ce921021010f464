"""Two addresses for those who watch over the installation: is it alive, is it ready.

``/livez`` asks the process only. ``/readyz`` asks whether a deed could be done now: the database
takes a write (made and taken back), the migrations are applied, the disk has room; rooms add
questions of their own by :func:`watch`. Both answer in under half a second, whatever hangs, and
never touch a session.
"""

import logging
import secrets
import shutil
import threading
from collections.abc import Callable
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pobratym.core.models import OneTimeToken

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.4
"""How long ``/readyz`` waits for all its answers together."""
LEAST_FREE_SHARE = 0.05
_LOCK_SECONDS = 0.25
OK = "ok"

Answers = dict[str, str]


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    del request
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether deeds can be done, and if not, why: 200 or 503."""
    del request
    answers = _watch.answers()
    ready = set(answers.values()) == {OK}
    response = JsonResponse({"ready": ready, "checks": answers}, status=200 if ready else 503)
    if not ready:
        response.headers["Retry-After"] = "10"
    return response


Question = Callable[[BaseDatabaseWrapper], str]
"""Asks something of the database, impatiently; gives ``OK`` or what is wrong, in a few words."""

_more: dict[str, Question] = {}


def watch(name: str, question: Question) -> None:
    """Have ``/readyz`` ask one thing more; called once from an ``AppConfig.ready``."""
    _more[name] = question


class Watch:
    """Asks in a thread of its own and waits only so long; askers share one question under way."""

    def __init__(self, ask: Callable[[], Answers]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._under_way: _Question | None = None

    def answers(self) -> Answers:
        """Give the answers, or say that there are none yet."""
        with self._lock:
            if self._under_way is None or self._under_way.done.is_set():
                self._under_way = _Question(self._ask)
                self._under_way.start()
            question = self._under_way
        question.done.wait(PATIENCE_SECONDS)
        return question.answers or {"database": "does not answer in time"}


class _Question(threading.Thread):
    """One round of questions; a hanging one does not keep the process from ending."""

    def __init__(self, ask: Callable[[], Answers]) -> None:
        super().__init__(name="readyz", daemon=True)
        self._ask = ask
        self.done = threading.Event()
        self.answers: Answers = {}

    def run(self) -> None:
        """Ask, and keep what is said."""
        try:
            self.answers = self._ask()
        except Exception:
            log.exception("The question whether we are ready broke off")
            self.answers = {"database": "could not be asked"}
        finally:
            self.done.set()


def ask_all() -> Answers:
    """Ask database, migrations and disk, and what rooms want to know."""
    own = _impatient(connections[DEFAULT_DB_ALIAS])
    try:
        answers = {"database": written(own), "migrations": migrated(own), "disk": roomy()}
        return answers | {name: _asked(question, own) for name, question in _more.items()}
    finally:
        own.close()


def _asked(question: Question, database: BaseDatabaseWrapper) -> str:
    try:
        return question(database)
    except Error as error:
        return _in_short(error)


def _impatient(known: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """Give a connection like ``known`` that waits neither for locks nor for answers."""
    own = known.copy()
    options = dict(own.settings_dict.get("OPTIONS") or {})
    if own.vendor == "sqlite":
        options["timeout"] = _LOCK_SECONDS
    own.settings_dict["OPTIONS"] = options
    return own


def written(database: BaseDatabaseWrapper) -> str:
    """Write a row as any deed would, take it back, and say how that went."""
    row = {
        "token": secrets.token_urlsafe(32),
        "purpose": "readyz",
        "made_at": database.ops.adapt_datetimefield_value(timezone.now()),
        "result_url": "",
    }
    table = database.ops.quote_name(OneTimeToken._meta.db_table)  # noqa: SLF001  Django's public way
    columns = ", ".join(row)
    insert = f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s)"  # noqa: S608  names of ours
    try:
        with database.cursor() as cursor:
            if database.vendor == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            else:
                cursor.execute("BEGIN")
                cursor.execute(f"SET LOCAL statement_timeout = {int(_LOCK_SECONDS * 1000)}")
            try:
                cursor.execute(insert, list(row.values()))
            finally:
                cursor.execute("ROLLBACK")
    except Error as error:
        return _in_short(error)
    return OK


def _in_short(error: Exception) -> str:
    """Name the kind of fault; addresses and SQL stay inside."""
    code = getattr(error.__cause__, "sqlite_errorname", None)
    code = code or getattr(error.__cause__, "sqlstate", None) or type(error).__name__
    return f"cannot be written: {code}"


def migrated(database: BaseDatabaseWrapper) -> str:
    """Say whether the database has the shape that this version expects."""
    table = database.ops.quote_name(MigrationRecorder.Migration._meta.db_table)  # noqa: SLF001
    try:
        with database.cursor() as cursor:
            cursor.execute(f"SELECT app, name FROM {table}")  # noqa: S608  a name of Django's
            applied = {(app, name) for app, name in cursor.fetchall()}
    except Error as error:
        return _in_short(error)
    missing = len(_expected() - applied)
    return OK if not missing else f"{missing} not applied"


@lru_cache(maxsize=1)
def _expected() -> frozenset[tuple[str, str]]:
    """Name every migration that is installed; they do not change while the process lives."""
    graph = MigrationLoader(None).graph
    return frozenset(cast("dict[tuple[str, str], object]", graph.nodes))


def roomy() -> str:
    """Say whether the disk of the data folder has more than 5 % left."""
    try:
        disk = shutil.disk_usage(settings.DATA_FOLDER)
    except OSError:
        return "data folder cannot be read"
    free = disk.free / disk.total
    return OK if free > LEAST_FREE_SHARE else f"{free:.1%} free"


_watch = Watch(ask_all)
