"""What wishes mean, without letting a page wait for the model."""

from collections.abc import Sequence

from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.states import OpenTo
from pobratym.languages.models import Standing, kind_of
from pobratym.languages.states import Status
from pobratym.matching.scoring.described import Vector
from pobratym.search.services.indexing import digest_of
from pobratym.search.services.meaning import has_model, vectors_of
from pobratym.search.services.memory import meanings
from pobratym.search.texts.chunks import cleaned

MOST_NEW = 24
"""So many meanings are made while somebody waits: about half a second."""
_AT_ONCE = 200
Text = tuple[str, str]
"""Language and words."""


def meanings_of(texts: Sequence[Text], most_new: int = MOST_NEW) -> list[Vector | None]:
    """Give the meaning of each text; None where there is no model, or it has not come to it yet.

    One statement, and a few more where new ones are made: the first texts come first.
    """
    if not texts or not has_model():
        return [None] * len(texts)
    plain = [(language, cleaned(words)) for language, words in texts]
    digests = [digest_of(*one) if one[1] else "" for one in plain]
    known = meanings(sorted({*digests} - {""}))
    new = dict(zip(digests, texts, strict=True))
    missing = [digest for digest in new if digest and digest not in known][:most_new]
    if missing:
        made = vectors_of([new[digest] for digest in missing])
        known |= {} if made is None else dict(zip(missing, made, strict=True))
    return [known.get(digest) for digest in digests]


def prepare_meanings() -> int:
    """Make the meanings of all wishes of institutions that look for a partner; gives how many."""
    looking = Profile.objects.exclude(open_to=OpenTo.NOBODY).values("institution")
    wishes = InstitutionWish.objects.filter(institution__in=looking).order_by("pk")
    sources = Standing.objects.filter(kind=kind_of(InstitutionWish), status=Status.SOURCE.value)
    language_of = dict(sources.values_list("key", "language"))
    count = last = 0
    while rows := list(wishes.filter(pk__gt=last).values_list("pk", "text")[:_AT_ONCE]):
        last = rows[-1][0]
        texts = [
            (language, text[language])
            for key, text in rows
            if (language := language_of.get(key) or next(iter(text), "")) in text
        ]
        count += len(texts)
        if vectors_of(texts) is None:
            return 0
    return count
