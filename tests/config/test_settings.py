"""Settings come from the environment; what cannot work says so and what to do."""

import json
import os
import subprocess
import sys

import pytest

POSTGRESQL = "postgresql://anna:secret@db.example.org/town"


def settings_with(tmp_path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own, and show the database and the site's host."""
    show = (
        "import json; from pobratym.config import settings as s;"
        "print(json.dumps([s.DATABASES['default'], s.SITE_HOST, s.PROXIES], default=str))"
    )
    return subprocess.run(
        [sys.executable, "-c", show],
        env={**os.environ, "POBRATYM_DATA": str(tmp_path), **surroundings},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_postgresql_address_says_its_own_options_last(tmp_path):
    address = f"{POSTGRESQL}?sslmode=require&connect_timeout=9&options=-c%20search_path%3Dtown"

    done = settings_with(tmp_path, POBRATYM_DATABASE_URL=address)

    assert done.returncode == 0, done.stderr
    database = json.loads(done.stdout)[0]
    assert (database["HOST"], database["NAME"]) == ("db.example.org", "town")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["connect_timeout"] == 9
    assert database["OPTIONS"]["options"] == (
        "-c statement_timeout=20s -c lock_timeout=10s -c synchronous_commit=on -c search_path=town"
    )


@pytest.mark.parametrize("address", ["sqlite:///var/town.sqlite3", "mysql://db/town", "town"])
def test_another_database_is_refused_with_what_to_do(tmp_path, address):
    done = subprocess.run(
        [sys.executable, "-m", "pobratym.config", "check"],
        env={**os.environ, "POBRATYM_DATA": str(tmp_path), "POBRATYM_DATABASE_URL": address},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "must begin with postgresql://" in done.stderr
    assert "POBRATYM_DATA" in done.stderr


def test_proxies_stand_with_commas_between(tmp_path):
    done = settings_with(
        tmp_path, POBRATYM_PROXY="127.0.0.1, 10.0.0.0/8", POBRATYM_SITE="https://a.example/",
        POBRATYM_DATABASE_URL="",
    )  # fmt: skip

    assert json.loads(done.stdout)[1:] == ["a.example", ["127.0.0.1", "10.0.0.0/8"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [("POBRATYM_PORT", "abc"), ("POBRATYM_PORT", "70000"), ("POBRATYM_THREADS", "0")],
)
def test_a_number_that_is_none_is_refused_by_its_name(tmp_path, name, text):
    done = settings_with(tmp_path, **{name: text})

    assert done.returncode == 1
    assert done.stderr.strip().endswith(f"not “{text}”.")
    assert name in done.stderr.splitlines()[-1]
