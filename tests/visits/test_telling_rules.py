"""Rules of the planner in words."""

import pytest
from django.utils import translation

from pobratym.core.wordings import Wordings
from pobratym.visits.planning.programme import Broken, Fault, Mistake, Rule
from pobratym.visits.queries.ground import ground_of
from pobratym.visits.queries.keys import EVERYBODY, break_key
from pobratym.visits.queries.naming import length, naming_of
from pobratym.visits.telling_rules import sentence
from tests.visiting import FIRST_DAY, SiteFactory, VisitFactory, WishFactory

pytestmark = pytest.mark.django_db


def some_visit():
    visit = VisitFactory()
    for title in ("Signing", "School"):
        WishFactory(
            visit=visit,
            title=Wordings({"en": title}),
            site=SiteFactory(city=visit.host, name=Wordings({"en": f"{title} hall"})),
        )
    return visit


def told(broken, visit=None, extra=None):
    with translation.override("en"):
        return sentence(broken, naming_of(ground_of(visit or some_visit()), extra))


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@pytest.mark.parametrize(
    "one", [*(Broken(rule) for rule in Rule), *(Fault(one) for one in Mistake)]
)
def test_every_rule_is_told_also_with_nothing_known(one, language):
    naming = naming_of(ground_of(VisitFactory()))

    with translation.override(language):
        assert len(sentence(one, naming)) > 20


def test_times_and_lengths_are_told_as_the_wall_shows_them():
    visit = some_visit()
    key = str(visit.wishes.first().pk)

    said = told(Broken(Rule.OPEN, {"wish": (key,)}, {"start": 570, "end": 1680}), visit)

    assert said.startswith("Signing: the site is not open from 20.05 9:30 to 21.05 4:00.")


def test_a_way_names_both_ends_and_the_minutes():
    visit = some_visit()
    wishes = list(visit.wishes.order_by("pk"))
    keys = {
        "wish": tuple(str(wish.pk) for wish in wishes),
        "place": tuple(str(wish.site_id) for wish in wishes),
    }

    said = told(Broken(Rule.TRAVEL, keys, {"needed": 80, "available": 15}), visit)

    assert said.startswith(
        "The way from Signing hall to School hall takes 1 h 20 min, but there is only 15 min."
    )
    assert "Signing, School" in said


def test_a_meal_is_named_with_its_day():
    visit = some_visit()
    meal = visit.pauses.create(since="12:00", until="14:00", minutes=60)
    keys = {"break": (break_key(meal.pk, FIRST_DAY),), "group": (EVERYBODY,)}

    assert told(Broken(Rule.BREAK, keys), visit).startswith("lunch (20.05) does not stand")


def test_what_was_put_in_by_hand_is_named_by_who_asks():
    said = told(Broken(Rule.FIXED, {"wish": ("i7",)}, {"needed": 60}), extra={"i7": "Coffee"})

    assert said.startswith("Coffee has a fixed hour")


def test_what_is_gone_is_told_as_gone():
    assert "no longer there" in told(Broken(Rule.MUST, {"wish": ("999",)}))


def test_a_name_with_a_percent_sign_is_told_as_it_is():
    visit = VisitFactory()
    wish = WishFactory(visit=visit, title=Wordings({"en": "100%(what)s"}))

    assert told(Broken(Rule.MUST, {"wish": (str(wish.pk),)}), visit).startswith("100%(what)s must")


@pytest.mark.parametrize(("minutes", "said"), [(5, "5 min"), (120, "2 h"), (80, "1 h 20 min")])
def test_lengths_are_told_in_hours_and_minutes(minutes, said):
    with translation.override("en"):
        assert length(minutes) == said
