"""Turn the published govuk-frontend CSS into an unbranded base whose every colour is a token.

The licence of govuk-frontend (MIT) covers the code; the font GDS Transport, the crest and the crown
are reserved for gov.uk and are taken out. Colours become custom properties, so that our theme
(core/static/core/theme.css) can set light, dark and print. Components we never show are left out.
"""

import re

FONT = "var(--font-ui)"

TOKENS = {
    "#0b0c0c": "--govuk-text-colour",
    "#f3f3f3": "--t-surface-2",
    "#fff": "--t-surface",
    "#ffffff": "--t-surface",
    "#cecece": "--govuk-border-colour",
    "#1d70b8": "--govuk-brand-colour",
    "#858686": "--t-shadow",
    "#484949": "--govuk-secondary-text-colour",
    "#0f7a52": "--t-action",
    "#0b5c3e": "--t-action-hover",
    "#083d29": "--t-action-shadow",
    "#ca3535": "--govuk-error-colour",
    "#982828": "--t-danger-hover",
    "#f4f8fb": "--t-surface-3",
    "#651b1b": "--t-danger-shadow",
    "#0f385c": "--govuk-link-hover-colour",
    "#d2e2f1": "--t-surface-2",
}
"""What each colour of the published file means, as a token of ours."""

TAGS = {
    "blue": ("#0f385c", "#d2e2f1"),
    "green": ("#083d29", "#cfe4dc"),
    "purple": ("#2a1950", "#ddd6ec"),
    "red": ("#651b1b", "#f4d7d7"),
    "orange": ("#7a3c1c", "#fde4d7"),
    "teal": ("#0b4144", "#d0e6e7"),
    "magenta": ("#651b3e", "#f4d7e5"),
    "yellow": ("#7a3c1c", "#ffee80"),
}
"""Ink and paper of the tags; the theme names them ``--tag-green-ink``, ``--tag-green-paper``."""

NEVER_SHOWN = (
    ".govuk-header",
    ".govuk-footer",
    ".govuk-generic-header",
    ".govuk-cookie-banner",
    ".govuk-exit-this-page",
    ".govuk-phase-banner",
    ".govuk-panel",
    ".govuk-logo",
    ".govuk-service-navigation--inverse",
    ".govuk-tag--turquoise",
    ".govuk-tag--pink",
)

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b")


def tokenise(css: str) -> str:
    """Strip what belongs to gov.uk alone and put tokens in place of colours and fonts.

    Args:
        css: ``govuk-frontend.min.css`` as published.

    Returns:
        The same rules, without ``@font-face``, images, unused components and literal colours; the
        first block, which gives the upstream tokens their values, is kept as it is.
    """
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", FONT)
    css = re.sub(r"font-family:(sans-serif|GDS Transport)", f"font-family:{FONT}", css)
    css = re.sub(r"var\((--govuk-[a-z-]+),\s*#[0-9a-f]{3,6}\)", r"var(\1)", css)
    split = css.index("}") + 1
    body = RULE.sub(_rule, css[split:])
    return css[:split] + _without_empty_blocks(body) + "\n"


def _rule(match: re.Match[str]) -> str:
    selectors = [s for s in match[1].split(",") if not s.strip().startswith(NEVER_SHOWN)]
    if not selectors:
        return ""
    selector = ",".join(selectors)
    tag = re.search(r"\.govuk-tag(?:--([a-z]+))?$", selector)
    colours = TOKENS
    if tag:
        name = tag[1] or "blue"
        ink, paper = TAGS.get(name, ("", ""))
        colours = {**TOKENS, ink: f"--tag-{name}-ink", paper: f"--tag-{name}-paper"}
    return f"{selector}{{{_declarations(match[2], colours)}}}"


def _declarations(text: str, colours: dict[str, str]) -> str:
    def token(match: re.Match[str]) -> str:
        white_ink = match[0] in ("#fff", "#ffffff") and re.search(
            r"(^|;)color:$", text[: match.start()]
        )
        return "var(--t-on-action)" if white_ink else f"var({colours[match[0]]})"

    return COLOUR.sub(token, text)


def _without_empty_blocks(css: str) -> str:
    while (shorter := re.sub(r"@[a-z-]+[^{};]*\{\}", "", css)) != css:
        css = shorter
    return css
