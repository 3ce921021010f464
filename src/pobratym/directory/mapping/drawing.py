"""Maps of a pair of cities and of one city, as shapes ready for the page.

All figures are px of a sheet 640 wide and 432 high; outlines are in tenths of a px.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from pobratym.directory.mapping.atlas import Atlas, Town, atlas, known
from pobratym.directory.mapping.ground import HEIGHT, WIDTH, Ground, Land, ground
from pobratym.directory.mapping.lettering import (
    SIZES,
    Box,
    Label,
    along,
    around,
    best,
    label,
    shorten,
    text_width,
)
from pobratym.directory.mapping.outlines import XY
from pobratym.directory.mapping.points import Point, distance_km, midpoint
from pobratym.directory.mapping.projection import View

SHEET = Box(0, 0, WIDTH, HEIGHT)
MARGIN = (140.0, 96.0)
"""Px kept free beside and above the outermost place, for its name."""
NARROWEST_KM = 480.0
"""A sheet is never less wide on the ground: our borders are too coarse for more."""
CITY_KM = 760.0
"""Width on the ground of a city's map where its country does not fit on a sheet."""
UNITS = {"pl": "km", "uk": "км", "en": "km"}
CAPITALS = 2
"""At most so many capitals are marked before countries are named."""
TOWNS = 4
"""At most so many cities besides the pair."""
SHARES = (0.5, 0.25, 0.75, 0.1, 0.9)
"""Where in the room of a row a country's name may stand."""
NAMED = 7
"""At most so many countries carry their names."""


