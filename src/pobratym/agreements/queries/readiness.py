"""What stands between a text and "text agreed"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import CLAUSE_TYPE_NAMES
from pobratym.agreements.queries.consents import Consents, consents_of
from pobratym.agreements.queries.talk import open_amendments
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.states import ClauseType, Standing
from pobratym.agreements.texts.whole import WholeClause, WholeText
from pobratym.agreements.tongues import version_name
from pobratym.core.filters import cited
from pobratym.core.wordings import Wordings
from pobratym.directory.queries.aboard import aboard

_STANDINGS = {
    Standing.STALE: pgettext_lazy(
        "obstacle", "%(clause)s: the %(version)s is out of date, the other language was changed"
    ),
    Standing.MISSING: pgettext_lazy("obstacle", "%(clause)s: the %(version)s is missing"),
    Standing.MACHINE: pgettext_lazy(
        "obstacle", "%(clause)s: nobody has checked the %(version)s, a machine wrote it"
    ),
}
_TYPES: Mapping[str, object] = dict(CLAUSE_TYPE_NAMES)
_IN_BRACKETS = re.compile(r"\[[^\[\]]{0,400}\]")
_MOST_GAPS = 3


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that is to be done first.

    Attributes:
        label: the clause as it is cited, without a paragraph sign; empty where it has none.
        clause_public_id: empty where it concerns no clause.
        language: of the version concerned, else empty.
        code: ``stale``, ``missing``, ``machine``, ``no_consent``, ``open_amendment``,
            ``no_title``, ``no_clauses``, ``nobody_there``, ``left_open``,
            ``no_notice``.
        message: in the reader's language; names the clause.
        blocks: whether the text cannot be agreed with it; a language that does not bind only warns,
            and so does a whole sentence in square brackets.
        where: name of the page of the agreement on which it is set right, where it is no clause.
    """

    label: str
    clause_public_id: str
    language: str
    code: str
    message: str
    blocks: bool = True
    where: str = ""


def obstacles(
    agreement: Agreement,
    text: WholeText,
    consents: Consents,
    amendments: Mapping[int, int] | None = None,
    absent: frozenset[int] | None = None,
) -> list[Obstacle]:
    """Name all that stands between a text and "text agreed", in the order of the text.

    Args:
        agreement: with its parties, their cities and its languages.
        text: as it stands.
        consents: those that hold for it (``consents.consents_of``).
        amendments: how many wait, by key of the clause; asked for (one statement) when not given.
        absent: keys of cities that say yes to the whole text on paper, since nobody answers for
            them here; asked for (one statement, where a yes is missing) when not given.
    """
    waiting = open_amendments(agreement) if amendments is None else amendments
    away = absent_cities(agreement, text, consents) if absent is None else absent
    found = [*_titles(text), *_absent(agreement, away), *_notice(agreement, text)]
    if not text.clauses:
        found.append(Obstacle("", "", "", "no_clauses", _("The text has no clauses yet.")))
    for clause in text.clauses:
        given = consents.get(clause.key, frozenset()) | away
        found += _of_clause(agreement, text, clause, given, waiting.get(clause.key, 0))
    return found


def absent_cities(agreement: Agreement, text: WholeText, consents: Consents) -> frozenset[int]:
    """Give the keys of the cities that lack a yes, and for which nobody can say it here."""
    cities = [party.city for party in agreement.parties.all()]
    given = [consents.get(clause.key, frozenset()) for clause in text.clauses]
    silent = [city for city in cities if any(city.pk not in one for one in given)]
    return frozenset({city.pk for city in silent} - aboard(silent)) if silent else frozenset()


def obstacles_of(agreement: Agreement, text: WholeText | None = None) -> list[Obstacle]:
    """Name the obstacles of an agreement (three statements, and two more to read its text)."""
    text = text or text_of(agreement)
    return obstacles(agreement, text, consents_of(agreement, text))


def clause_name(text: WholeText, clause: WholeClause) -> str:
    """Cite a clause in the reader's language: "§ 4 Finansowanie", or "Preamble"."""
    language = get_language() or "en"
    headings = [clause.said(one).heading for one in [language, *text.authentic, *text.languages]]
    heading = next((one for one in headings if one), str(_TYPES.get(clause.type, clause.type)))
    return f"{cited(clause.label)} {heading}" if clause.label else heading[:1].upper() + heading[1:]


