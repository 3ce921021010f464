"""Telling people, at once and once a day."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pobratym.core.filters import moment
from pobratym.notices import kinds, letters, services, tokens
from pobratym.notices.kinds import Kind, register
from pobratym.notices.models import Notice, Pace, Wish
from pobratym.work.models import Letter
from pobratym.work.services.delivery import deliver_due
from tests.factories import UserFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db


class NoServer:
    """A way out that nothing may take."""

    def send(self, message):
        raise AssertionError(message)

    def close(self):
        pass


MORNING = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def known_kinds(kind):
    kind("test.asked")
    kind("test.changed", usual=Pace.DAILY)


def tell(*people, kind="test.asked", what="a vote"):
    return services.tell(people, kind, {"what": what}, "/desk/")


def test_those_told_read_it_in_their_own_language_at_once():
    anna, olena = UserFactory(language="pl"), UserFactory(language="uk")

    assert tell(anna, olena, anna) == 2

    told = Notice.objects.order_by("pk").values_list("user", "kind", "facts", "page", "pace")
    assert list(told) == [
        (one.pk, "test.asked", {"what": "a vote"}, "/desk/", "at_once") for one in (anna, olena)
    ]
    first, second = Letter.objects.order_by("pk")
    assert (first.to, first.language, first.user) == (anna.email, "pl", anna)
    assert (second.to, second.language, second.user) == (olena.email, "uk", olena)
    assert "http://localhost:8000/pl/desk/" in first.text
    assert "http://localhost:8000/uk/notices/choices/" in second.text
    assert "a vote" in first.text
    assert "a vote" not in first.subject
    assert Notice.objects.filter(mailed_at__isnull=True).count() == 0


def test_hours_in_a_letter_are_those_of_the_persons_own_place(kind):
    kind("test.until", sentence=lambda facts: moment(dt.datetime.fromisoformat(facts["what"])))

    tell(UserFactory(language="en", timezone="Europe/Kyiv"), kind="test.until", what=str(MORNING))

    assert "11:00 (Kyiv)" in Letter.objects.get().text


def test_a_closed_account_is_told_nothing():
    assert tell(UserFactory(is_active=False)) == 0
    assert not Notice.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("pace", [Pace.DAILY, Pace.NONE])
def test_who_chose_otherwise_gets_no_letter_at_once(pace):
    anna = UserFactory()
    services.choose_paces(anna, {"test.asked": pace})

    tell(anna)

    assert Notice.objects.get().pace == pace
    assert not Letter.objects.exists()


def test_nothing_is_told_of_a_deed_that_was_rolled_back():
    with transaction.atomic():
        tell(UserFactory())
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert not Letter.objects.exists()


def test_words_of_strangers_are_text_in_a_letter():
    tell(UserFactory(), what="<a href='https://evil.example'>press</a>\nBcc: x@example.org")

    letter = Letter.objects.get()
    assert "<a href='https://evil.example'" not in letter.html
    assert "&lt;a href=" in letter.html
    assert "\n" not in letter.subject


def test_telling_many_asks_for_their_wishes_once(cost):
    def wishes(*people):
        return [sql for sql in cost(lambda: tell(*people)) if '"notices_wish"' in sql]

    assert len(wishes(UserFactory())) == len(wishes(*UserFactory.create_batch(5))) == 1


def test_one_letter_a_day_holds_all_that_was_not_looked_at():
    anna = UserFactory(language="pl")
    for what in ("first", "second", "third"):
        tell(anna, kind="test.changed", what=what)
    services.see(Notice.objects.get(facts={"what": "second"}))

    assert services.post_digests(MORNING) == 1

    letter = Letter.objects.get()
    assert letter.key == f"digest:{anna.pk}:2026-11-23"
    assert re.findall(r"^- (.*)$", letter.text, re.MULTILINE) == ["It is: first", "It is: third"]
    assert dict(Notice.objects.values_list("facts__what", "pace")) == {
        "first": "daily",
        "second": "none",
        "third": "daily",
    }


def test_the_second_run_of_a_day_writes_nothing_and_the_next_day_brings_the_rest():
    anna = UserFactory()
    tell(anna, kind="test.changed", what="early")
    assert services.post_digests(MORNING) == 1
    tell(anna, kind="test.changed", what="late")

    assert services.post_digests(MORNING + dt.timedelta(hours=1)) == 0
    assert services.post_digests(MORNING + dt.timedelta(days=1)) == 1
    assert services.post_digests(MORNING + dt.timedelta(days=1, hours=1)) == 0

    assert "late" in Letter.objects.order_by("pk").last().text
    assert Letter.objects.count() == 2


def test_there_is_no_letter_when_there_is_nothing():
    anna = UserFactory()
    tell(anna, kind="test.changed")
    services.see(Notice.objects.get())

    assert services.post_digests(MORNING) == 0
    assert not Letter.objects.exists()
    assert services.post_digests(MORNING) == 0


def at(text):
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "moment", "comes"),
    [
        ("Europe/Warsaw", "2026-11-23T06:59+00:00", False),
        ("Europe/Warsaw", "2026-11-23T07:00+00:00", True),
        ("Europe/Kyiv", "2026-11-23T05:59+00:00", False),
        ("Europe/Kyiv", "2026-11-23T06:00+00:00", True),
        ("Europe/Kiev", "2026-11-23T06:00+00:00", True),
        # summer time begins on 29 March and ends on 25 October 2026
        ("Europe/Warsaw", "2026-03-28T06:30+00:00", False),
        ("Europe/Warsaw", "2026-03-29T06:00+00:00", True),
        ("Europe/Warsaw", "2026-10-25T06:00+00:00", False),
        ("Europe/Warsaw", "2026-10-24T06:00+00:00", True),
        ("Europe/Warsaw", "2026-11-23T18:59+00:00", True),
        ("Europe/Warsaw", "2026-11-23T19:00+00:00", False),
        ("America/Toronto", "2026-11-23T12:59+00:00", False),
        ("America/Toronto", "2026-11-23T13:00+00:00", True),
    ],
)
def test_the_daily_letter_comes_at_a_civil_hour_of_the_persons_own_day(zone, moment, comes):
    tell(UserFactory(timezone=zone), kind="test.changed")

    assert services.post_digests(at(moment)) == comes


def test_over_the_end_of_summer_time_each_day_has_one_letter():
    anna = UserFactory(timezone="Europe/Kyiv")
    hour = dt.timedelta(hours=1)
    days = set()
    for step in range(72):
        now = at("2026-10-24T00:00+00:00") + step * hour
        tell(anna, kind="test.changed")
        if services.post_digests(now):
            days.add(now.date())

    assert days == {dt.date(2026, 10, day) for day in (24, 25, 26)}
    assert Letter.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_write_one_letter(kind):
    kind("test.changed", usual=Pace.DAILY)
    for person in UserFactory.create_batch(3):
        tell(person, kind="test.changed")

    assert at_once(lambda: services.post_digests(MORNING), times=4) == []

    assert Letter.objects.count() == 3
    assert not Notice.objects.filter(mailed_at__isnull=True).exists()


def test_whom_a_kind_no_longer_reaches_gets_no_daily_letter(kind):
    kind("test.changed", usual=Pace.DAILY, reaches=lambda person: person.name != "Gone")
    anna = UserFactory()
    tell(anna, kind="test.changed")
    anna.name = "Gone"
    anna.save()

    assert services.post_digests(MORNING) == 0
    assert Notice.objects.get().pace == "none"


@pytest.mark.parametrize("change", ["role", "account", "wish", "thing"])
def test_a_letter_that_waited_is_stopped_when_it_no_longer_concerns_the_person(kind, change):
    kind(
        "test.asked",
        reaches=lambda person: person.name != "Gone",
        concerns=lambda _person, _facts: change != "thing",
    )
    anna = UserFactory()
    tell(anna)
    match change:
        case "role":
            anna.name = "Gone"
            anna.save()
        case "account":
            anna.is_active = False
            anna.save()
        case "wish":
            services.stop_letters(anna.pk, ["test.asked"])

    deliver_due(NoServer())

    assert Letter.objects.get().state == Letter.State.STOPPED


def test_a_letter_of_a_notice_that_was_erased_is_not_wanted():
    tell(UserFactory())
    letter = Letter.objects.get()
    assert letters.is_wanted(letter)

    Notice.objects.all().delete()

    assert not letters.is_wanted(letter)


def test_stopping_sets_the_named_kinds_of_the_named_person_only():
    anna, other = UserFactory.create_batch(2)

    services.stop_letters(anna.pk, ["test.asked", "gone.kind"])
    services.stop_letters(10**9, ["test.asked"])

    assert list(Wish.objects.values_list("user", "kind", "pace")) == [
        (anna.pk, "test.asked", "none")
    ]
    tell(anna, other)
    assert [letter.user for letter in Letter.objects.all()] == [other]


def test_a_token_names_one_person_and_kinds_and_cannot_be_forged():
    token = tokens.make(7, ["b", "a"])

    assert tokens.read(token) == (7, ["a", "b"])
    for forged in (token[:-1], f"x{token}", tokens.make(8, ["a"]).split(":")[0] + token[5:], ""):
        assert tokens.read(forged) is None


def test_looking_at_all_leaves_what_came_later():
    anna, other = UserFactory.create_batch(2)
    tell(anna, other)
    tell(anna)
    first, second = Notice.objects.filter(user=anna).order_by("pk")

    assert services.see_all(anna, first.pk) == 1

    assert list(Notice.objects.unseen().order_by("pk").values_list("user", flat=True)) == [
        other.pk,
        anna.pk,
    ]
    assert Notice.objects.get(pk=second.pk).seen_at is None


def test_what_was_looked_at_over_a_year_ago_is_forgotten():
    now = timezone.now()
    anna = UserFactory()
    tell(anna, what="old")
    tell(anna, what="fresh")
    tell(anna, what="unseen")
    Notice.objects.filter(facts__what="old").update(seen_at=now - dt.timedelta(days=366))
    Notice.objects.filter(facts__what="fresh").update(seen_at=now - dt.timedelta(days=364))
    Notice.objects.filter(facts__what="unseen").update(at=now - dt.timedelta(days=900))

    assert services.forget_old_notices(now) == 1

    assert set(Notice.objects.values_list("facts__what", flat=True)) == {"fresh", "unseen"}


def test_a_choice_that_is_none_is_refused():
    with pytest.raises(ValidationError):
        services.choose_paces(UserFactory(), {"test.asked": "hourly"})


def test_kinds_of_rooms_are_registered_once_under_their_name():
    made = Kind("test.again", "Again", lambda _facts: "")
    register(made)
    register(made)

    assert [one.name for one in kinds.kinds()].count("test.again") == 1
