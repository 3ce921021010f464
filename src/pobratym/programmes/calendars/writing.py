"""A calendar as text: escaped, folded, the same for the same rows.

Entries of a long programme share places and titles, so each text is escaped and folded once.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from zoneinfo import ZoneInfo

from pobratym.programmes.calendars.entries import Calendar, Entry
from pobratym.programmes.calendars.zones import described, zone_of

_OCTETS = 75
_BY = "-//Pobratym//Programmes//EN"
_AGAIN = "PT1H"
"""How often programs should look for changes."""
_LINES = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKED = re.compile(r"[\\;,\n]")
_MARKS = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))
_UTC = "UTC"

Moment = Callable[[dt.datetime, str], str]


def written(calendar: Calendar) -> bytes:
    """Write the calendar."""
    zones = _zones(calendar)
    line = cache(folded_line)
    language = _language(calendar.language)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_BY}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        line("NAME", calendar.name),
        line("X-WR-CALNAME", calendar.name),
        line("X-WR-TIMEZONE", calendar.zone),
        f"REFRESH-INTERVAL;VALUE=DURATION:{_AGAIN}",
        f"X-PUBLISHED-TTL:{_AGAIN}",
    ]
    for name in zones:
        lines += described(name, *_years(calendar))
    moment = _moments(zones)
    for entry in calendar.entries:
        lines.append(_event(entry, language, line, moment))
    lines += ["END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def folded_line(name: str, text: str) -> str:
    """Give one property with escaped text, in lines of at most 75 octets."""
    clean = text.strip()
    if not clean.isprintable():
        clean = _UNPRINTABLE.sub("", _LINES.sub("\n", clean))
    if _MARKED.search(clean):
        for mark, escaped in _MARKS:
            clean = clean.replace(mark, escaped)
    return folded(f"{name}:{clean}")


def folded(line: str) -> str:
    """Break a line before its 76th octet, never inside a letter; what follows has a blank."""
    if len(line) * 4 <= _OCTETS:
        return line
    octets = line.encode()
    length = len(octets)
    if length <= _OCTETS:
        return line
    pieces, start, end = [], 0, _OCTETS
    while end < length:
        while octets[end] & 0xC0 == 0x80:  # noqa: PLR2004  a letter goes on here
            end -= 1
        pieces.append(octets[start:end])
        start, end = end, end + _OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode()


def _event(entry: Entry, language: str, line: Callable[[str, str], str], moment: Moment) -> str:
    stamp = moment(entry.changed_at, _UTC)
    standing = entry.standing.value
    secrecy = "CONFIDENTIAL" if entry.is_secret else "PUBLIC"
    fixed = (
        f"BEGIN:VEVENT\r\nUID:{entry.uid}\r\nDTSTAMP{stamp}\r\nLAST-MODIFIED{stamp}\r\n"
        f"SEQUENCE:{entry.sequence}\r\nDTSTART{moment(entry.starts_at, entry.zone)}\r\n"
        f"DTEND{moment(entry.ends_at, entry.end_zone or entry.zone)}\r\nSTATUS:{standing}\r\n"
        f"CLASS:{secrecy}\r\n{line(f'SUMMARY{language}', entry.summary)}\r\n"
    )
    texts = ""
    if entry.location:
        texts = f"{line(f'LOCATION{language}', entry.location)}\r\n"
    if entry.geo:
        texts += f"GEO:{entry.geo[0]:.5f};{entry.geo[1]:.5f}\r\n"
    if entry.description:
        texts += f"{line(f'DESCRIPTION{language}', entry.description)}\r\n"
    if entry.url:
        texts += f"{folded(f'URL:{entry.url}')}\r\n"
    return f"{fixed}{texts}END:VEVENT"


def _zones(calendar: Calendar) -> dict[str, ZoneInfo]:
    """Give the zones that are written, those that exist, in a fixed order."""
    names = {calendar.zone, *calendar.zones}
    for entry in calendar.entries:
        names.add(entry.zone)
        names.add(entry.end_zone)
    found = {name: zone_of(name) for name in sorted(names - {"", _UTC})}
    return {name: zone for name, zone in found.items() if zone}


def _years(calendar: Calendar) -> tuple[int, int]:
    if not calendar.entries:
        return 2024, 2024
    first = min(entry.starts_at for entry in calendar.entries)
    last = max(entry.ends_at for entry in calendar.entries)
    return (first - dt.timedelta(days=1)).year, (last + dt.timedelta(days=1)).year


def _moments(zones: dict[str, ZoneInfo]) -> Moment:
    """Write moments as wall time of their zone.

    The second of two equal hours, when clocks go back, can only be told in UTC. What begins when
    another ends is written once.
    """

    @cache
    def moment(at: dt.datetime, name: str) -> str:
        zone = zones.get(name)
        local = at.astimezone(zone) if zone else None
        if local is None or local.fold:
            return f":{_utc(at)}"
        return f";TZID={name}:{_plain(local)}"

    return moment


def _utc(at: dt.datetime) -> str:
    return f"{_plain(at if at.tzinfo is dt.UTC else at.astimezone(dt.UTC))}Z"


def _plain(at: dt.datetime) -> str:
    return at.isoformat()[:19].replace("-", "").replace(":", "")


def _language(code: str) -> str:
    return f";LANGUAGE={code}" if re.fullmatch(r"[a-z]{2,3}", code) else ""
