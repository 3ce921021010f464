import gzip
import importlib.util
import json
from importlib.resources import files
from pathlib import Path

import pytest

from pobratym.directory.mapping.atlas import atlas, known
from pobratym.directory.mapping.points import Point

DATA = files("pobratym.directory") / "atlas"
TOOL = Path(__file__).parents[2] / "tools/cut_borders.py"


@pytest.mark.parametrize(
    ("country", "city", "point"),
    [
        ("UA", "Simferopol", Point(44.952, 34.102)),
        ("UA", "Sevastopol", Point(44.60, 33.53)),
        ("UA", "Kerch", Point(45.356, 36.467)),
        ("UA", "Donetsk", Point(48.00, 37.80)),
        ("UA", "Luhansk", Point(48.57, 39.31)),
        ("UA", "Varash", Point(51.34038, 25.85547)),
        ("UA", "Lviv", Point(49.84, 24.02)),
        ("PL", "Ostrołęka", Point(53.08621, 21.57566)),
        ("PL", "Szczecin", Point(53.43, 14.55)),
        ("PL", "Przemyśl", Point(49.78, 22.77)),
        ("DE", "Meppen", Point(52.69, 7.30)),
        ("", "the open Black Sea", Point(43.5, 33.0)),
    ],
)
def test_each_city_falls_into_its_country(country, city, point):
    assert atlas().country_at(point) == country, city


def test_kaliningrad_is_neither_in_poland_nor_in_ukraine():
    assert atlas().country_at(Point(54.71, 20.51)) not in {"PL", "UA", ""}


def test_every_outline_is_closed_and_made_of_shared_lines():
    used: dict[int, int] = {}
    for rings in atlas().rings.values():
        for ring in rings:
            ends = [_ends(number) for number in ring]
            assert all(a[1] == b[0] for a, b in zip(ends, ends[1:] + ends[:1], strict=True))
            for number in ring:
                used[number if number >= 0 else ~number] = 1

    assert sorted(used) == list(range(len(atlas().arcs)))


def _ends(number):
    vectors = atlas().arcs[number if number >= 0 else ~number].vectors
    ends = vectors[0], vectors[-1]
    return ends if number >= 0 else ends[::-1]


def test_poland_and_ukraine_share_their_border_line():
    lines = {
        code: {n if n >= 0 else ~n for ring in atlas().rings[code] for n in ring}
        for code in ("PL", "UA")
    }

    assert len(lines["PL"] & lines["UA"]) == 1


def test_the_borders_stay_small():
    stored = (DATA / "borders.json").read_bytes()

    assert len(stored) < 120_000
    assert len(gzip.compress(stored)) < 50_000


def test_every_name_is_given_in_three_languages():
    names = json.loads((DATA / "map_names.json").read_text(encoding="utf-8"))
    said = [*names["countries"].values(), *(town["names"] for town in names["towns"])]

    assert all(set(one) == {"pl", "uk", "en"} and all(one.values()) for one in said)
    assert {"PL", "UA", "DE", "SK", "BY", "LT"} <= set(names["countries"])


def test_towns_lie_where_we_draw():
    assert all(known(town.point) for town in atlas().towns)


def test_a_changed_archive_is_refused(tmp_path):
    spec = importlib.util.spec_from_file_location("cut_borders", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    archive = tmp_path / "atlas.tgz"
    archive.write_bytes(b"something else")

    with pytest.raises(SystemExit, match="SHA-512 differs"):
        tool.read_atlas(archive)
