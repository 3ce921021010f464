"""What papers of a visit are made of, as far as the reader may know it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pobratym.accounts.http import Reader
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.documents.typesetting.paper import Look, Piece
from pobratym.languages.declension import Sort
from pobratym.papers.queries.council import language_of
from pobratym.papers.queries.names import Names, names_of
from pobratym.papers.queries.visit_words import CALLED_OFF, SAMPLE, both, joined
from pobratym.papers.queries.words import DRAFT
from pobratym.papers.states import Case
from pobratym.programmes.release import Audience, audience_of
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.shown import delegation_of
from pobratym.visits.states import VisitState

MOST_LANGUAGES = 2


@dataclass(frozen=True)
class VisitRecord:
    """A visit, its cities, and the guests whose names the reader may see.

    ``languages`` begin with the host's. ``hidden`` counts guests who come but whose names the
    reader may not see. ``audience`` says how near the reader is.
    """

    visit: Visit
    reader: Reader
    languages: tuple[str, ...]
    host: Municipality
    guests: Sequence[Municipality]
    members: Sequence[Member]
    gone: Sequence[Member]
    hidden: int
    names: Names
    audience: Audience

    @property
    def is_host(self) -> bool:
        """Whether the reader works for the city that receives the guests."""
        return self.audience == Audience.HOST

    @property
    def title(self) -> Wordings:
        """The title of the visit."""
        title: Wordings = self.visit.title
        return title

    @property
    def caution(self) -> tuple[Piece, ...]:
        """Words on top of what is only a sample."""
        return both(SAMPLE, self.languages) if self.visit.is_sample else ()

    def mark(self, *, is_draft: bool) -> str:
        """Give the words on top of what does not count: not yet, or not any more."""
        if self.visit.state == VisitState.CANCELLED:
            return joined(CALLED_OFF, self.languages)
        return joined(DRAFT, self.languages) if is_draft else ""

    def seen(self, keys: Iterable[int]) -> tuple[list[Member], int]:
        """Give those of some guests whose names may be seen, and how many others there are."""
        wanted = set(keys)
        found = [one for one in (*self.members, *self.gone) if one.pk in wanted]
        return found, len(wanted) - len(found)


def visit_record(visit: Visit, reader: Reader) -> VisitRecord:
    """Read what papers of a visit need (seven statements at most, however many guests).

    Args:
        visit: with its host fetched; the reader sees it.
        reader: who takes the paper; names that the reader may not see are left out.
    """
    delegation = delegation_of(visit, reader)
    guests = [one.city for one in visit.guest_cities.select_related("city").order_by("pk")]
    coming = [row.member for row in delegation.coming if not row.is_withheld]
    return VisitRecord(
        visit=visit,
        reader=reader,
        languages=_languages(visit, guests),
        host=visit.host,
        guests=guests,
        members=coming,
        gone=[row.member for row in delegation.gone if not row.is_withheld],
        hidden=len(delegation.coming) - len(coming),
        names=names_of(visit.host),
        audience=audience_of(reader, visit),
    )


def guest_record(member: Member) -> VisitRecord:
    """Read what the own programme of a guest needs, who has no account (two statements).

    Args:
        member: with visit and host fetched.
    """
    visit = member.visit
    guests = [one.city for one in visit.guest_cities.select_related("city").order_by("pk")]
    return VisitRecord(
        visit=visit,
        reader=AnonymousUser(),
        languages=_languages(visit, guests),
        host=visit.host,
        guests=guests,
        members=[member],
        gone=[],
        hidden=0,
        names=Names({}),
        audience=Audience.TAKING_PART,
    )


def _languages(visit: Visit, guests: Iterable[Municipality]) -> tuple[str, ...]:
    spoken = dict.fromkeys(language_of(city) for city in (visit.host, *guests))
    return tuple(spoken)[:MOST_LANGUAGES]


def names_of_guest(member: Member, look: Look = Look.PERSON) -> tuple[Piece, ...]:
    """Give both names as in the passport, sign for sign; on every paper by this one function."""
    latin = Piece(member.name_latin, "en", look)
    return (latin, Piece(member.name_cyrillic, "uk", look)) if member.name_cyrillic else (latin,)


def city_in(record: VisitRecord, city: Municipality, language: str, case: Case) -> str:
    """Name a city in a case, where somebody knows its forms; else in the nominative."""
    return record.names.said(city.name.said(language).text, Sort.PLACE, language, case)


def knows_case(record: VisitRecord, city: Municipality, language: str) -> bool:
    """Say whether the forms of a city's name are known."""
    return record.names.known(city.name.said(language).text, Sort.PLACE, language).is_known


def day_of(visit: Visit) -> dt.date:
    """Give the day of what is shown: when the visit was changed last."""
    return timezone.localdate(visit.updated_at)
