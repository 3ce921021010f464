import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pobratym.accounts.models import Draft
from pobratym.confirmations.models import Answer, JointChange
from pobratym.confirmations.services.answering import confirm
from pobratym.confirmations.services.proposing import withdraw
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import Employment
from pobratym.directory.states import CONFIRMING, WRITING, Role
from pobratym.documents.files import paper_path
from pobratym.documents.models import Document
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.opening import edit_partnership
from pobratym.partnerships.states import Stage
from tests.confirmations.conftest import DAY, REASON, ask, person_in, role_names, two_cities
from tests.factories import MunicipalityFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db


def address(name, change, **more):
    return reverse(f"confirmations:{name}", kwargs={"public_id": change.public_id, **more})


def text(client, here):
    answer = client.get(here)
    assert answer.status_code == 200
    return answer.content.decode()


def main(page):
    return page[page.index("<main") : page.index("</main>")]


def as_(client, person):
    client.force_login(person)
    return client


def test_the_asked_city_reads_what_by_whom_why_and_until_when(client, pair):
    change = ask(pair, Stage.ENDED, on=DAY, reason=REASON, message="Po sesji rady")

    page = text(as_(client, pair.other), address("change", change))

    assert "Po sesji rady" in page
    assert "14 March 2026" in page
    assert '<p class="govuk-body" lang="pl">Umowa wygasła</p>' in page
    assert '<p class="govuk-body" lang="uk">Строк дії угоди закінчився</p>' in page
    assert "(Warsaw)" in page
    assert pair.officer.name in page
    assert f'action="{address("change_confirm", change)}"' in page
    assert address("change_withdraw", change) not in page


def test_the_proposing_city_may_take_it_back_and_not_answer(client, pair, asked):
    page = text(as_(client, pair.officer), address("change", asked))

    assert address("change_withdraw", asked) in page
    assert address("change_confirm", asked) not in page
    assert "from paper" not in page


@pytest.mark.parametrize("role", role_names())
def test_buttons_stand_for_those_who_may_press_them(client, pair, asked, role):
    asked_one, own = person_in(pair.partner, role), person_in(pair.own, role)

    confirming = address("change_confirm", asked) in text(
        as_(client, asked_one), address("change", asked)
    )
    answer = client.post(address("change_confirm", asked), {"version": 7})
    withdrawing = address("change_withdraw", asked) in text(
        as_(client, own), address("change", asked)
    )
    back = client.post(address("change_withdraw", asked), {"version": 7})

    assert (confirming, answer.status_code == 302) == (role in CONFIRMING, role in CONFIRMING)
    assert (withdrawing, back.status_code == 302) == (role in WRITING, role in WRITING)


def test_a_press_confirms_and_says_so(client, pair, asked):
    done = as_(client, pair.other).post(
        address("change_confirm", asked), {"version": 1}, follow=True
    )

    assert "All cities have confirmed: it is done." in done.content.decode()
    assert Partnership.objects.get().stage == "suspended"


def test_a_second_press_says_the_same(client, pair, asked):
    for _ in range(2):
        done = as_(client, pair.other).post(
            address("change_confirm", asked), {"version": 1}, follow=True
        )

    assert done.status_code == 200
    assert "All cities have confirmed: it is done." in done.content.decode()


def test_what_was_taken_back_cannot_be_confirmed_and_says_so(client, pair, asked):
    withdraw(asked, version=1, by=pair.officer, city=pair.own)

    told = as_(client, pair.other).post(
        address("change_confirm", asked), {"version": 1}, follow=True
    )

    assert "has taken it back" in told.content.decode()
    assert Partnership.objects.get().stage == "active"


def test_a_button_too_old_does_nothing(client, pair, asked):
    told = as_(client, pair.other).post(address("change_confirm", asked), {}, follow=True)

    assert "press once more" in told.content.decode()
    assert JointChange.objects.get().state == "open"


