"""Pairing two cities in the browser: who may, what it says, what changes do, what is proposed."""

import csv
import io

import pytest
from django.urls import reverse

from pobratym.core import tokens
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.states import OpenTo
from pobratym.journal.models import Entry
from pobratym.links.models.links import Link
from pobratym.links.services.links import propose
from pobratym.links.states import Origin
from pobratym.matching.models.runs import MatchRun, PairRule, RunPair
from pobratym.matching.scoring.criteria import USUAL
from pobratym.matching.services.choosing import set_aside
from pobratym.matching.services.pairing import asking, running
from pobratym.matching.services.pairing.asking import SetUp, ask_run, set_rule, stop_run
from pobratym.matching.services.pairing.running import do_run
from pobratym.matching.states import Demand, RunState
from pobratym.matching.tasks import pair as pair_in_background
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
COUNTS = {str(criterion): number for criterion, number in USUAL.items()}


class Two:
    """Two cities with a partnership, and their schools."""

    def __init__(self, count=3, other=2):
        self.home, self.abroad = MunicipalityFactory(), MunicipalityFactory(country="UA")
        self.partnership = PartnershipFactory(cities=[self.home, self.abroad], stage=Stage.ACTIVE)
        self.ours = [self.school(self.home, size=200 + 50 * n) for n in range(count)]
        self.theirs = [self.school(self.abroad, size=220 + 50 * n) for n in range(other)]
        self.officer, self.partner = officer_of(self.home), officer_of(self.abroad)

    @staticmethod
    def school(city, **profile):
        return ProfileFactory(institution__municipality=city, **profile).institution

    @property
    def address(self):
        return reverse("matching:pairing", kwargs={"public_id": self.partnership.public_id})

    def set_up(self, **changes):
        return SetUp(
            **{"city_a": self.home, "city_b": self.abroad, "kinds": [], "counts": COUNTS, **changes}
        )

    def run(self, **changes):
        run = ask_run(self.partnership, self.set_up(**changes), by=self.officer, city=self.home)
        do_run(run.pk)
        run.refresh_from_db()
        return run

    def typed(self, **changes):
        return {
            "city_a": self.home.pk, "city_b": self.abroad.pk, "floor": 0, "most_partners": 0,
            **COUNTS, tokens.FIELD: tokens.issue("pairing.ask"), **changes,
        }  # fmt: skip


@pytest.fixture
def two():
    return Two()


def page_of(run, name="pairing_run"):
    return reverse(f"matching:{name}", kwargs={"public_id": run.public_id})


def test_an_officer_pairs_both_cities_and_sees_the_proof(client, two):
    client.force_login(two.officer)

    answer = client.post(two.address, two.typed(), follow=True)

    run = MatchRun.objects.get()
    html = answer.content.decode()
    assert answer.status_code == 200
    assert (run.state, run.pair_count, run.left_count) == (RunState.DONE, 2, 1)
    assert run.total == pytest.approx(run.bound)
    assert "No other" in html or "no other" in html
    assert html.count('class="pairing__pair') == 4  # a wide and a narrow drawing
    assert Link.objects.count() == 0


def test_a_run_alone_makes_no_link_but_ticked_pairs_are_proposed(client, two):
    run = two.run()
    client.force_login(two.officer)
    pair = run.pairs.order_by("place").first()
    told = {"pair": [pair.pk], tokens.FIELD: tokens.issue("pairing.propose")}

    assert Link.objects.count() == 0
    client.post(page_of(run, "pairing_propose"), told)
    client.post(page_of(run, "pairing_propose"), told)

    link = Link.objects.get()
    assert {link.a_id, link.b_id} == {pair.a_id, pair.b_id}
    assert (link.origin, link.state) == (Origin.PAIRING, "proposed")


@pytest.mark.parametrize("typed", ["9" * 30, "9" * 5_000, "٣", "-1", "x"])
def test_pairs_that_are_none_are_passed_over(client, two, typed):
    run = two.run()
    client.force_login(two.officer)
    told = {"pair": [typed], tokens.FIELD: tokens.issue("pairing.propose")}

    assert client.post(page_of(run, "pairing_propose"), told).status_code == 302
    assert not Link.objects.exists()


