"""Interpreters of a visit: languages, when they can, and how long they may work."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.visits.models.sites import Interpreter
from pobratym.visits.models.visits import Visit
from pobratym.visits.services.holding import held, refuse_all_but_host
from pobratym.visits.services.noting import note_in_visit, refuse_in_use, refuse_too_many

MOST_INTERPRETERS = 40
"""Of one visit."""


class InterpreterFacts(TypedDict, total=False):
    """What is said of an interpreter; see the model for ``pairs`` and ``available``."""

    name: str
    pairs: list[list[str]]
    available: list[list[str]]
    run_min: int
    rest_min: int
    day_min: int
    language: str
    email: str
    phone: str


@transaction.atomic
def add_interpreter(
    visit: Visit, *, by: User | None, is_sample: bool = False, **facts: Unpack[InterpreterFacts]
) -> Interpreter:
    """Enter an interpreter of a visit.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``too_many``, ``no_pair``.
        ValidationError: a fact is missing or not valid.
    """
    visit = held(visit)
    refuse_all_but_host(by, visit)
    refuse_too_many(visit.interpreters.count(), MOST_INTERPRETERS)
    interpreter = Interpreter(visit=visit, is_sample=is_sample)
    return _kept(interpreter, visit, facts, "interpreter.added", by)


@transaction.atomic
def edit_interpreter(
    interpreter: Interpreter, *, version: int, by: User | None, **facts: Unpack[InterpreterFacts]
) -> Interpreter:
    """Change what is said of an interpreter.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``no_pair``.
        ValidationError: a fact is missing or not valid.
    """
    interpreter, visit = _taken(interpreter, version, by)
    return _kept(interpreter, visit, facts, "interpreter.edited", by)


@transaction.atomic
def remove_interpreter(interpreter: Interpreter, *, version: int, by: User | None) -> None:
    """Take an interpreter off the visit who interprets nothing of it.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``in_use``.
    """
    interpreter, visit = _taken(interpreter, version, by)
    refuse_in_use(
        interpreter,
        _(
            "This interpreter stands in wishes or in the programme. Choose somebody else there"
            " first, or say here when they can."
        ),
    )
    note_in_visit("interpreter.removed", interpreter, visit, by=by)
    interpreter.delete()


def _taken(interpreter: Interpreter, version: int, by: User | None) -> tuple[Interpreter, Visit]:
    visit = held(interpreter.visit)
    refuse_all_but_host(by, visit)
    found = take_version(Interpreter.objects.all(), interpreter.pk, version)
    found.visit = visit
    return found, visit


def _kept(
    interpreter: Interpreter, visit: Visit, facts: InterpreterFacts, what: str, by: User | None
) -> Interpreter:
    old = put(interpreter, facts)
    pairs = [frozenset(pair) for pair in interpreter.pairs]
    if not pairs or any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004  a pair
        raise DomainError(
            _("Choose at least two languages between which they interpret."),
            code="no_pair",
            field="pairs",
        )
    if old:
        interpreter.full_clean()
        interpreter.save()
        note_in_visit(what, interpreter, visit, by=by, changes=changes_of(interpreter, old))
    return interpreter