@dataclass(frozen=True)
class Marker:
    """A dot on the map: ``first``, ``second``, ``crossing`` or ``town``, in px."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """The straight line between the two cities, in px, and its length on the ground."""

    x1: float
    y1: float
    x2: float
    y2: float
    km: float


@dataclass(frozen=True)
class Scale:
    """The bar that shows how long a number of km is: its left end and length in px."""

    x: float
    y: float
    length: float
    km: int


@dataclass(frozen=True)
class Drawing:
    """Everything the template writes out.

    Attributes:
        width: of the view box.
        height: of the view box.
        land: countries with their outlines, in tenths of a px; ``home`` ones hold the cities.
        line: between the cities, on the map of a pair.
        markers: dots.
        labels: words, none of which overlap.
        scale: bar of km.
    """

    width: int
    height: int
    land: tuple[Land, ...]
    line: Line | None
    markers: tuple[Marker, ...]
    labels: tuple[Label, ...]
    scale: Scale


@lru_cache(maxsize=256)
def draw_pair(  # noqa: PLR0913 - a map shows this much
    first: Point,
    second: Point,
    *,
    labels: tuple[str, str],
    language: str,
    stand_ins: tuple[str, str] = ("", ""),
    crossing: Point | None = None,
    crossing_label: str = "",
) -> Drawing | None:
    """Draw two cities, the straight line between them and, if given, a border crossing.

    Args:
        first: one city.
        second: the other.
        labels: their names as the reader should see them.
        language: ``pl``, ``uk`` or ``en``, for names of countries and other cities.
        stand_ins: languages of the labels where they are not in ``language``, else empty.
        crossing: where the border is crossed; it stays on the sheet.
        crossing_label: its name.

    Returns:
        The drawing, or nothing when a place lies outside the part of Europe we know.
    """
    places = [first, second] + ([crossing] if crossing else [])
    if not all(map(known, places)):
        return None
    sheet = _Sheet(_view(midpoint(first, second), places), [first, second], language)
    a, b = sheet.view.place(first), sheet.view.place(second)
    sheet.keep_free(a, 12)
    sheet.keep_free(b, 12)
    sheet.taken += along(a, b, 5)
    sheet.choose_scale()
    sheet.write_city("first", labels[0], a, away=b, language=stand_ins[0])
    sheet.write_city("second", labels[1], b, away=a, language=stand_ins[1])
    km = distance_km(first, second)
    sheet.write_distance(f"{_grouped(round(km))}\u00a0{UNITS[language]}", a, b)
    if crossing:
        sheet.write_crossing(crossing_label, sheet.view.place(crossing))
    sheet.write_surroundings()
    line = Line(_tenth(a[0]), _tenth(a[1]), _tenth(b[0]), _tenth(b[1]), km)
    return sheet.drawing(line)


@lru_cache(maxsize=512)
def draw_city(point: Point, name: str, *, language: str, stand_in: str = "") -> Drawing | None:
    """Draw one city, within its whole country where that fits on a sheet.

    Args:
        point: the city.
        name: as the reader should see it.
        language: ``pl``, ``uk`` or ``en``.
        stand_in: language of the name where it is not ``language``, else empty.

    Returns:
        The drawing, or nothing when the city lies outside the part of Europe we know.
    """
    if not known(point):
        return None
    view = _country_view(atlas().country_at(point)) or View(point, CITY_KM / WIDTH, WIDTH, HEIGHT)
    sheet = _Sheet(view, [point], language)
    at = view.place(point)
    sheet.keep_free(at, 12)
    sheet.choose_scale()
    sheet.write_city("first", name, at, away=None, language=stand_in)
    sheet.write_surroundings()
    return sheet.drawing(None)


@lru_cache(maxsize=128)
def draw_many(
    home: Point,
    home_name: str,
    others: tuple[tuple[Point, str], ...],
    *,
    language: str,
    stand_in: str = "",
) -> Drawing | None:
    """Draw one city and others around it, which are numbered from 1 in their order.

    Args:
        home: the city from which one looks.
        home_name: as the reader should see it.
        others: places with their names, in the order of a list beside the map; those outside the
            part of Europe we know are left out.
        language: ``pl``, ``uk`` or ``en``.
        stand_in: language of the home's name where it is not ``language``, else empty.

    Returns:
        The drawing, or nothing when the home lies outside the part of Europe we know.
    """
    if not known(home):
        return None
    shown = [(number, *other) for number, other in enumerate(others, 1) if known(other[0])]
    places = [home, *(point for _, point, _ in shown)]
    lat, lon = ([point[i] for point in places] for i in (0, 1))
    centre = Point((min(lat) + max(lat)) / 2, (min(lon) + max(lon)) / 2)
    sheet = _Sheet(_view(centre, places), places, language)
    for point in places:
        sheet.keep_free(sheet.view.place(point), 9)
    sheet.choose_scale()
    sheet.write_city("first", home_name, sheet.view.place(home), away=None, language=stand_in)
    for number, point, name in shown:
        sheet.write_other(number, name, sheet.view.place(point))
    sheet.write_surroundings()
    return sheet.drawing(None)


def _view(centre: Point, places: list[Point]) -> View:
    """Return the closest view in which every place keeps its margin."""
    unit = View(centre, 1.0, 0, 0)
    spots = [unit.place(place) for place in places]
    across = max(abs(x) for x, _ in spots) / (WIDTH / 2 - MARGIN[0])
    down = max(abs(y) for _, y in spots) / (HEIGHT / 2 - MARGIN[1])
    return View(centre, max(across, down, NARROWEST_KM / WIDTH), WIDTH, HEIGHT)


@lru_cache(maxsize=64)
def _country_view(code: str) -> View | None:
    """Return the view of a whole country, if it lies well within the box we can draw."""
    known_atlas = atlas()
    if code not in known_atlas.extents:
        return None
    west, south, east, north = known_atlas.extents[code]
    if not known(Point(south, west)) or not known(Point(north, east)):
        return None
    points = [Point(lat, lon) for ring in known_atlas.degrees[code] for lon, lat in ring]
    centre = Point((south + north) / 2, (west + east) / 2)
    unit = View(centre, 1.0, 0, 0)
    spots = [unit.place(p) for p in points]
    across = max(abs(x) for x, _ in spots) / (WIDTH / 2 - 24)
    down = max(abs(y) for _, y in spots) / (HEIGHT / 2 - 20)
    return View(centre, max(across, down, NARROWEST_KM / WIDTH), WIDTH, HEIGHT)


class _Sheet:
    """A sheet while it is being written on: what stands where, and what is still free."""

    def __init__(self, view: View, homes: list[Point], language: str) -> None:
        known_atlas: Atlas = atlas()
        self.atlas, self.view, self.language = known_atlas, view, language
        self.ground: Ground = ground(view)
        self.homes = frozenset(filter(None, map(known_atlas.country_at, homes)))
        self.taken: list[Box] = []
        self.markers: list[Marker] = []
        self.labels: list[Label] = []
        self.scale = Scale(0, 0, 0, 0)

    def drawing(self, line: Line | None) -> Drawing:
        """Return what has been drawn."""
        land = self.ground.land(self.homes)
        markers, labels = tuple(self.markers), tuple(self.labels)
        return Drawing(WIDTH, HEIGHT, land, line, markers, labels, self.scale)

    def keep_free(self, at: XY, radius: float) -> None:
        """Keep words off a dot."""
        self.taken.append(Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))

    def add(self, written: Label | None) -> bool:
        """Put a word on the sheet, if there is one."""
        if written:
            self.labels.append(written)
            self.taken.append(written.box)
        return written is not None

    def choose_scale(self) -> None:
        """Put the bar into the freest corner: lower ones first."""
        km = _round_km(self.view.km_per_px * 150)
        length = km / self.view.km_per_px
        text = f"{km}\u00a0{UNITS[self.language]}"
        wide = max(length, text_width(text, SIZES["scale"]))
        high, edge = SIZES["scale"] * 1.24 + 10, 16.0
        corners = [(edge, HEIGHT - edge), (WIDTH - edge - wide, HEIGHT - edge)]
        corners += [(edge, edge + high), (WIDTH - edge - wide, edge + high)]
        boxes = [Box(x, y - high, x + wide, y + 3) for x, y in corners]
        crowded = [sum(box.grown(30).overlap(other) for other in self.taken) for box in boxes]
        box, (x, y) = min(
            zip(boxes, corners, strict=True), key=lambda c: crowded[corners.index(c[1])]
        )
        self.scale = Scale(_tenth(x), _tenth(y), _tenth(length), km)
        middle = label(text, "scale", x, y - 8 - SIZES["scale"] / 2, "start")
        self.labels.append(middle)
        self.taken.append(box)

    def write_city(self, kind: str, name: str, at: XY, *, away: XY | None, language: str) -> None:
        """Mark one of the two cities; its name is always written."""
        self.markers.append(Marker(kind, _tenth(at[0]), _tenth(at[1])))
        for room in (300, 220, 140):
            text = shorten(name, "city", room)
            choices = [c for gap in (14, 26, 44, 70) for c in around(text, "city", at, gap)]
            near, far = choices[:8], choices[8:]
            if self.add(best(near, self.taken, SHEET, away) or best(far, self.taken, SHEET)):
                self.labels[-1] = replace(self.labels[-1], language=language)
                return

    def write_other(self, number: int, name: str, at: XY) -> None:
        """Mark one of many cities by its number, and its name where there is room."""
        self.markers.append(Marker("second", _tenth(at[0]), _tenth(at[1])))
        for text in (f"{number} {shorten(name, 'town', 150)}", str(number)):
            choices = [c for gap in (11, 18) for c in around(text, "town", at, gap)]
            if self.add(best(choices, self.taken, SHEET)):
                return

    def write_distance(self, text: str, a: XY, b: XY) -> None:
        """Write the length beside the line, as near to its middle as there is room."""
        length = math.dist(a, b) or 1.0
        across = ((a[1] - b[1]) / length, (b[0] - a[0]) / length)
        width, size = text_width(text, SIZES["distance"]), SIZES["distance"]
        reach = abs(across[0]) * width / 2 + abs(across[1]) * size * 0.62 + 6
        choices = [
            label(
                text,
                "distance",
                a[0] + (b[0] - a[0]) * t + across[0] * side,
                a[1] + (b[1] - a[1]) * t + across[1] * side,
                "middle",
            )
            for far in (0, 16, 40)
            for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75)
            for side in (-reach - far, reach + far)
        ]
        self.add(best(choices, self.taken, SHEET))

    def write_crossing(self, name: str, at: XY) -> None:
        """Mark the crossing, and name it where there is room."""
        self.markers.append(Marker("crossing", _tenth(at[0]), _tenth(at[1])))
        self.keep_free(at, 9)
        text = shorten(name, "crossing", 320)
        choices = [c for gap in (13, 24, 40, 64) for c in around(text, "crossing", at, gap)]
        self.add(best(choices, self.taken, SHEET))

    def write_surroundings(self) -> None:
        """Name the nearest capitals, the countries, and then some more large cities."""
        self.write_towns([town for town in self.atlas.towns if town.capital], at_most=CAPITALS)
        for code in self.ground.by_size(self.homes)[:NAMED]:
            self.write_country(code)
        self.write_towns(self.atlas.towns, at_most=TOWNS)

    def write_towns(self, towns: list[Town], at_most: int) -> None:
        """Mark cities in their order, until so many stand on the sheet."""
        drawn = sum(marker.kind == "town" for marker in self.markers)
        for town in towns:
            x, y = self.view.place(town.point)
            spot = Box(x - 5, y - 5, x + 5, y + 5)
            if drawn == at_most:
                return
            if not spot.within(SHEET.grown(-10)) or any(map(spot.grown(14).meets, self.taken)):
                continue
            text = town.names[self.language]
            if self.add(best(around(text, "town", (x, y), 8), self.taken, SHEET)):
                self.markers.append(Marker("town", _tenth(x), _tenth(y)))
                self.taken.append(spot)
                drawn += 1

    def write_country(self, code: str) -> None:
        """Write a country's name where it fits between its borders, near the middle of its land."""
        name = self.atlas.names.get(code, {}).get(self.language, "")
        if not name:
            return
        middle = self.ground.middle(code)
        width = text_width(name, SIZES["country"]) * 1.12 + 12
        spots = []
        for y, left, right in self.ground.rows(code):
            room = right - left - width
            if room >= 0:
                spots += [(left + width / 2 + room * share, y, room) for share in SHARES]
        spots.sort(key=lambda spot: math.dist(spot[:2], middle) - min(spot[2], 80.0))
        choices = (label(name, "country", x, y, "middle") for x, y, _ in spots)
        self.add(best(choices, self.taken, SHEET))


def _round_km(at_most: float) -> int:
    """Return 1, 2 or 5 with noughts, as large as allowed."""
    power = 10 ** math.floor(math.log10(at_most))
    return int(next(step * power for step in (5, 2, 1) if step * power <= at_most))


def _grouped(number: int) -> str:
    """Write thousands with a narrow gap, as all three languages may."""
    return f"{number:,}".replace(",", "\u00a0")


def _tenth(value: float) -> float:
    return round(value, 1)
