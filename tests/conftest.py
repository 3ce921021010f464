"""Fixtures that every room's tests share."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.db.models.signals import post_migrate
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings

from pobratym.accounts import obligations
from pobratym.journal import protection
from pobratym.publishing.pages import shelf
from pobratym.search.services.memory import memory
from tests import shared

# What a property says holds on a busy machine, too; how fast a thing is, other tests measure.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and say so, the tests on real registers where those are not at hand."""
    if shared.DATA.is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("real_data")]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        config.stash[LEFT_OUT] = len(left_out)


LEFT_OUT: pytest.StashKey[int] = pytest.StashKey()


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    if config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(f"{config.stash[LEFT_OUT]} tests: {shared.MISSING}")


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
