"""What is to be looked at in the language versions of one text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pobratym.languages.cleaning import oddities
from pobratym.languages.comparing.facts import Mismatch
from pobratym.languages.comparing.pairs import compare
from pobratym.languages.lemmas import Hit
from pobratym.languages.tongues import tongue_name
from pobratym.terms.queries.base import Base, BaseConcept, Sense, stems_of
from pobratym.terms.queries.swaps import is_alike, swaps
from pobratym.terms.states import TermStatus

_PAIR = 2


class Group(StrEnum):
    """What a finding is about."""

    TERMS = "terms"
    FIGURES = "figures"
    NAMES = "names"
    STRUCTURE = "structure"
    LETTERS = "letters"


_GROUP_OF = {
    "term": Group.TERMS,
    "avoid": Group.TERMS,
    "name": Group.NAMES,
    "paragraphs": Group.STRUCTURE,
    "points": Group.STRUCTURE,
    "mixed_letters": Group.LETTERS,
    "foreign_letter": Group.LETTERS,
    "russian_letter": Group.LETTERS,
    "apostrophe": Group.LETTERS,
    "quotes": Group.LETTERS,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Attributes:
        code: ``term``, ``avoid``, a kind of ``languages.comparing`` or a code of an oddity.
        language: of the version it is in.
        text: the words concerned there; empty where something is missing.
        start: where they begin in that version.
        end: where they end.
        equivalent: what is agreed or meant; empty where nobody can tell.
        other: the language that it was compared with, if any.
        other_text: the words there.
        sentence: what is wrong, in the reader's language.
    """

    code: str
    language: str
    text: str
    start: int
    end: int
    equivalent: str
    other: str
    other_text: str
    sentence: str

    def __post_init__(self) -> None:
        """Begin the sentence with a capital: names of languages are written small in some."""
        object.__setattr__(self, "sentence", self.sentence[:1].upper() + self.sentence[1:])

    @property
    def group(self) -> Group:
        """Tell what it is about."""
        return _GROUP_OF.get(self.code, Group.FIGURES)


@dataclass(frozen=True, slots=True)
class Known:
    """A term of the base that stands in a text, with its equivalents in another language."""

    text: str
    concept: BaseConcept
    equivalents: Sequence[str]
    is_approved: bool


def findings(base: Base, versions: Mapping[str, str]) -> list[Finding]:
    """Compare the language versions of one text with one another and with the term base.

    Args:
        base: of the partnership.
        versions: text by language; empty ones are left out.

    Returns:
        Terms first, then figures, names, structure and letters; each once.
    """
    said = {language: text for language, text in versions.items() if text.strip()}
    hits = {language: hits_in(base, language, text) for language, text in said.items()}
    found = [*_avoided(base, said, hits), *_deviations(base, said, hits)]
    found += _swapped(base, said, hits, {(one.equivalent, one.language) for one in found})
    for a, b in combinations(said, 2):
        found += [_of_mismatch(one) for one in compare(said[a], a, said[b], b)]
    for language, text in said.items():
        found += _odd(language, text)
    order = list(Group)
    return sorted(found, key=lambda one: (order.index(one.group), one.language, one.start))


def hits_in(base: Base, language: str, text: str) -> list[Hit[Sense]]:
    """Find the base's terms in a text."""
    finder = base.finders.get(language)
    return finder.find(text) if finder else []


def known_terms(base: Base, source: str, text: str, target: str) -> list[Known]:
    """Give the terms found in a text with their equivalents in another language, each once."""
    found: dict[int, Known] = {}
    for hit in hits_in(base, source, text):
        concept = base.concepts[hit.key.concept]
        equivalents = _equivalents(concept, target)
        if equivalents and concept.key not in found:
            words = text[hit.start : hit.end]
            found[concept.key] = Known(words, concept, equivalents, concept.is_approved)
    return list(found.values())


def _equivalents(concept: BaseConcept, language: str) -> list[str]:
    allowed = [row for row in concept.terms.get(language, ()) if row[1] != TermStatus.AVOID]
    return [text for text, status in sorted(allowed, key=lambda row: row[1] != "preferred")]


def _avoided(
    base: Base, said: Mapping[str, str], hits: Mapping[str, list[Hit[Sense]]]
) -> Iterator[Finding]:
    """Find terms to be avoided, unless the same words are a good term of another concept."""
    for language, rows in hits.items():
        good = {(hit.start, hit.end) for hit in rows if hit.key.status != TermStatus.AVOID}
        for hit in rows:
            if (hit.start, hit.end) in good:
                continue
            words = said[language][hit.start : hit.end]
            agreed = base.concepts[hit.key.concept].equivalent(language)
            sentence = _("“%(term)s” is to be avoided. The term base has “%(agreed)s”.") % {
                "term": words,
                "agreed": agreed,
            }
            yield Finding("avoid", language, words, hit.start, hit.end, agreed, "", "", sentence)


