"""What people wrote in Markdown, as harmless HTML, and drawings of one line."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LONGEST = 20_000
"""Characters; no field of ours holds more, and a longer text is shown as it was typed."""

_HEADINGS_BEGIN_AT = 3
"""A page owns h1 and h2; what people write inside it begins below."""

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="nofollow noopener",
    url_relative=lambda url: url if url[:1] in "/#?" and url[:2] not in ("//", "/\\") else None,
)


_ONE_PATH = re.compile(r'<svg [^<>]*><path d="[MLHVZmlhvz0-9 .,-]*"[^<>]*/></svg>')


def one_path(drawn: str) -> Markup:
    """Give a drawing that a library made, where it is one line and nothing else.

    Raises:
        ValueError: it is something else.
    """
    found = _ONE_PATH.search(drawn)
    if found is None:
        raise ValueError("not a drawing of one path")
    return Markup(found.group())  # noqa: S704  matched sign by sign above


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    reader.enable(["table", "strikethrough"]).disable("image")
    return reader


_markdown_it = _reader()


def _lowered(tokens: list[Token]) -> list[Token]:
    """Move headings below those of the page."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _HEADINGS_BEGIN_AT - 1)}"
    return tokens


@lru_cache(maxsize=256)
def markdown(text: str) -> Markup:
    """Make harmless HTML of Markdown that somebody wrote.

    Raw HTML in it is shown as typed; images are left out (nothing is loaded from elsewhere);
    links lead to http, https, mailto, tel and to pages of ours only; headings begin at h3.
    """
    if not text:
        return Markup()
    if len(text) > LONGEST:
        return Markup("<p>{}</p>").format(text)
    html = _markdown_it.renderer.render(
        _lowered(_markdown_it.parse(text)), _markdown_it.options, {}
    )
    return Markup(_cleaner.clean(html))  # noqa: S704  cleaned by an allow-list just here
