import json
import re

import pytest
from django.urls import reverse

from pobratym.agreements.models.clauses import Clause, ClauseText, WorkingCopy
from pobratym.agreements.services.editing import Typed, save_wording
from pobratym.agreements.states import Stage
from pobratym.directory.states import Role
from tests.agreements.test_services_clauses import consent
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    clause_of,
    frozen,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db

BASE = "Umowa trwa 3 lata. Strony wymieniają młodzież."
QUICK = {"HX-Request": "true"}


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def clause(agreement):
    return clause_of(agreement, pl=BASE, uk="Угода діє 3 роки.")


@pytest.fixture
def officer(agreement):
    return officer_of(agreement.opened_by)


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def theirs(agreement):
    city = agreement.parties.last().city
    return {"by": officer_of(city), "city": city}


def at(name, thing, *, language=None):
    parts = {"public_id": thing.public_id}
    if language:
        parts["language"] = language
    return reverse(f"agreements:{name}", kwargs=parts)


def sent(body=BASE, **more):
    return {"heading": "Cele", "body": body, "change": "meaning", "number": 1, "version": 1, **more}


def token_in(response):
    return re.search(r'name="once" value="([^"]+)"', response.content.decode())[1]


def said(response):
    return response.content.decode()


def test_the_text_stands_side_by_side_each_language_marked(client, agreement, clause):
    page = said(client.get(at("text", agreement)))

    assert re.search(r'<div class="words" lang="pl">.*?Umowa trwa 3 lata', page, re.DOTALL)
    assert re.search(r'<div class="words" lang="uk">.*?Угода діє 3 роки', page, re.DOTALL)
    assert page.index("Umowa trwa") < page.index("Угода діє")
    assert f'id="c-{clause.public_id}"' in page


def test_standings_are_told_in_words(client, agreement):
    clause_of(agreement, pl="A", standing={"pl": "stale"})

    page = said(client.get(at("text", agreement)))

    assert "out of date" in page
    assert "missing" in page


@pytest.mark.usefixtures("clause")
def test_the_page_costs_the_same_for_one_clause_and_for_many(client, agreement, cost):
    url = at("text", agreement)
    client.get(url)

    one = cost(lambda: client.get(url))
    for _ in range(5):
        clause_of(agreement)
    many = cost(lambda: client.get(url))

    assert len(many) == len(one), "\n".join(many)
    assert len(one) <= 10, "\n".join(one)


def test_strangers_meet_404(client, agreement, clause):
    client.force_login(officer_of(MunicipalityFactory()))

    for name, thing, language in (
        ("text", agreement, None), ("library", agreement, None), ("clause_new", agreement, None),
        ("clauses_out", agreement, None), ("clause_facts", clause, None),
        ("clause_edit", clause, "pl"),
        ("clause_others", clause, "pl"),
        ("clause_cell", clause, "pl"),
    ):  # fmt: skip
        assert client.get(at(name, thing, language=language)).status_code == 404, name
    for name, thing, language in (
        ("order", agreement, None), ("clause_back", clause, None), ("clause_keep", clause, "pl"),
    ):  # fmt: skip
        assert client.post(at(name, thing, language=language)).status_code == 404, name


def test_who_only_reads_finds_no_form(client, agreement, clause):
    client.force_login(holder_of(Role.AUDITOR, agreement.opened_by))

    page = said(client.get(at("text", agreement)))

    assert "Umowa trwa" in page
    assert "/edit/pl/" not in page
    assert client.get(at("clause_edit", clause, language="pl")).status_code == 403
    assert client.post(at("order", agreement), {"up": clause.public_id}).status_code == 403


def test_an_interpreter_translates_and_orders_nothing(client, agreement, clause):
    client.force_login(holder_of(Role.INTERPRETER, agreement.opened_by))

    page = said(client.get(at("text", agreement)))
    form = said(client.get(at("clause_edit", clause, language="pl")))

    assert "/edit/pl/" in page
    assert 'name="up"' not in page
    assert 'value="follows"' in form
    assert 'value="meaning"' not in form
    assert client.post(at("order", agreement), {"up": clause.public_id}).status_code == 403


