"""What must not be served is said before it is."""

import pytest
from django.core import checks as django_checks
from django.core.checks import Tags

from pobratym.core import checks
from pobratym.core.network import is_loopback

GOOD_SECRET = "k9-Rw_2vTz7QmB4xYc8NfLh3JpDs6GaUeVi1oKtXq5ZbHyMn" + "Wr0C"


@pytest.fixture
def served(settings, tmp_path):
    """An installation in order, reachable from elsewhere."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.DATA_FOLDER = folder
    settings.BIND_HOST = "0.0.0.0"
    settings.SITE_ADDRESS = "https://partnership.example.org"
    settings.ALLOWED_HOSTS = ["partnership.example.org"]
    settings.PROXIES = ["127.0.0.1"]
    settings.SECRET_KEY = GOOD_SECRET
    settings.DEBUG = settings.DEMO = False
    return settings


def found() -> list[str]:
    ask = (checks.open_doors, checks.own_address, checks.own_proxy, checks.kept_data)
    return [one.id for check in ask for one in check(None)]


@pytest.mark.usefixtures("served")
def test_an_installation_in_order_passes():
    assert found() == []


def test_the_checks_are_registered_and_run_without_being_asked_for():
    registered = {check.__name__ for check in django_checks.registry.registry.get_checks()}

    assert {"open_doors", "own_address", "own_proxy", "kept_data"} <= registered
    assert Tags.security in checks.open_doors.tags


@pytest.mark.parametrize(
    ("setting", "value", "fault"),
    [
        ("DEBUG", True, "core.E001"),
        ("DEMO", True, "core.E002"),
        ("SECRET_KEY", "short", "core.E003"),
        ("SECRET_KEY", "a" * 60, "core.E003"),
        ("SECRET_KEY", "django-insecure-" + GOOD_SECRET, "core.E003"),
        ("ALLOWED_HOSTS", ["*"], "core.E004"),
        ("SITE_ADDRESS", "", "core.E005"),
        ("SITE_ADDRESS", "http://localhost:8000", "core.E005"),
        ("SITE_ADDRESS", "partnership.example.org", "core.E005"),
        ("SITE_ADDRESS", "https://partnership.example.org/pl/", "core.E005"),
        ("PROXIES", ["true"], "core.E008"),
        ("PROXIES", [], "core.E009"),
    ],
)
def test_one_dangerous_setting_is_named(served, setting, value, fault):
    setattr(served, setting, value)

    assert found() == [fault]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "[::1]", "localhost", "127.3.2.1"])
def test_demonstration_and_debugging_are_for_this_machine_only(served, host):
    served.BIND_HOST, served.SITE_ADDRESS = host, "http://localhost:8000"
    served.PROXIES = []
    served.DEBUG = served.DEMO = True

    assert found() == []


@pytest.mark.parametrize(
    ("site", "proxies"),
    [
        ("http://partnership.example.org", []),
        ("https://partnership.example.org", ["127.0.0.1"]),
        ("http://localhost:8000", ["127.0.0.1"]),
    ],
)
def test_a_proxy_in_front_of_this_machine_opens_no_door(served, site, proxies):
    served.BIND_HOST, served.SITE_ADDRESS, served.PROXIES = "127.0.0.1", site, proxies
    served.DEBUG = served.DEMO = True

    assert found() == ["core.E001", "core.E002"]


def test_a_weak_secret_is_refused_on_this_machine_too(served):
    served.BIND_HOST, served.SITE_ADDRESS = "127.0.0.1", "http://localhost:8000"
    served.PROXIES, served.SECRET_KEY = [], "a" * 60

    assert found() == ["core.E003"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "localhost.evil"])
def test_every_other_address_can_be_reached_from_elsewhere(host):
    assert not is_loopback(host)


def test_data_that_everybody_may_read_is_refused(served):
    served.DATA_FOLDER.chmod(0o755)

    assert found() == ["core.E006"]


def test_a_database_over_the_network_needs_a_password(served, monkeypatch):
    monkeypatch.setitem(served.DATABASES, "default", {"HOST": "10.0.0.5", "PASSWORD": ""})

    assert found() == ["core.E007"]


def test_a_database_on_a_socket_needs_none(served, monkeypatch):
    monkeypatch.setitem(served.DATABASES, "default", {"HOST": "/run/postgresql", "PASSWORD": ""})

    assert found() == []


def test_each_fault_says_what_to_do(served):
    served.DEBUG, served.SECRET_KEY, served.ALLOWED_HOSTS = True, "x", ["*"]

    told = [*checks.open_doors(None), *checks.own_address(None)]

    assert all(one.hint and one.level >= django_checks.ERROR for one in told)


@pytest.mark.parametrize("name", ["secret-key", "vault-keys"])
def test_keys_that_others_can_read_are_refused(served, name):
    path = served.DATA_FOLDER / name
    path.touch(mode=0o640)
    path.chmod(0o640)

    assert [one.id for one in checks.kept_secrets(None)] == ["core.E010"]

    path.chmod(0o600)
    assert checks.kept_secrets(None) == []


def test_a_key_of_backups_that_others_can_read_is_refused(served, tmp_path):
    served.BACKUP_KEY_FILE = str(tmp_path / "key")
    (tmp_path / "key").touch(mode=0o644)
    (tmp_path / "key").chmod(0o644)

    assert [one.id for one in checks.kept_secrets(None)] == ["core.E010"]


def test_a_place_that_others_reach_is_warned_without_letters_and_backups(served):
    served.MAIL, served.BACKUP_FOLDER = "file", ""
    assert [one.id for one in checks.ready_for_people(None)] == ["core.W001", "core.W002"]

    served.MAIL, served.BACKUP_FOLDER = "smtp://mail.example.org", "/var/backups/pobratym"
    assert checks.ready_for_people(None) == []


def test_a_demonstration_for_oneself_is_not_warned(served):
    served.BIND_HOST, served.SITE_ADDRESS, served.PROXIES = "127.0.0.1", "http://localhost", []
    served.MAIL, served.BACKUP_FOLDER = "file", ""

    assert checks.ready_for_people(None) == []
