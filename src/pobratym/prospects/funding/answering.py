"""Which programmes are open to two places, with the answer to each of their conditions."""

from collections.abc import Sequence
from dataclasses import dataclass

from pobratym.prospects.funding.reading import Programme, Rule, programmes
from pobratym.prospects.funding.rules import RULES, Answer, Place, Plan

ABOUT_PLACES = frozenset({"area", "countries", "member_state", "associated"})
"""Conditions that no plan changes."""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A programme, and what it says of two places.

    Attributes:
        programme: the programme.
        answers: each of its conditions with its answer, in its order.
    """

    programme: Programme
    answers: Sequence[tuple[Rule, Answer]]

    @property
    def is_open(self) -> bool | None:
        """No where one condition is not met, not known where one is not known, else yes."""
        met = [answer.is_met for _rule, answer in self.answers]
        if False in met:
            return False
        return None if None in met else True

    @property
    def is_open_by_place(self) -> bool:
        """Whether nothing about the two places themselves stands against it."""
        return not any(answer.is_met is False for _rule, answer in self.about_places)

    @property
    def about_places(self) -> Sequence[tuple[Rule, Answer]]:
        """The answers to what is asked of the places, whatever they plan."""
        return [(rule, answer) for rule, answer in self.answers if rule.kind in ABOUT_PLACES]


def eligibility(places: Sequence[Place], plan: Plan) -> list[Eligibility]:
    """Ask every programme: those that are open first, then those not known, then the others."""
    asked = [
        Eligibility(
            programme,
            [(rule, RULES[rule.kind](rule.facts, places, plan)) for rule in programme.rules],
        )
        for programme in programmes()
    ]
    order = {True: 0, None: 1, False: 2}
    return sorted(asked, key=lambda one: order[one.is_open])