def _deviations(
    base: Base, said: Mapping[str, str], hits: Mapping[str, list[Hit[Sense]]]
) -> Iterator[Finding]:
    """Find concepts that one language names and another does not name by any of their terms.

    Words that stand for several concepts count as named where one of these is, or where words of
    the same stems stand. A single word has many uses besides that of the term (law, time, event):
    only where a city entered or changed the concept itself is it held to it.
    """
    there = {language: {hit.key.concept for hit in rows} for language, rows in hits.items()}
    stems = {language: stems_of(text) for language, text in said.items()}
    told: set[tuple[int, str]] = set()
    for language, rows in hits.items():
        senses: dict[tuple[int, int], list[int]] = {}
        for hit in rows:
            senses.setdefault((hit.start, hit.end), []).append(hit.key.concept)
        for (start, end), concepts in senses.items():
            words = said[language][start:end]
            if len(stems_of(words)) < _PAIR and not any(base.concepts[k].is_own for k in concepts):
                continue
            named = [base.concepts[key] for key in base.related(language, words, concepts)]
            for other in said:
                if other == language or (concepts[0], other) in told:
                    continue
                if any(
                    one.key in there[other] or is_alike(one, other, stems[other]) for one in named
                ):
                    continue
                told.add((concepts[0], other))
                yield _deviation(base.concepts[concepts[0]], other, language, words)


def _swapped(
    base: Base,
    said: Mapping[str, str],
    hits: Mapping[str, list[Hit[Sense]]],
    told: set[tuple[str, str]],
) -> Iterator[Finding]:
    """Find concepts in whose place another language names something else."""
    for one, other in combinations(said, 2):
        for swap in swaps(base, (one, said[one], hits[one]), (other, said[other], hits[other])):
            agreed = _equivalents(base.concepts[swap.concept], swap.other)
            if not agreed or (agreed[0], swap.other) in told:
                continue
            told.add((agreed[0], swap.other))
            sentence = _(
                "%(other)s: “%(term)s”. In %(language)s “%(instead)s” stands there; the agreed"
                " equivalent is “%(agreed)s”."
            ) % {
                "term": swap.words,
                "other": tongue_name(swap.language),
                "language": tongue_name(swap.other),
                "instead": swap.instead,
                "agreed": agreed[0],
            }
            yield Finding(
                "term", swap.other, swap.instead, swap.start, swap.end, agreed[0], swap.language,
                swap.words, sentence,
            )  # fmt: skip


def _deviation(concept: BaseConcept, language: str, other: str, words: str) -> Finding:
    agreed = _equivalents(concept, language)
    told = {
        "term": words,
        "other": tongue_name(other),
        "language": tongue_name(language),
        "agreed": agreed[0],
    }
    sentence = _(
        "%(other)s: “%(term)s”. In %(language)s the agreed equivalent “%(agreed)s” does not stand."
    ) % {**told}
    return Finding("term", language, "", 0, 0, agreed[0], other, words, sentence)


def _of_mismatch(one: Mismatch) -> Finding:
    names = {
        "a": tongue_name(one.language_a),
        "b": tongue_name(one.language_b),
        "text_a": one.text_a,
        "text_b": one.text_b,
    }
    if one.kind in {"paragraphs", "points"}:
        sentence = _STRUCTURE[one.kind]() % names
        return Finding(one.kind, one.language_a, "", 0, 0, "", one.language_b, "", sentence)
    if one.text_a and one.text_b:
        sentence = _("%(a)s: “%(text_a)s”, %(b)s: “%(text_b)s”.") % names
        start, end = one.place_a
        return Finding(
            one.kind, one.language_a, one.text_a, start, end, "", one.language_b, one.text_b,
            sentence,
        )  # fmt: skip
    if one.text_a:
        start, end = one.place_a
        sentence = _("%(a)s: “%(text_a)s”; nothing in %(b)s corresponds.") % names
        return Finding(
            one.kind, one.language_a, one.text_a, start, end, "", one.language_b, "", sentence
        )
    start, end = one.place_b
    sentence = _("%(b)s: “%(text_b)s”; nothing in %(a)s corresponds.") % names
    return Finding(
        one.kind, one.language_b, one.text_b, start, end, "", one.language_a, "", sentence
    )


_STRUCTURE = {
    "paragraphs": lambda: _("%(a)s and %(b)s have different numbers of paragraphs."),
    "points": lambda: _("%(a)s and %(b)s have different numbers of points."),
}


def _odd(language: str, text: str) -> Iterator[Finding]:
    sentences = {
        "mixed_letters": _("Letters of two alphabets in one word: “%(text)s”."),
        "foreign_letter": _("A letter of the other alphabet: “%(text)s”."),
        "russian_letter": _("Ukrainian has no such letter: “%(text)s”."),
        "apostrophe": _("The sign %(text)s stands where an apostrophe is meant."),
        "quotes": _("The quotation mark %(text)s has no other half."),
    }
    for one in oddities(text, language):
        end = one.start + len(one.text)
        sentence = sentences[one.code] % {"text": one.text}
        if one.meant:
            sentence += " " + pgettext("letters", "Probably meant: “%(meant)s”.") % {
                "meant": one.meant
            }
        yield Finding(one.code, language, one.text, one.start, end, one.meant, "", "", sentence)