def test_a_language_that_the_agreement_has_not_is_404(client, clause):
    assert client.get(at("clause_edit", clause, language="lt")).status_code == 404


def test_a_wording_is_written_without_scripts(client, agreement, clause):
    here = at("clause_edit", clause, language="pl")
    form = said(client.get(here))

    assert 'name="number" value="1"' in form
    assert "Угода діє 3 роки." in form
    response = client.post(here, sent("Umowa trwa 5 lat."))

    assert response["Location"] == f"{at('text', agreement)}#c-{clause.public_id}-pl"
    assert ClauseText.objects.get(language="pl").body == "Umowa trwa 5 lat."
    assert ClauseText.objects.get(language="uk").standing == "stale"


def test_a_wording_is_written_in_its_place(client, clause):
    here = at("clause_edit", clause, language="pl")
    form = client.get(here, headers=QUICK)

    assert "<html" not in said(form)
    assert f'hx-post="{here}"' in said(form)
    response = client.post(here, sent("Umowa trwa 5 lat."), headers=QUICK)

    page = said(response)
    assert response.status_code == 200
    assert page.lstrip().startswith(f'<div class="tongue" id="c-{clause.public_id}-pl"')
    assert "Umowa trwa 5 lat." in page
    assert re.search(r'id="s-[^"]+-uk" hx-swap-oob="true">out of date<', page)
    assert "data-done" in page


def test_an_overlap_answers_409_with_both_texts_and_a_proposal(client, clause, theirs):
    save_wording(clause, "pl", Typed("Cele", BASE.replace("3 lata", "5 lat"), 1, 1), **theirs)
    here = at("clause_edit", clause, language="pl")

    response = client.post(here, sent(BASE.replace("3 lata", "2 lata")))

    page = said(response)
    assert response.status_code == 409
    assert "Umowa trwa ⟦5 lat¦2 lata⟧. Strony" in page
    assert "Umowa trwa 5 lat." in page
    assert "Umowa trwa 2 lata." in page
    assert 'name="number" value="2"' in page
    refused = client.post(here, sent("Umowa trwa ⟦5 lat¦2 lata⟧.", number=2, version=2))
    assert (refused.status_code, "⟦5 lat¦2 lata⟧" in said(refused)) == (422, True)
    assert client.post(here, sent("Umowa trwa 2 lata.", number=2, version=2)).status_code == 302


def test_a_clean_merge_is_saved_and_told_in_place(client, clause, theirs):
    save_wording(clause, "pl", Typed("Cele", BASE.replace("3 lata", "5 lat"), 1, 1), **theirs)

    response = client.post(
        at("clause_edit", clause, language="pl"),
        sent(BASE.replace("młodzież", "uczniów")),
        headers=QUICK,
    )

    assert response.status_code == 200
    assert "<del>3 lata</del><ins>5 lat</ins>" in said(response)
    assert ClauseText.objects.get(language="pl").body == (
        "Umowa trwa 5 lat. Strony wymieniają uczniów."
    )


@pytest.mark.usefixtures("officer")
def test_who_writes_sees_who_else_does_and_what_was_saved(client, clause, theirs):
    here = at("clause_others", clause, language="pl")
    quiet = client.get(f"{here}?number=1&version=1")
    sign = re.search(r"seen=(\w+)", said(quiet))[1]
    assert client.get(f"{here}?number=1&version=1&seen={sign}").status_code == 204

    colleague = officer_of(clause.agreement.opened_by)
    WorkingCopy.objects.create(
        clause=clause, language="uk", person=colleague, city=clause.agreement.opened_by
    )
    WorkingCopy.objects.create(
        clause=clause, language="pl", person=theirs["by"], city=theirs["city"]
    )
    save_wording(clause, "pl", Typed("Cele", BASE.replace("3 lata", "5 lat"), 1, 1),
                 by=colleague, city=clause.agreement.opened_by)  # fmt: skip

    response = client.get(f"{here}?number=1&version=1&seen={sign}")

    page = said(response)
    assert response.status_code == 200
    assert "<del>3 lata</del><ins>5 lat</ins>" in page
    assert str(colleague) in page
    assert theirs["city"].name["en"] in page
    assert str(theirs["by"]) not in page, "people of the other city are not named"


