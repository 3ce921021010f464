"""How the words of a clause are shown: paragraphs and points."""

import re
from functools import lru_cache

from markupsafe import Markup

from pobratym.agreements.texts.structure import blocks

_IN_AN_AMOUNT = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|zł|грн)")
_MOST_KEPT = 4_096
_PARAGRAPH = Markup("<p>{}</p>")
_POINT = Markup('<p class="words__point"><span class="words__label">{}</span> {}</p>')


@lru_cache(maxsize=_MOST_KEPT)
def shown(body: str) -> Markup:
    """Write a body as paragraphs and points; a text is shown many times between two changes.

    No line breaks within an amount of money.
    """
    return Markup("\n").join(
        _POINT.format(block.label, block.text) if block.label else _PARAGRAPH.format(block.text)
        for block in blocks(_IN_AN_AMOUNT.sub("\u00a0", body))
    )
