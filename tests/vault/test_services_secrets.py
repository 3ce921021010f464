import datetime as dt

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.journal.models import Entry
from pobratym.vault.models.secrets import Reading, Secret
from pobratym.vault.services.secrets import Proof, erase, erase_due, put, read
from pobratym.vault.traces import traces_of
from tests.factories import MunicipalityFactory, UserFactory

CANARY = "EK1234567-kanarek"
LATER = dt.date(2200, 1, 1)


def keep(city, value=CANARY, *, erase_on=LATER, field="passport_number", by=None):
    return put(
        city, field, value, by=by, city=city.code, erase_on=erase_on, why="zaproszenie"
    )  # fmt: skip


def log():
    return list(Reading.objects.order_by("pk").values_list("act", "field", "by", "why"))


@pytest.mark.django_db
@pytest.mark.usefixtures("readers")
class TestKeeping:
    def test_a_value_is_read_as_it_was_put(self, city, reader):
        keep(city, by=reader)

        assert read(city, "passport_number", by=reader, why="wydruk zaproszenia") == CANARY
        assert log() == [
            ("put", "passport_number", reader.pk, "zaproszenie"),
            ("read", "passport_number", reader.pk, "wydruk zaproszenia"),
        ]

    def test_the_value_itself_stands_nowhere_in_the_database(self, city):
        keep(city)

        assert traces_of([CANARY]) == []
        assert traces_of([Secret.objects.get().sealed]) == ["vault_secret"]

    def test_a_new_value_takes_the_place_of_the_old(self, city, reader):
        keep(city, "stary")
        keep(city, "nowy")

        assert Secret.objects.count() == 1
        assert read(city, "passport_number", by=reader, why="wizyta") == "nowy"

    def test_who_may_not_read_is_refused_and_stands_in_the_log(self, city):
        keep(city)
        stranger = UserFactory()

        with pytest.raises(DomainError) as refusal:
            read(city, "passport_number", by=stranger, why="ciekawość")

        assert refusal.value.code == "refused"
        assert log()[-1] == ("refused", "passport_number", stranger.pk, "ciekawość")

    def test_who_may_not_read_does_not_learn_whether_there_is_a_value(self, city):
        with pytest.raises(DomainError) as refusal:
            read(city, "passport_number", by=UserFactory(), why="ciekawość")

        assert refusal.value.code == "refused"

    def test_a_closed_account_reads_nothing(self, city, reader):
        keep(city)
        reader.is_active = False

        with pytest.raises(DomainError) as refusal:
            read(city, "passport_number", by=reader, why="wizyta")

        assert refusal.value.code == "refused"

    def test_a_value_that_is_gone_is_told_as_gone(self, city, reader):
        with pytest.raises(DomainError) as refusal:
            read(city, "passport_number", by=reader, why="wizyta")

        assert refusal.value.code == "gone"

    def test_nothing_is_read_without_a_reason(self, city, reader):
        keep(city)

        with pytest.raises(DomainError) as refusal:
            read(city, "passport_number", by=reader, why="  ")

        assert refusal.value.code == "no_reason"

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"value": ""}, "empty"),
            ({"value": "x" * 2_001}, "too_long"),
            ({"erase_on": dt.date(2020, 1, 1)}, "past_day"),
            ({"field": "shoe_size"}, "unknown_field"),
        ],
    )
    def test_what_is_unfit_is_not_put_in_and_not_repeated(self, city, given, code):
        with pytest.raises(DomainError) as refusal:
            keep(city, **given)

        assert refusal.value.code == code
        assert CANARY not in str(refusal.value)
        assert not Secret.objects.exists()

    def test_a_value_moved_to_another_thing_opens_nowhere(self, city, reader):
        keep(city)
        Secret.objects.update(key=(other := MunicipalityFactory()).pk)

        with pytest.raises(DomainError) as refusal:
            read(other, "passport_number", by=reader, why="wizyta")

        assert refusal.value.code == "broken_seal"

    def test_one_field_of_a_thing_has_one_value(self, city):
        secret = keep(city)
        secret.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            secret.save()

    def test_no_text_shows_the_value(self, city):
        secret = keep(city)

        assert CANARY not in f"{secret!r} {secret} {Reading.objects.get()!r}"
        assert secret.sealed not in repr(secret)

    def test_the_log_is_only_added_to(self, city):
        keep(city)
        line = Reading.objects.get()

        for act in (
            line.save,
            line.delete,
            Reading.objects.all().delete,
            lambda: Reading.objects.update(why=""),
        ):
            with pytest.raises(TypeError):
                act()