def test_others_words_are_taken_in_and_nothing_is_saved_yet(client, clause, theirs):
    save_wording(clause, "pl", Typed("Cele", BASE.replace("3 lata", "5 lat"), 1, 1), **theirs)

    response = client.post(
        at("clause_edit", clause, language="pl"),
        sent(BASE.replace("młodzież", "uczniów"), take="1"),
        headers=QUICK,
    )

    page = said(response)
    assert "data-draft-held" in page
    assert "Umowa trwa 5 lat. Strony wymieniają uczniów.</textarea>" in page
    assert 'name="number" value="2"' in page
    assert ClauseText.objects.get(language="pl").number == 2


def test_what_is_typed_is_kept_offered_and_discarded(client, clause):
    keep, here = (at(name, clause, language="pl") for name in ("clause_keep", "clause_edit"))

    assert client.post(keep, sent("Piszę dаlej")).status_code == 200
    form = said(client.get(here))
    assert "Piszę dаlej</textarea>" in form
    assert "data-draft-held" not in form, "the browser may hold more"

    assert client.post(here, {"discard": "1"}).status_code == 302
    assert BASE in said(client.get(here))
    assert not WorkingCopy.objects.exists()


def test_the_answer_to_keeping_tells_odd_letters(client, clause):
    keep = at("clause_keep", clause, language="pl")

    assert "mixes Latin and Cyrillic" in said(client.post(keep, sent("Miаsto")))


def test_a_draft_is_kept_by_a_button_without_scripts(client, clause):
    here = at("clause_edit", clause, language="pl")

    assert client.post(here, sent("Piszę", keep="1")).status_code == 302
    assert WorkingCopy.objects.get().body == "Piszę"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "Write the wording"),
        ("a" * 20_001, "Take out 1 character"),
        ("Umowa\x00 trwa", "cannot be shown"),
    ],
)
def test_a_refused_wording_is_still_there(client, clause, body, words):
    response = client.post(at("clause_edit", clause, language="pl"), sent(body))

    page = said(response)
    assert response.status_code == 422
    assert words in page
    assert body.replace("\x00", "\ufffd") in page
    assert ClauseText.objects.get(language="pl").body == BASE


def test_pasted_markup_is_taken_out_and_told(client, clause):
    pasted = (
        '<p class="MsoNormal"><b>Umowa\u00ad trwa</b>\u00a0\u00a0\u202e3 lata.</p>'
        "<script>x()</script>"
    )

    response = client.post(at("clause_edit", clause, language="pl"), sent(pasted), follow=True)

    assert ClauseText.objects.get(language="pl").body == "Umowa trwa 3 lata."
    for words in ("formatting of another program", "direction of writing", "soft hyphens"):
        assert words in said(response)


def test_a_look_alike_letter_is_told_and_not_refused(client, clause):
    response = client.post(
        at("clause_edit", clause, language="uk"), sent("Мiсто діє."), follow=True
    )

    assert ClauseText.objects.get(language="uk").body == "Мiсто діє."
    assert "mixes Latin and Cyrillic letters" in said(response)


def test_hostile_words_stay_words(client, agreement, clause):
    ClauseText.objects.filter(language="pl").update(
        heading="<b>x</b>", body='<img src=x onerror="alert(1)"> {{ 7*7 }} %(a)s'
    )

    for page in (
        said(client.get(at("text", agreement))),
        said(client.get(at("clause_edit", clause, language="pl"))),
        said(client.get(at("clause_edit", clause, language="uk"))),
    ):
        assert "<img" not in page
        assert "<b>x" not in page
        assert "{{ 7*7 }} %(a)s" in page


