import pytest

from pobratym.directory.states import Kind
from pobratym.institutions.registers.placing import Gazetteer, Place, Town
from pobratym.institutions.registers.rows import PlaceTold

CITY, VILLAGE = Kind.HROMADA_CITY, Kind.HROMADA_VILLAGE
URBAN, RURAL, BOTH = Kind.GMINA_URBAN, Kind.GMINA_RURAL, Kind.GMINA_URBAN_RURAL
TOWNS = [
    Town(1, "PL", "1461011", URBAN, "Ostrołęka", "Ostrołęka", "MAZOWIECKIE", ""),
    Town(2, "PL", "1201011", URBAN, "Bochnia", "Bochnia", "MAŁOPOLSKIE", "bocheński"),
    Town(3, "PL", "1201022", RURAL, "Bochnia", "Bochnia", "MAŁOPOLSKIE", "bocheński"),
    Town(4, "PL", "1218012", RURAL, "Wieprz", "Wieprz", "MAŁOPOLSKIE", "wadowicki"),
    Town(5, "PL", "2862011", URBAN, "Olsztyn", "Olsztyn", "WARMIŃSKO-MAZURSKIE", ""),
    Town(6, "PL", "2404113", BOTH, "Olsztyn", "Olsztyn", "ŚLĄSKIE", "częstochowski"),
    Town(11, "UA", "UA56020030000068439", CITY, "Вараш", "Вараська", "Рівненська", "Вараський"),
    Town(12, "UA", "UA56060000000000001", CITY, "Рівне", "Рівненська", "Рівненська", "Рівненський"),
    Town(
        13, "UA", "UA56060000000000002", VILLAGE, "Зоря", "Зорянська", "Рівненська", "Рівненський"
    ),
    Town(14, "UA", "UA80000000000093317", CITY, "Київ", "Київ", "Київ", ""),
]
PLACES = [
    Place("UA56020030010034121", "Вараш", 11),
    Place("UA56020030020069183", "Більська Воля", 11),
    Place("UA56060000000000011", "Іванівка", 12),
    Place("UA56060000000000012", "Іванівка", 13),
    Place("UA56020030020069999", "Іванівка", 11),
    Place("UA80000000000980793", "", 14),
]


@pytest.fixture(scope="module")
def known():
    return Gazetteer(TOWNS, PLACES)


def ukrainian(name, region="Рівненська область", **more):
    return PlaceTold("UA", name, region, **more)


def polish(name, region="", **more):
    return PlaceTold("PL", name, region, **more)


@pytest.mark.parametrize(
    ("told", "key"),
    [
        (ukrainian("Вараш"), 11),
        (ukrainian("ВАРАШ", "РІВНЕНСЬКА"), 11),
        (ukrainian("Більська  Воля", "Рівненська обл."), 11),
        (ukrainian("Київ", "КИЇВ"), 14),
        (ukrainian("Київ", "м.Київ"), 14),
        (ukrainian("", "", code="UA56020030010034121"), 11),
        (ukrainian("", "", code="UA80000000000980793"), 14),
        (ukrainian("", commune="Зорянська"), 13),
        (ukrainian("Іванівка", words="ліцей Зорянської сільської ради Рівненської області"), 13),
        (ukrainian("Іванівка", district="Вараський"), 11),
        (ukrainian("Стара Назва", words="ліцей Вараської міської ради"), 11),
        (polish("Ostrołęka", "Mazowieckie"), 1),
        (polish("OSTROŁĘKA", "mazowieckie"), 1),
        (polish("Bochnia", "Małopolskie"), 2),
        (polish("Bochnia", commune="Bochnia", district="bocheński"), 2),
        (polish("Wieprz", district="wadowicki"), 4),
        (polish("Łubne", "małopolskie", commune="Wieprz"), 4),
        (polish("", code="1201022"), 3),
        (polish("", code="1461011"), 1),
        (polish("Ostrołęka", district="Ostrołęka"), 1),
    ],
)
def test_a_place_is_found_by_what_the_row_says(known, told, key):
    assert known.find(told).municipality == key


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (ukrainian(""), "no_place"),
        (polish(""), "no_place"),
        (ukrainian("Нетутешнє"), "place_unknown"),
        (ukrainian("Вараш", "Волинська область"), "place_unknown"),
        (ukrainian("Іванівка"), "ambiguous_place"),
        (ukrainian("Іванівка", words="школа Рівненської області"), "ambiguous_place"),
        (polish("Olsztyn"), "ambiguous_place"),
        (polish("Wieprz", "małopolskie"), "village_without_gmina"),
        (polish("Bochnia", commune="Bochnia"), ""),
        (polish("Proszówki", commune="Bochnia", district="bocheński"), "ambiguous_place"),
        (polish("Mazowieckie", "Ostrołęka"), "place_unknown"),
    ],
)
def test_what_would_have_to_be_guessed_is_left_with_its_reason(known, told, reason):
    assert known.find(told).reason == reason
