"""Opening an agreement: a draft that only one city knows, with languages, titles and clauses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.library import entries, templates
from pobratym.agreements.models.agreements import Agreement, AgreementParty, Tongue
from pobratym.agreements.queries.whole import counting_text, text_of
from pobratym.agreements.services.clauses import add_clause
from pobratym.agreements.services.mandate import hold
from pobratym.agreements.services.writing import Words
from pobratym.agreements.states import (
    CHANGING,
    OWN_LANGUAGES,
    STANDING,
    TONGUES,
    Change,
    ClauseType,
    Kind,
    Origin,
    Standing,
)
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Kind as MunicipalityKind
from pobratym.journal.services import record
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.mandate import refuse_outsider
from pobratym.partnerships.states import Stage as PartnershipStage
from pobratym.terms.services.beginning import begin

FEWEST_PARTIES = 2
MOST_PARTIES = 20
MOST_LANGUAGES = 6
_TWO, _THREE = "parties_two", "parties_three"
"""Clauses of the library that name the parties."""


class Beginning(TypedDict, total=False):
    """What a new agreement may begin from, and what it changes."""

    template_code: str
    copied_from: Agreement | None
    parent: Agreement | None


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause to be put into a new agreement."""

    type: ClauseType
    words: Mapping[str, Words]
    topics: Sequence[str] = ()
    library_code: str = ""


@transaction.atomic
def open_agreement(  # noqa: PLR0913  with whom, what, in which languages, who, for whom
    partnership: Partnership,
    kind: Kind,
    *,
    title: Wordings,
    cities: Sequence[Municipality],
    languages: Sequence[str],
    authentic: Collection[str],
    titles: Mapping[str, str],
    by: User | None,
    city: Municipality,
    **beginning: Unpack[Beginning],
) -> Agreement:
    """Begin an agreement as a draft that only ``city`` knows, and its pair's terms with it.

    Args:
        partnership: whose parties conclude it.
        kind: what it is.
        title: what lists call it, in at least one language.
        cities: its parties in the order of the text; all of them parties of the partnership today.
        languages: in which it is written, in the order in which they stand side by side.
        authentic: those of them that bind; the own language of every city is among them.
        titles: its full title by language; may be filled in later.
        by: the officer who opens it.
        city: in whose name; one of ``cities``.
        beginning: ``template_code``: a template of the library whose clauses it gets;
            ``copied_from``: an agreement that the person works on, whose clauses it gets instead;
            ``parent``: for an amendment or a termination the agreement that it changes.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``ended``, ``too_few``,
            ``same_twice``, ``not_parties``, ``own_missing``, ``no_languages``,
            ``unknown_language``, ``not_authentic``, ``no_parent``, ``wrong_parent``,
            ``unknown_template``.
        ValidationError: a title is missing or too long.
    """
    refuse_outsider(by, city, partnership)
    if partnership.stage == PartnershipStage.ENDED:
        raise DomainError(_("The partnership has ended; open a new one first."), code="ended")
    refuse_strange_parties(partnership, cities, city)
    refuse_strange_languages(cities, languages, authentic)
    parent = beginning.get("parent")
    _refuse_strange_parent(partnership, kind, parent)
    refuse_without_its_cities(parent, cities)
    agreement = Agreement(
        partnership=partnership,
        kind=kind,
        parent=parent,
        title=title,
        opened_by=city,
        created_by=by,
    )
    agreement.full_clean()
    agreement.save()
    put_parties(agreement, cities)
    for place, language in enumerate(languages, 1):
        tongue = Tongue(
            agreement=agreement,
            language=language,
            place=place,
            is_authentic=language in authentic,
            title=titles.get(language, "").strip(),
        )
        tongue.full_clean()
        tongue.save()
    told = {"kind": ("", str(kind)), "title": (Wordings(), title)}
    record(
        "agreement.opened",
        agreement,
        by=by,
        city=city.code,
        changes=told,
        within=partnership,
        own=True,
        languages=list(languages),
    )
    begin(partnership, by=by, city=city)
    held = hold(agreement)
    for clause in _clauses(held, kind, cities, beginning):
        add_clause(
            held,
            clause.type,
            words=clause.words,
            topics=clause.topics,
            library_code=clause.library_code,
            by=by,
            city=city,
        )
    return Agreement.objects.with_cities().get(pk=agreement.pk)


def put_parties(agreement: Agreement, cities: Sequence[Municipality]) -> None:
    """Write the parties of an agreement that has none, in this order."""
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, city=one, place=place, language=own_language(one))
        for place, one in enumerate(cities, 1)
    )


def own_language(city: Municipality) -> str:
    """Give the language in which a city's own authentic text is written."""
    return OWN_LANGUAGES.get(city.country, "en")


def refuse_strange_parties(
    partnership: Partnership, cities: Sequence[Municipality], city: Municipality
) -> None:
    """Let only parties of the partnership conclude an agreement, two of them at least.

    Raises:
        DomainError: ``too_few``, ``too_many``, ``same_twice``, ``not_parties``, ``own_missing``.
    """
    keys = [one.pk for one in cities]
    if len(keys) < FEWEST_PARTIES:
        raise DomainError(
            _("An agreement needs two cities at least."), code="too_few", field="cities"
        )
    if len(keys) > MOST_PARTIES:
        raise DomainError(
            _("An agreement has twenty cities at most."), code="too_many", field="cities"
        )
    if len(set(keys)) < len(keys):
        raise DomainError(_("A city can take part only once."), code="same_twice", field="cities")
    current = partnership.parties.current().values_list("municipality_id", flat=True)
    if not set(keys) <= set(current):
        raise DomainError(
            _("Only cities that take part in the partnership today can conclude it."),
            code="not_parties",
            field="cities",
        )
    if city.pk not in keys:
        raise DomainError(
            _("Your own city must be one of the parties."), code="own_missing", field="cities"
        )


