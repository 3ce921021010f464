"""Who need not be asked, because the product could not tell them from somebody who was.

What people may do follows from their mandates alone. While somebody is asked, every question that
the product puts to their mandate is noted with its answer; whoever's mandate answers all of them
alike meets the same. That holds for people of whom nothing else is known here: who is named in any
row (as an author, as somebody told) is asked in person, and so are strangers and administrators.

``ACCESS_EVERYBODY=1`` asks everybody in person, and so does writing the table.
"""

import datetime as dt
from collections.abc import Callable, Collection, Hashable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.directory.models import employment
from pobratym.directory.models.employment import Employment
from pobratym.directory.states import Mandate

Questions = dict[tuple[Hashable, ...], object]
OWN_ROWS = {(Employment, "user"), (Authenticator, "user"), (EmailAddress, "user")}
"""What says of people only what role they hold and how they sign in."""


class Heard(Mandate):
    """A mandate that notes what it is asked."""

    def __init__(self, plain: Mandate, heard: Questions) -> None:
        object.__setattr__(self, "_plain", plain)
        object.__setattr__(self, "_heard", heard)

    def __getattribute__(self, name: str) -> Any:
        if name in {"cities", "institutions"}:
            return lambda roles: self._ask(name, frozenset(roles))
        if name == "posts":
            return self._ask(name)
        return super().__getattribute__(name)

    def _ask(self, *question: Any) -> object:
        self._heard[question] = told = answer_of(self._plain, question)
        return told


def answer_of(mandate: Mandate, question: tuple[Any, ...]) -> object:
    """Put one question to a mandate."""
    name, *given = question
    found = getattr(mandate, name)
    return found(*given) if given else found


class Listener:
    """Hears what is asked of mandates, and knows who need not be asked in person."""

    def __init__(self, patch: pytest.MonkeyPatch, people: Collection[User]) -> None:
        self.heard: Questions = {}
        self._read: Callable[..., Mandate] = employment._mandate
        named = _named()
        today = timezone.localdate()
        self.mandates = {
            person.pk: self._read(person.pk, today)
            for person in people
            if person.pk not in named and not person.is_administrator
        }
        self._asking: int | None = None
        patch.setattr(employment, "_mandate", self._listen)

    def _listen(self, person: int, today: dt.date) -> Mandate:
        plain = self._read(person, today)
        return Heard(plain, self.heard) if person == self._asking else plain

    def knows(self, person: User | None) -> bool:
        """Say whether the person may be spared: of them nothing is known but their mandate."""
        return person is not None and person.pk in self.mandates

    def hear(self, person: User | None) -> Questions:
        """Begin to note what is asked of this person's mandate."""
        self._asking, self.heard = person and person.pk, {}
        return self.heard

    def is_alike(self, person: User, told: Questions) -> bool:
        """Say whether the person's mandate gives the same answers to all of it."""
        mandate = self.mandates[person.pk]
        return all(answer_of(mandate, question) == said for question, said in told.items())


def _named() -> set[int]:
    """Give the keys of those whom some row names."""
    return {
        person
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is User and (model, field.name) not in OWN_ROWS
        for person in model._base_manager.values_list(field.attname, flat=True)
        if person is not None
    }
