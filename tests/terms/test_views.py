import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pobratym.directory.states import Role
from pobratym.partnerships.states import Stage
from pobratym.terms.exchange.rows import ConceptRow
from pobratym.terms.exchange.sheets import write_sheet
from pobratym.terms.models.concepts import Approval, Concept, Term
from pobratym.terms.models.memory import Unit
from pobratym.terms.services.beginning import begin
from pobratym.terms.states import TermStatus
from tests.factories import MunicipalityFactory, PartnershipFactory, holder_of, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return PartnershipFactory(stage=Stage.AGREEMENT)


@pytest.fixture
def cities(room):
    return [party.municipality for party in room.parties.order_by("pk")]


@pytest.fixture(autouse=True)
def officer(client, cities):
    person = officer_of(cities[0])
    client.force_login(person)
    return person


def _page(room, name="terms"):
    return reverse(f"terms:{name}", kwargs={"public_id": room.public_id})


def _term(name, concept):
    return reverse(f"terms:{name}", kwargs={"public_id": concept.public_id})


def _typed(**more):
    return {
        "preferred_pl": "hub kultury",
        "preferred_uk": "хаб культури",
        "admitted_pl": "ośrodek; dom",
        "area": "culture",
        **more,
    }


def _hidden(page, name):
    return re.findall(f'name="{name}" value="([^"]*)"', page.content.decode())


def _new(client, room, **more):
    token = _hidden(client.get(_page(room, "term_new")), "once")[0]
    return client.post(_page(room, "term_new"), _typed(once=token, **more))


def test_the_list_begins_with_the_starting_set(client, room):
    page = client.get(_page(room))

    assert page.status_code == 200
    assert Concept.objects.filter(partnership=room).count() > 200


def test_who_only_reads_begins_nothing(client, room, cities):
    client.force_login(holder_of(Role.AUDITOR, cities[0]))

    page = client.get(_page(room))

    assert page.status_code == 200
    assert not Concept.objects.exists()
    assert client.get(_page(room, "term_new")).status_code == 403


def test_the_list_costs_the_same_however_long(client, room, cost):
    client.get(_page(room))
    few = cost(lambda: client.get(_page(room), {"words": "gromada"}))
    many = cost(lambda: client.get(_page(room)))

    assert len(many) <= len(few)
    assert len(many) <= 14


def test_a_term_is_entered_found_changed_and_taken_out(client, room):
    begin(room)
    assert _new(client, room).status_code == 302
    concept = Concept.objects.get(code="hub_kultury")
    assert "hub kultury" in client.get(_page(room), {"words": "хаб"}).content.decode()

    changed = client.post(_term("term_edit", concept), _typed(avoid_uk="осередок", version=1))
    stale = client.post(_term("term_edit", concept), _typed(avoid_uk="центр", version=1))
    assert (changed.status_code, stale.status_code) == (302, 409)
    assert "осередок" in stale.content.decode()

    client.post(_term("term_remove", concept), {"version": 2})
    concept.refresh_from_db()
    assert concept.removed_at is not None


def test_another_language_is_added_to_the_form(client, room):
    page = client.get(_page(room, "term_new"), {"language": "de"})

    assert 'name="preferred_de"' in page.content.decode()


def test_what_is_missing_is_said_and_nothing_lost(client, room):
    page = _new(client, room, preferred_uk="")

    assert page.status_code == 422
    assert "hub kultury" in page.content.decode()


def test_the_terms_seen_are_approved_at_once(client, room, cities):
    begin(room)
    seen = _hidden(client.get(_page(room), {"area": "law"}), "seen")

    answer = client.post(
        _page(room, "terms_approve"), {"seen": [*seen, "x", "x:1"], "query": "area=law"}
    )

    assert answer.url.endswith("?area=law")
    assert Approval.objects.filter(city=cities[0]).count() == len(seen) > 10


def test_an_import_without_a_file_says_what_is_missing(client, room):
    answer = client.post(_page(room, "terms_import"))

    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()


@pytest.mark.parametrize("name", ["terms_csv", "terms_tbx", "terms_tbx_2008", "memory_export"])
def test_files_are_given_out_as_attachments(client, room, name):
    begin(room)

    answer = client.get(_page(room, name))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["terms_csv", "terms_tbx", "terms_tbx_2008"])
