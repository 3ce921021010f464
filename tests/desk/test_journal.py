"""The pages of the journal: who reads which lines, and how they read."""

import csv
import datetime as dt
import io
import json

import pytest
from django.urls import reverse
from django.utils import translation

from pobratym.core.cells import safe_cell
from pobratym.core.keeping import ERASED_DOMAIN
from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role
from pobratym.journal.models import Entry, PersonalValue
from pobratym.journal.services import record
from pobratym.partnerships.states import Stage
from tests.factories import (
    AgreementFactory,
    ContactFactory,
    EmploymentFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    clause_of,
    officer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(client):
    own, partner = MunicipalityFactory.create_batch(2)
    officer = officer_of(own, name="Anna Przykładowa", timezone="Europe/Kyiv")
    client.force_login(officer)
    return own, partner, officer


def note(city, by, what="city.edited", **told):
    return record(what, city, by=by, city=city.code, **told)


def of_city(city, query=""):
    return f"/en/desk/journal/city/{city.public_id}/{query}"


def of_thing(thing, query=""):
    return f"/en/desk/journal/{thing._meta.label_lower}/{thing.pk}/{query}"


def read(client, address):
    return client.get(address).content.decode()


def test_a_line_reads_as_a_sentence_with_before_and_after(client, ground):
    own, _partner, officer = ground
    own.name = Wordings({"en": "Sampleton"})
    own.save()
    changes = {
        "seeks_partner": (False, True),
        "profile": (Wordings(), Wordings({"uk": "Їжак & <b>"})),
    }
    note(own, officer, changes=changes, why="decision of the mayor")

    text = read(client, of_city(own))

    assert "Anna Przykładowa (Sampleton) changed what a city says of itself" in text
    assert "<del>no</del>" in text
    assert "<ins>yes</ins>" in text
    assert '<ins lang="uk">Їжак &amp; &lt;b&gt;</ins>' in text
    assert "Reason: decision of the mayor" in text
    assert "Times as in Kyiv" in text


def test_the_journal_of_a_city_is_for_those_who_read_it(client):
    city = MunicipalityFactory()
    met = {}
    for role in (Role.OFFICER, Role.COORDINATOR, Role.MAYOR, Role.AUDITOR, Role.FINANCE):
        person = UserFactory()
        EmploymentFactory(user=person, municipality=city, role=role)
        client.force_login(person)
        met[role] = client.get(of_city(city)).status_code

    assert met == {
        Role.OFFICER: 200, Role.COORDINATOR: 200, Role.MAYOR: 200, Role.AUDITOR: 200,
        Role.FINANCE: 404,
    }  # fmt: skip


def test_a_citys_own_notes_never_reach_the_partner(client, ground):
    own, partner, officer = ground
    shared = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)
    contact = ContactFactory(partnership=shared, city=own)
    told = {"by": officer, "city": own.code, "within": shared}
    record("partnership.edited", shared, by=officer, city=own.code)
    record("contact.logged", contact, changes={"people": ("", "Jan Tajny")}, own=True, **told)

    mine = read(client, of_thing(shared))
    client.force_login(officer_of(partner))
    theirs = read(client, of_thing(shared))

    assert ("Jan Tajny" in mine, mine.count("<tr ")) == (True, 3)
    assert ("Jan Tajny" in theirs, theirs.count("<tr ")) == (False, 2)


def test_what_belongs_to_a_thing_is_read_on_its_page(client, ground):
    own, partner, officer = ground
    shared = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)
    record("event.added", officer, by=officer, city=own.code, within=shared)

    assert read(client, of_thing(shared)).count("<tr ") == 2


def test_a_city_that_takes_no_part_in_an_agreement_reads_nothing_of_it(client, ground):
    own, partner, officer = ground
    third = MunicipalityFactory()
    shared = PartnershipFactory(cities=[own, partner, third], stage=Stage.ACTIVE)
    agreement = AgreementFactory(partnership=shared, cities=[own, partner])
    clause = clause_of(agreement)
    noted = [
        record(what, about, by=officer, city=own.code, within=shared)
        for what, about in (("agreement.opened", agreement), ("clause.consented", clause))
    ]

    assert read(client, of_thing(shared)).count("<tr ") == 1 + len(noted)
    client.force_login(officer_of(third))
    assert "<tr " not in read(client, of_thing(shared))


def test_the_journal_of_a_stranger_thing_is_not_there(client, ground):
    foreign = PartnershipFactory(
        cities=MunicipalityFactory.create_batch(2), stage=Stage.ACTIVE, is_public=True
    )

    for thing in (foreign, MunicipalityFactory(), ground[2]):
        assert client.get(of_thing(thing)).status_code == 404


def test_a_person_with_several_cities_chooses(client):
    one, two = MunicipalityFactory.create_batch(2)
    client.force_login(officer_of(one, two))

    text = read(client, "/en/desk/journal/")

    assert reverse("desk:journal_city", args=[one.public_id])[3:] in text
    assert reverse("desk:journal_city", args=[two.public_id])[3:] in text


