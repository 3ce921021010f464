from dataclasses import replace

from pobratym.visits.planning import conflicts
from pobratym.visits.planning.planner import plan
from pobratym.visits.planning.problem import Day, Helper, Window
from pobratym.visits.planning.programme import Broken, Rule, Status
from tests.visits.planning.small import ANY, EACH, MUST, PAIR, TUESDAY, lunch, problem, stop, wish

BOTH = {"group": ("a", "b")}


def conflict(given):
    programme = plan(given, seconds=0, iterations=20)

    assert programme.status is Status.IMPOSSIBLE
    assert programme.stops == ()
    return list(programme.conflict)


def test_a_school_and_a_signing_at_one_hour_are_named_with_their_hours():
    given = problem(
        wish("school", need=MUST, windows=(Window(540, 660),), least=90, most=90),
        wish("signing", need=MUST, place="hall", start=540, least=180, most=180),
        wish("other", need=MUST),
    )

    assert conflict(given) == [
        Broken(Rule.MUST, {"wish": ("school",)} | BOTH),
        Broken(Rule.MUST, {"wish": ("signing",)} | BOTH),
        Broken(
            Rule.OPEN,
            {"wish": ("school",), "place": ("school",)},
            {"start": 540, "end": 660, "needed": 90},
        ),
        Broken(Rule.FIXED, {"wish": ("signing",), "place": ("hall",)}, {"start": 540, "end": 720}),
        Broken(Rule.ONE_PLACE, {"wish": ("school", "signing")} | BOTH),
    ]


def test_a_site_closed_all_week_is_named():
    given = problem(wish("w", need=MUST, windows=()), wish("v", need=MUST))

    assert conflict(given) == [
        Broken(Rule.MUST, {"wish": ("w",)} | BOTH),
        Broken(Rule.OPEN, {"wish": ("w",), "place": ("school",)}),
    ]


def test_languages_that_nobody_interprets_are_named():
    given = problem(wish("w", need=MUST, languages=frozenset({"uk", "en"})))

    assert conflict(given)[1:] == [
        Broken(Rule.HELPER, {"wish": ("w",), "languages": ("en", "uk")}),
    ]


def test_a_place_without_a_way_is_named():
    gaps = ((0, -1, 20), (-1, 0, -1), (20, -1, 0))
    given = problem(wish("w", need=MUST), travel=gaps)

    assert conflict(given)[1:] == [
        Broken(Rule.NO_WAY, {"wish": ("w",), "place": ("hotel", "school")}),
    ]


def test_one_interpreter_for_two_things_at_one_hour_is_named():
    given = problem(
        wish("w", need=MUST, languages=PAIR, groups=("a",), start=600),
        wish("v", need=MUST, languages=PAIR, groups=("b",), start=630),
    )

    rules = [one.rule for one in conflict(given)]

    assert rules == [Rule.MUST, Rule.MUST, Rule.HELPER, Rule.FIXED, Rule.FIXED]


def test_a_lunch_that_a_fixed_hour_leaves_no_room_for_is_named():
    given = problem(
        wish("w", need=MUST, start=700, least=200, most=200), wish("v"), breaks=(lunch(),)
    )

    rules = [one.rule for one in conflict(given)]

    assert rules == [Rule.MUST, Rule.BREAK, Rule.FIXED, Rule.ONE_PLACE]


def test_locked_items_that_exclude_one_another_are_named():
    given = problem(
        wish("w", groups=("a",)),
        wish("v", groups=("a",)),
        locked=(stop("w", 600, 660, "a"), stop("v", 630, 690, "a")),
    )

    assert Rule.ONE_PLACE in {one.rule for one in conflict(given)}


def test_a_locked_item_in_a_place_that_is_closed_now_is_named():
    given = problem(
        wish("w", windows=(Window(700, 900),)), wish("v"), locked=(stop("w", 600, 660),)
    )

    assert conflict(given) == [
        Broken(Rule.OPEN, {"wish": ("w",), "place": ("school",)}, {"start": 600, "end": 660}),
    ]


def test_a_rank_or_a_room_that_nobody_meets_is_named():
    rank = problem(wish("w", need=MUST, rank=7))
    room = problem(wish("w", need=MUST, capacity=2))

    assert [one.rule for one in conflict(rank)] == [Rule.MUST, Rule.RANK]
    assert [one.rule for one in conflict(room)] == [Rule.MUST, Rule.CAPACITY]


def test_a_wish_that_never_fits_has_its_reason():
    given = problem(
        wish("closed", windows=()),
        wish("long", least=700, most=700, windows=(TUESDAY,)),
        wish("mute", languages=frozenset({"uk", "en"})),
        wish("crowd", capacity=1, manner=EACH, groups=("a",)),
        wish("night", windows=(Window(1200, 1400),)),
        wish("good"),
    )

    programme = plan(given, seconds=0, iterations=20)
    reasons = {one.wish: [why.rule for why in one.reasons] for one in programme.left_out}

    assert reasons == {
        "closed": [Rule.OPEN],
        "long": [Rule.OPEN],
        "mute": [Rule.HELPER],
        "crowd": [Rule.CAPACITY],
        "night": [Rule.OPEN, Rule.DAY],
    }


def test_a_wish_that_gives_way_to_another_names_it():
    same = {"windows": (Window(600, 660),), "manner": ANY, "groups": ("a",)}
    given = problem(wish("good", value=2.0, **same), wish("less", value=0.5, **same))

    (left,) = plan(given, seconds=0, iterations=20).left_out

    assert (left.wish, left.reasons, left.instead) == ("less", (), ("good",))
    assert left.groups == {"a"}


def test_a_wish_that_excludes_what_must_be_says_so():
    given = problem(
        wish("signing", need=MUST, start=600, least=120, most=120, place="hall"),
        wish("w", windows=(Window(600, 720),)),
    )

    (left,) = plan(given, seconds=0, iterations=100).left_out

    assert left.wish == "w"
    assert Rule.ONE_PLACE in {one.rule for one in left.reasons} or left.instead == ("signing",)


def test_an_interpreter_away_all_day_is_a_reason():
    given = problem(
        wish("w", languages=PAIR),
        helpers=(Helper("iryna", frozenset({PAIR}), (Window(1080, 1200),)),),
        days=tuple(replace(one, most=0) for one in problem().days),
    )

    (left,) = plan(given, seconds=0, iterations=10).left_out

    assert [one.rule for one in left.reasons] == [Rule.OPEN, Rule.HELPER]


def test_a_day_too_short_for_the_ways_is_a_reason():
    given = problem(
        wish("w"), days=tuple(Day("d", g, Window(600, 690), "hotel", "hotel") for g in "ab")
    )

    (left,) = plan(given, seconds=0, iterations=10).left_out

    assert left.reasons == (
        Broken(
            Rule.DAY,
            {"wish": ("w",), "group": ("a",), "day": ("d",)},
            {"needed": 100, "available": 90},
        ),
    )


def test_a_problem_far_too_large_is_not_laid_out_to_say_why(monkeypatch):
    def laid_out(*_given):
        raise AssertionError

    monkeypatch.setattr(conflicts, "Prover", laid_out)
    musts = [wish(f"w{number}", need=MUST, least=60, most=60) for number in range(400)]

    assert conflicts.Conflicts(problem(*musts)).find() == ()
