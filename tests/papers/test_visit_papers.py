"""Papers of visits: who may have which, names as in passports, data of passports on demand."""

import datetime as dt
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from pobratym.core.wordings import Wordings
from pobratym.documents.typesetting import pdf as setting
from pobratym.documents.typesetting.binding import bound
from pobratym.documents.typesetting.paper import Cards, Columns, Facts, Sheet, Signings, Table
from pobratym.papers.queries import visit_printing
from pobratym.papers.queries.visit_printing import Asked, as_file, letter_of_visit, paper_of_visit
from pobratym.papers.queries.visit_words import days_in, filled
from pobratym.papers.queries.visiting import visit_record
from pobratym.papers.states import VISIT_FORMATS, Format, VisitPaper
from pobratym.programmes.states import For
from pobratym.vault.models.secrets import Reading
from pobratym.visits.models.delegations import Member
from pobratym.visits.services import guests, letters, passports
from pobratym.visits.states import VisitState
from tests.documents.typesetting.made import plain, squeezed, words_of
from tests.factories import PartnershipFactory, officer_of
from tests.papers.delegation import PEOPLE, delegation_visit
from tests.papers.founding import founding_cities
from tests.programmes.making import make_item
from tests.visiting import MemberFactory, SubGroupFactory, VisitFactory, officers_of

pytestmark = pytest.mark.django_db
NUMBER = "FE123456"


@pytest.fixture
def visit():
    return delegation_visit(days=1)


@pytest.fixture
def officers(visit):
    return officers_of(visit)


def address(visit, name="visit_papers", **more):
    return reverse(f"papers:{name}", kwargs={"public_id": visit.public_id, **more})


def file_of(visit, paper, ending="docx"):
    return address(visit, "visit_paper", paper=paper, ending=ending)


def asked_of(visit, paper):
    """Say which list is meant."""
    if paper == VisitPaper.BORDER:
        return {"leg": visit.legs.get().pk}
    if paper == VisitPaper.GATE:
        return {"site": visit.items.order_by("pk").first().site.public_id}
    return {}


def shown(blocks):
    """Give every word of a paper as it was handed to the writers."""
    found = []
    for block in blocks:
        match block:
            case Table(heads, rows):
                found += [
                    one for cell in (*heads, *(c for row in rows for c in row)) for one in cell
                ]
            case Columns():
                found += [one for row in block.rows for cell in row.cells for one in cell]
            case Facts(rows):
                found += [one for what, how in rows for one in (what, *how)]
            case Cards(cards):
                found += [
                    one
                    for card in cards
                    for part in (card.top, card.names, card.under, card.foot)
                    for one in part
                ]
            case Signings(places, before):
                found += [one for place in places for one in (*place.party, *place.person)]
                found += shown([before]) if before else []
            case _:
                found += [block] if hasattr(block, "text") else []
    return [one if isinstance(one, str) else one.text for one in found]


