"""Fixtures that every room's tests share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.db.models.signals import post_migrate
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from pobratym.accounts import obligations
from pobratym.journal import protection
from pobratym.publishing.pages import shelf
from pobratym.search.ranking import model
from pobratym.search.services.memory import memory
from tests import shared

# What a property says holds on a busy machine, too; how fast a thing is, other tests measure.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@dataclass(frozen=True, slots=True)
class _Need:
    """What tests of a marker need: whether it is here, and what is said where it is not."""

    is_here: Callable[[], bool]
    missing: str


NEEDS = {
    "real_data": _Need(shared.DATA.is_dir, shared.MISSING),
    "needs_model": _Need(model.is_there, "no model for this machine: these tests are left out"),
}
LEFT_OUT: pytest.StashKey[dict[str, int]] = pytest.StashKey()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and say so, the tests that need what is not at hand."""
    counts = config.stash.setdefault(LEFT_OUT, {})
    for marker, need in NEEDS.items():
        left_out = [item for item in items if item.get_closest_marker(marker)]
        if not left_out or need.is_here():
            continue
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        counts[marker] = len(left_out)


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for marker, count in config.stash.get(LEFT_OUT, {}).items():
        terminalreporter.write_line(f"{count} tests: {NEEDS[marker].missing}")


@pytest.fixture(scope="session", autouse=True)
def _tables_that_can_be_emptied() -> None:
    """Tests take their rows back; those of the protection put it on themselves."""
    post_migrate.disconnect(dispatch_uid="journal.protection")


@pytest.fixture
def protection_on() -> Iterator[None]:
    """Let the database protect the journal until the test is over."""
    protection.install()
    yield
    protection.remove()


@pytest.fixture(autouse=True)
def _no_page_of_another_test() -> None:
    """Tests take their rows back, so an edition may come twice; the kept pages must go."""
    shelf.clear()


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> None:
    """Numbers of rows that were taken back come again; what this process knows of them must go."""
    memory.forget_but_lock()


@pytest.fixture(autouse=True)
def _no_language_of_another_test() -> None:
    """What another test spoke in this thread, or which hours it kept, must go."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def _nobody_needs_a_second_factor(request, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody in by ``force_login``; tests about the duty itself ask for ``obliged``."""
    if "obliged" not in request.fixturenames:
        monkeypatch.setattr(obligations, "_obligations", [])


@pytest.fixture
def obliged() -> None:
    """Keep the duty to sign in with a second factor, as in the product."""


@pytest.fixture
def cost() -> Callable[[Callable[[], object]], list[str]]:
    """Run something and return the SQL it sent."""

    def run(act: Callable[[], object]) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            act()
        return [query["sql"] for query in caught]

    return run
