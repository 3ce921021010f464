import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pobratym.journal.models import Entry
from pobratym.work.models import Letter
from pobratym.work.queries import ROWS_SHOWN
from pobratym.work.services.queue import begin_worker, do_job, take_job
from tests.factories import UserFactory
from tests.work import jobs
from tests.work.letters import letter

pytestmark = pytest.mark.django_db
QUEUE = "/en/administration/work/"


@pytest.fixture
def admin(client):
    """Give a browser in which an administrator of the installation is signed in."""
    client.force_login(UserFactory(is_administrator=True))
    return client


def failed_job():
    jobs.refuse.enqueue()
    do_job(take_job(begin_worker(uuid.uuid4().hex).key))
    return DBTaskResult.objects.failed().get()


def test_an_empty_page_says_that_nothing_waits(admin):
    shown = admin.get(QUEUE).content.decode()

    assert "Nothing waits and nothing failed." in shown
    assert "None is running. Start one: pobratym worker" in shown


def test_the_page_shows_failed_work_and_no_words_of_letters(admin):
    failed_job()
    letter(state=Letter.State.FAILED, fault="refused 550 5.1.1", subject="Geheim")

    work = admin.get(QUEUE).content.decode()
    letters = admin.get(f"{QUEUE}?of=letters").content.decode()

    assert "DomainError, code: no" in work
    assert "The mail server refused it (550 5.1.1)." in letters
    assert "anna@example.org" not in work + letters
    assert "Geheim" not in work + letters


def test_buttons_do_what_they_say_once(admin):
    job, one = failed_job(), letter(state=Letter.State.FAILED)
    presses = {
        reverse("work:job_retry", kwargs={"key": job.pk}): "It is put back into the queue.",
        reverse("work:job_drop", kwargs={"key": job.pk}): "The work is given up.",
        reverse("work:job_stop", kwargs={"key": job.pk}): "This work is not being done any more.",
        reverse("work:letter_retry", kwargs={"key": one.public_id}): "The letter is sent as soon",
        reverse("work:letter_drop", kwargs={"key": one.public_id}): "The letter will not be sent.",
    }

    told = {place: admin.post(place, follow=True).content.decode() for place in presses}

    assert [words for place, words in presses.items() if words not in told[place]] == []
    assert not DBTaskResult.objects.exists()
    noted = [(line.what, line.details["work"]) for line in Entry.objects.order_by("pk")]
    assert noted == [
        ("work.retried", "tests.work.jobs.refuse"),
        ("work.dropped", "tests.work.jobs.refuse"),
        ("letter.retried", one.kind),
        ("letter.dropped", one.kind),
    ]
    again = admin.post(reverse("work:letter_drop", kwargs={"key": one.public_id}), follow=True)
    assert "This was dealt with already." in again.content.decode()


@pytest.mark.parametrize("of", ["jobs", "letters"])
def test_the_page_costs_the_same_for_one_and_for_many(admin, cost, of):
    def more():
        jobs.count.enqueue()
        letter()
        begin_worker(uuid.uuid4().hex)

    more()
    admin.get(QUEUE)
    one = cost(lambda: admin.get(QUEUE, {"of": of}))
    for _ in range(5):
        more()

    assert len(cost(lambda: admin.get(QUEUE, {"of": of}))) == len(one) <= 6


@pytest.mark.parametrize("of", ["jobs", "letters"])
def test_a_long_list_goes_on_at_the_next_page(admin, of):
    for _ in range(ROWS_SHOWN + 1):
        jobs.count.enqueue()
        letter()

    first = admin.get(QUEUE, {"of": of}).content.decode()
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = admin.get(QUEUE + address.replace("&amp;", "&")).content.decode()

    assert first.count('<th scope="row"') == ROWS_SHOWN
    assert second.count('<th scope="row"') == 1


@pytest.mark.parametrize(
    "after", ["x", "2026-11-23T08:00_x", f"2026-11-23T08:00_{uuid.UUID(int=1)}"]
)
def test_a_place_that_is_none_begins_with_the_newest(admin, after):
    jobs.count.enqueue()
    letter()

    for of in ("jobs", "letters"):
        assert '<th scope="row"' in admin.get(QUEUE, {"of": of, "after": after}).content.decode()


def test_work_under_way_shows_how_far_it_is(admin):
    jobs.count.enqueue()
    worker = begin_worker("key")
    take_job("key")
    type(worker).objects.update(percent=40, seen_at=timezone.now())

    shown = admin.get(QUEUE).content.decode()

    assert "40 %" in shown
    assert "Stop" in shown