def test_after_pressing_one_is_led_only_within_the_product(client, pair, asked):
    answer = as_(client, pair.other).post(
        address("change_confirm", asked), {"version": 1, "next": "https://example.org/"}
    )

    assert answer["Location"] == address("change", asked)


def test_what_was_overtaken_is_shown_beside_what_was_expected(client, pair, asked):
    Partnership.objects.update(stage=Stage.ENDED, ended_on=DAY, end_reason=REASON)

    told = as_(client, pair.other).post(
        address("change_confirm", asked), {"version": 1}, follow=True
    )

    page = told.content.decode()
    assert "nothing was overwritten" in page
    assert "What was found instead" in page
    assert Partnership.objects.get().stage == "ended"


def test_what_else_changed_since_is_shown_and_does_not_hinder(client, pair, asked):
    new = Wordings({"pl": "Nowy tytuł"})
    edit_partnership(pair.partnership, version=1, by=pair.officer, city=pair.own, title=new)

    page = text(as_(client, pair.other), address("change", asked))

    assert "Changed since it was proposed" in page
    assert "Nowy tytuł" in page
    assert address("change_confirm", asked) in page


def test_a_no_is_given_with_its_reason(client, pair, asked):
    here = address("change_decline", asked)
    empty = as_(client, pair.other).post(here, {"version": 1, "reason": ""})
    answer = client.post(here, {"version": 1, "reason": "Po wakacjach"})

    assert (empty.status_code, answer.status_code) == (422, 302)
    assert JointChange.objects.get().state == "declined"
    assert "Po wakacjach" in text(as_(client, pair.officer), address("change", asked))


def test_a_no_on_an_old_page_is_shown_and_keeps_what_was_typed(client):
    three = two_cities(more=1)
    change = ask(three)
    confirm(change, version=1, by=three.other, city=three.partner)

    answer = as_(client, three.officers[2]).post(
        address("change_decline", change), {"version": 1, "reason": "Nie teraz"}
    )

    assert answer.status_code == 409
    assert "Nie teraz" in answer.content.decode()


def test_who_declines_what_was_confirmed_in_another_tab_is_led_to_the_result(client, pair, asked):
    confirm(asked, version=1, by=pair.other, city=pair.partner)
    as_(client, pair.other)

    for answer in (
        client.get(address("change_decline", asked)),
        client.post(address("change_decline", asked), {"version": 1, "reason": "Nie teraz"}),
    ):
        assert (answer.status_code, answer["Location"]) == (302, address("change", asked))
    page = text(client, address("change", asked))
    assert "All cities have confirmed this already" in page
    assert f"/en/desk/partnerships/{pair.partnership.public_id}/" in page
    assert address("change_decline", asked) not in page


def test_a_reason_can_be_kept_as_a_draft(client, pair, asked):
    as_(client, pair.other).post(
        address("change_decline", asked), {"version": 1, "reason": "Szkic", "keep": "1"}
    )

    assert Draft.objects.get().form == f"change_decline:{asked.public_id}"


# Strangers -----------------------------------------------------------------------------------

PAGES = ["change", "change_confirm", "change_decline", "change_withdraw"]


@pytest.mark.parametrize("name", PAGES)
def test_a_third_city_meets_nothing(client, asked, name):
    for stranger in (officer_of(MunicipalityFactory()), UserFactory(is_administrator=True)):
        client.force_login(stranger)
        answers = [client.get(address(name, asked)), client.post(address(name, asked))]

        assert {answer.status_code for answer in answers} <= {404, 405}


def test_each_city_lists_only_its_own_proposals_of_three_partnerships(client):
    sides = [two_cities() for _ in range(3)]
    both = two_cities()
    changes = [ask(side) for side in (*sides, both)]

    for side, change in zip((*sides, both), changes, strict=True):
        for person in (side.officer, side.other):
            page = main(text(as_(client, person), reverse("confirmations:list")))
            named = {one for one in changes if str(one.public_id) in page}

            assert named == {change}