def test_a_settled_clause_is_shown_and_not_written(client, agreement, clause):
    consent(agreement, clause, *(party.city for party in agreement.parties.all()))

    assert "all cities agree" in said(client.get(at("text", agreement)))
    assert "/edit/pl/" not in said(client.get(at("text", agreement)))
    response = client.post(at("clause_edit", clause, language="pl"), sent("Inaczej."))
    assert (response.status_code, "Propose an amendment" in said(response)) == (422, True)
    assert "Inaczej." in said(response)


def test_a_text_that_is_agreed_is_not_written_and_what_was_typed_is_there(
    client, agreement, clause
):
    frozen(agreement)

    assert client.get(at("clause_edit", clause, language="pl")).status_code == 302
    response = client.post(at("clause_edit", clause, language="pl"), sent("Inaczej."))
    assert (response.status_code, "Inaczej." in said(response)) == (422, True)
    assert client.post(at("order", agreement), {"up": clause.public_id}).status_code == 403


def test_clauses_are_moved_by_buttons_and_by_dragging(client, agreement, clause):
    second = clause_of(agreement, pl="B")
    here = at("order", agreement)

    response = client.post(here, {"up": second.public_id})
    assert response["Location"].endswith(f"#c-{second.public_id}")
    assert list(Clause.objects.order_by("place")) == [second, clause]

    dragged = client.post(here, {"quick": "1", "clause": clause.public_id,
                                 "before": second.public_id})  # fmt: skip
    assert json.loads(dragged.content) == {
        "order": [[str(clause.public_id), "Article 1"], [str(second.public_id), "Article 2"]]
    }
    client.post(here, {"quick": "1", "clause": clause.public_id, "last": "1"})
    assert list(Clause.objects.order_by("place")) == [second, clause]


@pytest.mark.usefixtures("clause")
def test_nonsense_instead_of_a_clause_is_404(client, agreement):
    other = clause_of(AgreementFactory())

    for which in ("", "x", "0", other.public_id):
        assert client.post(at("order", agreement), {"up": which}).status_code == 404


def test_a_clause_is_taken_out_and_put_back(client, agreement, clause):
    client.post(at("order", agreement), {"out": f"{clause.public_id}.1"})

    assert Clause.objects.get().removed_at is not None
    page = said(client.get(at("clauses_out", agreement)))
    assert BASE in page
    client.post(at("clause_back", clause), {"version": 2})
    assert Clause.objects.get().removed_at is None


@pytest.mark.usefixtures("clause")
def test_an_empty_clause_is_added_once(client, agreement):
    here = at("clause_new", agreement)
    form = {"type": "finance", "after": "first", "once": token_in(client.get(here))}

    for _ in range(2):
        response = client.post(here, form)

    first = Clause.objects.order_by("place").first()
    assert (Clause.objects.count(), first.type) == (2, "finance")
    assert response["Location"].endswith(f"#c-{first.public_id}")


def test_several_clauses_are_taken_from_the_library(client, agreement, clause):
    here = at("library", agreement)
    page = client.get(f"{here}?kind=all")
    codes = re.findall(r'name="codes" value="(\w+)"', said(page))[:2]

    client.post(here, {"codes": codes, "after": str(clause.public_id), "once": token_in(page)})

    placed = Clause.objects.order_by("place").values_list("library_code", flat=True)
    assert list(placed) == ["", *codes]
    assert ClauseText.objects.filter(standing="human").count() == 6