def docx_words(data):
    document = Document(io.BytesIO(data))
    words = [node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")]
    return plain(" ".join(words))


def signed_letter(visit, members=None):
    letter = letters.draft_letter(
        visit, by=None, members=members or list(visit.members.all()), signer="Paweł Niewiadomski"
    )
    return letters.sign_letter(letter, version=letter.version, by=None)


# --- names ----------------------------------------------------------------------------------------


def test_a_name_locked_as_in_the_passport_prints_identically_on_every_paper(visit, officers):
    visit.members.update(attended=True)
    visit.state = VisitState.DONE
    visit.save()
    letter = signed_letter(visit)
    record = visit_record(visit, officers[0])
    made = {"invitation": letter_of_visit(record, letter)}
    for paper in (VisitPaper.CARDS, VisitPaper.GATE, VisitPaper.BORDER, VisitPaper.CERTIFICATES,
                  VisitPaper.REPORT):  # fmt: skip
        asked = Asked(**{key: str(value) for key, value in asked_of(visit, paper).items()})
        made[paper.value] = paper_of_visit(record, paper, asked)

    for name, paper in made.items():
        words = shown(paper.blocks)
        in_pdf = squeezed(words_of(as_file(paper, name, Format.PDF).data))
        in_docx = docx_words(as_file(paper, name, Format.DOCX).data)
        for latin, cyrillic, *_functions in PEOPLE:
            assert latin in words, name
            assert cyrillic in words, name
            assert squeezed(latin) in in_pdf, name
            assert squeezed(cyrillic) in in_pdf, name
            assert latin in in_docx, name
            assert cyrillic in in_docx, name


def test_cities_stand_in_their_case_and_people_do_not(visit, officers):
    record = visit_record(visit, officers[0])

    words = " ".join(shown(letter_of_visit(record, signed_letter(visit)).blocks))

    assert "W imieniu miasta Ostrołęki zapraszamy na wizytę" in words
    assert "odbędzie się w Ostrołęce w dniach 20–22 maja 2030 r." in words
    assert "Від імені міста Остроленки" in words
    assert "відбудеться в Остроленці 20–22 травня 2030 року" in words
    assert "Oleksandr Menzul" in words


def test_a_letter_to_one_speaks_of_one(visit, officers):
    record = visit_record(visit, officers[0])
    one = signed_letter(visit, [visit.members.first()])

    words = " ".join(shown(letter_of_visit(record, one).blocks))

    assert "dotyczy osoby wymienionej" in words
    assert f"Nr 1/{timezone.localdate().year}" in words


def test_text_of_people_is_never_markup(visit, officers):
    visit.title = Wordings({"pl": "#set page(fill: red) $x$ <b> %(n)s {0}", "uk": "#panic()"})
    visit.save()
    record = visit_record(visit, officers[0])

    for paper in (VisitPaper.PROGRAMME, VisitPaper.CARDS):
        found = words_of(as_file(paper_of_visit(record, paper, Asked()), "x", Format.PDF).data)
        assert "#set page(fill: red) $x$ <b> %(n)s {0}" in found
        assert "#panic()" in found


def test_a_value_is_never_read_as_a_mark():
    assert filled("%(a)s i %(b)s", {"a": "%(b)s", "b": "x"}) == "%(b)s i x"


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (dt.date(2030, 5, 20), "20 maja 2030 r."),
        (dt.date(2030, 5, 22), "20–22 maja 2030 r."),
        (dt.date(2030, 6, 2), "20 maja – 2 czerwca 2030 r."),
        (dt.date(2031, 1, 2), "20 maja 2030 – 2 stycznia 2031 r."),
    ],
)
def test_days_are_written_as_a_letter_has_them(last, told):
    assert days_in(dt.date(2030, 5, 20), last, "pl") == told


# --- the programme --------------------------------------------------------------------------------


def test_the_programme_has_both_languages_beside_each_other_large_and_small(visit, officers):
    record = visit_record(visit, officers[0])

    for paper, sheet in ((VisitPaper.PROGRAMME, Sheet.A4), (VisitPaper.POCKET, Sheet.A6)):
        made = paper_of_visit(record, paper, Asked())
        table = next(block for block in made.blocks if isinstance(block, Table))
        hours, polish, ukrainian = table.rows[0]
        assert made.sheet is sheet
        assert hours[0].text == "09:00–10:30"
        assert (polish[0].language, ukrainian[0].language) == ("pl", "uk")
        assert words_of(as_file(made, "x", Format.PDF).data)


def test_hours_of_the_guests_are_told_beside(visit, officers):
    made = paper_of_visit(visit_record(visit, officers[0]), VisitPaper.PROGRAMME, Asked())

    assert any("Warasz: +1 godz." in one for one in shown(made.blocks))


def test_a_guest_carries_the_own_programme_only(visit, officers):
    record = visit_record(visit, officers[0])
    first, second = record.members[:2]

    told = [
        " ".join(
            shown(
                paper_of_visit(
                    record, VisitPaper.POCKET, Asked(For.MEMBER, str(one.public_id))
                ).blocks
            )
        )
        for one in (first, second)
    ]

    assert "szpitala" in told[0]
    assert "oddziałami integracyjnymi" not in told[0]
    assert "oddziałami integracyjnymi" in told[1]
    assert "szpitala" not in told[1]