def test_a_pair_that_cannot_be_proposed_any_more_says_why_and_stops_no_other(client, two):
    run = two.run()
    client.force_login(two.officer)
    first, second = run.pairs.order_by("place")
    propose(first.a, first.b, origin=Origin.MANUAL, by=two.officer)

    answer = client.post(
        page_of(run, "pairing_propose"),
        {"pair": [first.pk, second.pk], tokens.FIELD: tokens.issue("pairing.propose")},
        follow=True,
    )

    assert Link.objects.count() == 2
    assert "have a link already" in answer.content.decode()


def test_the_partner_city_sees_the_same_run(client, two):
    run = two.run()
    client.force_login(two.partner)

    assert client.get(page_of(run)).status_code == 200
    assert client.get(two.address).status_code == 200


def test_strangers_find_nothing(client, two):
    run = two.run()
    rule = set_rule(
        two.partnership, two.ours[0], two.theirs[0], Demand.MUST,
        reason="umowa", by=two.officer, city=two.home,
    )  # fmt: skip
    client.force_login(officer_of(MunicipalityFactory()))

    found = {
        name: client.get(page_of(run, name)).status_code
        for name in ("pairing_run", "pairing_csv", "pairing_json", "pairing_rule")
    }
    lifted = client.post(reverse("matching:pairing_rule_lift", args=[rule.public_id]))
    assert set(found.values()) | {client.get(two.address).status_code, lifted.status_code} == {404}


def test_who_only_reads_sees_and_changes_nothing(client, two):
    run = two.run()
    client.force_login(holder_of(Role.MAYOR, two.home))

    assert client.get(page_of(run)).status_code == 200
    assert "Pair them" not in client.get(two.address).content.decode()
    assert client.post(two.address, two.typed()).status_code == 403
    assert client.post(page_of(run, "pairing_propose")).status_code == 403
    assert client.get(page_of(run, "pairing_rule")).status_code == 403


def test_a_head_sees_only_what_concerns_the_own_institution(client, two):
    run = two.run()
    pair = run.pairs.order_by("place").first()
    client.force_login(holder_of(Role.HEAD, two.home, pair.a))

    html = client.get(page_of(run)).content.decode()
    told = client.get(page_of(run, "pairing_json")).json()

    assert html.count('class="pairing__pair') == 2
    assert [one["a"]["id"] for one in told["pairs"]] == [str(pair.a.public_id)]
    assert "total" not in told
    assert client.get(two.address).status_code == 404


def test_unlisted_and_unwilling_institutions_take_no_part(two):
    InstitutionFactory(municipality=two.abroad, is_listed=False)
    two.school(two.abroad, open_to=OpenTo.NOBODY)
    InstitutionFactory(municipality=two.abroad, is_listed=True)  # a register's, without a profile

    run = two.run()

    assert (run.size_a, run.size_b) == (3, 3)


def test_a_linked_pair_is_not_made_again_and_takes_room(two):
    propose(two.ours[0], two.theirs[0], origin=Origin.MANUAL, by=two.officer)

    run = two.run()

    assert [(pair.a, pair.b) for pair in run.pairs.all()] != []
    assert not run.pairs.filter(a=two.ours[0]).exists()
    assert not run.pairs.filter(b=two.theirs[0]).exists()
    assert run.left.get(institution=two.ours[0]).reason == "no_room"


def test_not_for_us_is_heeded(two):
    for other in two.theirs:
        set_aside(two.ours[0], other, by=holder_of(Role.HEAD, two.home, two.ours[0]))

    run = two.run()

    assert not run.pairs.filter(a=two.ours[0]).exists()
    assert run.left.get(institution=two.ours[0]).reason == "only_must_not"


def test_the_least_score_leaves_all_alone(client, two):
    run = two.run(floor=100)
    client.force_login(two.officer)

    assert {left.reason for left in run.left.all()} == {"below_floor"}
    assert "No pair reaches the least score" in client.get(page_of(run)).content.decode()


def test_excluding_a_pair_pairs_anew_and_says_what_is_other(client, two):
    run = two.run()
    pair = run.pairs.order_by("place").first()
    client.force_login(two.officer)

    answer = client.post(
        page_of(run, "pairing_rule"),
        {
            "a": pair.a_id, "b": pair.b_id, "demand": "must_not", "reason": "Za daleko.",
            tokens.FIELD: tokens.issue("pairing.rule"),
        },
        follow=True,
    )  # fmt: skip

    anew = MatchRun.objects.exclude(pk=run.pk).get()
    assert anew.before == run
    assert not anew.pairs.filter(a=pair.a, b=pair.b).exists()
    assert run.total - anew.total == pytest.approx(pair.regret, abs=1e-7)
    assert "Pairs that are gone" in answer.content.decode()
    assert Entry.objects.filter(what="pairing.rule_set").count() == 1


