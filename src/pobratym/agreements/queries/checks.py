"""What is to be looked at in a text before it is agreed, and aids for whoever writes in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.queries.editing import copy_of, texts_of
from pobratym.agreements.queries.readiness import left_open
from pobratym.agreements.states import Standing
from pobratym.agreements.texts.structure import blocks
from pobratym.agreements.texts.whole import WholeClause, WholeText
from pobratym.agreements.tongues import tongue_name
from pobratym.languages.cleaning import clean_pasted
from pobratym.languages.machine.asking import service_name
from pobratym.terms.queries.base import base_of
from pobratym.terms.queries.checking import (
    Finding,
    Group,
    Known,
    findings,
    hits_in,
    known_terms,
)
from pobratym.terms.queries.memory import Suggestion, suggestions

GAPS = "gaps"
"""The kind of what is left to be filled in, beside the groups of findings."""
_MOST_SUGGESTED = 5
_PARAGRAPHS_LOOKED_UP = 6


@dataclass(frozen=True, slots=True)
class Gap:
    """What one language of a clause leaves to be filled in, in square brackets."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class ClauseChecks:
    """A clause and what is to be looked at in it."""

    clause: WholeClause
    heading: str
    findings: Sequence[Finding]
    gaps: Sequence[Gap] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """All of a text that is to be looked at; ``counts`` are by group, of the whole text."""

    clauses: Sequence[ClauseChecks]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Count all findings of the whole text."""
        return sum(self.counts.values())


def checks_of(
    agreement: Agreement, text: WholeText, reader_language: str, only: str = ""
) -> Checks:
    """Compare the languages of a whole text with one another and with the partnership's terms.

    Args:
        agreement: with its parties and languages.
        text: its text.
        reader_language: whose heading names a clause.
        only: a group of findings, or ``GAPS``; empty for all.
    """
    base = base_of(agreement.partnership)
    counts: Counter[str] = Counter()
    rows = []
    for clause in text.clauses:
        found = findings(base, whole_versions(clause))
        counts.update(str(one.group) for one in found)
        gaps = _gaps(text, clause)
        counts[GAPS] += len(gaps)
        shown = [one for one in found if not only or one.group == only]
        open_ones = gaps if only in {"", GAPS} else []
        if shown or open_ones:
            heading = _heading(clause, reader_language)
            rows.append(ClauseChecks(clause, heading, shown, open_ones))
    kinds = [GAPS, *(str(group) for group in Group)]
    return Checks(rows, {kind: counts[kind] for kind in kinds if counts[kind]})


def _gaps(text: WholeText, clause: WholeClause) -> list[Gap]:
    return [
        Gap(language, words)
        for language in text.languages
        for words in left_open(clause, language)[0]
    ]


def whole_versions(clause: WholeClause) -> dict[str, str]:
    """Give heading and wording of each language that is not missing, as one text."""
    return {
        language: _joined(said.heading, said.body)
        for language, said in clause.versions.items()
        if said.body
    }


def _joined(heading: str, body: str) -> str:
    return f"{heading}\n\n{body}" if heading else body


def _heading(clause: WholeClause, language: str) -> str:
    said = [clause.said(language), *clause.versions.values()]
    return next((one.heading for one in said if one.heading), "")


@dataclass(frozen=True, slots=True)
class FromLanguage:
    """What another language of the clause offers to whoever writes this one."""

    language: str
    name: str
    terms: Sequence[Known]
    remembered: Sequence[Suggestion]


@dataclass(frozen=True, slots=True)
class Aids:
    """Help for writing one language of a clause.

    Attributes:
        others: what each of the other languages offers.
        findings: what is to be looked at, as far as it concerns this language.
        standing: keys of the concepts that it names already.
        service: host of machine translation; empty where it may not be asked.
        is_begun: the person has typed words that are not saved yet.
    """

    others: Sequence[FromLanguage]
    findings: Sequence[Finding]
    standing: frozenset[int]
    service: str
    is_begun: bool

    @property
    def elsewhere(self) -> Sequence[Finding]:
        """Give the findings that the form does not tell beside the words: all but odd letters."""
        return [one for one in self.findings if one.group != Group.LETTERS]


def aids_of(
    clause: Clause, language: str, person: User, typed: tuple[str, str] | None = None
) -> Aids:
    """Offer terms, remembered paragraphs and findings for one language of a clause.

    What the person is typing and did not save counts as written. What stands in it already is
    not offered again.

    Args:
        clause: with agreement, parties and languages.
        language: the one being written.
        person: who writes.
        typed: heading and wording as they stand in the form; without them those kept for the
            person, else those saved.
    """
    partnership = clause.agreement.partnership
    base = base_of(partnership)
    texts = texts_of(clause)
    said = {code: _joined(text.heading, text.body) for code, text in texts.items() if text.body}
    copy = copy_of(person, clause, language)
    if typed is None and copy is not None:
        typed = copy.heading, copy.body
    if typed is not None:
        said[language] = _joined(*map(clean_pasted, typed)) if typed[1].strip() else ""
    here = " ".join(said.get(language, "").split())
    standing = frozenset(hit.key.concept for hit in hits_in(base, language, here))
    others = []
    for tongue in clause.agreement.tongues.all():
        code = tongue.language
        if code != language and code in said:
            terms = known_terms(base, code, said[code], language)
            known = sorted(terms, key=lambda one: one.concept.key in standing)
            parts = [block.text for block in blocks(texts[code].body)][:_PARAGRAPHS_LOOKED_UP]
            remembered = [
                one for part in parts for one in suggestions(partnership, part, code, language, 1)
            ]
            new = [one for one in remembered if " ".join(one.text.split()) not in here]
            best = sorted(new, key=lambda one: -one.percent)[:_MOST_SUGGESTED]
            others.append(FromLanguage(code, tongue_name(code), known, best))
    about = [one for one in findings(base, said) if language in {one.language, one.other}]
    service = machine_for(clause, language) if others else ""
    return Aids(others, about, standing, service, is_begun=copy is not None)


def machine_for(clause: Clause, language: str) -> str:
    """Name the service that may be asked to propose this language; empty where none may.

    Texts that are not agreed yet leave the house only where the administrator allowed it. What a
    person wrote, and is current, is not proposed anew.
    """
    text = texts_of(clause).get(language)
    is_current = text is not None and text.standing == Standing.HUMAN
    allowed = settings.TRANSLATOR_DRAFTS and clause.agreement.is_writable
    return service_name() if allowed and not is_current else ""