def test_a_draft_is_marked_and_is_the_hosts_own(client, visit, officers):
    visit.state = VisitState.CONFIRMED
    visit.save()

    client.force_login(officers[0])
    marked = client.get(file_of(visit, "programme"))
    client.force_login(officers[1])
    refused = [client.get(file_of(visit, paper)) for paper in ("programme", "pocket")]
    listed = client.get(address(visit))

    assert marked.status_code == 200
    assert "PROJEKT" in str(
        Document(io.BytesIO(marked.content)).sections[0].header.paragraphs[0].text
    )
    assert [one.status_code for one in refused] == [404, 404]
    assert "/programme.pdf" not in listed.content.decode()


def test_a_visit_that_is_off_says_so_on_paper(visit, officers):
    visit.state, visit.cancelled_because = VisitState.CANCELLED, "alarm"
    visit.save()

    made = paper_of_visit(visit_record(visit, officers[0]), VisitPaper.PROGRAMME, Asked())

    assert made.mark == "WIZYTA ODWOŁANA / ВІЗИТ СКАСОВАНО"


def test_a_guest_takes_the_own_programme_without_an_account(client, visit, officers):
    member = visit.members.first()
    member.email = "gist@example.org"
    member.save()
    token = guests.invite(member, officers[0])

    taken = client.get(reverse("papers:guest_programme", kwargs={"token": token}))
    page = client.get(reverse("visits:guest", kwargs={"token": token}))
    Member.objects.filter(pk=member.pk).update(left_at=timezone.now())
    wrong = client.get(reverse("papers:guest_programme", kwargs={"token": "x" * 43}))

    assert taken["Content-Type"] == "application/pdf"
    assert "no-store" in taken["Cache-Control"]
    assert "programme.pdf" in page.content.decode()
    assert wrong.status_code == 404


# --- who may --------------------------------------------------------------------------------------


def test_strangers_meet_nothing(client, visit):
    client.force_login(officers_of(delegation_visit_elsewhere())[0])
    letter = signed_letter(visit)

    codes = [client.get(address(visit)).status_code]
    codes += [client.get(file_of(visit, paper)).status_code for paper in VisitPaper]
    codes += [
        client.get(
            reverse("papers:visit_letter", kwargs={"public_id": letter.public_id, "ending": "pdf"})
        ).status_code
    ]

    assert set(codes) == {404}


def test_each_city_takes_what_is_for_it(client, visit, officers):
    visit.members.update(attended=True)
    own = {VisitPaper.GATE, VisitPaper.CERTIFICATES}
    none = {VisitPaper.COSTS, VisitPaper.REPORT}

    for officer, is_host in zip(officers, (True, False), strict=True):
        client.force_login(officer)
        for paper in VisitPaper:
            answer = client.get(file_of(visit, paper), asked_of(visit, paper))
            may = paper not in none and (is_host or paper not in own)
            assert answer.status_code == (200 if may else 404), (paper, is_host)


def test_every_paper_comes_in_both_formats_as_an_attachment_that_nobody_keeps(
    client, visit, officers
):
    visit.members.update(attended=True)
    client.force_login(officers[0])

    for paper in set(VisitPaper) - {VisitPaper.COSTS, VisitPaper.REPORT}:
        for form in VISIT_FORMATS:
            answer = client.get(file_of(visit, paper, form), asked_of(visit, paper))
            assert answer["Content-Disposition"].startswith("attachment"), paper
            assert "no-store" in answer["Cache-Control"]
            assert not re.search("Warasz|Menzul|Вараш", answer["Content-Disposition"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"for": "member", "key": "1"},
        {"for": "member", "key": "00000000-0000-0000-0000-000000000000"},
        {"for": "subgroup", "key": "9" * 30},
        {"for": "subgroup", "key": "²"},
        {"for": "nobody", "key": "1"},
    ],
)
def test_nonsense_in_an_address_leads_nowhere(client, visit, officers, wrong):
    client.force_login(officers[0])

    assert client.get(file_of(visit, "pocket"), wrong).status_code == 404
    assert client.get(file_of(visit, "border"), {"leg": "x"}).status_code == 404
    assert client.get(file_of(visit, "gate"), {"site": "x"}).status_code == 404
    assert client.get(file_of(visit, "nothing")).status_code == 404
    assert client.get(file_of(visit, "cards", "xlsx")).status_code == 404


