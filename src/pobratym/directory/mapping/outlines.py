"""Lines and areas on a flat sheet: thinning, cutting to a frame, writing as an SVG path.

Points are (x, y) in pixels, rings are closed without repeating their first point.
"""

from itertools import pairwise

XY = tuple[float, float]
Ring = list[XY]
Frame = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


def thin(line: Ring, tolerance: float) -> Ring:
    """Leave out points that move an open line by less than the tolerance, keeping both ends.

    First by distance to the last point kept, then by Douglas and Peucker (1973).
    """
    near = tolerance * tolerance / 4
    sparse = [line[0]]
    for x, y in line[1:-1]:
        px, py = sparse[-1]
        if (x - px) ** 2 + (y - py) ** 2 > near:
            sparse.append((x, y))
    sparse.append(line[-1])
    kept, waiting = {0, len(sparse) - 1}, [(0, len(sparse) - 1)]
    while waiting:
        first, last = waiting.pop()
        middle = _farthest(sparse, first, last, tolerance)
        if middle:
            kept.add(middle)
            waiting += [(first, middle), (middle, last)]
    return [sparse[i] for i in sorted(kept)]


def _farthest(line: Ring, first: int, last: int, tolerance: float) -> int:
    (ax, ay), (bx, by) = line[first], line[last]
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    best, middle = tolerance * tolerance, 0
    for i in range(first + 1, last):
        x, y = line[i][0] - ax, line[i][1] - ay
        if length:
            t = min(max((x * dx + y * dy) / length, 0.0), 1.0)
            x, y = x - t * dx, y - t * dy
        gap = x * x + y * y
        if gap > best:
            best, middle = gap, i
    return middle


def clip(ring: Ring, frame: Frame) -> Ring:
    """Cut a ring to a frame (Sutherland and Hodgman 1974).

    Parts that leave and return are joined along the edge of the frame, so let the frame be a
    little larger than what is shown.
    """
    left, top, right, bottom = frame
    for axis, wall, inward in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        if not ring:
            return []
        ring = _clip_by_wall(ring, axis, wall, inward)
    return ring


def _clip_by_wall(ring: Ring, axis: int, wall: float, inward: int) -> Ring:
    result: Ring = []
    a = ring[-1]
    a_inside = (a[axis] - wall) * inward >= 0
    for b in ring:
        b_inside = (b[axis] - wall) * inward >= 0
        if a_inside != b_inside:
            t = (wall - a[axis]) / (b[axis] - a[axis])
            result.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
        if b_inside:
            result.append(b)
        a, a_inside = b, b_inside
    return result


def path(rings: list[Ring]) -> str:
    """Write rings as SVG path data in whole tenths of a pixel; rings that vanish are left out."""
    return "".join(_ring_path(ring) for ring in rings)


def _ring_path(ring: Ring) -> str:
    whole = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole) if a != b]
    if len(steps) < 2:  # noqa: PLR2004 - a line encloses nothing
        return ""
    written = "".join(f"{dx}{'' if dy < 0 else ' '}{dy} " for dx, dy in steps)
    return f"M{whole[0][0]} {whole[0][1]}l{written.rstrip().replace(' -', '-')}z"


def area(ring: Ring) -> float:
    """Return the size of a ring in square pixels, whichever way it runs."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def centre(ring: Ring) -> XY:
    """Return the centre of gravity of what a ring encloses."""
    double = across = down = 0.0
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        part = ax * by - bx * ay
        double, across, down = double + part, across + (ax + bx) * part, down + (ay + by) * part
    return across / (3 * double), down / (3 * double)


def encloses(rings: list[Ring], x: float, y: float) -> bool:
    """Tell whether a point lies within rings filled by the even-odd rule."""
    return sum(x < crossing for crossing in crossings_at(rings, y)) % 2 == 1


def crossings_at(rings: list[Ring], y: float) -> list[float]:
    """Return where a level line meets the rings, from left to right."""
    found = []
    for ring in rings:
        ax, ay = ring[-1]
        for bx, by in ring:
            if (ay > y) != (by > y):
                found.append(ax + (y - ay) * (bx - ax) / (by - ay))
            ax, ay = bx, by
    return sorted(found)
