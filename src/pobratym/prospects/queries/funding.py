"""What funding programmes say of two cities, in whole sentences."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.core.filters import country, day, number
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Scheme
from pobratym.directory.topics import topic_name
from pobratym.languages.tongues import tongue_name
from pobratym.prospects.funding.answering import Eligibility, eligibility
from pobratym.prospects.funding.reading import Programme, Rule, programmes
from pobratym.prospects.funding.rules import Answer, Organisation, Place, Plan

_DIGITS_OF_POWIAT = 4

ORGANISATION_NAMES = [
    (Organisation.LOCAL_GOVERNMENT, _("the city hall")),
    (Organisation.INSTITUTION, _("a school or another institution of the city")),
    (Organisation.NGO, _("a non-governmental organisation")),
    (Organisation.BUSINESS, _("a company")),
]

TITLES: Mapping[str, Promise] = {
    "area": _("Area of the programme"),
    "countries": _("Countries"),
    "member_state": _("A member state of the Union"),
    "associated": _("Eligible countries"),
    "organisation": _("Who applies"),
    "topics": _("Topics"),
    "amount": _("Amount of the grant"),
    "days": _("Length of the exchange"),
    "participants": _("Participants"),
    "young_people": _("Young people"),
    "call": _("Call for applications"),
}
"""What each kind of condition is about."""

REASONS: Mapping[str, Promise] = {
    "inside_area": _("Both lie in the area of the programme: %(places)s."),
    "outside_area": _("Outside the area of the programme: %(places)s."),
    "countries_there": _("All countries that must take part are there: %(countries)s."),
    "country_missing": _("Nobody takes part from a country that must: %(countries)s."),
    "member_state": _("Lies in the European Union: %(places)s."),
    "no_member_state": _("None of the two cities lies in the European Union."),
    "eligible_countries": _("Eligible countries: %(countries)s."),
    "not_eligible": _("Two eligible countries are needed. These are not enough: %(countries)s."),
    "not_verified": _(
        "Whether this country is eligible could not be verified: %(countries)s. Ask the office of "
        "the programme before you plan."
    ),
    "who_applies": _("Say who applies. These may: %(organisations)s."),
    "may_apply": _("The applicant is of a kind that may apply: %(organisations)s."),
    "may_not_apply": _("Such an applicant may not apply. These may: %(organisations)s."),
    "which_topic": _("Say what the project is about. Topics of the programme: %(topics)s."),
    "topic_there": _("Topics of the programme, too: %(topics)s."),
    "other_topics": _("None of your topics is one of the programme. Its topics: %(topics)s."),
    "which_amount": _("Say how much you need. %(bounds)s"),
    "amount_too_small": _("%(value)s EUR is too little. %(bounds)s"),
    "amount_too_large": _("%(value)s EUR is too much. %(bounds)s"),
    "amount_fits": _("%(value)s EUR is within the bounds. %(bounds)s"),
    "which_days": _("Say how many days the exchange lasts. From %(least)s to %(most)s days."),
    "days_too_small": _("Too short. From %(least)s to %(most)s days."),
    "days_too_large": _("Too long. From %(least)s to %(most)s days."),
    "days_fits": _("Long enough and not too long. From %(least)s to %(most)s days."),
    "how_many": _(
        "Say how many people take part. At least %(least)s, of them %(least_invited)s from abroad."
    ),
    "many_enough": _(
        "Enough people take part. At least %(least)s, of them %(least_invited)s from abroad."
    ),
    "too_few": _(
        "Too few people take part. At least %(least)s, of them %(least_invited)s from abroad."
    ),
    "are_they_young": _("Say whether young people take part. The programme is for them."),
    "young_people": _("Young people take part."),
    "no_young_people": _("The programme is for exchanges of young people."),
    "yearly_call": _(
        "There is a call every year. Whether one is open now stands on the page of the programme."
    ),
    "call_to_come": _("The call opens on %(opens)s and closes on %(closes)s."),
    "call_closed": _(
        "The last call that we know of closed on %(closes)s. Watch the page of the programme for "
        "the next one."
    ),
    "call_open": _("The call is open until %(closes)s."),
}
"""The sentence of each answer that the conditions give."""

_FROM_TO = _("From %(least)s to %(most)s EUR.")
_UP_TO = _("At most %(most)s EUR.")
_STATES: Mapping[bool | None, str] = {True: "open", None: "unknown", False: "closed"}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a programme with its answer; ``state``: open, unknown or closed."""

    title: str | Promise
    state: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """A programme, and what it says of two cities; ``state``: open, unknown or closed."""

    programme: Programme
    name: str
    about: str
    state: str
    conditions: Sequence[Condition]
    languages: Sequence[str]


def place_of(city: Municipality) -> Place:
    """Give a municipality as programmes see it."""
    district = city.code[:_DIGITS_OF_POWIAT] if city.scheme == Scheme.TERC else ""
    name = city.name.said(get_language() or "en").text
    return Place(name, city.country, city.region_code, district, city.nuts3)


def asked(own: Municipality, other: Municipality, plan: Plan) -> list[Told]:
    """Ask every programme about two cities and what they plan; no statements."""
    return [_told(one, one.answers) for one in eligibility([place_of(own), place_of(other)], plan)]


def by_place(own: Municipality, other: Municipality) -> list[Told]:
    """Ask only about the places themselves, whatever they plan; closed ones are left out."""
    plan = Plan(today=timezone.localdate())
    found = eligibility([place_of(own), place_of(other)], plan)
    return [_told(one, one.about_places) for one in found if one.is_open_by_place]


def topics_of_programmes() -> list[str]:
    """Give the topics that some programme names."""
    rules = (rule for one in programmes() for rule in one.rules if rule.kind == "topics")
    return sorted({topic for rule in rules for topic in rule.facts["topics"]})


def _told(one: Eligibility, answers: Sequence[tuple[Rule, Answer]]) -> Told:
    language = get_language() or "en"
    met = [answer.is_met for _rule, answer in answers]
    state = False if False in met else None if None in met else True
    return Told(
        programme=one.programme,
        name=one.programme.name.said(language).text,
        about=one.programme.about.said(language).text,
        state=_STATES[state],
        conditions=[
            Condition(TITLES[rule.kind], _STATES[answer.is_met], said(answer), rule.source)
            for rule, answer in answers
        ],
        languages=[tongue_name(code) for code in one.programme.application_languages],
    )


def said(answer: Answer) -> str:
    """Say an answer in a sentence of the reader's language."""
    facts = {name: _fact(name, value) for name, value in answer.facts.items()}
    if answer.reason.startswith(("which_amount", "amount_")):
        bounds = _FROM_TO if answer.facts["least"] is not None else _UP_TO
        facts["bounds"] = str(bounds) % facts
    return str(REASONS[answer.reason]) % facts


def _fact(name: str, value: Any) -> str:  # noqa: ANN401  what a programme's file names
    if isinstance(value, list | tuple):
        return ", ".join(_NAMED[name](one) for one in value)
    if isinstance(value, dt.date):
        return day(value)
    return number(value) if isinstance(value, int) else str(value or "")


def _organisation(code: str) -> str:
    return str(dict(ORGANISATION_NAMES)[Organisation(code)])


def _topic(code: str) -> str:
    return topic_name(code, get_language() or "en")


_NAMED: Mapping[str, Callable[[str], str]] = {
    "places": str,
    "countries": country,
    "organisations": _organisation,
    "topics": _topic,
}