def test_a_person_without_a_city_has_no_journal(client):
    client.force_login(UserFactory())

    assert client.get("/en/desk/journal/").status_code == 403


def test_signing_in_is_read_by_administrators(client):
    admin = UserFactory(is_administrator=True, name="Ada")
    record("person.signed_in", admin, by=admin, personal={"address": "192.0.2.7"})
    client.force_login(admin)

    text = read(client, "/en/desk/journal/installation/")

    assert "Ada signed in" in text
    assert "Network address: 192.0.2.7" in text


def found(client, address):
    text = read(client, address)
    return [int(part.split("<")[0]) for part in text.split("· no. ")[1:]]


def test_filters_narrow_by_person_deed_and_day(client, ground):
    own, _partner, officer = ground
    other = officer_of(own)
    note(own, officer)
    note(own, other)
    note(own, other, "city.office_edited")
    today = dt.datetime.now(dt.UTC).date()
    far = dt.timedelta(days=3)

    assert found(client, of_city(own, f"?by={other.pk}")) == [3, 2]
    assert found(client, of_city(own, "?what=city.office_edited")) == [3]
    assert found(client, of_city(own, f"?since={today - far}&until={today + far}")) == [3, 2, 1]
    assert found(client, of_city(own, f"?since={today + far}")) == []
    assert found(client, of_city(own, f"?until={today - far}")) == []
    nonsense = "?since=nonsense&what=x&by=-1&before=99999999999999999999"
    assert found(client, of_city(own, nonsense)) == [3, 2, 1]


def test_pages_follow_one_another_without_a_gap(client, ground):
    own, _partner, officer = ground
    for _line in range(30):
        note(own, officer)

    first = found(client, of_city(own))
    assert "?before=6" in read(client, of_city(own))
    assert first + found(client, of_city(own, "?before=6")) == [*range(30, 0, -1)]


def test_a_page_costs_the_same_for_one_and_for_many(client, ground, cost):
    own, partner, officer = ground
    shared = PartnershipFactory(cities=[own, partner], stage=Stage.ACTIVE)

    def more():
        record("partnership.edited", shared, by=officer, city=own.code, why="x")

    more()
    for address in (of_city(own), of_thing(shared)):
        client.get(address)
        one = cost(lambda here=address: client.get(here))
        [more() for _line in range(5)]
        assert len(cost(lambda here=address: client.get(here))) == len(one) <= 7


def test_an_erased_person_and_erased_values_are_called_so(client, ground):
    own = ground[0]
    gone = officer_of(own, name="Zofia", email=f"7@{ERASED_DOMAIN}")
    note(own, gone, why="tajne")
    PersonalValue.objects.all().delete()

    text = read(client, of_city(own))

    assert "an erased person" in text
    assert "Reason: erased" in text
    assert "Zofia" not in text


def export(client, address, **told):
    asked = {"reason": "audit", "shape": "csv", **told}
    return client.post(address, asked)


def body(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_an_export_is_the_page_as_a_table_and_is_noted(client, ground):
    own, _partner, officer = ground
    note(own, officer, changes={"profile": (Wordings(), Wordings({"pl": "=1+1"}))})
    note(own, officer, "city.office_edited", why="=cmd")

    answer = export(client, f"{of_city(own)}export/?what=city.edited")
    rows = list(csv.reader(io.StringIO(body(answer))))

    assert answer.headers["Content-Disposition"].endswith('.csv"')
    assert [row[0] for row in rows] == ["Number", "1"]
    line = Entry.objects.get(what="journal.exported")
    assert (line.by, line.city) == (officer, own.code)
    assert line.details == {"shape": "csv", "filters": "what=city.edited"}
    assert PersonalValue.objects.get(entry=line).value == "audit"


def test_an_export_speaks_the_language_of_the_page_whenever_it_is_written(client, ground):
    own, _partner, officer = ground
    note(own, officer)

    answer = export(client, f"{of_city(own)}export/".replace("/en/", "/pl/"))
    with translation.override("en"):
        rows = list(csv.reader(io.StringIO(body(answer))))
        after = translation.get_language()

    assert rows[0][:3] == ["Numer", "Chwila", "Czynność"]
    assert after == "en"


def test_an_export_for_programs_carries_the_chain(client, ground):
    own, _partner, officer = ground
    line = note(own, officer, why="because")

    answer = export(client, f"{of_city(own)}export/", shape="jsonl")
    rows = [json.loads(row) for row in body(answer).splitlines()]

    told = next(row for row in rows if row["number"] == line.pk)
    assert (told["hash"], told["beside"]) == (line.hash, {"Reason": "because"})


def test_nothing_is_exported_without_a_reason(client, ground):
    own, _partner, officer = ground
    note(own, officer)

    answer = export(client, f"{of_city(own)}export/", reason=" ")

    assert answer.status_code == 422
    assert not Entry.objects.filter(what="journal.exported").exists()


@pytest.mark.parametrize("text", [f"{sign}1" for sign in "=+-@\t\r\n＝＋－＠"])
def test_no_cell_becomes_a_formula(text):
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(f"a{text}") == f"a{text}"
