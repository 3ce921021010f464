import pytest
from django.urls import reverse

from pobratym.agreements.states import Stage
from pobratym.directory.states import Role
from pobratym.languages.declension import Sort
from pobratym.papers.models import NameForms, PaperText
from pobratym.papers.queries.names import proposed_forms
from pobratym.papers.queries.printing import proposed_texts
from pobratym.papers.queries.record import record_of
from pobratym.papers.states import FORMATS, Paper, belongs_to
from pobratym.partnerships.states import Stage as PartnershipStage
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    PartnershipFactory,
    clause_of,
    frozen,
    holder_of,
    officer_of,
)
from tests.papers.founding import founding_agreement

pytestmark = pytest.mark.django_db


def address(agreement, name="papers", **more):
    return reverse(f"papers:{name}", kwargs={"public_id": agreement.public_id, **more})


def file_of(agreement, paper, ending, name="paper"):
    return address(agreement, name, paper=paper, ending=ending)


@pytest.fixture
def agreement():
    return founding_agreement()


@pytest.fixture
def officers(agreement):
    return [officer_of(party.city) for party in agreement.parties.all()]


def test_each_city_takes_its_own_papers_and_those_of_the_agreement(client, agreement, officers):
    for officer, country, other in zip(officers, ("PL", "UA"), ("UA", "PL"), strict=True):
        client.force_login(officer)
        for paper in Paper:
            for form in FORMATS[paper]:
                answer = client.get(file_of(agreement, paper, form))
                may = belongs_to(paper, country)
                assert answer.status_code == (200 if may else 404), (paper, country)
        assert other


def test_a_file_is_an_attachment_that_nobody_keeps(client, agreement, officers):
    client.force_login(officers[0])

    answer = client.get(file_of(agreement, "agreement", "pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_strangers_find_nothing(client, agreement):
    stranger = officer_of(MunicipalityFactory())
    client.force_login(stranger)

    pages = [
        address(agreement),
        address(agreement, "names"),
        address(agreement, "name_edit"),
        file_of(agreement, "agreement", "pdf"),
        address(agreement, "texts_edit", paper="resolution"),
        file_of(agreement, "agreement", "pdf", "public_paper"),
    ]

    assert {client.get(page).status_code for page in pages} == {404}
    client.logout()
    assert client.get(address(agreement)).status_code == 302


@pytest.mark.parametrize(
    "file",
    [
        "agreement.exe",
        "agreement.xlsx",
        "passwd.pdf",
        "register_row.pdf",
        "copy.pdf?language=de",
        "copy.pdf?language=../../etc",
    ],
)
def test_what_there_is_not_is_not_found(client, agreement, officers, file):
    client.force_login(officers[0])

    assert client.get(address(agreement) + file).status_code == 404


def test_the_page_of_papers_costs_the_same_for_one_and_for_many_clauses(client, cost):
    few, many = AgreementFactory(), AgreementFactory()
    clause_of(few)
    for _number in range(12):
        clause_of(many)
    counts = []
    for agreement in (few, many):
        client.force_login(officer_of(agreement.parties.first().city))
        client.get(address(agreement))
        counts.append(len(cost(lambda agreement=agreement: client.get(address(agreement)))))

    assert counts[0] == counts[1]


def test_the_page_shows_only_what_the_reader_may_take(client, agreement, officers):
    client.force_login(officers[1])

    page = client.get(address(agreement)).content.decode()

    assert "/papers/decision.pdf" in page
    assert "/papers/resolution.pdf" not in page
    assert "/papers/decision/texts/" in page
    assert "To be confirmed by your lawyer before use" in page


def test_an_officer_writes_a_papers_texts_and_begins_again(client, agreement, officers):
    client.force_login(officers[0])
    place = address(agreement, "texts_edit", paper="resolution")
    record = record_of(agreement, agreement.parties.first().city)
    shown = {**proposed_texts(record, Paper.RESOLUTION), "version": 0}

    saved = client.post(place, {**shown, "title": "w sprawie próby"})
    row = PaperText.objects.get()
    stale = client.post(place, {**shown, "title": "później"})
    reset = client.post(
        address(agreement, "texts_reset", paper="resolution"), {"version": row.version}
    )

    assert (saved.status_code, stale.status_code, reset.status_code) == (302, 409, 302)
    assert row.texts == {"title": "w sprawie próby"}
    assert PaperText.objects.get().texts == {}


def test_who_only_reads_may_not_write(client, agreement):
    city = agreement.parties.first().city
    client.force_login(holder_of(Role.AUDITOR, city))

    assert client.get(address(agreement)).status_code == 200
    assert client.get(address(agreement, "texts_edit", paper="resolution")).status_code == 403
    assert client.post(address(agreement, "texts_reset", paper="resolution")).status_code == 403


def test_texts_of_the_other_citys_paper_are_not_found(client, agreement, officers):
    client.force_login(officers[1])

    assert client.get(address(agreement, "texts_edit", paper="resolution")).status_code == 404
    assert client.get(address(agreement, "texts_edit", paper="agreement")).status_code == 404


def test_an_officer_corrects_the_cases_of_a_name(client, agreement, officers):
    client.force_login(officers[0])
    place = address(agreement, "name_edit") + "?name=Ostro%C5%82%C4%99ka"
    shown = {**proposed_forms("Ostrołęka", Sort.PLACE, "pl").forms, "version": 0}

    assert "Ostrołęce" in client.get(place).content.decode()
    saved = client.post(place, {**shown, "gen": "Ostrołęki nad Narwią"})

    assert saved.status_code == 302
    assert NameForms.objects.get().forms == {"gen": "Ostrołęki nad Narwią"}
    assert "Ostrołęki nad Narwią" in client.get(address(agreement, "names")).content.decode()
    assert client.get(address(agreement, "name_edit") + "?name=Inna").status_code == 404


def public_agreement():
    partnership = PartnershipFactory(stage=PartnershipStage.ACTIVE, is_public=True)
    agreement = AgreementFactory(partnership=partnership)
    clause_of(agreement)
    return agreement


def test_anybody_takes_the_frozen_text_of_a_public_agreement_and_no_other_paper(client):
    agreement = public_agreement()
    frozen(agreement, Stage.SIGNED, is_public=True)

    met = {
        paper: client.get(file_of(agreement, paper, FORMATS[paper][0], "public_paper")).status_code
        for paper in Paper
    }

    given = {Paper.AGREEMENT, Paper.COPY}
    assert met == {paper: 200 if paper in given else 404 for paper in Paper}


def test_nobody_takes_what_is_not_public(client):
    agreement = public_agreement()
    frozen(agreement, Stage.SIGNED)

    assert client.get(file_of(agreement, "agreement", "pdf", "public_paper")).status_code == 404


def test_a_draft_of_one_city_is_not_there_for_the_other(client):
    agreement = AgreementFactory(stage=Stage.DRAFT)
    first, second = (party.city for party in agreement.parties.all())

    client.force_login(officer_of(first))
    assert client.get(address(agreement)).status_code == 200
    client.force_login(officer_of(second))
    assert client.get(address(agreement)).status_code == 404
    assert client.get(file_of(agreement, "agreement", "pdf")).status_code == 404
