"""Meanings of texts in numbers, made on this machine and kept, so that none is made twice."""

import logging
import time
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from pobratym.search.models import Meaning
from pobratym.search.ranking import model
from pobratym.search.ranking.centring import VERSION, centred, stored_as
from pobratym.search.ranking.model import DIMENSIONS, NoModelError, Vectors
from pobratym.search.services import clock
from pobratym.search.services.indexing import digest_of, embedded_text
from pobratym.search.services.memory import meanings, memory
from pobratym.search.texts.chunks import cleaned

log = logging.getLogger(__name__)

NONE = "none"
_SMALL = 16
Told = Callable[[int], object]


def has_model() -> bool:
    """Say whether meaning can be looked at on this machine."""
    return settings.SEARCH_MODEL != NONE and model.is_there()


def of_question(words: str, language: str) -> Vectors | None:
    """Put a question into numbers; None without a model."""
    if not has_model():
        return None
    return _of_question(words, language)


@lru_cache(256)
def _of_question(words: str, language: str) -> Vectors:
    given = model.embed([words], are_questions=True)
    found: Vectors = centred(given, [(language, words)], are_questions=True)[0]
    found.setflags(write=False)
    return found


def vectors_of(texts: Sequence[tuple[str, str]]) -> Vectors | None:
    """Give the meanings of texts: a row of length 1 for each, without its language.

    Those that are not kept yet are made, which takes about a hundredth of a second for ten words.

    Args:
        texts: language and words of each; blank words mean nothing, a row of zeros.

    Returns:
        Float32 of shape (texts, 384); None without a model.
    """
    if not has_model():
        return None
    plain = [(language, cleaned(words)) for language, words in texts]
    digests = [digest_of(*one) if one[1] else "" for one in plain]
    known = _kept(set(digests) - {""})
    new = {digest: one for digest, one in zip(digests, plain, strict=True) if digest not in known}
    new.pop("", None)
    try:
        known |= make([(digest, *one) for digest, one in new.items()])
    except NoModelError:
        return None
    nothing = np.zeros(DIMENSIONS, np.float32)
    rows = [known[digest] if digest else nothing for digest in digests]
    return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), np.float32)


def similarity(one: Vectors, other: Vectors) -> Vectors:
    """Say how near meanings are to one another: rows of ``one`` against rows of ``other``."""
    found: Vectors = np.clip(one @ other.T, -1, 1)
    return found


def _kept(digests: set[str]) -> dict[str, Vectors]:
    wanted, found = sorted(digests), dict[str, Vectors]()
    for start in range(0, len(wanted), 400):
        found |= meanings(wanted[start : start + 400])
    return found


def make(texts: Sequence[tuple[str, str, str]]) -> dict[str, Vectors]:
    """Make meanings of texts and keep them; gives them by digest.

    Args:
        texts: digest, language and words of each.

    Raises:
        NoModelError: there is no model.
    """
    found = dict[str, Vectors]()
    for start in range(0, len(texts), _SMALL):
        some = texts[start : start + _SMALL]
        given = model.embed([words for _, _, words in some], are_questions=False)
        vectors = centred(
            given, [(language, words) for _, language, words in some], are_questions=False
        )
        found |= {digest: row for (digest, _, _), row in zip(some, vectors, strict=True)}
        keep({digest: found[digest] for digest, _, _ in some})
    return found


@transaction.atomic
def keep(vectors: dict[str, Vectors]) -> None:
    """Keep meanings by the digests of their texts."""
    number = clock.tick()
    memory.look_soon()
    Meaning.objects.bulk_create(
        [
            Meaning(
                model=VERSION, digest=one, vector=row.astype(stored_as).tobytes(), changed=number
            )
            for one, row in vectors.items()
        ],
        ignore_conflicts=True,
    )


_WAITING = (
    "SELECT p.id, p.digest, p.language, p.title, p.text FROM search_entrypassage p"
    " WHERE p.id > %s AND p.digest <> '' AND NOT EXISTS"
    " (SELECT 1 FROM search_meaning m WHERE m.digest = p.digest AND m.model = %s)"
    " ORDER BY p.id LIMIT %s"
)
_COUNT = (
    "SELECT count(DISTINCT p.digest) FROM search_entrypassage p WHERE p.digest <> ''"
    " AND NOT EXISTS (SELECT 1 FROM search_meaning m WHERE m.digest = p.digest AND m.model = %s)"
)


def count_waiting() -> int:
    """Say how many texts have no meaning yet."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [VERSION])
        (count,) = cursor.fetchone()
    return int(count)


def make_waiting(tell: Told = lambda _done: None, *, until: float = 0) -> int:
    """Make the meanings of all passages that have none yet; gives how many.

    What is made is kept at once, so that it goes on where it was ended.

    Args:
        tell: hears how many more are done; may raise to stop.
        until: by ``time.monotonic()``, when to leave the rest for later; 0 for never.
    """
    if not has_model():
        return 0
    last = done = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_WAITING, [last, VERSION, 8 * _SMALL])
            rows = cursor.fetchall()
        if not rows:
            return done
        last = rows[-1][0]
        texts = {row[1]: (row[1], row[2], embedded_text(row[3], row[4])) for row in rows}
        wanted = list(texts.values())
        for start in range(0, len(wanted), _SMALL):
            some = wanted[start : start + _SMALL]
            make(some)
            done += len(some)
            tell(len(some))
            if until and time.monotonic() > until:
                return done


def forget_old() -> int:
    """Forget meanings that an older model or centring made."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_meaning WHERE model <> %s", [VERSION])
        return int(cursor.rowcount)
