"""Loading beside people at work and beside another loading: nobody waits long, nothing is lost."""

import threading
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.territories import RegisterEdition
from pobratym.directory.services.names import correct_name
from pobratym.directory.services.registers import staging
from pobratym.directory.services.registers.loading import Choices, import_register
from tests.factories import UserFactory, officer_of

pytestmark = pytest.mark.django_db(transaction=True)

TERC = (
    "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n"
    "14;;;;MAZOWIECKIE;województwo;{on}\n"
    "14;61;;;Ostrołęka;miasto na prawach powiatu;{on}\n"
    "14;61;01;1;Ostrołęka;gmina miejska;{on}\n"
    "14;13;;;{powiat};powiat;{on}\n"
    "14;13;02;2;{name};gmina wiejska;{on}\n"
)
AREA = "TERYT,Nazwa jednostki,Powierzchnia [ha]\n14 61 01 1,Ostrołęka,3346\n"


@pytest.fixture
def terc(tmp_path):
    def write(on: str, *, name: str = "Lipowiec", powiat: str = "mławski") -> Path:
        path = tmp_path / f"TERC-{on}.csv"
        path.write_text(TERC.format(on=on, name=name, powiat=powiat), encoding="utf-8")
        return path

    return write


def load(path: Path, progress=lambda *_heard: None, **given):
    return import_register(path, Choices("territories", **given), report=print, progress=progress)


class Aside:
    """Does something on a connection of its own, as another process would."""

    def __init__(self, deed) -> None:
        self.result = None
        self._deed = deed
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.result = self._deed()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.result = error
        finally:
            connection.close()

    def done(self):
        self._thread.join(60)
        return self.result


def lipowiec() -> Municipality:
    return Municipality.objects.get(code="1413022")


def wait_until_held_up(step: threading.Event) -> None:
    """Wait until the loading reached the step and, on PostgreSQL, stands before our lock."""
    assert step.wait(60)
    asked = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    until = time.monotonic() + 60
    with connection.cursor() as cursor:
        while connection.vendor == "postgresql" and time.monotonic() < until:
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                return


@pytest.mark.parametrize(
    ("newer", "name"),
    [
        ({"powiat": "żuromiński"}, "Lipowiec Kościelny"),
        ({"name": "Lipowiec Nowy"}, "Lipowiec Kościelny"),
    ],
)
def test_a_name_that_an_officer_is_saving_outlives_the_loading(terc, newer, name):
    load(terc("2025-01-01"))
    city = lipowiec()
    officer = officer_of(city)
    compared = threading.Event()

    with transaction.atomic():
        by_hand = city.name.with_("pl", name)
        correct_name(city, by_hand, by=officer, version=city.version)
        loading = Aside(lambda: load(terc("2026-01-01", **newer), lambda *_heard: compared.set()))
        wait_until_held_up(compared)
    outcome = loading.done()

    assert outcome.applied
    assert (lipowiec().name["pl"], lipowiec().version) == (name, city.version + 2)
    assert lipowiec().name["uk"] == by_hand["uk"]


def test_a_form_opened_before_the_loading_is_stale_after_it(terc):
    load(terc("2025-01-01"))
    before = lipowiec()

    load(terc("2026-01-01", powiat="żuromiński"))

    with pytest.raises(DomainError) as refusal:
        correct_name(before, before.name, by=UserFactory(), version=before.version)
    assert refusal.value.code == "stale"


@pytest.mark.parametrize("step", ["read", "compared"])
def test_nobody_waits_while_a_file_is_read_and_compared(terc, step):
    load(terc("2025-01-01"))
    written = []

    def write_aside(now: str, _done: int, _of: int) -> None:
        if now == step:
            written.append(
                Aside(lambda: Municipality.objects.update(colour_first="#000000")).done()
            )

    load(terc("2026-01-01", powiat="żuromiński"), write_aside, dry_run=True)

    assert written == [2]


def test_a_trial_run_does_not_wait_for_somebody_who_writes(terc):
    load(terc("2025-01-01"))

    with transaction.atomic():
        Municipality.objects.update(colour_first="#000000")
        outcome = Aside(lambda: load(terc("2026-01-01", name="Nowy"), dry_run=True)).done()

    assert (outcome.counts["changed"], outcome.applied) == (1, False)


def test_what_another_loading_wrote_meanwhile_is_not_written_again(terc):
    load(terc("2025-01-01"))
    path = terc("2026-01-01", powiat="żuromiński")
    others = []

    def load_aside(now: str, _done: int, _of: int) -> None:
        if now == "compared":
            others.append(Aside(lambda: load(path)).done())

    outcome = load(path, load_aside)

    assert [other.applied for other in others] == [True]
    assert (outcome.applied, outcome.counts["changed"]) == (False, 0)
    assert RegisterEdition.objects.count() == 2


def test_an_edition_that_became_older_meanwhile_is_refused(terc):
    load(terc("2024-01-01"))
    newest = terc("2026-01-01", name="Lipowiec Nowy")

    def load_aside(now: str, _done: int, _of: int) -> None:
        if now == "compared":
            assert Aside(lambda: load(newest)).done().applied

    with pytest.raises(DomainError) as refusal:
        load(terc("2025-01-01", name="Lipowiec Stary"), load_aside)

    assert refusal.value.code == "older_edition"
    assert lipowiec().name["pl"] == "Lipowiec Nowy"


def test_two_loadings_at_once_end_in_one_edition(terc):
    path = terc("2026-01-01")

    together = [Aside(lambda: load(path)) for _ in range(2)]
    results = [loading.done() for loading in together]

    applied = [result for result in results if getattr(result, "applied", False)]
    others = [result for result in results if result not in applied]
    assert len(applied) == 1
    assert all(getattr(other, "code", "busy") == "busy" for other in others)
    assert (RegisterEdition.objects.count(), Municipality.objects.count()) == (1, 2)


def test_a_loading_that_waits_in_vain_for_another_says_so(terc):
    load(terc("2025-01-01"))
    newer = terc("2026-01-01", powiat="żuromiński")

    def impatient():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 1")
        return load(newer)

    with staging.writing():
        refusal = Aside(impatient).done()

    assert refusal.code == "busy"
    assert RegisterEdition.objects.count() == 1
    assert load(newer).applied


def test_nothing_temporary_is_left_behind(terc, tmp_path):
    area = tmp_path / "area.csv"
    area.write_text(AREA, encoding="utf-8")
    load(terc("2025-01-01"))
    with pytest.raises(DomainError):
        load(terc("2026-01-01", name=""))

    choices = Choices("statistics", on=None, source="GUGiK")
    with pytest.raises(DomainError):
        import_register(area, choices, report=print)

    listed = {
        "sqlite": "SELECT count(*) FROM sqlite_temp_master",
        "postgresql": "SELECT count(*) FROM pg_class WHERE relname LIKE 'staged%'",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor])
        assert cursor.fetchone() == (0,)


def test_time_outs_meant_for_pages_do_not_end_a_loading(terc):
    heard = []

    def ask(_now: str, _done: int, _of: int) -> None:
        if connection.vendor == "postgresql" and _now != "read":  # it copies while it reads
            with connection.cursor() as cursor:
                cursor.execute("SHOW statement_timeout")
                heard.append(cursor.fetchone()[0])

    load(terc("2025-01-01"), ask)

    assert set(heard) <= {"0"}
    if connection.vendor == "postgresql":
        assert len(heard) == 4
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() != ("0",)
