import gzip
import re
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import jinja2
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pobratym.directory
from pobratym.directory.mapping.crossings import nearest_crossing
from pobratym.directory.mapping.drawing import SHEET, draw_city, draw_pair
from pobratym.directory.mapping.lettering import shorten, text_width
from pobratym.directory.mapping.points import Point

ROOM = Path(pobratym.directory.__file__).parent
OSTROLEKA, VARASH = Point(53.08621, 21.57566), Point(51.34038, 25.85547)
ANYWHERE = st.builds(Point, st.floats(43.5, 56.5), st.floats(5.5, 41.5))
NAMES = st.sampled_from(
    [
        "Łódź",
        "Ostrołęka",
        "Вараш",
        "Кам'янець-Подільський",
        "Starokostiantyniv",
        "Żmigród",
        "Щ" * 60,
    ]
)
TEMPLATE = jinja2.Environment(
    loader=jinja2.FileSystemLoader(ROOM / "jinja2"), autoescape=True
).get_template("directory/_map.html")
LANGUAGES = st.sampled_from(["pl", "uk", "en"])


def founding(language="pl"):
    way = nearest_crossing(OSTROLEKA, VARASH)
    return draw_pair(
        OSTROLEKA,
        VARASH,
        labels=("Ostrołęka", "Warasz"),
        language=language,
        crossing=way.crossing.point,
        crossing_label=way.crossing.names[language],
    )


def rendered(drawing, title="Mapa", description="351 km w linii prostej"):
    return str(TEMPLATE.module.map_figure(drawing, "pair-map", title, description, "Mapa pary"))


def texts(drawing, kind):
    return [label.text for label in drawing.labels if label.kind == kind]


def test_the_founding_map_names_cities_distance_and_crossing():
    drawing = founding()

    assert texts(drawing, "city") == ["Ostrołęka", "Warasz"]
    assert texts(drawing, "distance") == ["351\u00a0km"]
    assert texts(drawing, "crossing") == ["Dorohusk – Jagodzin"]
    assert sorted(texts(drawing, "country")) == ["Białoruś", "Polska", "Ukraina"]
    assert "Warszawa" in texts(drawing, "town")
    assert {land.code for land in drawing.land if land.home} == {"PL", "UA"}
    assert [mark.kind for mark in drawing.markers[:3]] == ["first", "second", "crossing"]


def test_the_map_speaks_the_readers_language():
    assert {"Польща", "Україна"} <= set(texts(founding("uk"), "country"))
    assert texts(founding("uk"), "distance") == ["351\u00a0км"]
    assert {"Poland", "Ukraine"} <= set(texts(founding("en"), "country"))


def test_the_line_is_as_long_as_the_scale_says():
    drawing = founding()
    line, scale = drawing.line, drawing.scale

    drawn = ((line.x1 - line.x2) ** 2 + (line.y1 - line.y2) ** 2) ** 0.5

    assert drawn / scale.length * scale.km == pytest.approx(line.km, rel=0.003)


def test_what_lies_outside_our_part_of_europe_is_not_drawn():
    lisbon = Point(38.7, -9.1)

    assert draw_city(lisbon, "Lizbona", language="pl") is None
    assert draw_pair(OSTROLEKA, lisbon, labels=("a", "b"), language="pl") is None


def test_meppen_in_germany_is_drawn():
    drawing = draw_pair(
        Point(52.69, 7.30), OSTROLEKA, labels=("Meppen", "Ostrołęka"), language="pl"
    )

    assert {land.code for land in drawing.land if land.home} == {"DE", "PL"}


def test_a_citys_map_shows_its_whole_country():
    drawing = draw_city(VARASH, "Вараш", language="uk")

    assert drawing.line is None
    assert [land.code for land in drawing.land if land.home] == ["UA"]
    assert texts(drawing, "city") == ["Вараш"]
    assert "Україна" in texts(drawing, "country")


def test_two_names_for_one_place_still_stand_apart():
    drawing = draw_pair(OSTROLEKA, OSTROLEKA, labels=("Ostrołęka", "Остроленка"), language="pl")

    assert texts(drawing, "city") == ["Ostrołęka", "Остроленка"]
    assert_in_order(drawing)


def assert_in_order(drawing):
    """Words stay on the sheet and apart, every figure is a figure, every outline is closed."""
    for one, other in combinations(drawing.labels, 2):
        assert not one.box.meets(other.box), (one, other)
    assert all(label.box.within(SHEET) for label in drawing.labels)
    assert all(0 <= mark.x <= drawing.width for mark in drawing.markers)
    assert all(0 <= mark.y <= drawing.height for mark in drawing.markers)
    assert drawing.land
    for land in drawing.land:
        assert re.fullmatch(r"(M-?\d+ -?\d+l[\d -]+z)+", land.path), land.path[:80]


@settings(max_examples=40, deadline=None)
@given(ANYWHERE, ANYWHERE, NAMES, NAMES, LANGUAGES)
def test_any_pair_gives_an_orderly_and_small_map(a, b, one, other, language):
    way = nearest_crossing(a, b)
    drawing = draw_pair(
        a,
        b,
        labels=(one, other),
        language=language,
        crossing=way.crossing.point,
        crossing_label=way.crossing.names[language],
    )

    assert_in_order(drawing)
    assert len(texts(drawing, "city")) == 2
    page = rendered(drawing).encode()
    assert len(page) < 20_000
    assert len(gzip.compress(page)) < 10_000


@settings(max_examples=30, deadline=None)
@given(ANYWHERE, NAMES, LANGUAGES)
def test_any_city_gives_an_orderly_and_small_map(point, name, language):
    drawing = draw_city(point, name, language=language)

    assert_in_order(drawing)
    assert len(texts(drawing, "city")) == 1
    assert len(rendered(drawing).encode()) < 20_000


@given(st.text(min_size=1, max_size=80), st.floats(60, 400))
def test_a_shortened_name_fits(text, room):
    assume(text.strip())

    assert text_width(shorten(text, "city", room), 25) <= room


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_the_page_keeps_to_the_content_security_policy_and_speaks_to_screen_readers():
    parser = Tags()
    parser.feed(rendered(founding(), title='<b>"Mapa"</b>'))

    svg = next(attrs for tag, attrs in parser.seen if tag == "svg")
    ids = {attrs.get("id") for _, attrs in parser.seen}
    assert svg["role"] == "img"
    assert set(svg["aria-labelledby"].split()) <= ids
    assert "b" not in {tag for tag, _ in parser.seen}
    allowed = {
        "figure",
        "figcaption",
        "svg",
        "title",
        "desc",
        "rect",
        "g",
        "path",
        "circle",
        "text",
    }
    assert {tag for tag, _ in parser.seen} <= allowed
    assert not any(name == "style" or name.startswith("on") for _, a in parser.seen for name in a)


def test_every_class_of_the_map_has_its_style():
    css = (ROOM / "static/directory/map.css").read_text(encoding="utf-8")
    page = rendered(founding())

    classes = {name for found in re.findall(r'class="([^"]+)"', page) for name in found.split()}

    assert {name for name in classes if f".{name}" not in css} == set()