def refuse_strange_languages(
    cities: Sequence[Municipality], languages: Sequence[str], authentic: Collection[str]
) -> None:
    """Hold an agreement to languages that can be written, the own one of each city binding.

    Raises:
        DomainError: ``no_languages``, ``unknown_language``, ``too_many_languages``,
            ``not_authentic``.
    """
    if not languages:
        raise DomainError(
            _("Choose the languages of the agreement."), code="no_languages", field="languages"
        )
    if not set(languages) <= set(TONGUES) or len(set(languages)) < len(languages):
        raise DomainError(
            _("This language cannot be chosen, or it is chosen twice."),
            code="unknown_language",
            field="languages",
        )
    if len(languages) > MOST_LANGUAGES:
        raise DomainError(
            _("An agreement has six languages at most."),
            code="too_many_languages",
            field="languages",
        )
    own = {own_language(city) for city in cities}
    if not own <= set(authentic) or not set(authentic) <= set(languages):
        raise DomainError(
            _("The own language of each city must be among the languages, and authentic."),
            code="not_authentic",
            field="authentic",
        )


def _refuse_strange_parent(partnership: Partnership, kind: Kind, parent: Agreement | None) -> None:
    if kind not in CHANGING:
        if parent is not None:
            raise DomainError(
                _("Only an amendment or a termination changes another agreement."),
                code="wrong_parent",
                field="parent",
            )
        return
    if parent is None:
        raise DomainError(
            _("Choose the agreement that it changes."), code="no_parent", field="parent"
        )
    standing = parent.stage in STANDING and parent.withdrawn_at is None
    if parent.partnership_id != partnership.pk or not standing or parent.kind in CHANGING:
        raise DomainError(
            _("Only a signed agreement of the same partnership can be changed or ended."),
            code="wrong_parent",
            field="parent",
        )


def refuse_without_its_cities(parent: Agreement | None, cities: Sequence[Municipality]) -> None:
    """Let an agreement be changed or ended only by all who concluded it; others may join them.

    Raises:
        DomainError: ``wrong_parent``.
    """
    if parent is not None and not _parties_of(parent) <= {city.pk for city in cities}:
        raise DomainError(
            _("An agreement is changed or ended only by all the cities that concluded it."),
            code="wrong_parent",
            field="cities",
        )


def _parties_of(agreement: Agreement) -> set[int]:
    return set(agreement.parties.values_list("city_id", flat=True))


def _clauses(
    agreement: Agreement, kind: Kind, cities: Sequence[Municipality], beginning: Beginning
) -> Iterator[NewClause]:
    languages = [tongue.language for tongue in agreement.tongues.all()]
    copied = beginning.get("copied_from")
    if copied is not None:
        yield from _copied(copied, languages)
    elif code := beginning.get("template_code", ""):
        yield from _of_template(code, kind, cities, languages)


_ORDINALS = {
    "pl": ("[nazwa pierwszego miasta]", "[nazwa drugiego miasta]", "[nazwa trzeciego miasta]"),
    "uk": ("[назва першого міста]", "[назва другого міста]", "[назва третього міста]"),
    "en": ("[name of the first city]", "[name of the second city]", "[name of the third city]"),
}
"""What the library writes where the cities are named, in the order of the text."""
_CALLED = {"pl": "Miasto {}", "uk": "місто {}", "en": "the City of {}"}
_URBAN = frozenset({MunicipalityKind.GMINA_URBAN, MunicipalityKind.HROMADA_CITY})


def _named(body: str, language: str, cities: Sequence[Municipality]) -> str:
    """Put the names of the cities where they belong; other kinds of municipality stay a gap."""
    for gap, city in zip(_ORDINALS.get(language, ()), cities, strict=False):
        if city.kind in _URBAN and language in city.name:
            body = body.replace(gap, _CALLED[language].format(city.name[language]))
    return body


def _of_template(
    code: str, kind: Kind, cities: Sequence[Municipality], languages: Sequence[str]
) -> Iterator[NewClause]:
    template = templates().get(code)
    if template is None or template.kind != kind:
        raise DomainError(
            _("This template is not one for this kind of agreement."),
            code="unknown_template",
            field="template_code",
        )
    for name in template.codes:
        entry = entries()[_THREE if name == _TWO and len(cities) > FEWEST_PARTIES else name]
        words = {
            language: Words(
                entry.headings[language],
                _named(entry.bodies[language], language, cities),
                change=Change.FOLLOWS,
                origin=Origin.LIBRARY,
            )
            for language in languages
            if language in entry.bodies
        }
        if words:
            yield NewClause(entry.type, words, entry.topics, entry.code)


def _copied(agreement: Agreement, languages: Sequence[str]) -> Iterator[NewClause]:
    """Give the clauses of another agreement, as they count; what is out of date stays behind.

    A machine's proposal stays one: it is marked in the new agreement, too.
    """
    other = Agreement.objects.with_cities().get(pk=agreement.pk)
    told = {one.label: one for one in text_of(other).clauses}
    for clause in counting_text(other).clauses:
        words = {
            language: Words(
                said.heading,
                said.body,
                change=Change.FOLLOWS,
                origin=Origin.MACHINE if said.standing == Standing.MACHINE else Origin.TYPED,
            )
            for language in languages
            if (said := clause.said(language)).body and said.standing != Standing.STALE
        }
        if words:
            topics = clause.topics or (told[clause.label].topics if clause.label in told else ())
            yield NewClause(ClauseType(clause.type), words, topics)
