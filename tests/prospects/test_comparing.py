"""Claims about the sum of each total, on made-up municipalities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pobratym.directory.mapping.points import Point, distance_km
from pobratym.prospects.comparing.catalogue import catalogue, default_weights
from pobratym.prospects.comparing.columns import Known, Tie, columns_of, distances, standardised
from pobratym.prospects.comparing.journey import DETOUR, SPEED_KMH, WAITING_HOURS, journey
from pobratym.prospects.comparing.meeting import SAME_TOPIC, Want, Wants, met_by_row
from pobratym.prospects.comparing.ranking import Filters, Ranking, wanted_by
from pobratym.prospects.comparing.scoring import compared
from pobratym.prospects.queries.wording import ABOUT, NAMES, UNITS

OSTROLEKA, VARASH = Point(53.08621, 21.57566), Point(51.34038, 25.85547)


def known(key, country="UA", residents=50_000, place=VARASH, area=30.0, **more):
    facts = {
        "key": key,
        "country": country,
        "code": f"{key:07}" if country == "PL" else f"UA56{key:015}",
        "region": "14" if country == "PL" else "UA56",
        "size": "20_to_50",
        "residents": residents,
        "area": area,
        "latitude": place and place.lat,
        "longitude": place and place.lon,
        "seeks": False,
    }
    return Known(**{**facts, **more})


def columns(*rows, ties=(), published=None, schools=None):
    return columns_of(
        rows, published or {"urban_share": {}}, ties, schools or {}, [Point(50.8, 24.0)]
    )


NOTHING = Wants([], None)


def test_every_indicator_has_its_words_and_a_known_unit():
    assert catalogue().keys() == NAMES.keys() == ABOUT.keys()
    assert {row.unit for row in catalogue().values()} - {""} <= UNITS.keys()


def test_what_only_one_country_has_is_never_counted():
    assert not {"births", "own_income"} & default_weights().keys()


@given(
    weights=st.dictionaries(
        st.sampled_from(sorted(default_weights())), st.integers(0, 100), min_size=1
    ),
    residents=st.lists(st.one_of(st.none(), st.integers(1, 3_000_000)), min_size=2, max_size=8),
)
def test_shares_and_parts_add_up(weights, residents):
    rows = [known(key, residents=count) for key, count in enumerate(residents)]
    made = columns(*rows)
    result = compared(made, NOTHING, 0, weights)

    assert sum(result.shares.values()) == pytest.approx(1.0 if any(weights.values()) else 0.0)
    whole = Ranking(made, result, result.ordered(np.arange(1, len(rows))))
    for candidate in whole.slice(0, len(rows)):
        assert sum(part.points for part in candidate.parts) == pytest.approx(candidate.total)
        assert 0 <= candidate.total <= 1


def test_the_same_city_twice_is_alike_in_all():
    made = columns(known(0), known(1), known(2, residents=3_000))

    result = compared(made, NOTHING, 0, {"residents": 1, "density": 1})

    assert result.totals[1] == pytest.approx(1.0)
    assert result.totals[2] < result.totals[1]


def test_what_is_not_known_adds_nothing():
    made = columns(known(0), known(1, residents=None), known(2))

    result = compared(made, NOTHING, 0, {"residents": 1})

    assert result.totals[1] == 0
    assert np.isnan(result.values["residents"][1])


def test_weights_of_nothing_rank_by_nothing():
    result = compared(columns(known(0), known(1)), NOTHING, 0, {})

    assert result.totals.tolist() == [0, 0]


def test_negative_weights_count_as_nothing():
    result = compared(columns(known(0), known(1)), NOTHING, 0, {"residents": -5, "nearness": 1})

    assert result.shares["residents"] == 0


def test_counts_are_standardised_by_their_logarithm():
    scaled = standardised(np.array([9.0, 99.0, 999.0]), "log")

    assert scaled[1] - scaled[0] == pytest.approx(scaled[2] - scaled[1])


def test_one_value_everywhere_makes_no_difference():
    assert standardised(np.array([5.0, 5.0]), "plain").tolist() == [0, 0]


def test_distances_agree_with_the_ellipsoid():
    made = columns(known(0, "PL", place=OSTROLEKA), known(1))

    found = distances(made.places, made.places[0])[1]

    assert found == pytest.approx(distance_km(OSTROLEKA, VARASH), rel=0.005)


def test_a_place_not_known_stands_in_the_middle_of_its_raion_and_says_so():
    made = columns(known(0), known(1, place=None), known(2, "PL", place=None))

    assert made.places[1] == pytest.approx(made.places[0])
    assert made.estimated.tolist() == [False, True, False]
    assert np.isnan(made.places[2]).all()


def test_the_largest_city_of_a_region_is_not_guessed_from_a_few(monkeypatch):
    rows = [known(1), known(2, residents=900_000, place=OSTROLEKA)]

    assert np.isnan(columns(*rows).values["largest_city_km"]).all()

    monkeypatch.setattr("pobratym.prospects.comparing.columns.FEW", 2)
    away, itself = columns(*rows).values["largest_city_km"]
    assert away == pytest.approx(distance_km(OSTROLEKA, VARASH), rel=0.01)
    assert itself == 0


def test_partners_in_common_count_once_each():
    ties = [Tie(0, "DE", "meppen"), Tie(1, "DE", "meppen"), Tie(1, "DE", "meppen"),
            Tie(1, "LT", "alytus"), Tie(2, "LT", "alytus")]  # fmt: skip
    made = columns(known(0), known(1), known(2), ties=ties)

    result = compared(made, NOTHING, 0, {"partners_in_common": 1})

    assert result.totals.tolist() == pytest.approx([0.5, 0.5, 0.0])
    whole = Ranking(made, result, np.array([1, 2]))
    assert whole.of(1).in_common == {("DE", "meppen")}


def test_needs_and_offers_meet_in_both_directions():
    wants = [
        Want(10, 0, "seeks", "culture"),
        Want(11, 0, "offer", "sport"),
        Want(12, 1, "offer", "culture"),
        Want(13, 1, "seeks", "sport"),
        Want(14, 2, "offer", "culture"),
        Want(15, 2, "offer", "health"),
    ]

    met = met_by_row(Wants(wants, None), 0)

    assert met[1][0] == pytest.approx(SAME_TOPIC)
    assert met[2][0] == pytest.approx(SAME_TOPIC / 2)
    assert {(pair.need, pair.offer) for pair in met[1][1]} == {(10, 12), (13, 11)}


def test_a_need_half_answered_counts_half():
    wants = [
        Want(1, 0, "seeks", "culture"),
        Want(2, 0, "seeks", "sport"),
        Want(3, 1, "offer", "culture"),
    ]

    assert met_by_row(Wants(wants, None), 0)[1][0] == pytest.approx(SAME_TOPIC / 4)


def test_meaning_tells_two_offers_of_one_topic_apart():
    wants = [
        Want(1, 0, "seeks", "culture"),
        Want(2, 1, "offer", "culture"),
        Want(3, 2, "offer", "culture"),
        Want(4, 3, "offer", "sport"),
        Want(5, 4, "offer", "culture"),
    ]
    vectors = np.array([[1, 0], [1, 0], [0, 1], [1, 0], [0, 0]], dtype=np.float32)

    met = met_by_row(Wants(wants, vectors), 0)

    assert met[1][0] == pytest.approx(0.5)
    assert met[2][0] == pytest.approx(0.25)
    assert 0.25 < met[3][0] < met[1][0]
    assert not met[3][1][0].is_same_topic
    assert met[4][0] == pytest.approx(SAME_TOPIC / 2), "no words: by topic alone"


def test_filters_leave_out_others_and_the_city_itself():
    made = columns(
        known(0, "PL", place=OSTROLEKA),
        known(1, seeks=True),
        known(2, size="over_100"),
        known(3, place=None, code="UA01999"),
    )
    wants = Wants([Want(1, 2, "offer", "culture")], None)
    result = compared(made, wants, 0, {"residents": 1})

    def left(**asked):
        return np.flatnonzero(wanted_by(made, wants, result, Filters(**asked))).tolist()

    assert left() == [1, 2, 3]
    assert left(country="PL") == []
    assert left(seeking=True) == [1]
    assert left(sizes=("over_100",)) == [2]
    assert left(topic="culture") == left(topic="culture", side="offer") == [2]
    assert left(topic="culture", side="seeks") == []
    assert left(within_km=400) == [1, 2]
    assert left(within_km=100) == []
    assert left(languages_of=[3]) == [3]


def test_equals_keep_the_order_of_the_record():
    made = columns(known(0), known(1), known(2), known(3))
    result = compared(made, NOTHING, 0, {"residents": 1})

    assert result.ordered(np.array([3, 1, 2])).tolist() == [3, 1, 2]


def test_a_journey_abroad_waits_at_a_crossing_for_cars():
    way = journey(OSTROLEKA, VARASH, is_abroad=True)

    assert way.crossing is not None
    assert "car" in way.crossing.traffic
    assert way.road_km >= way.straight_km * DETOUR
    assert way.driving == pytest.approx(way.road_km / SPEED_KMH)
    assert (way.least, way.most) == tuple(way.driving + hours for hours in WAITING_HOURS)


def test_a_journey_at_home_waits_nowhere():
    way = journey(OSTROLEKA, Point(52.23, 21.01), is_abroad=False)

    assert way.crossing is None
    assert way.least == way.most == way.driving


def test_no_place_is_empty_of_rows():
    assert len(columns().keys) == 0
