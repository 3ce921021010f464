"""How the words of a clause are shown: paragraphs and points."""

from functools import lru_cache

from markupsafe import Markup

from pobratym.agreements.texts.structure import blocks

_MOST_KEPT = 4_096
_PARAGRAPH = Markup("<p>{}</p>")
_POINT = Markup('<p class="words__point"><span class="words__label">{}</span> {}</p>')


@lru_cache(maxsize=_MOST_KEPT)
def shown(body: str) -> Markup:
    """Write a body as paragraphs and points; a text is shown many times between two changes."""
    return Markup("\n").join(
        _POINT.format(block.label, block.text) if block.label else _PARAGRAPH.format(block.text)
        for block in blocks(body)
    )
