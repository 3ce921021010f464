"""Agreements on their legal routes, for tests to stand on."""

import datetime as dt

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import Stage
from pobratym.directory.models.cities import Municipality
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.queries.book import book, entries_of
from pobratym.routes.services import steps
from pobratym.routes.services.walking import begin_walk
from pobratym.routes.states import FULFILLED
from tests.factories import AgreementFactory, clause_of, frozen

DAY = dt.date(2026, 3, 2)


def agreed(**given) -> Agreement:
    """Give an agreement whose text is agreed; its cities are Polish and Ukrainian."""
    agreement = AgreementFactory(**given)
    clause_of(agreement)
    frozen(agreement)
    return again(agreement)


def again(agreement: Agreement) -> Agreement:
    """Read it anew, as pages do."""
    return Agreement.objects.with_cities().get(pk=agreement.pk)


def city_of(agreement: Agreement, country: str) -> Municipality:
    """Give the party of that country."""
    return next(one.city for one in agreement.parties.all() if one.city.country == country)


def walking(agreement: Agreement, country: str, *, by=None, **answers: bool) -> Walk:
    """Let the party of that country begin its route; what is not answered is no."""
    city = city_of(agreement, country)
    edition = book().current(country, agreement.kind, dt.date(2026, 11, 23))
    said = {condition.name: False for condition in edition.conditions} | answers
    digest = again(agreement).text_version.sha256
    return begin_walk(agreement, city=city, answers=said, sha256=digest, by=by)


def step(walk: Walk, code: str) -> Step:
    """Give a step of a walk as it stands."""
    found = Step.objects.select_related("walk__agreement", "walk__city", "walk__text_version")
    return found.get(walk=walk, code=code)


def press(walk: Walk, act: str, code: str, *, by=None, **facts) -> Step:
    """Do a deed on a step as it stands."""
    if act in {"send", "finish"}:
        facts.setdefault("on", DAY)
    if act in {"refuse", "give_back", "waive", "undo", "begin_early"}:
        facts.setdefault("reason", "Bo tak")
    now = step(walk, code)
    return getattr(steps, act)(now, version=now.version, by=by, **facts)


def finish_all(walk: Walk, *, on: dt.date = DAY) -> None:
    """Do all steps of a walk that can be done, in the order of the book."""
    for code, entry in entries_of(walk).items():
        found = Step.objects.filter(walk=walk, code=code).first()
        if found is None or found.state in FULFILLED or str(entry.when) != "before_signing":
            continue
        if found.state == "open" and any(code in one.answers for one in entries_of(walk).values()):
            press(walk, "send", code, on=on)
        elif found.state != "sent" or entry.with_authority:
            press(walk, "finish", code, on=on)


def stage(agreement: Agreement) -> Stage:
    """Say where it stands now."""
    return Stage(Agreement.objects.get(pk=agreement.pk).stage)
