"""What follows from a municipality's names: its place in lists, and how it is found (no Django).

The same for one name corrected by a person and for thirty thousand read from a register.
"""

from collections.abc import Iterable
from typing import NamedTuple

from pobratym.core.alphabets import collation_key, fold, folded_starts
from pobratym.core.wordings import LANGUAGES, Wordings

LONGEST_KEY = 120
"""Letters; what ``NameKey.key`` holds."""
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


class NameKeys(NamedTuple):
    """Collation keys for the three ``sort_*`` columns, and the keys that find the name."""

    sort_pl: str
    sort_uk: str
    sort_en: str
    search: frozenset[str]


def keys_for(name: Wordings, former: Iterable[Wordings] = ()) -> NameKeys:
    """Give all keys of a municipality.

    Args:
        name: the name in each language; a language without one is ordered by its stand-in.
        former: other names it can be found by: former ones, and the register's own.
    """
    sort_pl, sort_uk, sort_en = (
        collation_key(name.said(language).text, language) for language in LANGUAGES
    )
    texts = {text for wordings in (name, *former) for text in wordings.values()}
    search = frozenset(key[:LONGEST_KEY] for text in texts for key in folded_starts(text))
    return NameKeys(sort_pl, sort_uk, sort_en, search)


def slug_of(name: Wordings) -> str:
    """Give the decorative end of a city's address: Latin letters and digits only."""
    return fold(name.said("en").text) or "-"


def end_of_prefix(key: str) -> str:
    """Give the first key after all those that begin with ``key``; empty where there is none.

    Keys hold digits and Latin letters only, whose order every collation agrees on; a sign above
    them all (``~``) would be overlooked by some.
    """
    bare = key.rstrip(_SIGNS[-1])
    if not bare:
        return ""
    return bare[:-1] + _SIGNS[_SIGNS.index(bare[-1]) + 1]
