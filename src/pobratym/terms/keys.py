"""What a term is searched by."""

import unicodedata

from pobratym.core.alphabets import fold

LONGEST_KEY = 200


def key_of(text: str) -> str:
    """Give a term's folded letters; those of other scripts in lower case, as they are.

    ``Ostrołęka`` is found by ``ostroleka``, ``угода`` by ``uhoda`` and by ``угода``.
    """
    plain = unicodedata.normalize("NFC", text).casefold()
    return (fold(text) or "".join(plain.split()))[:LONGEST_KEY]