def test_clauses_of_the_library_stand_in_the_usual_order_and_are_told_apart(
    client, agreement, clause
):
    clause_of(agreement, type="final")
    here = at("library", agreement)
    page = client.get(f"{here}?kind=all")
    codes = ["finance_own_costs", "preamble_friendship"]

    client.post(here, {"codes": codes, "after": "usual", "once": token_in(page)})

    placed = Clause.objects.order_by("place").values_list("type", flat=True)
    assert list(placed) == ["preamble", clause.type, "finance", "final"]
    assert "Convinced that friendship between nations begins with people who…" in said(page)


def test_the_library_is_narrowed_by_type_field_and_words(client, agreement):
    here = at("library", agreement)

    def codes(query):
        return re.findall(r'name="codes" value="(\w+)"', said(client.get(f"{here}?{query}")))

    every = codes("kind=all")
    assert len(every) > len(codes("kind=all&type=finance")) > 0
    assert len(every) > len(codes("kind=all&words=młodzież")) > 0
    assert codes("words=qqqqqq") == []


def test_nothing_chosen_is_told(client, agreement):
    here = at("library", agreement)

    response = client.post(here, {"once": token_in(client.get(here))})

    assert (response.status_code, "Choose at least one clause." in said(response)) == (422, True)


def test_a_draft_of_one_city_is_unknown_to_the_other(client):
    agreement = AgreementFactory(stage=Stage.DRAFT)
    clause = clause_of(agreement)
    client.force_login(officer_of(agreement.parties.last().city))

    assert client.get(at("text", agreement)).status_code == 404
    assert client.post(at("clause_keep", clause, language="pl"), sent()).status_code == 404


@pytest.mark.usefixtures("agreement")
def test_type_and_fields_are_changed_and_a_stale_form_is_compared(client, clause):
    here = at("clause_facts", clause)

    assert client.post(here, {"type": "final", "version": 1}).status_code == 302
    assert client.post(here, {"type": "fields", "version": 1}).status_code == 409
    assert Clause.objects.get().type == "final"


def test_checking_keeps_all_words_and_looks_at_those_typed(client, clause):
    typed = {"heading": "Строк", "body": "Угода діє 2 роки, з мiстом.", "number": 1, "version": 1}

    page = client.post(at("clause_edit", clause, language="uk"), {**typed, "check": "1"})

    told = page.content.decode()
    assert page.status_code == 200
    assert "Угода діє 2 роки, з мiстом." in told
    assert "“3 lata”" in told
    assert 'value="мiстом"' in told
    assert "Replace i (Latin) by і (Cyrillic)" in told
    assert ClauseText.objects.get(clause=clause, language="uk").body == "Угода діє 3 роки."
    assert WorkingCopy.objects.get(clause=clause, language="uk").body == typed["body"]


def test_a_look_alike_letter_is_replaced_by_one_press(client, clause):
    typed = {"heading": "Мiсто", "body": "Мiсто i село. a) Мiсто", "number": 1, "version": 1}

    page = client.post(at("clause_edit", clause, language="uk"), {**typed, "mend": "Мiсто"})

    assert page.content.decode().count("Місто") == 3
    assert "Місто i село. a) Місто" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "after"),
    [
        ("insert", "", "угода"),
        ("insert", "Ця", "Ця угода"),
        ("insert_paragraph", "", "угода"),
        ("insert_paragraph", "Ця.\n", "Ця.\n\nугода"),
    ],
)
def test_what_is_offered_is_put_in_without_a_script(client, clause, name, typed, after):
    sent = {"heading": "", "body": typed, "number": 1, "version": 1, name: "угода"}

    page = client.post(at("clause_edit", clause, language="uk"), sent)

    assert f"{after}</textarea>" in page.content.decode().replace("\r", "")


def test_pasted_markup_is_told_before_it_is_taken_out(client, clause):
    pasted = '<p class="MsoNormal">Угода <b>діє</b></p>'

    page = client.post(
        at("clause_keep", clause, language="uk"), {"body": pasted, "number": 1}, headers=QUICK
    )

    assert "formatting of another program" in page.content.decode()