def test_demands_that_cannot_be_are_said_with_whom(client, two):
    for other in two.theirs:
        set_rule(
            two.partnership, two.ours[0], other, Demand.MUST,
            reason="umowa", by=two.officer, city=two.home,
        )  # fmt: skip
    client.force_login(two.officer)

    run = two.run()

    html = client.get(page_of(run)).content.decode()
    assert run.state == RunState.IMPOSSIBLE
    assert two.ours[0].name["en"] in html
    assert "would have to have 2 partners, but may have 1" in html


def test_one_may_have_more_partners_in_this_run_only(client, two):
    run = two.run()
    client.force_login(two.officer)

    client.post(
        page_of(run, "pairing_capacity"),
        {
            "institution": two.theirs[0].pk, "most": 2,
            tokens.FIELD: tokens.issue("pairing.capacity"),
        },
        follow=True,
    )  # fmt: skip

    anew = MatchRun.objects.exclude(pk=run.pk).get()
    assert anew.pairs.filter(b=two.theirs[0]).count() == 2
    assert Profile.objects.get(institution=two.theirs[0]).partners_at_most == 1


def test_a_rule_is_lifted_by_either_city(client, two):
    rule = set_rule(
        two.partnership, two.theirs[0], two.ours[0], Demand.MUST,
        reason="umowa", by=two.officer, city=two.home,
    )  # fmt: skip
    client.force_login(two.partner)

    client.post(reverse("matching:pairing_rule_lift", args=[rule.public_id]))

    assert not PairRule.objects.exists()
    assert Entry.objects.filter(what="pairing.rule_lifted").count() == 1


def test_what_holds_of_a_pair_changes_in_one_rule(two):
    for demand in (Demand.MUST, Demand.MUST_NOT):
        set_rule(
            two.partnership, two.ours[0], two.theirs[0], demand,
            reason="umowa", by=two.officer, city=two.home,
        )  # fmt: skip

    assert PairRule.objects.get().demand == Demand.MUST_NOT


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda two: {"one": two.ours[0], "other": two.ours[1]}, "same_city"),
        (lambda two: {"other": two.school(MunicipalityFactory())}, "stranger"),
        (lambda two: {"other": InstitutionFactory(municipality=two.abroad)}, "stranger"),
        (lambda _two: {"by": officer_of(MunicipalityFactory())}, "not_your_city"),
    ],
)
def test_rules_are_refused(two, change, code):
    told = {"one": two.ours[0], "other": two.theirs[0], "by": two.officer, **change(two)}

    with pytest.raises(DomainError) as refusal:
        set_rule(
            two.partnership, told["one"], told["other"], Demand.MUST,
            reason="umowa", by=told["by"], city=two.home,
        )  # fmt: skip

    assert refusal.value.code == code


def test_a_city_without_institutions_is_told_so(client):
    empty = Two(count=1, other=0)
    client.force_login(empty.officer)

    answer = client.post(empty.address, empty.typed())

    assert answer.status_code == 422
    assert "no institution of these kinds" in answer.content.decode()


def test_too_many_at_once_are_refused(two, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)

    with pytest.raises(DomainError) as refusal:
        ask_run(two.partnership, two.set_up(), by=two.officer, city=two.home)

    assert refusal.value.code == "too_many"


@pytest.mark.parametrize(
    "changes",
    [{"floor": 101}, {"floor": "x"}, dict.fromkeys(COUNTS, 0), {"kinds": ["castle"]}],
)
def test_odd_input_is_refused_beside_its_field(client, two, changes):
    client.force_login(two.officer)

    answer = client.post(two.address, two.typed(**changes))

    assert answer.status_code == 422
    assert not MatchRun.objects.exists()


def test_two_different_cities_are_needed(client, two):
    client.force_login(two.officer)

    answer = client.post(two.address, two.typed(city_b=two.home.pk))

    assert answer.status_code == 422