def test_rule_and_list_tell_the_same_story(pair, asked):
    readers = [person_in(city, role) for city in pair.cities for role in role_names()]
    readers += [officer_of(MunicipalityFactory()), UserFactory(is_administrator=True)]
    past = person_in(pair.own, Role.OFFICER)
    past.employments.update(until=dt.date(2025, 1, 1))

    for reader in [*readers, past]:
        seen = JointChange.objects.visible_to(reader).exists()

        assert seen == reader.has_perm("confirmations.view_jointchange", asked)
    assert all(JointChange.objects.visible_to(one).exists() for one in readers[:-2])
    assert not JointChange.objects.visible_to(past).exists()


# Lists ---------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do_first(client, pair):
    assert "To make one, open a partnership" in text(
        as_(client, pair.officer), reverse("confirmations:list")
    )


def test_what_waits_stands_before_what_is_over(client, pair, asked):
    withdraw(asked, version=1, by=pair.officer, city=pair.own)
    waiting = ask(pair)

    page = main(text(as_(client, pair.other), reverse("confirmations:list")))

    assert page.index(str(waiting.public_id)) < page.index(str(asked.public_id))
    assert "your answer is awaited" in page


def test_history_comes_page_by_page(client, pair, monkeypatch):
    monkeypatch.setattr("pobratym.confirmations.queries.PAGE_SIZE", 2)
    for _ in range(5):
        withdraw(ask(pair), version=1, by=pair.officer, city=pair.own)
    client.force_login(pair.officer)

    seen, here = [], reverse("confirmations:list")
    while here:
        listing = client.get(here)
        page = main(listing.content.decode())
        found = [one for one in JointChange.objects.order_by("-pk") if str(one.public_id) in page]
        seen += found
        start = page.find("?after=")
        here = (
            reverse("confirmations:list") + page[start : page.index('"', start)]
            if start > 0
            else ""
        )

    assert seen == list(JointChange.objects.order_by("-pk"))


def test_the_list_costs_the_same_for_one_and_for_many(client, pair, cost):
    withdraw(ask(pair), version=1, by=pair.officer, city=pair.own)
    ask(pair)
    here = reverse("confirmations:list")
    client.force_login(pair.officer)
    client.get(here)
    one = cost(lambda: client.get(here))
    for _ in range(4):
        pair.partnership = two_cities().partnership
        pair.partnership.parties.create(municipality=pair.own, place=7)
        withdraw(ask(pair), version=1, by=pair.officer, city=pair.own)
        ask(pair)

    many = cost(lambda: client.get(here))

    assert len(many) == len(one) <= 9


def test_the_page_costs_the_same_for_two_cities_and_for_many(client, cost):
    two, many = two_cities(), two_cities(more=4)
    costs = []
    for side in (two, many):
        here = address("change", ask(side))
        client.force_login(side.officer)
        client.get(here)
        costs.append(len(cost(lambda here=here: client.get(here))))

    assert costs[0] == costs[1] <= 10


# On paper ------------------------------------------------------------------------------------


@pytest.fixture
def alone(pair, asked):
    assert asked.is_open
    Employment.objects.filter(municipality=pair.partner).delete()
    return pair


def paper_page(pair, asked, name="paper_record"):
    return address(name, asked, city=pair.partner.public_id)


def typed(data=b"%PDF-1.7 podpisane", **given):
    file = SimpleUploadedFile("Zgoda — Вараш.pdf", data, "text/html")
    facts = {"version": 1, "paper": file, "signed_by": "Burmistrz", **given}
    return {"on_day": "14", "on_month": "3", "on_year": "2026", **facts}


def test_the_absent_city_is_named_with_the_two_ways_on(client, alone, asked):
    page = text(as_(client, alone.officer), address("change", asked))
    desk = text(client, f"/en/desk/partnerships/{alone.partnership.public_id}/")

    assert "Nobody answers for this city here yet." in page
    assert paper_page(alone, asked) in page
    assert paper_page(alone, asked) in desk
    assert "Invite the partner city" in desk


