"""What the other city may read of a route, and what stays the own city's."""

import pytest
from django.urls import reverse

from pobratym.journal.models import Entry
from pobratym.routes.queries.past import history_of
from tests.factories import officer_of
from tests.routes.walks import agreed, city_of, press, step, walking

pytestmark = pytest.mark.django_db
SECRET = "Radny Kowalski się waha"


def test_a_note_stands_nowhere_but_on_the_own_page(client):
    agreement = agreed()
    walk = walking(agreement, "PL")

    press(walk, "write_note", "PL02", note=SECRET)

    line = Entry.objects.get(what="step.noted")
    assert line.is_own
    assert SECRET not in f"{line.changes}{line.details}{line.personal_values.all()}"
    client.force_login(officer_of(city_of(agreement, "UA")))
    page = reverse("routes:lanes", kwargs={"public_id": agreement.public_id})
    assert SECRET not in client.get(page).content.decode()


def test_the_partner_reads_reasons_but_no_own_lines():
    agreement = agreed()
    walk = walking(agreement, "PL")
    press(walk, "waive", "PL09", reason="Jest w preambule")
    press(walk, "write_note", "PL09", note=SECRET)
    found = step(walk, "PL09")

    assert [(one.what, one.why) for one in history_of(found, own=False)] == [
        ("step.waived", "Jest w preambule")
    ]
    assert [one.what for one in history_of(found, own=True)] == ["step.noted", "step.waived"]


def test_a_step_reads_the_same_statements_with_a_long_history(client, cost):
    agreement = agreed()
    walk = walking(agreement, "PL")
    press(walk, "send", "PL02")
    client.force_login(officer_of(city_of(agreement, "PL")))
    page = reverse("routes:step", kwargs={"public_id": step(walk, "PL02").public_id})
    client.get(page)
    short = cost(lambda: client.get(page))
    for _round in range(5):
        press(walk, "give_back", "PL02")
        press(walk, "send", "PL02")

    assert len(cost(lambda: client.get(page))) == len(short)
