"""What each point is worth, that shares add up, and that the table says what the pair says."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pobratym.directory.states import InstitutionKind
from pobratym.directory.topics import TOPICS
from pobratym.institutions.states import Cefr, Format, Level
from pobratym.matching.scoring.criteria import NEUTRAL, Criterion, Weights
from pobratym.matching.scoring.described import Described, Wish, joined
from pobratym.matching.scoring.likeness import kind_table, topic_table
from pobratym.matching.scoring.pairwise import Side, meeting, score
from pobratym.matching.scoring.table import matrix

USUAL = Weights.usual()
DAY = dt.date(2027, 1, 1)


def _unit(numbers):
    vector = np.array(numbers, dtype=np.float32)
    return vector / max(float(np.linalg.norm(vector)), 1e-6)


topics = st.sampled_from([*TOPICS, ""])
words = st.frozensets(st.sampled_from(["muzyka", "szkoła", "język", "sport", "teatr"]), max_size=4)
vectors = st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8).map(_unit)
wishes = st.builds(
    Wish,
    topic=topics,
    text=st.just({"pl": "…"}),
    language=st.just("pl"),
    vector=st.none() | vectors,
    lemmas=st.dictionaries(st.sampled_from(["pl", "uk"]), words, max_size=2),
)
periods = st.tuples(st.integers(0, 300), st.integers(0, 60)).map(
    lambda one: (DAY + dt.timedelta(one[0]), DAY + dt.timedelta(one[0] + one[1]))
)
described = st.builds(
    Described,
    key=st.integers(1, 9),
    kind=st.sampled_from([str(kind) for kind in InstitutionKind]),
    own_language=st.sampled_from(["pl", "uk", ""]),
    levels=st.frozensets(st.sampled_from([str(one) for one in Level]), max_size=4),
    ages=st.none() | st.tuples(st.integers(0, 60), st.integers(0, 59)).map(sorted).map(tuple),
    size=st.none() | st.integers(0, 3_000),
    languages=st.dictionaries(
        st.sampled_from(["pl", "uk", "en", "de"]),
        st.sampled_from(["", *(str(c) for c in Cefr)]),
        max_size=3,
    ),
    topics=st.frozensets(st.sampled_from(list(TOPICS)), max_size=4),
    formats=st.frozensets(st.sampled_from([str(one) for one in Format]), max_size=4),
    availability=st.lists(periods, max_size=3).map(joined),
    seeks=st.lists(wishes, max_size=3).map(tuple),
    offers=st.lists(wishes, max_size=3).map(tuple),
)
weights = (
    st.fixed_dictionaries({one: st.integers(0, 4) for one in Criterion})
    .filter(lambda counts: any(counts.values()))
    .map(Weights)
)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(described, described, weights)
def test_the_shares_add_up_to_the_total_within_0_and_1(a, b, counted):
    match = score(a, b, counted)

    assert abs(sum(part.share for part in match.parts) - match.total) < 1e-9
    assert 0 <= match.total <= 1 + 1e-12
    assert all(0 <= part.value <= 1 for part in match.parts)
    assert sum(part.weight for part in match.parts) == pytest.approx(1)


@often
@given(st.lists(described, max_size=5), st.lists(described, max_size=5), weights)
def test_the_table_says_what_the_pair_says(rows_a, rows_b, counted):
    table = matrix(rows_a, rows_b, counted)

    assert table.shape == (len(rows_a), len(rows_b))
    expected = [[score(a, b, counted).total for b in rows_b] for a in rows_a]
    assert np.abs(table - np.array(expected).reshape(table.shape)).max(initial=0) < 1e-9


@often
@given(described, described, weights)
def test_seen_from_the_other_side_only_seeks_and_offers_change_places(a, b, counted):
    there, back = score(a, b, counted), score(b, a, counted)

    swapped = {Criterion.SEEKS: Criterion.OFFERS, Criterion.OFFERS: Criterion.SEEKS}
    for part in there.parts:
        mirrored = back.part(swapped.get(part.criterion, part.criterion))
        assert part.value == pytest.approx(mirrored.value, abs=1e-12)
        assert len(part.untold) == len(mirrored.untold)


@often
@given(described, described, weights, st.floats(0.1, 50))
def test_only_the_proportion_of_weights_matters(a, b, counted, factor):
    scaled = Weights({one: number * factor for one, number in counted.counts.items()})

    assert score(a, b, scaled).total == pytest.approx(score(a, b, counted).total, abs=1e-12)


@often
@given(described, described)
def test_what_is_not_told_is_worth_the_neutral_value(a, b):
    for part in score(a, b, USUAL).parts:
        if part.untold:
            assert part.value == NEUTRAL[part.criterion]


def test_the_table_is_the_same_in_blocks_of_any_size(monkeypatch):
    rng = np.random.default_rng(5)
    rows = [_any(rng) for _ in range(40)]
    whole = matrix(rows, rows, USUAL)

    monkeypatch.setattr("pobratym.matching.scoring.table.CELLS", 100)

    assert (matrix(rows, rows, USUAL) == whole).all()
    assert matrix(rows, rows, USUAL, dtype=np.float32).dtype == np.float32


def test_the_table_is_exact_for_real_sizes_of_vectors():
    rng = np.random.default_rng(7)
    rows = [_any(rng, length=384) for _ in range(30)]

    table = matrix(rows, rows, USUAL)

    expected = np.array([[score(a, b, USUAL).total for b in rows] for a in rows])
    assert np.abs(table - expected).max() < 1e-9


def _any(rng, length=8):
    def wish():
        code = rng.choice([*TOPICS])
        return Wish(str(code), {"pl": "…"}, "pl", _unit(rng.normal(size=length)))

    return Described(
        key=1,
        kind="primary_school",
        own_language=str(rng.choice(["pl", "uk"])),
        levels=frozenset({str(rng.integers(0, 4))}),
        ages=(6, int(rng.integers(10, 16))),
        size=int(rng.integers(50, 900)),
        languages={"en": "B1"},
        topics=frozenset(map(str, rng.choice([*TOPICS], size=2))),
        availability=((DAY, DAY + dt.timedelta(int(rng.integers(0, 40)))),),
        seeks=tuple(wish() for _ in range(rng.integers(0, 4))),
        offers=tuple(wish() for _ in range(rng.integers(0, 4))),
    )


def test_the_languages_of_the_other_side_count_more_than_a_third_one():
    ours = Described(1, "primary_school", "pl", languages={"uk": "B1", "en": "B1"})
    theirs = Described(2, "primary_school", "uk", languages={"en": "B1"})

    common = score(ours, theirs, USUAL).part(Criterion.LANGUAGES).reason.common

    assert [(one.language, one.level, one.native_to) for one in common] == [
        ("uk", "B1", frozenset({Side.B})),
        ("en", "B1", frozenset()),
    ]


def test_told_languages_of_which_none_is_common_are_worth_nothing():
    ours = Described(1, "primary_school", "pl", languages={"de": "B1"})
    theirs = Described(2, "primary_school", "uk", languages={"en": "B1"})

    part = score(ours, theirs, USUAL).part(Criterion.LANGUAGES)

    assert (part.value, part.untold) == (0, frozenset())


def test_a_language_found_counts_though_the_other_side_told_none():
    ours = Described(1, "primary_school", "pl", languages={"uk": "C2"})

    part = score(ours, Described(2, "primary_school", "uk"), USUAL).part(Criterion.LANGUAGES)

    assert (part.value, part.untold) == (1, frozenset())


def test_who_tells_nothing_ranks_between_who_fits_and_who_does_not():
    wish = Wish("sport", {"pl": "turniej"}, "pl")
    ours = Described(1, "primary_school", "pl", levels=frozenset("1"), seeks=(wish,))
    fits = Described(2, "primary_school", "uk", levels=frozenset("1"), offers=(wish,))
    silent = Described(3, "primary_school", "uk")
    unlike = replace(fits, levels=frozenset("6"), offers=(replace(wish, topic="water_waste"),))

    totals = [score(ours, one, USUAL).total for one in (fits, silent, unlike)]

    assert totals == sorted(totals, reverse=True)


def test_a_wish_is_met_by_topic_alone_where_words_cannot_be_compared():
    ours = Wish("sport", {"pl": "turniej"}, "pl", lemmas={"pl": frozenset({"turniej"})})
    theirs = Wish("sport", {"uk": "турнір"}, "uk", lemmas={"uk": frozenset({"турнір"})})

    met = meeting(ours, theirs)

    assert (met.value, met.topics, met.cosine, met.words) == (1, 1, None, None)


def test_shared_words_count_where_there_is_no_model():
    ours = Wish("", {"pl": "…"}, "pl", lemmas={"pl": frozenset({"chór", "szkolny"})})
    theirs = Wish("", {"pl": "…"}, "pl", lemmas={"pl": frozenset({"chór", "dziecięcy"})})

    met = meeting(ours, theirs)

    assert (met.value, met.words) == (0.5, 0.5)


def test_periods_that_touch_are_one():
    day = [DAY + dt.timedelta(number) for number in range(9)]

    assert joined([(day[5], day[6]), (day[0], day[2]), (day[3], day[3])]) == (
        (day[0], day[3]),
        (day[5], day[6]),
    )


def test_common_days_are_counted_and_named():
    ours = Described(1, "primary_school", availability=((DAY, DAY + dt.timedelta(9)),))
    since = DAY + dt.timedelta(3)
    theirs = Described(2, "primary_school", availability=((since, since + dt.timedelta(30)),))

    part = score(ours, theirs, USUAL).part(Criterion.CALENDAR)

    assert (part.reason.days, part.reason.periods) == (7, ((since, DAY + dt.timedelta(9)),))
    assert part.value == 0.5


@pytest.mark.parametrize("table", [kind_table(), topic_table()])
def test_what_is_like_is_like_in_both_directions(table):
    assert (table == table.T).all()
    assert (np.diag(table) == 1).all()
    assert table.min() >= 0
    assert table.max() <= 1


@pytest.mark.parametrize("counts", [{}, {Criterion.AGES: 0}, {Criterion.AGES: -1}])
def test_weights_that_cannot_be_shared_out_are_refused(counts):
    with pytest.raises(ValueError, match="Weights"):
        Weights(counts)
