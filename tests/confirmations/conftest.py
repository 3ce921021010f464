"""Two cities with an active partnership, and a proposal of the first to suspend it."""

import datetime as dt
from types import SimpleNamespace

import pytest

from pobratym.core.wordings import Wordings
from pobratym.directory.states import Country, Role
from pobratym.partnerships.services.joint import propose_stage
from pobratym.partnerships.states import Stage
from tests.factories import (
    EmploymentFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    officer_of,
)

REASON = Wordings({"pl": "Umowa wygasła", "uk": "Строк дії угоди закінчився"})
DAY = dt.date(2026, 3, 14)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "files" / "papers"


def person_in(city, role, **given):
    user = UserFactory(**given)
    EmploymentFactory(user=user, municipality=city, role=role)
    return user


def two_cities(more=0):
    """Give cities, their officers, and an active partnership of them all."""
    cities = [MunicipalityFactory(), MunicipalityFactory(country=Country.UA)]
    cities += MunicipalityFactory.create_batch(more)
    partnership = PartnershipFactory(cities=cities, stage=Stage.ACTIVE)
    officers = [officer_of(city) for city in cities]
    return SimpleNamespace(
        own=cities[0],
        partner=cities[1],
        cities=cities,
        partnership=partnership,
        officer=officers[0],
        other=officers[1],
        officers=officers,
    )


@pytest.fixture
def pair():
    return two_cities()


@pytest.fixture
def asked(pair):
    return ask(pair)


def ask(pair, to=Stage.SUSPENDED, **given):
    """Propose, in the name of the first city, to go on to a stage."""
    facts = {"version": pair.partnership.version, "by": pair.officer, "city": pair.own, **given}
    return propose_stage(pair.partnership, to, **facts)


def role_names():
    return [role for role in Role if role not in {Role.HEAD, Role.TEACHER}]