def test_a_large_pairing_waits_for_the_background_and_can_be_stopped(client, two, monkeypatch):
    monkeypatch.setattr(running, "IN_REQUEST", 1)
    client.force_login(two.officer)

    html = client.post(two.address, two.typed(), follow=True).content.decode()
    run = MatchRun.objects.get()
    assert run.state == RunState.WAITING
    assert "being reckoned" in html

    client.post(page_of(run, "pairing_stop"))
    do_run(run.pk)

    run.refresh_from_db()
    assert (run.state, run.pairs.count()) == (RunState.STOPPED, 0)


def test_a_stop_is_heard_between_two_steps(two, monkeypatch):
    run = ask_run(two.partnership, two.set_up(), by=two.officer, city=two.home)
    was = running.scored

    def stopped_meanwhile(*told):
        stop_run(run, by=two.officer, city=two.home)
        return was(*told)

    monkeypatch.setattr(running, "scored", stopped_meanwhile)

    do_run(run.pk)

    run.refresh_from_db()
    assert (run.state, RunPair.objects.count()) == (RunState.STOPPED, 0)


def test_a_run_that_has_ended_is_not_stopped_and_not_done_twice(two):
    run = two.run()
    ran_at = run.ran_at

    stop_run(run, by=two.officer, city=two.home)
    do_run(run.pk)

    run.refresh_from_db()
    assert (run.state, run.ran_at, run.pairs.count()) == (RunState.DONE, ran_at, 2)


def test_equal_inputs_give_an_equal_fingerprint(two):
    first, second = two.run(), two.run()

    assert first.inputs_hash == second.inputs_hash
    assert first.inputs_hash != two.run(floor=10).inputs_hash


def test_the_points_of_a_pair_add_up_to_its_score(two):
    for pair in two.run().pairs.all():
        assert sum(pair.shares.values()) == round(pair.score * 1_000)


def test_what_nobody_told_is_no_reason_for_a_pair(client, two):
    run = two.run()
    pair = run.pairs.first()
    pair.untold = list(pair.shares)
    pair.save()
    client.force_login(two.officer)

    shown = client.get(page_of(run)).content.decode()

    assert "the score is the usual value" in shown
    assert shown.count("not told, the usual value") >= len(pair.shares) > 0


def test_the_table_for_spreadsheets_holds_no_formula(client, two):
    two.ours[0].name = Wordings({"pl": "=1+1", "en": "=1+1"})
    two.ours[0].save()
    run = two.run()
    client.force_login(two.officer)

    text = client.get(page_of(run, "pairing_csv")).content.decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1" in cells
    assert not any(cell.startswith("=") for cell in cells)


@pytest.mark.parametrize("name", ["pairing_run", "pairing_csv", "pairing_json"])
def test_pages_of_a_run_cost_the_same_for_few_and_for_many(client, cost, name):
    few, many = Two(3, 2), Two(9, 8)
    client.force_login(officer_of(few.home, many.home))
    small, large = page_of(few.run(), name), page_of(many.run(), name)
    client.get(small)

    one = cost(lambda: client.get(small))

    assert len(cost(lambda: client.get(large))) == len(one)


def test_setting_up_costs_the_same_for_few_and_for_many(client, cost, two):
    client.force_login(two.officer)
    two.run()
    client.get(two.address)
    one = cost(lambda: client.get(two.address))
    for school in two.ours:
        set_rule(
            two.partnership, school, two.theirs[0], Demand.MUST_NOT,
            reason="umowa", by=two.officer, city=two.home,
        )  # fmt: skip
    two.run()

    assert len(cost(lambda: client.get(two.address))) == len(one)


def test_a_partnership_that_one_city_keeps_to_itself_is_not_paired(client):
    home, other = MunicipalityFactory(), MunicipalityFactory(country="UA")
    own = PartnershipFactory(cities=[home, other], stage=Stage.PROSPECT)
    client.force_login(officer_of(home))

    assert client.get(reverse("matching:pairing", args=[own.public_id])).status_code == 404


def test_names_from_the_page_are_no_markup(client, two):
    two.ours[0].name = Wordings({"en": "<script>alert(1)</script>", "pl": "</text><b>"})
    two.ours[0].save()
    run = two.run()
    client.force_login(two.officer)

    html = client.get(page_of(run)).content.decode()

    assert "<script>alert(1)" not in html
    assert "</text><b>" not in html


