"""The pairs of colours that carry text or edges keep their contrast, in light and in dark.

Ratios after WCAG 2.2, 1.4.3 (text 4.5 to 1) and 1.4.11 (edges of boxes and signs 3 to 1).
"""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src/pobratym/core/static"
THEME = (STATIC / "core/theme.css").read_text()

TAGS = ["blue", "green", "purple", "red", "orange", "teal", "magenta", "yellow"]
GROUNDS = ["--paper", "--wash", "--t-surface-2", "--t-surface-3"]
INKS = ["--ink", "--ink-2", "--govuk-link-colour", "--govuk-link-hover-colour"]

TEXTS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *(("--govuk-link-visited-colour", ground) for ground in ("--paper", "--wash")),
    *(("--govuk-error-colour", ground) for ground in ("--paper", "--wash")),
    *(("--govuk-success-colour", ground) for ground in ("--paper", "--wash")),
    *((f"--tag-{tag}-ink", f"--tag-{tag}-paper") for tag in TAGS),
    ("--ink", "--line"),
    ("--ink", "--govuk-hover-colour"),
    ("--on-mast", "--mast"),
    ("--t-on-action", "--t-action"),
    ("--t-on-action", "--t-action-hover"),
    ("--t-on-action", "--govuk-error-colour"),
    ("--t-on-action", "--t-danger-hover"),
    ("--t-on-action", "--govuk-success-colour"),
    ("--t-danger-shadow", "--paper"),
    ("--govuk-focus-text-colour", "--govuk-focus-colour"),
]
EDGES = [
    ("--govuk-input-border-colour", "--paper"),
    ("--govuk-input-border-colour", "--wash"),
    ("--govuk-error-colour", "--paper"),
    ("--brand", "--paper"),
    ("--brand", "--wash"),
    ("--accent", "--paper"),
    ("--accent", "--t-surface-2"),
    ("--t-action", "--wash"),
]


def tokens(scheme):
    """Read the theme's tokens, dark ones laid over the light ones."""
    light, dark = re.findall(r":root \{([^}]*)\}", THEME)[:2]
    text = light + (dark if scheme == "dark" else "")
    found = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", text))
    return {name: _value(found, name) for name in found}


def _value(found, name):
    reference = re.fullmatch(r"var\((--[\w-]+)\)", found[name])
    return _value(found, reference[1]) if reference else found[name]


def contrast(one, other):
    """Relative contrast of two colours (#rgb or #rrggbb), from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, 4.5), (EDGES, 3.0)], ids=["texts", "edges"])
def test_colours_that_must_be_told_apart_can_be(scheme, pairs, least):
    value = tokens(scheme)

    too_close = {
        pair: round(contrast(value[pair[0]], value[pair[1]]), 2)
        for pair in pairs
        if contrast(value[pair[0]], value[pair[1]]) < least
    }

    assert too_close == {}


def test_every_token_that_the_base_asks_for_is_given():
    base = next(STATIC.glob("vendor/govuk-frontend-*/govuk-frontend.css")).read_text()

    asked = set(re.findall(r"var\((--(?:t|tag|font|govuk)-[\w-]+)\)", base))
    not_colours_of_the_screen = {"--govuk-print-text-colour"}

    assert asked - set(tokens("light")) == not_colours_of_the_screen
