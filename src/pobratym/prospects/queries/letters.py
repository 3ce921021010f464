"""What the first letter to a city can say from the record of both."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.core.filters import day, number
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import PopulationFigure, Wish
from pobratym.directory.states import weight_of_figure
from pobratym.directory.topics import topic_name
from pobratym.prospects.letters import LetterFacts, body_of, subject_of
from pobratym.prospects.models.shortlist import Prospect

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
