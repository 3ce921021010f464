"""The page of suggested partners: who sees it, what it says, and what its buttons do."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import Role
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.states import OpenTo
from pobratym.links.models.links import Link
from pobratym.links.services.links import propose
from pobratym.links.states import Origin
from pobratym.matching.models.weights import Feedback, SavedWeights
from pobratym.matching.queries.choices import with_choices
from pobratym.matching.queries.pool import PoolFilters
from pobratym.matching.scoring.criteria import USUAL
from pobratym.matching.services.candidates import candidates_of
from pobratym.matching.services.choosing import save_weights
from pobratym.matching.services.meanings import MOST_NEW
from pobratym.matching.tasks import prepare_meanings
from pobratym.partnerships.states import Stage
from tests.factories import (
    InstitutionFactory,
    InstitutionWishFactory,
    MunicipalityFactory,
    PartnershipFactory,
    ProfileFactory,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db
USUALLY = {str(criterion): number for criterion, number in USUAL.items()}


@pytest.fixture
def home():
    return MunicipalityFactory()


@pytest.fixture
def abroad(home):
    city = MunicipalityFactory(country="UA")
    PartnershipFactory(cities=[home, city], stage=Stage.ACTIVE)
    return city


@pytest.fixture
def school(home):
    return ProfileFactory(institution__municipality=home).institution


@pytest.fixture
def head(client, school):
    person = holder_of(Role.HEAD, school.municipality, school)
    client.force_login(person)
    return person


def of(name, institution, other=None):
    keys = {"public_id": institution.public_id} | ({"other": other.public_id} if other else {})
    return reverse(f"matching:{name}", kwargs=keys)


def asking(school):
    return with_choices(Institution.objects.filter(pk=school.pk)).get()


def candidate(city, **told):
    return ProfileFactory(institution__municipality=city, **told).institution


def listed(client, school, **query):
    answer = client.get(of("candidates", school), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("head")
def test_a_head_sees_candidates_of_the_partner_city_with_reasons(client, school, abroad):
    other = candidate(abroad)
    InstitutionWishFactory(
        institution=school, kind="seeks", topic="sport", text=Wordings({"pl": "Turniej piłki"})
    )
    InstitutionWishFactory(
        institution=other, kind="offers", topic="sport", text=Wordings({"uk": "Футбольний турнір"})
    )

    page = listed(client, school)

    assert str(other) in page
    assert "They offer what you seek." in page
    assert "Turniej piłki" in page
    assert "Футбольний турнір" in page


@pytest.mark.usefixtures("head")
def test_the_points_of_all_reasons_add_up_to_the_score(school, abroad):
    candidate(abroad, size=90, age_from=3, age_to=9)

    row = candidates_of(asking(school), USUAL, PoolFilters()).rows[0]

    assert sum(reason.points for reason in row.reasons) == row.points
    assert sum(reason.most for reason in row.reasons) == 1_000


@pytest.mark.usefixtures("head")
def test_only_those_are_suggested_that_may_be(client, school, abroad, home):
    fits = candidate(abroad)
    hidden = [
        candidate(home),
        candidate(abroad, open_to=OpenTo.NOBODY),
        candidate(abroad, institution__is_listed=False),
        candidate(abroad, institution__closed_on=dt.date(2026, 1, 1)),
        candidate(MunicipalityFactory(country="UA")),
        candidate(MunicipalityFactory(country="UA"), open_to=OpenTo.ANYWHERE),
        InstitutionFactory(municipality=abroad, is_listed=True),
    ]

    page = listed(client, school)

    assert str(fits) in page
    assert [str(one) for one in hidden if str(one) in page] == []


@pytest.mark.usefixtures("head")
def test_whoever_looks_anywhere_meets_others_who_do(client, school, abroad):
    Profile.objects.filter(institution=school).update(open_to=OpenTo.ANYWHERE)
    far = MunicipalityFactory(country="UA")
    met, unmet = candidate(far, open_to=OpenTo.ANYWHERE), candidate(far)
    near = candidate(abroad)

    page = listed(client, school)

    assert [str(one) in page for one in (met, unmet, near)] == [True, False, True]


@pytest.mark.parametrize("stage", [Stage.PROSPECT, Stage.ENDED])
@pytest.mark.usefixtures("head")
def test_no_candidates_come_from_a_partnership_the_other_city_does_not_know_or_that_is_over(
    client, home, school, stage
):
    city = MunicipalityFactory(country="UA")
    PartnershipFactory(cities=[home, city], stage=stage)
    other = candidate(city)

    page = listed(client, school)

    assert str(other) not in page
    assert "Your city has no partner city yet" in page


@pytest.mark.parametrize(
    ("state", "is_suggested"), [("proposed", False), ("declined", False), ("withdrawn", True)]
)
def test_whom_the_institution_has_a_link_with_is_not_suggested(
    school, abroad, head, state, is_suggested
):
    propose(school, candidate(abroad), origin=Origin.MANUAL, by=head)
    Link.objects.update(state=state)

    assert bool(candidates_of(asking(school), USUAL, PoolFilters()).rows) is is_suggested


@pytest.mark.usefixtures("head")
def test_whoever_has_partners_enough_is_not_suggested(client, school, abroad):
    other, third = candidate(abroad), candidate(MunicipalityFactory())
    accepted = {"accepted_a_at": timezone.now(), "accepted_b_at": timezone.now()}
    Link.objects.create(a=other, b=third, state="active", origin=Origin.MANUAL, **accepted)

    assert str(other) not in listed(client, school)


@pytest.mark.usefixtures("head")
def test_the_draft_words_of_an_institution_nobody_may_know_of_are_nowhere(client, school, abroad):
    secret = candidate(abroad, institution__is_listed=False)
    InstitutionWishFactory(institution=secret, kind="offers", text=Wordings({"uk": "Таємниця"}))
    InstitutionWishFactory(institution=school, kind="seeks")

    page = listed(client, school)
    side = client.get(of("compare", school), {"with": [secret.public_id]}).content.decode()

    assert "Таємниця" not in page + side
    assert client.get(of("candidate_aside", school, secret)).status_code == 404
    assert client.get(of("candidate_propose", school, secret)).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR, Role.HEAD, Role.TEACHER])
def test_the_institutions_people_and_its_city_see_the_page(client, school, role):
    client.force_login(holder_of(role, school.municipality, school))

    assert client.get(of("candidates", school)).status_code == 200


@pytest.mark.parametrize("role", [Role.MAYOR, Role.TEACHER])
@pytest.mark.parametrize("name", ["weights_edit", "candidate_aside", "candidate_propose"])
def test_who_only_reads_chooses_nothing(client, school, abroad, role, name):
    client.force_login(holder_of(role, school.municipality, school))
    other = None if name == "weights_edit" else candidate(abroad)

    assert client.get(of(name, school, other)).status_code == 403
    assert "Propose a link" not in listed(client, school)


def test_a_stranger_meets_404_on_every_page(client, school, abroad):
    client.force_login(officer_of(abroad))
    other = candidate(abroad)

    answers = [client.get(of(name, school)) for name in ("candidates", "compare", "weights_edit")]
    answers += [client.get(of("candidate_aside", school, other))]
    answers += [client.post(of(name, school)) for name in ("weights_edit", "weights_reset")]
    answers += [client.post(of("candidate_back", school, other))]

    assert {answer.status_code for answer in answers} == {404}


def test_nobody_is_led_to_sign_in(client, school):
    assert client.get(of("candidates", school)).status_code == 302


@pytest.mark.usefixtures("head")
def test_the_list_costs_the_same_for_one_and_for_many(client, school, abroad, cost):
    def another():
        other = candidate(abroad, languages=[("en", "B1")])
        InstitutionWishFactory(institution=other, kind="offers")

    InstitutionWishFactory(institution=school)
    another()
    listed(client, school)
    one = cost(lambda: listed(client, school))
    for _ in range(24):
        another()
    listed(client, school)  # the model reads what is new

    many = cost(lambda: listed(client, school))

    assert len(many) == len(one) <= 10


@pytest.mark.usefixtures("head")
def test_the_list_goes_on_where_the_page_before_ended(client, school, abroad):
    names = {str(candidate(abroad, size=100 + 10 * number)) for number in range(25)}

    first = candidates_of(asking(school), USUAL, PoolFilters())
    second = candidates_of(asking(school), USUAL, PoolFilters(), first.after)

    shown = [str(row.institution) for row in (*first.rows, *second.rows)]
    assert (len(first.rows), len(second.rows), second.after) == (20, 5, "")
    assert set(shown) == names
    assert [row.place for row in second.rows] == [21, 22, 23, 24, 25]
    assert 'rel="next"' in listed(client, school)


@pytest.mark.parametrize("cursor", ["x", "0.1-1", "2.000000000-1", "0.500000000-9" + "9" * 30, "-"])
@pytest.mark.usefixtures("head")
def test_a_cursor_that_leads_nowhere_gives_the_first_page(client, school, abroad, cursor):
    candidate(abroad)

    assert "this is the first one" in listed(client, school, after=cursor)


@pytest.mark.usefixtures("head")
def test_filters_narrow_the_list(client, school, abroad):
    english = candidate(abroad, languages=[("en", "B1")])
    centre = candidate(abroad, institution__kind="care_centre")

    def found(**query):
        page = listed(client, school, **query)
        return [str(one) in page for one in (english, centre)]

    assert found(language="en") == [True, False]
    assert found(language="uk") == [True, True]
    assert found(kind="care_centre") == [False, True]
    assert found(country="PL") == [False, False]
    assert found(country="XX", kind="?", language="zz") == [True, True]


@pytest.mark.usefixtures("head")
def test_other_weights_are_tried_in_the_address_and_change_the_order(client, school, abroad):
    same_size = candidate(abroad, size=400, age_from=40, age_to=50, topics=["sport"])
    alike = candidate(abroad, size=20)
    only_size = {f"w-{name}": 4 if name == "size" else 0 for name in USUALLY}

    usual, tried = listed(client, school), listed(client, school, **only_size)

    assert usual.index(str(alike)) < usual.index(str(same_size))
    assert tried.index(str(same_size)) < tried.index(str(alike))
    assert "You are trying other weights" in tried
    assert not SavedWeights.objects.exists()


@pytest.mark.usefixtures("head")
def test_weights_of_nothing_are_told_and_the_saved_ones_hold(client, school, abroad):
    candidate(abroad)

    page = listed(client, school, **{f"w-{name}": 0 for name in USUALLY})

    assert "At least one point has to count" in page


@pytest.mark.usefixtures("head")
def test_weights_are_saved_and_reset(client, school):
    chosen = USUALLY | {"size": 4}

    client.post(of("weights_edit", school), {**chosen, "version": 0})
    saved = SavedWeights.objects.get(institution=school)
    client.post(of("weights_reset", school))

    assert saved.counts == chosen
    assert not SavedWeights.objects.exists()


@pytest.mark.usefixtures("head")
def test_weights_that_somebody_else_saved_first_are_shown_beside(client, school):
    save_weights(school, USUALLY | {"ages": 0}, by=None, version=0)

    stale = client.post(of("weights_edit", school), {**USUALLY, "version": 0})
    again = client.post(of("weights_edit", school), {**USUALLY, "version": 1})

    assert (stale.status_code, again.status_code) == (409, 302)
    assert "Ages" in stale.content.decode()


@pytest.mark.parametrize("counts", [dict.fromkeys(USUALLY, 0), {}, USUALLY | {"size": 9}])
@pytest.mark.usefixtures("head")
def test_weights_that_make_no_sense_are_refused(client, school, counts):
    assert client.post(of("weights_edit", school), {**counts, "version": 0}).status_code == 422
    with pytest.raises(ValidationError):
        save_weights(school, counts, by=None, version=0)


@pytest.mark.usefixtures("head")
def test_not_for_us_is_heeded_and_can_be_taken_back(client, school, abroad):
    other = candidate(abroad)

    client.post(of("candidate_aside", school, other), {"reason": "za daleko"})
    page = listed(client, school)
    client.post(of("candidate_back", school, other))
    after = listed(client, school)

    assert "za daleko" in page
    assert "Propose a link" not in page
    assert "Propose a link" in after
    assert not Feedback.objects.exists()


@pytest.mark.usefixtures("head")
def test_the_other_side_does_not_learn_that_it_is_set_aside(client, school, abroad):
    other = candidate(abroad)
    client.post(of("candidate_aside", school, other), {"reason": "za daleko"})
    client.force_login(holder_of(Role.HEAD, abroad, other))

    page = listed(client, other)

    assert "za daleko" not in page
    assert str(school) in page


@pytest.mark.usefixtures("head")
def test_a_link_is_proposed_once(client, school, abroad):
    other = candidate(abroad)
    form = client.get(of("candidate_propose", school, other)).content.decode()
    token = form.split('name="once" value="')[1].split('"')[0]
    sent = {"message": "Dzień dobry", "once": token}

    answers = [client.post(of("candidate_propose", school, other), sent) for _ in range(2)]

    link = Link.objects.get()
    assert {link.a, link.b} == {school, other}
    assert (link.origin, link.message) == (Origin.MATCH, "Dzień dobry")
    assert {answer.status_code for answer in answers} == {302}


@pytest.mark.usefixtures("head")
def test_candidates_stand_side_by_side(client, school, abroad):
    others = [candidate(abroad) for _ in range(3)]

    chosen = {"with": [others[0].public_id, others[2].public_id, "nonsense"]}
    page = client.get(of("compare", school), chosen).content.decode()

    assert [str(one) in page for one in others] == [True, False, True]


@pytest.mark.usefixtures("head")
def test_fewer_than_two_to_compare_are_told_what_to_do(client, school):
    assert "Tick two or three" in client.get(of("compare", school)).content.decode()


def test_without_a_profile_the_page_says_what_to_do_first(client, abroad, home):
    bare = InstitutionFactory(municipality=home)
    candidate(abroad)
    client.force_login(officer_of(home))

    page = listed(client, bare)

    assert "First say who you are" in page
    assert "Propose a link" not in page


@pytest.mark.usefixtures("head")
def test_who_looks_for_nobody_is_told_so(client, school, abroad):
    candidate(abroad)
    Profile.objects.filter(institution=school).update(open_to=OpenTo.NOBODY)

    assert "You look for no partner now" in listed(client, school)


@pytest.mark.usefixtures("head", "abroad")
def test_where_nobody_is_open_the_page_says_so(client, school):
    assert "Nobody is open to partners yet" in listed(client, school)


@pytest.mark.usefixtures("head")
def test_what_the_profile_lacks_is_named(client, school, abroad):
    candidate(abroad)

    page = listed(client, school)

    assert "what you seek, what you offer, languages in which your people can work." in page


@pytest.mark.usefixtures("head")
def test_htmx_gets_the_list_alone(client, school, abroad):
    other = candidate(abroad)

    page = client.get(of("candidates", school), headers={"HX-Request": "true"}).content.decode()

    assert str(other) in page
    assert "<html" not in page


@pytest.mark.needs_model
@pytest.mark.usefixtures("head")
def test_texts_that_are_not_read_yet_are_put_into_the_queue_once(client, school, abroad):
    other = candidate(abroad)
    for number in range(3 * MOST_NEW):
        text = Wordings({"uk": f"Спільне заняття {number}"})
        InstitutionWishFactory(institution=other, kind="offers", text=text)

    first, _second = listed(client, school), listed(client, school)

    assert "still being read" in first
    assert DBTaskResult.objects.filter(task_path=prepare_meanings.module_path).count() == 1