def test_our_own_file_changes_nothing(client, room, name):
    begin(room)
    data = client.get(_page(room, name)).content

    page = client.post(_page(room, "terms_import"), {"file": SimpleUploadedFile("terms", data)})

    told = page.content.decode()
    assert "Nothing in the file is new." in told
    assert f"Unchanged: {Concept.objects.count()}" in told
    assert "Refused" not in told


def test_a_file_is_shown_then_stored(client, room):
    sheet = "code,area,pl,uk\nhub,culture,hub kultury,хаб культури\nbad,law,tylko,\n".encode()

    page = client.post(_page(room, "terms_import"), {"file": SimpleUploadedFile("a.csv", sheet)})
    assert not Concept.objects.exists()
    done = client.post(_page(room, "terms_import"), {"rows": _hidden(page, "rows")[0]})

    assert done.status_code == 302
    assert list(Term.objects.order_by("text").values_list("text", flat=True)) == [
        "hub kultury",
        "хаб культури",
    ]


def test_rows_that_are_not_ours_are_refused(client, room):
    answer = client.post(_page(room, "terms_import"), {"rows": "forged"})

    assert answer.status_code == 302
    assert not Concept.objects.exists()


LONG = "c" * 90
HOSTILE = {
    "nul": "code,area,pl,uk\na,law,ra\x00da,рада\n",
    "codes": f"code,area,pl,uk\n{LONG}1,law,rada,рада\n{LONG}2,law,sesja,сесія\n",
    "note": f"code,area,pl,uk,note_pl\na,law,rada,рада,{'n' * 9_000}\n",
    "language": '<tbx><text><body><conceptEntry id="a"><langSec xml:lang="polish-long">'
    '<termSec><term>rada</term></termSec></langSec><langSec xml:lang="uk"><termSec><term>рада'
    "</term></termSec></langSec></conceptEntry></body></text></tbx>",
    "memory": '<tmx version="1.4"><body><tu><tuv xml:lang="polish"><seg>Tak</seg></tuv>'
    '<tuv xml:lang="uk"><seg>Так</seg></tuv></tu></body></tmx>',
    "sign": "code,area,pl,uk\na,law,ra\u202eda,рада\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_never_breaks_the_page_nor_leaves_anything_odd(client, room, name):
    here, data = _page(room, "terms_import"), HOSTILE[name].encode()

    page = client.post(here, {"file": SimpleUploadedFile("\u202efdp.csv", data)})
    if rows := _hidden(page, "rows"):
        page = client.post(here, {"rows": rows[0]}, follow=True)

    assert page.status_code in {200, 302, 422}
    texts = [*Term.objects.values_list("text", flat=True), *Concept.objects.values_list("note")]
    assert not any(sign in str(texts) for sign in ("\u202e", "\\u202e", "\x00", "n" * 5_000))
    assert not Unit.objects.exists()


def test_a_cell_that_begins_as_a_formula_comes_and_goes_as_text():
    row = ConceptRow("a", "law", {"pl": [("＝1+1", TermStatus.PREFERRED)], "uk": []})

    sheet = write_sheet([row], ["pl", "uk"])

    assert "'＝1+1" in sheet.decode()


def test_a_memory_is_taken_in(client, room):
    data = b"""<tmx version="1.4"><header/><body><tu><tuv xml:lang="pl"><seg>Tak</seg></tuv>
    <tuv xml:lang="uk"><seg>\xd0\xa2\xd0\xb0\xd0\xba</seg></tuv></tu></body></tmx>"""

    client.post(_page(room, "terms_import"), {"file": SimpleUploadedFile("m.tmx", data)})

    assert Unit.objects.filter(partnership=room).count() == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02", b"<html><script>alert(1)</script></html>", b"PK\x03\x04docx",
     b'<!DOCTYPE a [<!ENTITY x "y">]><martif>&x;</martif>', b"pl;uk"],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused_kindly(client, room, data):
    page = client.post(_page(room, "terms_import"), {"file": SimpleUploadedFile("x", data)})

    assert page.status_code == 422


def test_strangers_meet_nothing(client, room):
    begin(room)
    concept = Concept.objects.first()
    client.force_login(officer_of(MunicipalityFactory()))

    for name in ("terms", "term_new", "terms_csv", "terms_import"):
        assert client.get(_page(room, name)).status_code == 404
    assert client.get(_term("term_edit", concept)).status_code == 404
