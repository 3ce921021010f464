"""Pages on which institutions tell of themselves, and on which somebody says to head one."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.accounts.models import Draft
from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role
from pobratym.institutions.models.claims import Claim
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.services.profiles import languages_of, times_of
from tests.factories import (
    ClaimFactory,
    InstitutionFactory,
    InstitutionWishFactory,
    ProfileFactory,
    UserFactory,
    holder_of,
)

pytestmark = pytest.mark.django_db
CLAIM = {
    "name": "Anna Nowak",
    "email": "anna@example.org",
    "function": "dyrektor",
    "evidence": "tel. w BIP",
    "language": "pl",
}


@pytest.fixture
def school():
    return InstitutionFactory(is_listed=True)


@pytest.fixture
def head(client, school):
    person = holder_of(Role.HEAD, school.municipality, school)
    client.force_login(person)
    return person


def of(thing, name, **more):
    return reverse(f"institutions:{name}", kwargs={"public_id": thing.public_id, **more})


def token_on(html):
    return re.search(r'name="once" value="([^"]+)"', html)[1]


@pytest.mark.usefixtures("head")
def test_the_desk_names_what_is_missing_with_the_form_for_each(client, school):
    html = client.get(of(school, "desk")).content.decode()

    assert "0 of 11 things are told" in html
    for page in ("about", "languages", "exchange", "safety"):
        assert of(school, f"profile_{page}") in html
    assert f"{of(school, 'need_new')}?kind=seeks" in html


@pytest.mark.usefixtures("head")
def test_the_desk_costs_the_same_however_much_is_told(client, school, cost):
    profile = ProfileFactory(institution=school, languages=[("en", "B1")])
    InstitutionWishFactory(institution=school)
    client.get(of(school, "desk"))
    little = cost(lambda: client.get(of(school, "desk")))
    for code in ("pl", "uk", "de"):
        profile.languages.create(language=code)
    InstitutionWishFactory.create_batch(9, institution=school)

    assert len(cost(lambda: client.get(of(school, "desk")))) == len(little) <= 14


def test_a_teacher_reads_and_changes_nothing(client, school):
    client.force_login(holder_of(Role.TEACHER, school.municipality, school))

    html = client.get(of(school, "desk")).content.decode()

    assert of(school, "profile_about") not in html
    assert client.get(of(school, "profile_about")).status_code == 403


@pytest.mark.usefixtures("head")
def test_each_part_is_saved_alone(client, school):
    about = {"version": 1, "about_pl": "Mała szkoła", "levels": ["1"], "age_from": 7, "age_to": 15}
    assert client.post(of(school, "profile_about"), about).status_code == 302
    languages = {"version": 2, "language_1": "en", "level_1": "B1", "language_3": "uk"}
    assert client.post(of(school, "profile_languages"), languages).status_code == 302
    exchange = {
        "version": 3, "open_to": "anywhere", "partners_at_most": 2, "topics": ["schools"],
        "formats": ["online"],
        "since_1_day": 4, "since_1_month": 5, "since_1_year": 2027,
        "until_1_day": 15, "until_1_month": 5, "until_1_year": 2027,
    }  # fmt: skip
    assert client.post(of(school, "profile_exchange"), exchange).status_code == 302
    safety = {"version": 4, "url": "https://example.org/standard"}
    assert client.post(of(school, "profile_safety"), safety).status_code == 302

    profile = Profile.objects.get()
    assert languages_of(profile) == [("en", "B1"), ("uk", "")]
    assert times_of(profile) == [(dt.date(2027, 5, 4), dt.date(2027, 5, 15))]
    school.refresh_from_db()
    assert not school.is_listed  # the box was not ticked


@pytest.mark.parametrize(
    ("part", "sent", "told"),
    [
        ("about", {"age_from": 15, "age_to": 7}, "cannot be younger"),
        ("about", {"age_from": -1}, "greater than or equal"),
        ("languages", {"language_1": "en", "language_2": "en"}, "there already"),
        ("languages", {"level_1": "B2"}, "Choose the language of this level"),
        ("exchange", {"open_to": "moon", "partners_at_most": 99}, "something to correct"),
        ("exchange", {"since_1_day": 4, "since_1_month": 5, "since_1_year": 2027}, "last day, too"),
        (
            "exchange",
            {"since_2_day": 31, "since_2_month": 2, "since_2_year": 2027},
            "has the days 1 to 28",
        ),
        ("safety", {"url": "javascript:alert(1)"}, "something to correct"),
    ],
)
@pytest.mark.usefixtures("head")
def test_what_is_wrong_is_said_and_stays(client, school, part, sent, told):
    answer = client.post(of(school, f"profile_{part}"), {"version": 1, **sent})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Profile.objects.exists()


@pytest.mark.usefixtures("head")
def test_two_who_save_at_once_see_both_texts(client, school):
    ProfileFactory(institution=school, about=Wordings({"pl": "Ich tekst"}), version=5)

    sent = {"version": 1, "about_pl": "Mój tekst"}
    answer = client.post(of(school, "profile_about"), sent)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Ich tekst" in html
    assert "Mój tekst" in html


def test_a_draft_is_kept_and_found_on_the_desk(client, school, head):
    address = of(school, "profile_exchange")
    client.post(address, {"version": 1, "partners_at_most": "7", "keep": "1"})

    assert Draft.objects.get().user == head
    assert 'value="7"' in client.get(address).content.decode()
    assert address in client.get("/en/desk/").content.decode()


@pytest.mark.usefixtures("head")
def test_a_need_is_added_once_changed_and_taken_out(client, school):
    page = of(school, "need_new")
    once = token_on(client.get(page).content.decode())
    sent = {"kind": "seeks", "text_uk": "Уроки польської", "topic": "languages", "once": once}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 302

    wish = InstitutionWish.objects.get()
    edit = of(school, "need_edit", pk=wish.pk)
    changed = {"kind": "offers", "text_uk": "Уроки української", "topic": "", "version": 1}
    assert client.post(edit, changed).status_code == 302
    assert client.post(of(school, "need_remove", pk=wish.pk), {"version": 2}).status_code == 302
    assert not InstitutionWish.objects.exists()


@pytest.mark.usefixtures("head")
def test_a_need_of_another_institution_is_not_reached_through_the_own(client, school):
    other = InstitutionWishFactory()

    assert client.get(of(school, "need_edit", pk=other.pk)).status_code == 404
    assert client.get(of(other.institution, "need_edit", pk=other.pk)).status_code == 403


def test_a_stranger_says_to_head_a_school_once(client, school):
    page = of(school, "claim_new")
    sent = {**CLAIM, "once": token_on(client.get(page).content.decode())}

    for _ in range(2):
        answer = client.post(page, sent)
        assert answer.status_code == 302
        assert client.get(answer["Location"]).status_code == 200

    assert Claim.objects.get().email == "anna@example.org"


def test_a_claim_without_our_token_is_refused_and_nothing_typed_is_lost(client, school):
    answer = client.post(of(school, "claim_new"), {**CLAIM, "once": "x" * 43})

    assert answer.status_code == 422
    assert "Anna Nowak" in answer.content.decode()
    assert not Claim.objects.exists()


def test_too_many_claims_are_429(client, school):
    ClaimFactory.create_batch(5, institution=school)
    page = of(school, "claim_new")

    sent = {**CLAIM, "once": token_on(client.get(page).content.decode())}

    assert client.post(page, sent).status_code == 429


def test_who_is_signed_in_is_not_asked_for_an_address(client, school):
    person = UserFactory()
    client.force_login(person)
    page = of(school, "claim_new")
    html = client.get(page).content.decode()
    assert 'name="email"' not in html

    client.post(page, {**CLAIM, "email": "other@example.org", "once": token_on(html)})

    assert Claim.objects.get().email == person.email


def test_a_hidden_school_is_claimed_by_nobody_outside(client):
    assert client.get(of(InstitutionFactory(), "claim_new")).status_code == 404


def test_the_city_hall_finds_the_claim_on_its_desk_and_declines_it(client, school):
    claim = ClaimFactory(institution=school, name="Anna Nowak")
    officer = holder_of(Role.OFFICER, school.municipality)
    client.force_login(officer)
    assert of(claim, "claim") in client.get("/en/desk/").content.decode()

    html = client.get(of(claim, "claim")).content.decode()
    assert "Anna Nowak" in html
    sent = {"version": 1, "reason": "Nie pracuje u nas"}
    assert client.post(of(claim, "claim_decline"), sent).status_code == 302

    claim.refresh_from_db()
    assert claim.state == "declined"
    assert of(claim, "claim") not in client.get("/en/desk/").content.decode()


def test_the_administrator_finds_claims_of_cities_without_people_only(client, school):
    alone, cared_for = ClaimFactory(institution=school), ClaimFactory()
    holder_of(Role.OFFICER, cared_for.institution.municipality)
    client.force_login(UserFactory(is_administrator=True))

    html = client.get("/en/desk/").content.decode()

    assert of(alone, "claim") in html
    assert of(cared_for, "claim") not in html


def test_a_person_sees_the_own_claim_and_the_answer_and_no_button(client, school):
    person = UserFactory()
    claim = ClaimFactory(
        institution=school, user=person, state="declined", decided_at=timezone.now(), reason="Bo"
    )
    client.force_login(person)

    html = client.get(of(claim, "claim")).content.decode()

    assert "Bo" in html
    assert of(claim, "claim_confirm") not in html
    assert client.post(of(claim, "claim_confirm"), {"version": 1}).status_code == 403