def test_paper_is_recorded_shown_as_such_and_given_out(client, alone, asked):
    client.force_login(alone.officer)

    done = client.post(paper_page(alone, asked), typed(), follow=True)

    page = done.content.decode()
    assert "confirmed on paper" in page
    assert "signed by Burmistrz on 14 March 2026" in page
    assert Partnership.objects.get().stage == "suspended"
    given = client.get(paper_page(alone, asked, "paper"))
    assert given.content == b"%PDF-1.7 podpisane"
    assert {name: given[name] for name in (
        "Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options",
        "Content-Security-Policy",
    )} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": (
            "attachment; filename*=utf-8''"
            "Zgoda%20%E2%80%94%20%D0%92%D0%B0%D1%80%D0%B0%D1%88.pdf"
        ),
        "Cache-Control": "no-store, private",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }  # fmt: skip


def test_a_third_city_does_not_get_the_paper(client, alone, asked):
    as_(client, alone.officer).post(paper_page(alone, asked), typed())
    assert Document.objects.exists()

    client.force_login(officer_of(MunicipalityFactory()))
    assert client.get(paper_page(alone, asked, "paper")).status_code == 404
    client.logout()
    assert client.get(paper_page(alone, asked, "paper")).status_code == 302


def test_a_lost_file_answers_404(client, alone, asked):
    as_(client, alone.officer).post(paper_page(alone, asked), typed())
    paper_path(Document.objects.get().file_name).unlink()

    assert client.get(paper_page(alone, asked, "paper")).status_code == 404


def test_who_has_answered_without_paper_has_none_to_give(client, pair, asked):
    client.force_login(pair.officer)

    assert client.get(paper_page(pair, asked, "paper")).status_code == 404


@pytest.mark.parametrize(
    "data", [b"", b"<html><script>", b"MZ program", b"%PDF-" + b"0" * 20_000_001]
)
def test_a_file_that_is_refused_keeps_what_was_typed(client, alone, asked, data):
    answer = as_(client, alone.officer).post(paper_page(alone, asked), typed(data))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Burmistrz"' in page
    assert 'href="#id_paper"' in page
    assert not Answer.objects.exclude(said="").exists()


def test_paper_for_a_city_that_answers_itself_is_refused_with_words(client, pair, asked):
    answer = as_(client, pair.officer).post(paper_page(pair, asked), typed())

    assert answer.status_code == 422
    assert "answer for it themselves" in answer.content.decode()
    assert not Document.objects.exists()


def test_paper_of_a_city_that_is_not_asked_has_no_page(client, alone, asked):
    client.force_login(alone.officer)
    here = address("paper_record", asked, city=MunicipalityFactory().public_id)

    assert client.get(here).status_code == 404


def test_a_reader_of_the_proposing_city_records_no_paper(client, alone, asked):
    client.force_login(person_in(alone.own, Role.AUDITOR))

    assert client.get(paper_page(alone, asked)).status_code == 403


def test_past_its_time_no_button_is_left(client, pair, asked):
    JointChange.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))

    page = main(text(as_(client, pair.other), address("change", asked)))

    assert "expired" in page
    assert "<form" not in page


def test_a_proposal_of_a_kind_that_is_gone_is_shown_and_can_be_withdrawn_only(client, pair, asked):
    JointChange.objects.update(deed="visits.gone", after={"stage": "suspended", "a": {"pl": "Ą"}})
    asked.refresh_from_db()
    page, lists = f"/en/desk/proposals/{asked.public_id}/", "/en/desk/proposals/"

    client.force_login(pair.other)
    theirs = client.get(page).content.decode()
    shown = [client.get(one).status_code for one in (lists, "/en/desk/")]
    client.post(f"{page}confirm/", {"version": asked.version})
    asked.refresh_from_db()
    assert (shown, asked.state) == ([200, 200], "open")
    assert "This installation cannot make this change any more" in theirs
    assert "/confirm/" not in theirs

    client.force_login(pair.officer)
    assert "/withdraw/" in client.get(page).content.decode()
    client.post(f"{page}withdraw/", {"version": asked.version})
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
