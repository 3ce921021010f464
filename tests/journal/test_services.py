import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry, Head, PersonalValue
from pobratym.journal.queries import edition
from pobratym.journal.services import (
    erase_values_of,
    forget_old_traces,
    record,
    record_refusal,
)
from pobratym.journal.verifying import verify
from tests.factories import ContactFactory, MunicipalityFactory, PartnershipFactory, UserFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def faults():
    """Faults of the chain; that tests work without protection is none."""
    return [fault for fault in verify().faults if fault.number]


def test_a_deed_is_noted_with_who_whose_what_when_and_why():
    user, city = UserFactory(), MunicipalityFactory(code="1461011")

    line = record(
        "city.edited", city, by=user, city=city.code, why="pomyłka", own=True, language="uk"
    )

    kept = Entry.objects.get()
    assert (kept.pk, kept.by, kept.city, kept.what) == (1, user, "1461011", "city.edited")
    assert (kept.kind, kept.key) == ("directory.municipality", city.pk)
    assert (kept.within_kind, kept.within_key) == ("directory.municipality", city.pk)
    assert (kept.details, kept.is_own) == ({"language": "uk"}, True)
    assert PersonalValue.objects.get().value == "pomyłka"
    assert (kept.at, kept.hash, kept.prev_hash) == (line.at, line.hash, "")
    assert kept.at.tzinfo is not None


def test_before_and_after_are_noted_as_plain_json():
    city = MunicipalityFactory()
    changes = {
        "profile": (Wordings(), Wordings({"pl": "Żółw", "uk": "Їжак"})),
        "area_km2": (Decimal("1.50"), None),
        "ended_on": (dt.date(2024, 10, 7), dt.date(2024, 10, 8)),
        "latitude": (52.25, 52.5),
        "seeks_partner": (False, True),
        "successor": (None, city),
    }

    record("city.edited", city, by=None, changes=changes)

    assert Entry.objects.get().changes == {
        "profile": [{}, {"pl": "Żółw", "uk": "Їжак"}],
        "area_km2": ["1.50", None],
        "ended_on": ["2024-10-07", "2024-10-08"],
        "latitude": ["52.25", "52.5"],
        "seeks_partner": [False, True],
        "successor": [None, city.pk],
    }
    assert faults() == []


def test_values_about_people_stand_beside_the_line_and_can_be_erased():
    user = UserFactory()

    record("person.edited", user, by=user, changes={"name": ("Anna", "Hanna")},
           personal={"address": "192.0.2.7"})  # fmt: skip

    line = Entry.objects.get()
    assert line.changes == {"name": "apart"}
    assert set(line.personal) == {"name", "address"}
    values = PersonalValue.objects.order_by("name").values_list("name", "value", "person")
    assert list(values) == [("address", "192.0.2.7", user.pk), ("name", ["Anna", "Hanna"], user.pk)]
    assert erase_values_of(user.pk) == 2
    verdict = verify()
    assert (verdict.values, verdict.erased, faults()) == (0, 2, [])


def test_equal_values_have_unequal_digests():
    user = UserFactory()
    for _time in range(2):
        record("person.signed_in", user, by=user, personal={"address": "192.0.2.7"})

    one, two = Entry.objects.order_by("pk")
    assert one.personal["address"] != two.personal["address"]


def test_a_secret_is_only_said_to_have_changed():
    user = UserFactory()

    record("person.password_changed", user, by=user, changes={"password": ("old", "new")})

    line = Entry.objects.get()
    assert (line.changes, line.personal) == ({"password": "changed"}, {})
    assert not PersonalValue.objects.exists()


def test_a_line_is_read_within_the_greater_thing():
    partnership = PartnershipFactory()
    contact = ContactFactory(partnership=partnership)

    record("contact.logged", contact, by=None, within=partnership)

    line = Entry.objects.get()
    assert (line.kind, line.within_kind, line.within_key) == (
        "partnerships.contact", "partnerships.partnership", partnership.pk,
    )  # fmt: skip


def test_each_line_hangs_on_the_one_before():
    city = MunicipalityFactory()

    one, two = (record("city.edited", city, by=None) for _time in range(2))

    assert (one.prev_hash, two.prev_hash) == ("", one.hash)
    assert str(Head.objects.get()) == f"{two.pk}:{two.hash}"


def test_a_line_costs_three_statements_and_one_for_what_is_kept_apart(cost):
    user = UserFactory()
    record("person.signed_in", user, by=user)

    assert len(cost(lambda: record("person.signed_in", user, by=user))) == 3
    assert len(cost(lambda: record("x.y", user, by=user, personal={"a": "1", "b": "2"}))) == 4


def test_every_deed_makes_a_new_edition():
    before = edition()
    city = MunicipalityFactory()

    line = record("municipality.entered", city, by=None)

    assert edition() != before
    assert edition().startswith(f"{line.pk}@")