def why(run, pair):
    keys = {"public_id": run.public_id, "pair": pair.pk}
    return reverse("matching:pairing_pair", kwargs=keys)


def wished(two):
    """Let the first schools of both cities suit one another by what they seek and offer."""
    for school, kind, text in (
        (two.ours[0], "seeks", {"pl": "Turniej piłki nożnej"}),
        (two.theirs[0], "offers", {"uk": "Футбольний турнір"}),
    ):
        InstitutionWishFactory(institution=school, kind=kind, topic="sport", text=Wordings(text))


def test_a_pair_is_explained_in_sentences_with_the_texts_that_met(client, two):
    wished(two)
    run = two.run()
    pair = run.pairs.get(a=two.ours[0])
    client.force_login(two.officer)

    html = client.get(why(run, pair)).content.decode()

    assert why(run, pair) in client.get(page_of(run)).content.decode()
    assert "They offer what you seek." in html
    assert "Turniej piłki nożnej" in html
    assert "Футбольний турнір" in html
    assert "have changed since" not in html


@pytest.mark.parametrize("who", ["partner", "head"])
def test_the_other_side_reads_the_reasons_from_its_own_place(client, two, who):
    wished(two)
    run = two.run(counts={**COUNTS, "seeks": 4, "offers": 1})
    pair = run.pairs.get(a=two.ours[0])
    head = holder_of(Role.HEAD, two.abroad, two.theirs[0])
    client.force_login(two.partner if who == "partner" else head)

    html = client.get(why(run, pair)).content.decode()

    assert "They seek what you offer." in html
    assert "have changed since" not in html


def test_a_profile_that_changed_after_the_pairing_is_told(client, two):
    run = two.run()
    pair = run.pairs.order_by("place").first()
    Profile.objects.filter(institution=pair.a).update(size=5)
    client.force_login(two.officer)

    assert "have changed since" in client.get(why(run, pair)).content.decode()


def test_who_does_not_see_a_pair_does_not_see_why(client, two):
    run = two.run()
    pair = run.pairs.get(a=two.ours[0])
    other_run = Two().run()

    client.force_login(holder_of(Role.HEAD, two.home, two.ours[1]))
    assert client.get(why(run, pair)).status_code == 404
    client.force_login(officer_of(MunicipalityFactory()))
    assert client.get(why(run, pair)).status_code == 404
    client.force_login(two.officer)
    assert client.get(why(run, other_run.pairs.first())).status_code == 404


def test_the_head_of_an_institution_finds_the_latest_pairing_on_the_desk(client, two):
    head = holder_of(Role.HEAD, two.home, two.ours[0])
    client.force_login(head)
    assert "What the pairing of both cities says" not in client.get(reverse("desk:desk")).text
    two.run()
    latest = two.run()
    ask_run(two.partnership, two.set_up(), by=two.officer, city=two.home)

    assert page_of(latest) in client.get(reverse("desk:desk")).text


def test_a_pairing_without_the_institution_is_not_on_its_desk(client, two):
    two.run(kinds=["primary_school"])
    other = InstitutionFactory(municipality=two.home, kind="hospital", is_listed=True)
    client.force_login(holder_of(Role.HEAD, two.home, other))

    assert "What the pairing of both cities says" not in client.get(reverse("desk:desk")).text


def test_a_pairing_whose_worker_was_lost_begins_anew(two):
    run = ask_run(two.partnership, two.set_up(), by=two.officer, city=two.home)
    MatchRun.objects.update(state=RunState.RUNNING, percent=60)

    pair_in_background.call(run.pk)
    pair_in_background.call(run.pk)

    run.refresh_from_db()
    assert (run.state, run.percent, run.pairs.count()) == (RunState.DONE, 100, 2)


def test_a_pairing_that_was_stopped_stays_so_when_its_reckoning_fails(two, monkeypatch):
    run = ask_run(two.partnership, two.set_up(), by=two.officer, city=two.home)

    def broken(*_told):
        stop_run(run, by=two.officer, city=two.home)
        raise ZeroDivisionError

    monkeypatch.setattr(running, "scored", broken)

    with pytest.raises(ZeroDivisionError):
        do_run(run.pk)

    run.refresh_from_db()
    assert run.state == RunState.STOPPED