def test_another_visits_guest_site_and_journey_are_not_found(client, visit, officers):
    other = delegation_visit_elsewhere()
    client.force_login(officers[0])

    theirs = {"for": "member", "key": other.members.first().public_id}
    assert client.get(file_of(visit, "pocket"), theirs).status_code == 404
    for paper in (VisitPaper.GATE, VisitPaper.BORDER):
        assert client.get(file_of(visit, paper), asked_of(other, paper)).status_code == 404


def delegation_visit_elsewhere():
    visit = VisitFactory(state=VisitState.PLANNED)
    MemberFactory(visit=visit)
    make_item(visit)
    visit.legs.create(
        direction="there", origin="A", target="B", departs_on=visit.starts_on,
        departs_at=dt.time(6), zone="Europe/Kyiv", minutes=10, crossing="X",
    )  # fmt: skip
    return visit


def test_drafts_of_letters_are_the_hosts_own(client, visit, officers):
    letter = letters.draft_letter(visit, by=None, members=[visit.members.first()])
    there = reverse("papers:visit_letter", kwargs={"public_id": letter.public_id, "ending": "docx"})

    client.force_login(officers[1])
    assert client.get(there).status_code == 404
    client.force_login(officers[0])
    assert client.get(there).status_code == 200
    assert "PROJEKT" in letter_of_visit(visit_record(visit, officers[0]), letter).mark


def test_names_without_a_ground_to_cross_are_on_no_paper():
    own, varash = founding_cities()
    visit = VisitFactory(
        partnership=PartnershipFactory(cities=[varash, own]), state=VisitState.PLANNED
    )
    MemberFactory(visit=visit, city=own, name_latin="Canary Name", name_cyrillic="")
    visit.legs.create(
        direction="there", origin="A", target="B", departs_on=visit.starts_on,
        departs_at=dt.time(6), zone="Europe/Kyiv", minutes=10, crossing="X",
    )  # fmt: skip
    make_item(visit)
    letter = signed_letter(visit)
    record = visit_record(visit, officer_of(varash))

    assert record.hidden == 1
    assert letter_of_visit(record, letter) is None
    for paper in visit_printing._MADE:
        asked = Asked(**{key: str(value) for key, value in asked_of(visit, paper).items()})
        made = paper_of_visit(record, paper, asked)
        assert made is None or "Canary" not in " ".join(shown(made.blocks)), paper


# --- data of passports ----------------------------------------------------------------------------


def sealed(visit, officer):
    member = visit.members.order_by("protocol_rank").first()
    passports.keep_passport(
        member, version=member.version, by=officer, number=NUMBER,
        until=dt.date(2035, 1, 2), born_on=dt.date(1975, 3, 4),
    )  # fmt: skip
    return member


def with_passports(client, visit, paper, why="lista na przejście", ending="docx"):
    return client.post(passports_for(visit, paper), {"why": why, "ending": ending})


def passports_for(visit, paper):
    about = str(next(iter(asked_of(visit, paper).values()), "0"))
    return address(visit, "visit_passports", paper=paper, about=about)


def test_who_takes_passports_says_once_more_who_it_is(client, visit, officers):
    sealed(visit, officers[1])
    officers[0].set_password("bocian nad Narwią")
    officers[0].save()
    client.force_login(officers[0])

    given = with_passports(client, visit, VisitPaper.BORDER)

    assert given.status_code == 302
    assert "/account/who/" in given["Location"]
    assert not Reading.objects.filter(act=Reading.Act.READ).exists()