def test_what_no_public_page_shows_leaves_the_edition(cost):
    city, user = MunicipalityFactory(), UserFactory()
    record("municipality.entered", city, by=None)
    before = edition()

    record("person.signed_in", user, by=user, renews=False)
    record_refusal("rights.refused", None, by=user, because="no_right")

    assert edition() == before
    assert len(cost(edition)) == 1
    assert Head.objects.get().number == Entry.objects.count()


@pytest.mark.django_db(transaction=True)
def test_editions_stand_in_order_whoever_writes_at_once():
    city, user = MunicipalityFactory(), UserFactory()
    turns, written = iter([True, False] * 4), {}

    def write():
        renews = next(turns)
        with transaction.atomic():
            written[record("x.y", city, by=user, renews=renews).pk] = renews

    assert at_once(write, 8) == []

    shown = max(pk for pk, renews in written.items() if renews)
    assert edition().startswith(f"{shown}@")
    assert Head.objects.get().number == max(written) == 8


def test_a_refusal_keeps_addresses_apart():
    user = UserFactory()

    record_refusal("rights.refused", None, by=user, address="192.0.2.7", typed="x@example.org",
                   because="no_right", view="desk:desk")  # fmt: skip

    line = Entry.objects.get()
    assert (line.kind, line.key) == ("", 0)
    assert line.details == {"because": "no_right", "view": "desk:desk"}
    assert set(line.personal) == {"address", "typed"}
    assert set(PersonalValue.objects.values_list("person", flat=True)) == {user.pk}


def test_lines_are_never_changed_or_removed():
    line = record("municipality.entered", MunicipalityFactory(), by=None)

    line.what = "another"
    for act in (
        line.save,
        line.delete,
        lambda: Entry.objects.update(what="another"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.filter(pk=line.pk).delete(),
        lambda: Entry.objects.bulk_create([line]),
    ):
        with pytest.raises(TypeError, match=r"journal"):
            act()
    line.refresh_from_db()
    assert line.what == "municipality.entered"


@pytest.mark.django_db(transaction=True)
def test_a_deed_outside_a_transaction_is_not_recorded_and_waits_for_nobody(
    django_assert_num_queries,
):
    city = MunicipalityFactory()
    assert not connection.in_atomic_block

    with (
        django_assert_num_queries(0),
        pytest.raises(transaction.TransactionManagementError),
    ):
        record("municipality.entered", city, by=None)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_line_goes_with_its_deed():
    city = MunicipalityFactory()

    def half_a_deed():
        with transaction.atomic():
            record("municipality.entered", city, by=None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_a_deed()
    assert not Entry.objects.exists()
    with transaction.atomic():
        assert record("municipality.entered", city, by=None).pk == 1
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_lines_written_at_the_same_moment_make_one_chain():
    city = MunicipalityFactory()

    def deed():
        with transaction.atomic():
            record("city.edited", city, by=None)

    assert at_once(deed, times=8) == []
    assert list(Entry.objects.order_by("pk").values_list("pk", flat=True)) == [*range(1, 9)]
    assert faults() == []


def aged(line, days):
    """Let a line lie in the past; tests work without protection."""
    at = timezone.now() - dt.timedelta(days=days)
    with connection.cursor() as cursor:
        stored = connection.ops.adapt_datetimefield_value(at)
        cursor.execute("UPDATE journal_entry SET at = %s WHERE id = %s", [stored, line.pk])


def test_traces_of_the_door_are_forgotten_after_their_time_and_lines_stay(settings):
    user = UserFactory()
    told = {"personal": {"address": "192.0.2.7", "typed": "x@example.org"}, "why": "because"}
    old, new = (record("person.signed_in", user, by=user, **told) for _line in range(2))
    aged(old, 365 * 2 + 3)

    assert forget_old_traces() == 2
    left = PersonalValue.objects.order_by("entry", "name").values_list("entry", "name")
    assert list(left) == [(old.pk, "why"), (new.pk, "address"), (new.pk, "typed"), (new.pk, "why")]
    assert Entry.objects.count() == 2
    settings.JOURNAL_PERSONAL_MONTHS = 0
    assert forget_old_traces() == 2


def test_forgetting_traces_leaves_the_chain_whole(settings):
    user = UserFactory()
    record("person.signed_in", user, by=user, personal={"address": "192.0.2.7"})
    settings.JOURNAL_PERSONAL_MONTHS = 0

    assert forget_old_traces() == 1
    assert faults() == []


def test_erasing_a_person_takes_guesses_with_the_address_along():
    user = UserFactory(email="anna@example.org")
    for typed in ("anna@example.org", "jan@example.org"):
        record_refusal("person.sign_in_refused", None, by=None, typed=typed, because="password")

    assert erase_values_of(user.pk) == 1
    assert PersonalValue.objects.get().value == "jan@example.org"
