"""Conditions of programmes, each answered for two places and what they plan: yes, no, not known."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Organisation(StrEnum):
    """Who would apply."""

    LOCAL_GOVERNMENT = "local_government"
    INSTITUTION = "institution"
    NGO = "ngo"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality as programmes see it.

    Attributes:
        name: in the reader's language.
        country: ISO 3166-1.
        region: voivodeship ("14") or oblast ("UA56"), by its official code.
        district: powiat ("1461") or raion, by its official code.
        nuts3: code of the NUTS 3 unit; empty where it is not known or there is none.
    """

    name: str
    country: str
    region: str
    district: str = ""
    nuts3: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the two places plan, as far as they have said; None where they have not.

    Attributes:
        organisation: who would apply.
        topics: codes of our topics.
        amount: of the grant, in euro.
        participants: how many would take part in all.
        invited: how many of them would come from abroad.
        days: how long an exchange would last.
        with_young_people: whether young people take part.
        today: the day for which is asked.
    """

    today: dt.date
    organisation: Organisation | None = None
    topics: Collection[str] = field(default_factory=frozenset)
    amount: int | None = None
    participants: int | None = None
    invited: int | None = None
    days: int | None = None
    with_young_people: bool | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a condition is met.

    Attributes:
        is_met: None where it is not known.
        reason: a code with its sentence in the room's words.
        facts: what the sentence names.
    """

    is_met: bool | None
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


Facts = Mapping[str, Any]
Ask = Callable[[Facts, Sequence[Place], Plan], Answer]


def in_area(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether every place lies in the area: by region, by district or by NUTS 3 unit."""
    del plan
    out = [place.name for place in places if not _lies_in(facts, place)]
    if out:
        return Answer(is_met=False, reason="outside_area", facts={"places": out})
    return Answer(is_met=True, reason="inside_area", facts={"places": [p.name for p in places]})


def _lies_in(facts: Facts, place: Place) -> bool:
    return (
        place.region in facts["regions"]
        or place.district in facts["districts"]
        or place.nuts3 in facts["nuts3"]
    )


def has_countries(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether there is a place in each of the countries."""
    del plan
    missing = [one for one in facts["countries"] if one not in {p.country for p in places}]
    if missing:
        return Answer(is_met=False, reason="country_missing", facts={"countries": missing})
    return Answer(is_met=True, reason="countries_there", facts={"countries": facts["countries"]})


def has_member_state(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether one of the places lies in the European Union."""
    del plan
    inside = [place.name for place in places if place.country in facts["countries"]]
    if not inside:
        return Answer(is_met=False, reason="no_member_state")
    return Answer(is_met=True, reason="member_state", facts={"places": inside})


def is_associated(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether two countries are eligible; one that nobody has verified leaves it open."""
    del plan
    countries = {place.country for place in places}
    doubtful = sorted(countries & set(facts["not_verified"]))
    strangers = sorted(countries - set(facts["eligible"]) - set(doubtful))
    if strangers or len(countries) == 1:
        return Answer(
            is_met=False, reason="not_eligible", facts={"countries": strangers or [*countries]}
        )
    if doubtful:
        return Answer(is_met=None, reason="not_verified", facts={"countries": doubtful})
    return Answer(is_met=True, reason="eligible_countries", facts={"countries": sorted(countries)})


def may_apply(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether an applicant of this kind may apply."""
    del places
    allowed = {"organisations": facts["organisations"]}
    if plan.organisation is None:
        return Answer(is_met=None, reason="who_applies", facts=allowed)
    met = plan.organisation in facts["organisations"]
    return Answer(is_met=met, reason="may_apply" if met else "may_not_apply", facts=allowed)


def has_topic(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether one of the topics is among those of the programme."""
    del places
    if not plan.topics:
        return Answer(is_met=None, reason="which_topic", facts={"topics": facts["topics"]})
    common = [one for one in facts["topics"] if one in plan.topics]
    if not common:
        return Answer(is_met=False, reason="other_topics", facts={"topics": facts["topics"]})
    return Answer(is_met=True, reason="topic_there", facts={"topics": common})


def fits_amount(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether the grant is within the programme's bounds."""
    del places
    return _within(facts, plan.amount, "amount")


def fits_days(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether an exchange is as long as the programme wants it."""
    del places
    return _within(facts, plan.days, "days")


def _within(facts: Facts, value: int | None, what: str) -> Answer:
    bounds = {"least": facts.get("least"), "most": facts.get("most"), "value": value}
    if value is None:
        return Answer(is_met=None, reason=f"which_{what}", facts=bounds)
    if bounds["least"] is not None and value < bounds["least"]:
        return Answer(is_met=False, reason=f"{what}_too_small", facts=bounds)
    if bounds["most"] is not None and value > bounds["most"]:
        return Answer(is_met=False, reason=f"{what}_too_large", facts=bounds)
    return Answer(is_met=True, reason=f"{what}_fits", facts=bounds)


def has_participants(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether enough people take part, and enough of them from abroad."""
    del places
    told = {**facts, "participants": plan.participants, "invited": plan.invited}
    if plan.participants is None or plan.invited is None:
        return Answer(is_met=None, reason="how_many", facts=told)
    met = plan.participants >= facts["least"] and plan.invited >= facts["least_invited"]
    return Answer(is_met=met, reason="many_enough" if met else "too_few", facts=told)


def has_young_people(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether young people take part."""
    del facts, places
    if plan.with_young_people is None:
        return Answer(is_met=None, reason="are_they_young")
    met = plan.with_young_people
    return Answer(is_met=met, reason="young_people" if met else "no_young_people")


def is_open(facts: Facts, places: Sequence[Place], plan: Plan) -> Answer:
    """Ask whether a call is open; a closed one says nothing about the next."""
    del places
    if facts.get("yearly"):
        return Answer(is_met=None, reason="yearly_call")
    told = {"opens": facts["opens"], "closes": facts["closes"]}
    if plan.today < facts["opens"]:
        return Answer(is_met=None, reason="call_to_come", facts=told)
    if plan.today > facts["closes"]:
        return Answer(is_met=None, reason="call_closed", facts=told)
    return Answer(is_met=True, reason="call_open", facts=told)


RULES: Mapping[str, Ask] = {
    "area": in_area,
    "countries": has_countries,
    "member_state": has_member_state,
    "associated": is_associated,
    "organisation": may_apply,
    "topics": has_topic,
    "amount": fits_amount,
    "days": fits_days,
    "participants": has_participants,
    "young_people": has_young_people,
    "call": is_open,
}
"""Every kind of condition; a programme's file names them."""