@pytest.mark.django_db
@pytest.mark.usefixtures("readers")
class TestErasing:
    def test_a_thing_loses_its_values_at_once(self, city, reader):
        keep(city)
        keep(city, "bez mięsa", field="diet")

        assert erase(city, by=reader, why="wycofana zgoda") == Proof(erased=2, traces=0)
        assert not Secret.objects.exists()
        assert [act for act, *_ in log()] == ["put", "put", "erased", "erased"]

    def test_one_value_goes_and_the_other_stays(self, city, reader):
        keep(city)
        keep(city, "bez mięsa", field="diet")

        erase(city, "passport_number", by=reader, why="po wizycie")

        assert [secret.field for secret in Secret.objects.all()] == ["diet"]

    def test_what_is_due_today_goes_and_what_is_due_tomorrow_stays(self, city):
        today = timezone.localdate()
        keep(city, erase_on=today)
        keep(city, "bez mięsa", field="diet", erase_on=today + dt.timedelta(days=1))

        assert erase_due(today) == Proof(erased=1, traces=0)
        assert [secret.field for secret in Secret.objects.all()] == ["diet"]

    def test_nothing_due_is_no_deed(self, city):
        keep(city)

        assert erase_due(timezone.localdate()) == Proof()
        assert not Entry.objects.filter(what="vault.proved").exists()

    def test_the_journal_keeps_the_fact_and_the_proof_and_not_the_value(self, city, reader):
        keep(city)
        erase(city, by=reader, why="po wizycie")

        lines = Entry.objects.filter(what__startswith="vault.").order_by("pk")
        assert [(line.what, line.city) for line in lines] == [
            ("vault.put", "1461011"),
            ("vault.erased", "1461011"),
            ("vault.proved", ""),
        ]
        assert CANARY not in str([*lines.values()])

    def test_more_than_a_batch_goes_in_one_run(self, city, monkeypatch):
        monkeypatch.setattr("pobratym.vault.services.secrets.BATCH", 1)
        keep(city, erase_on=timezone.localdate())
        keep(city, "bez mięsa", field="diet", erase_on=timezone.localdate())

        assert erase_due(timezone.localdate()) == Proof(erased=2, traces=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("readers")
def test_after_erasure_neither_value_nor_its_sealed_form_is_left_in_any_file(city, reader):
    secret = keep(city)
    assert traces_of([secret.sealed]) != []

    erase(city, by=reader, why="po wizycie")

    assert traces_of([CANARY, secret.sealed]) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("readers")
def test_the_line_of_a_reading_is_on_the_disk_before_the_value_is_given(city, reader):
    keep(city)

    with transaction.atomic(), pytest.raises(RuntimeError):
        read(city, "passport_number", by=reader, why="wizyta")

    assert [act for act, *_ in log()] == ["put"]


@pytest.mark.django_db
def test_a_copy_in_a_file_or_a_log_is_found():
    path = settings.DATA_FOLDER / "exports" / "lista.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"x;{CANARY}\n", encoding="utf-8")

    found = traces_of([CANARY])

    path.unlink()
    assert found == ["exports/lista.csv"]


@pytest.mark.django_db
def test_the_database_writes_over_what_is_deleted():
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
