import datetime as dt

import pytest

from pobratym.core.wordings import Wordings
from pobratym.institutions.services.registers.asked import Choices
from pobratym.institutions.services.registers.loading import import_institutions
from tests.factories import MunicipalityFactory, TerritoryFactory

HEADER = "region,public,school,city,polish_candidates,polish_average"
SCHOOL = "Mazowieckie,Tak,SZKOŁA PODSTAWOWA NR {} IM. JANA NOWAKA W OSTROŁĘCE,Ostrołęka,13,48"


@pytest.fixture
def ostroleka():
    TerritoryFactory(scheme="TERC", code="14", level=1, kind="W", name="MAZOWIECKIE")
    names = Wordings({"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"})
    return MunicipalityFactory(code="1461011", name=names, register_name="Ostrołęka")


@pytest.fixture
def cke(tmp_path, ostroleka):
    """Write a list of the exam and give its path; its city is there."""
    assert ostroleka.pk

    def write(*lines: str, name="e8.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def load():
    """Load a list; gives the outcome and the problems."""

    def run(path, on=dt.date(2024, 5, 16), **choices):
        problems = []
        told = Choices(on=on, **choices)
        return import_institutions(path, told, report=problems.append), problems

    return run