def _titles(text: WholeText) -> Iterator[Obstacle]:
    for language in text.languages:
        if not text.titles.get(language, "").strip():
            said = pgettext("obstacle", "Title of the agreement: the %(version)s is missing")
            message = said % {"version": version_name(language)}
            binds = language in text.authentic
            where = "agreements:agreement_titles"
            yield Obstacle("", "", language, "no_title", message, binds, where)


def _notice(agreement: Agreement, text: WholeText) -> Iterator[Obstacle]:
    """Remind of what the calendar reckons with: the clauses are words to it."""
    lasting = next((one for one in text.clauses if one.type == ClauseType.DURATION), None)
    if lasting is None or agreement.notice_months is not None:
        return
    clause = clause_name(text, lasting)
    if agreement.duration_months is None:
        said = _("%(clause)s: check the record; it knows neither a term nor a period of notice")
    else:
        said = _("%(clause)s: check the record; it knows no period of notice")
    where = "agreements:agreement_facts"
    yield Obstacle("", "", "", "no_notice", said % {"clause": clause}, blocks=False, where=where)


def _absent(agreement: Agreement, away: frozenset[int]) -> Iterator[Obstacle]:
    for party in agreement.parties.all():
        if party.city_id in away:
            said = _(
                "Nobody answers for %(city)s here yet: its yes to the whole text can be recorded"
                " from paper."
            )
            city = Wordings(party.city.name).said(get_language() or "en").text
            yield Obstacle("", "", "", "nobody_there", said % {"city": city}, blocks=False)


def incomplete(text: WholeText, clause: WholeClause) -> Iterator[Obstacle]:
    """Name the versions of a clause that bind and are out of date, missing or a machine's."""
    return (one for one in _versions(text, clause) if one.blocks)


def waiting_for(text: WholeText, consents: Consents, city: int) -> int:
    """Count the complete clauses to which a city, by its key, has not said yes."""
    lacking = (one for one in text.clauses if city not in consents.get(one.key, frozenset()))
    return sum(next(incomplete(text, one), None) is None for one in lacking)


def _versions(text: WholeText, clause: WholeClause) -> Iterator[Obstacle]:
    for language in text.languages:
        standing = Standing(clause.said(language).standing)
        if standing in _STANDINGS:
            facts = {"clause": clause_name(text, clause), "version": version_name(language)}
            message = str(_STANDINGS[standing]) % facts
            binds = language in text.authentic
            yield Obstacle(clause.label, clause.public_id, language, str(standing), message, binds)


def _of_clause(
    agreement: Agreement,
    text: WholeText,
    clause: WholeClause,
    given: frozenset[int],
    waiting: int,
) -> Iterator[Obstacle]:
    yield from _versions(text, clause)
    name = clause_name(text, clause)
    yield from _gaps(text, clause)
    if waiting:
        said = pgettext("obstacle", "%(clause)s: an amendment waits for an answer")
        message = said % {"clause": name}
        yield Obstacle(clause.label, clause.public_id, "", "open_amendment", message)
    for party in agreement.parties.all():
        if party.city_id not in given:
            city = Wordings(party.city.name).said(get_language() or "en").text
            said = pgettext("obstacle", "%(clause)s: %(city)s has not said yes to it as it stands")
            message = said % {"clause": name, "city": city}
            yield Obstacle(clause.label, clause.public_id, "", "no_consent", message)


def _gaps(text: WholeText, clause: WholeClause) -> Iterator[Obstacle]:
    """Name what is left to be filled in, by language; a remark in brackets only warns."""
    name = clause_name(text, clause)
    said = pgettext("obstacle", "%(clause)s: still to be filled in: %(gap)s")
    for language in text.languages:
        gaps, remarks = left_open(clause, language)
        for found, blocks in ((gaps, language in text.authentic), (remarks, False)):
            if found:
                more = ", …" if len(found) > _MOST_GAPS else ""
                message = said % {"clause": name, "gap": ", ".join(found[:_MOST_GAPS]) + more}
                yield Obstacle(
                    clause.label, clause.public_id, language, "left_open", message, blocks
                )


def left_open(clause: WholeClause, language: str) -> tuple[list[str], list[str]]:
    """Give what stands in square brackets in one language: what is to be filled in, and remarks."""
    version = clause.said(language)
    every = [
        " ".join(one.split())
        for words in (version.heading, version.body)
        for one in _IN_BRACKETS.findall(words)
    ]
    remarks = [one for one in every if _is_sentence(one[1:-1].strip())]
    return [one for one in every if one not in remarks], remarks


def _is_sentence(words: str) -> bool:
    """Tell a remark, as under a sample text, from a hint at what the cities fill in."""
    return words[:1].isupper() and words.endswith((".", "!", "?"))
