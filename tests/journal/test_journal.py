import pytest
from django.db import connection, transaction

from pobratym.journal.models import Entry
from pobratym.journal.queries import edition
from pobratym.journal.services import record
from tests.factories import MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_deed_is_noted_with_who_whose_what_and_when():
    user, city = UserFactory(), MunicipalityFactory(code="1461011")

    line = record("municipality.renamed", city, by=user, city=city.code, language="uk")

    line.refresh_from_db()
    assert (line.by, line.city, line.what) == (user, "1461011", "municipality.renamed")
    assert (line.kind, line.key) == ("directory.municipality", city.pk)
    assert line.details == {"language": "uk"}
    assert line.at.tzinfo is not None


def test_every_deed_makes_a_new_edition():
    before = edition()
    city = MunicipalityFactory()

    line = record("municipality.entered", city, by=None)

    assert edition() != before
    assert edition().startswith(f"{line.pk}@")


def test_lines_are_never_changed_or_removed():
    line = record("municipality.entered", MunicipalityFactory(), by=None)

    line.what = "another"
    for act in (
        line.save,
        line.delete,
        lambda: Entry.objects.update(what="another"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.filter(pk=line.pk).delete(),
    ):
        with pytest.raises(TypeError, match="append-only"):
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