@pytest.mark.parametrize("paper", [VisitPaper.BORDER, VisitPaper.GATE])
def test_lists_carry_passports_only_for_who_says_what_for(client, visit, officers, paper):
    sealed(visit, officers[1])
    client.force_login(officers[0])

    without = client.get(file_of(visit, paper), asked_of(visit, paper))
    refused = with_passports(client, visit, paper, why=" ")
    assert not Reading.objects.filter(act=Reading.Act.READ).exists()
    given = with_passports(client, visit, paper)

    assert NUMBER not in docx_words(without.content)
    assert refused.status_code == 422
    assert NUMBER not in refused.content.decode()
    assert given.status_code == 200
    assert NUMBER in docx_words(given.content)
    assert "02.01.2035" in docx_words(given.content)
    assert "no-store" in given["Cache-Control"]
    noted = Reading.objects.filter(act=Reading.Act.READ)
    assert {one.field for one in noted} == {"passport_number", "passport_until", "born_on"}
    assert {(one.by_id, one.why) for one in noted} == {(officers[0].pk, "lista na przejście")}


def test_no_process_keeps_what_is_erased_one_day(client, visit, officers, monkeypatch):
    sealed(visit, officers[1])
    client.force_login(officers[0])
    kept = setting.Kept()
    monkeypatch.setattr(setting, "_KEPT", kept)

    given = with_passports(client, visit, VisitPaper.BORDER, ending="pdf")

    assert NUMBER in words_of(given.content)
    assert not kept._files
    assert bound.cache_info().currsize == 0


def test_after_the_erasure_the_list_says_that_numbers_are_gone(client, visit, officers):
    member = sealed(visit, officers[1])
    member.refresh_from_db()
    passports.forget_passport(member, version=member.version, by=officers[1])
    client.force_login(officers[0])

    given = with_passports(client, visit, VisitPaper.BORDER)

    words = docx_words(given.content)
    assert NUMBER not in words
    assert f"wymazano {timezone.localdate():%d.%m.%Y}" in words
    assert "Dane paszportowe zostały wymazane" in words


def test_the_guests_city_does_not_read_passports_for_the_gate(client, visit, officers):
    sealed(visit, officers[1])
    client.force_login(officers[1])

    assert with_passports(client, visit, VisitPaper.GATE).status_code == 404
    assert with_passports(client, visit, VisitPaper.CARDS).status_code == 404
    assert with_passports(client, visit, VisitPaper.BORDER).status_code == 200


def test_the_page_before_the_list_shows_nothing_of_the_vault(client, visit, officers):
    sealed(visit, officers[1])
    client.force_login(officers[0])

    answer = client.get(passports_for(visit, VisitPaper.BORDER))

    assert answer.status_code == 200
    assert NUMBER not in answer.content.decode()
    assert not Reading.objects.filter(act=Reading.Act.READ).exists()


# --- the page -------------------------------------------------------------------------------------


def test_the_page_lists_papers_for_sub_groups_and_people(client, visit, officers):
    signed_letter(visit)
    client.force_login(officers[0])

    page = client.get(address(visit)).content.decode()

    assert "for=subgroup" in page
    assert "for=interpreter" in page
    assert "Oleksandr Menzul" in page
    assert f"border/{visit.legs.get().pk}/passports/" in page


def test_the_page_costs_the_same_however_many_guests_there_are(client, visit, officers, cost):
    client.force_login(officers[0])
    client.get(address(visit))
    few = cost(lambda: client.get(address(visit)))
    group = SubGroupFactory(visit=visit)
    for _ in range(6):
        MemberFactory(visit=visit, subgroup=group)
        make_item(visit, day=visit.ends_on)
        signed_letter(visit, list(visit.members.all())[-2:])

    many = cost(lambda: client.get(address(visit)))

    assert len(many) <= len(few) + 1  # the members of letters
    assert len(many) <= 45


@pytest.mark.parametrize("paper", list(VisitPaper))
def test_a_paper_costs_the_same_however_many_guests_there_are(visit, officers, cost, paper):
    visit.members.update(attended=True)

    def made():
        asked = Asked(**{key: str(value) for key, value in asked_of(visit, paper).items()})
        return paper_of_visit(visit_record(visit, officers[0]), paper, asked)

    made()
    few = cost(made)
    for _ in range(4):
        MemberFactory(visit=visit, attended=True)
        make_item(visit, day=visit.ends_on)

    assert len(cost(made)) == len(few)
