"""Lines of before the chain are numbered anew and chained."""

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from pobratym.journal.models import Entry
from pobratym.journal.services import record
from pobratym.journal.verifying import verify
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("journal", name)])
    return executor.loader.project_state([("journal", name)]).apps


def test_old_lines_get_numbers_without_a_gap_and_a_chain():
    old = migrate("0001_initial").get_model("journal", "Entry")
    try:
        for pk, kind in ((3, "partnerships.contact"), (7, "directory.municipality")):
            old.objects.create(
                pk=pk, at=timezone.now(), what="x.y", kind=kind, key=1, city="1461011",
                details={"partnership": 5} if pk == 3 else {"słowo": ["ż", 1]},
            )  # fmt: skip
    finally:
        migrate("0004_edition")

    rows = Entry.objects.order_by("pk").values_list("pk", "within_kind", "within_key", "is_own")
    assert list(rows) == [
        (1, "partnerships.partnership", 5, True),
        (2, "directory.municipality", 1, False),
    ]
    assert Entry.objects.get(pk=2).details == {"słowo": ["ż", 1]}
    assert [fault for fault in verify().faults if fault.number] == []
    assert record_next() == 3


def record_next():
    with transaction.atomic():
        return record("city.edited", MunicipalityFactory(), by=None).pk
