"""Those who watch over the installation get an answer, and soon."""

import json
import socket
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.migrations.recorder import MigrationRecorder

from pobratym.core import health
from pobratym.core.health import Watch, _impatient, ask_all, migrated, roomy, written
from pobratym.core.models import OneTimeToken

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.core.addresses")]


def test_livez_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/livez")

    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_readyz_says_that_all_is_well(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200, answer.content
    assert answer.json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "disk": "ok", "outbox": "ok"},
    }


@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_health_is_never_kept_and_touches_no_session(client, address):
    answer = client.get(address, headers={"cookie": f"session={'a' * 32}", "accept-language": "uk"})

    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert answer.status_code == 200


def test_the_probe_leaves_nothing_behind():
    assert written(connection) == "ok"
    assert OneTimeToken.objects.count() == 0


def test_a_missing_migration_makes_unready(client):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("core", "0001_one_time_tokens")
    try:
        answer = client.get("/readyz")
    finally:
        recorder.record_applied("core", "0001_one_time_tokens")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.json()["checks"]["migrations"] == "1 not applied"
    assert migrated(connection) == "ok"


def test_a_full_disk_makes_unready(monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_SHARE", 1.0)

    assert roomy().endswith("% free")


def test_a_missing_data_folder_makes_unready(settings):
    settings.DATA_FOLDER = Path("/nowhere")

    assert roomy() == "data folder cannot be read"


def test_a_database_that_never_answers_makes_unready_in_half_a_second():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        database = PostgreSQL(_settings(HOST="127.0.0.1", PORT=str(deaf.getsockname()[1])))
        watch = Watch(lambda: {"database": written(database)})

        began = time.monotonic()
        answers = watch.answers()
        lasted = time.monotonic() - began
        again = watch.answers()

    assert answers == again == {"database": "does not answer in time"}
    assert lasted < 0.5


def test_a_database_that_refuses_makes_unready():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    database = PostgreSQL(_settings(HOST="127.0.0.1", PORT=str(port)))

    assert written(database) == "cannot be written: OperationalError"


def _settings(**own: str) -> dict[str, object]:
    return {**connection.settings_dict, "NAME": "x", "USER": "x", "OPTIONS": {}, **own}


def test_a_database_locked_by_another_writer_makes_unready_in_half_a_second(client):
    if connection.vendor == "sqlite":
        lock = "BEGIN EXCLUSIVE"
    else:
        lock = "BEGIN; LOCK TABLE core_onetimetoken"
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute(lock)
        began = time.monotonic()
        answer = client.get("/readyz")
        lasted = time.monotonic() - began

    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] in {
        "cannot be written: SQLITE_BUSY",
        "cannot be written: 57014",
    }
    assert lasted < 0.5
    assert client.get("/readyz").status_code == 200


def test_many_askers_share_one_question():
    asked, go = [], threading.Event()

    def ask():
        asked.append(1)
        go.wait(5)
        return {"database": "ok"}

    watch = Watch(ask)
    first = threading.Thread(target=watch.answers)
    first.start()
    second = threading.Thread(target=watch.answers)
    second.start()
    first.join()
    second.join()
    go.set()

    assert asked == [1]


def test_reasons_tell_strangers_no_address_and_no_sql(client):
    told = json.dumps(ask_all()) + client.get("/readyz").content.decode()

    assert "SELECT" not in told
    assert str(connection.settings_dict["NAME"]) not in told


def test_the_probe_waits_for_nobody():
    assert _impatient(connection) is not connection
