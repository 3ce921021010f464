"""A browser in words, from what it says of itself (no Django here)."""

import re

_FAMILIES = (
    ("Edge", re.compile(r"Edg(e|A|iOS)?/")),
    ("Opera", re.compile(r"OPR/|Opera")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Firefox", re.compile(r"Firefox/|FxiOS/")),
    ("Chrome", re.compile(r"Chrome/|CriOS/|Chromium/")),
    ("Safari", re.compile(r"Safari/")),
)
_SYSTEMS = (
    ("Android", re.compile(r"Android")),
    ("iOS", re.compile(r"iPhone|iPad|iPod")),
    ("Windows", re.compile(r"Windows")),
    ("macOS", re.compile(r"Macintosh|Mac OS X")),
    ("Linux", re.compile(r"Linux|X11")),
)
"""Narrower names stand before those whose words others borrow."""


def browser_named(agent: str) -> str:
    """Name family and system, such as "Firefox, Windows"; empty for what says neither."""
    found = (_first(_FAMILIES, agent), _first(_SYSTEMS, agent))
    return ", ".join(name for name in found if name)


def _first(known: tuple[tuple[str, re.Pattern[str]], ...], agent: str) -> str:
    return next((name for name, pattern in known if pattern.search(agent)), "")
