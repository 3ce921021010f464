"""What the first letter to a city can say from the record of both."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.core.filters import day, number
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import PopulationFigure, Wish
from pobratym.directory.states import weight_of_figure
from pobratym.directory.topics import topic_name
from pobratym.languages.models import Standing, kind_of
from pobratym.languages.states import Status
from pobratym.languages.tongues import tongue_name
from pobratym.prospects.letters import LetterFacts, body_of, subject_of
from pobratym.prospects.models.letters import Message
from pobratym.prospects.models.shortlist import Prospect
from pobratym.prospects.states import MessageState

_LANGUAGE_OF = {"PL": "pl", "UA": "uk"}
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Prefilled:
    """A letter as the template makes it, by language."""

    subject: Wordings
    body: Wordings


def languages_of(prospect: Prospect) -> list[str]:
    """Give the language of the city that writes, then that of the other where it differs."""
    both = [_LANGUAGE_OF.get(one.country, "en") for one in (prospect.city, prospect.candidate)]
    return list(dict.fromkeys(both))


def prefilled(prospect: Prospect, by: User | None) -> Prefilled:
    """Put the first letter together from what both cities say in public (three statements)."""
    wishes = list(
        Wish.objects.filter(municipality__in=[prospect.city_id, prospect.candidate_id]).order_by(
            "pk"
        )
    )
    figures = PopulationFigure.objects.filter(municipality=prospect.city)
    figure = max(figures, key=lambda one: weight_of_figure(one.unit, one.on), default=None)
    office = getattr(prospect.city, "office", None)
    subject, body = {}, {}
    for language in languages_of(prospect):
        with override(language):
            facts = LetterFacts(
                ours=_said(prospect.city.name, language),
                theirs=_said(prospect.candidate.name, language),
                country=str(prospect.city.get_country_display()),
                residents=number(figure.value) if figure else "",
                unit=str(figure.get_unit_display()) if figure else "",
                on=day(figure.on) if figure else "",
                they_offer=_met(wishes, prospect.city, prospect.candidate, language),
                we_offer=_met(wishes, prospect.candidate, prospect.city, language),
                topics=_common(wishes, language),
                email=office.email if office else "",
                person=by.name if by else "",
                function=_said(by.function, language) if by else "",
            )
        subject[language] = subject_of(facts, language)
        body[language] = body_of(facts, language)
    return Prefilled(Wordings(subject), Wordings(body))


def _said(words: Wordings, language: str) -> str:
    return words.said(language).text


def _met(
    wishes: Iterable[Wish], seeker: Municipality, offerer: Municipality, language: str
) -> list[str]:
    """Give what one offers on a topic on which the other seeks something."""
    wanted = {w.topic for w in wishes if w.municipality_id == seeker.pk and w.kind == "seeks"}
    offers = [w for w in wishes if w.municipality_id == offerer.pk and w.kind == "offer"]
    return [_told(one, language) for one in offers if one.topic in wanted][:_MOST_NAMED]


def _told(wish: Wish, language: str) -> str:
    words = _said(wish.text, language)
    name = topic_name(wish.topic, language)
    return f"{name}: {words}" if words else name


def _common(wishes: Collection[Wish], language: str) -> list[str]:
    topics = {key: {w.topic for w in wishes if w.municipality_id == key}
              for key in {w.municipality_id for w in wishes}}  # fmt: skip
    common = set.intersection(*topics.values()) if len(topics) > 1 else set()
    return sorted(topic_name(one, language) for one in common)[:_MOST_NAMED]


_WORST_FIRST = (Status.STALE, Status.MISSING, Status.MACHINE, Status.HUMAN, Status.SOURCE)


@dataclass(frozen=True, slots=True)
class Version:
    """One language of a letter; ``standing`` is the worse of its subject and its text."""

    language: str
    name: str
    subject: str
    body: str
    standing: str

    @property
    def waits(self) -> bool:
        """Whether somebody has to renew or to write it."""
        return self.standing in {Status.STALE, Status.MISSING}


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter with all its languages, the original first."""

    message: Message
    versions: list[Version]

    @property
    def stale(self) -> list[Version]:
        """Those that do not say what the original says."""
        return [one for one in self.versions if one.waits]

    @property
    def is_draft(self) -> bool:
        """Whether it has not gone yet."""
        return self.message.state == MessageState.DRAFT

    @property
    def is_answer(self) -> bool:
        """Whether the other city wrote it."""
        return self.message.state == MessageState.RECEIVED


def thread_of(prospect: Prospect) -> list[ShownLetter]:
    """Give all letters to and from a candidate in the order of their days; two statements."""
    found = prospect.messages.select_related("contact__partnership").order_by("pk")
    rows = sorted(found, key=lambda one: (one.on or dt.date.max, one.pk))
    return shown(prospect, rows)


def shown(prospect: Prospect, messages: list[Message]) -> list[ShownLetter]:
    """Give letters with the standing of each language; one statement."""
    standings = _standings(messages)
    wanted = languages_of(prospect)
    return [ShownLetter(one, _versions(one, standings.get(one.pk, {}), wanted)) for one in messages]


def _standings(messages: list[Message]) -> dict[int, dict[tuple[str, str], str]]:
    found: dict[int, dict[tuple[str, str], str]] = {}
    if messages:
        kind, keys = kind_of(messages[0]), [one.pk for one in messages]
        for row in Standing.objects.filter(kind=kind, key__in=keys):
            found.setdefault(row.key, {})[row.field, row.language] = row.status
    return found


def _versions(
    message: Message, standings: Mapping[tuple[str, str], str], wanted: Collection[str]
) -> list[Version]:
    order = dict.fromkeys([message.language, *wanted, *message.body])
    return [
        Version(
            language=one,
            name=tongue_name(one),
            subject=message.subject.get(one, ""),
            body=message.body.get(one, ""),
            standing=_worst(message, standings, one),
        )
        for one in order
    ]


def _worst(message: Message, standings: Mapping[tuple[str, str], str], language: str) -> str:
    if not message.body.get(language):
        return Status.MISSING
    found = {standings.get((field, language)) for field in ("subject", "body")}
    return next((one for one in _WORST_FIRST if one in found), "")
