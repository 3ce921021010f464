import pytest
from click.testing import CliRunner
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from pobratym.directory.commands import import_
from pobratym.directory.models.territories import Territory
from pobratym.work import progress
from pobratym.work.services.queue import begin_worker, do_job, take_job

pytestmark = pytest.mark.django_db
TERC = (
    "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n"
    "14;;;;MAZOWIECKIE;województwo;2026-01-01\n"
    "14;61;;;Ostrołęka;miasto na prawach powiatu;2026-01-01\n"
    "14;61;01;1;Ostrołęka;gmina miejska;2026-01-01\n"
)


@pytest.fixture
def terc(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path / "data"
    path = tmp_path / "TERC.csv"
    path.write_text(TERC, encoding="utf-8")
    return path


def run(*words):
    with translation.override("en"):
        return CliRunner().invoke(import_, [str(word) for word in words])


def do():
    """Do what waits first, the loading, and give it; searching may wait to read what it loaded."""
    progress.begin()
    job = take_job(begin_worker("key").key)
    do_job(job)
    return DBTaskResult.objects.get(pk=job.pk)


def copies(settings):
    return [path for path in (settings.DATA_FOLDER / "imports").rglob("*") if path.is_file()]


def test_a_file_is_kept_and_loaded_by_a_worker(terc, settings):
    result = run("territories", terc, "--later")
    terc.unlink()

    assert result.output == "TERC.csv is loaded in the background. See: pobratym work\n"
    assert [path.name for path in copies(settings)] == ["TERC.csv"]
    job = do()
    assert (job.status, job.return_value["added"]) == ("SUCCESSFUL", 3)
    assert progress.now.percent == 100
    assert Territory.objects.count() == 3
    assert copies(settings) == []


def test_a_copy_that_changed_is_not_loaded(terc, settings):
    run("territories", terc, "--later", "--on", "2026-01-01")
    copies(settings)[0].write_text("something else")

    job = do()

    assert (job.status, job.traceback.splitlines()[-1]) == ("FAILED", "code: file_changed")
    assert not Territory.objects.exists()


def test_what_a_loading_refuses_fails_once_and_the_copy_goes(terc, settings):
    run("statistics", terc, "--later")

    job = do()

    assert (job.status, job.traceback.splitlines()[-1]) == ("FAILED", "code: other_family")
    assert copies(settings) == []


def test_a_loading_that_is_stopped_changes_nothing(terc, settings):
    run("territories", terc, "--later")
    progress.begin()
    job = take_job(begin_worker("key").key)
    progress.now.is_stopped = True

    do_job(job)

    assert DBTaskResult.objects.get().exception_class_path.endswith("StoppedError")
    assert not Territory.objects.exists()
    assert copies(settings) == []
    progress.begin()


@pytest.mark.parametrize("option", [["--dry-run"], ["--report", "bad.csv"]])
def test_later_goes_with_no_trial_and_no_report(terc, option):
    result = run("territories", terc, "--later", *option)

    assert result.exit_code == 2
    assert not DBTaskResult.objects.exists()
