import datetime as dt

import pytest

from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.directory.services.registers.loading import Choices as TerritoryChoices
from pobratym.directory.services.registers.loading import import_register
from pobratym.institutions.services.registers.asked import Choices
from pobratym.institutions.services.registers.loading import import_institutions
from pobratym.institutions.states import Register
from pobratym.matching.scoring.criteria import USUAL
from pobratym.matching.services.pairing.asking import SetUp, ask_run
from pobratym.matching.services.pairing.running import do_run
from pobratym.matching.states import RunState
from pobratym.partnerships.states import Stage
from tests.factories import PartnershipFactory, officer_of
from tests.shared import real_data, shared

pytestmark = [pytest.mark.django_db, real_data]


def loaded(file: str, on: dt.date | None = None):
    problems = []
    path = shared(f"institutions/{file}")
    return import_institutions(path, Choices(on=on), report=problems.append), problems


@pytest.fixture
def territories():
    for file in ("pl/TERC_Adresowy_2026-02-16.csv", "ua/kodifikator-16-05-2025.csv"):
        path = shared(f"territory/{file}")
        import_register(path, TerritoryChoices("territories"), report=lambda _problem: None)


def schools_of(code: str):
    city = Municipality.objects.get(code=code)
    return Institution.objects.public().working().filter(municipality=city)


@pytest.mark.usefixtures("territories")
def test_the_real_schools_of_the_founding_pair_appear():
    polish, _ = loaded("pl/e8-schools-2024.csv", dt.date(2024, 5, 16))
    ukrainian, _ = loaded("ua/edebo_general_secondary_2023-06-08.xlsx")

    ostroleka = schools_of("1461011")
    assert ostroleka.count() == 9
    assert "Szkoła Podstawowa nr 1 im. Stanisława Jachowicza" in {
        one.name["pl"] for one in ostroleka
    }
    varash = schools_of("UA56020030000068439")
    lyceums = {one.name["uk"] for one in varash if "ліцей" in one.name["uk"].casefold()}
    city = {name for name in lyceums if name.startswith("Вараський ліцей №")}
    assert len(city) == 6
    assert (polish.counts["added"], ukrainian.counts["added"]) == (4761, 16051)
    assert ukrainian.placed / ukrainian.rows > 0.98

    again, _ = loaded("pl/e8-schools-2024.csv", dt.date(2024, 5, 16))
    assert not again.applied
    assert again.counts["unchanged"] == 4761

    run = paired("1461011", "UA56020030000068439")
    assert run.state == RunState.DONE
    assert (run.size_a, run.size_b) == (9, varash.count())
    assert run.pair_count == min(run.size_a, run.size_b)
    assert run.gap == 0


def paired(*codes: str):
    """Pair all that two cities have, as they are known before anybody has told a profile."""
    first, second = (Municipality.objects.get(code=code) for code in codes)
    partnership = PartnershipFactory(cities=[first, second], stage=Stage.ACTIVE)
    counts = {str(criterion): number for criterion, number in USUAL.items()}
    set_up = SetUp(first, second, [], counts, floor=0)
    run = ask_run(partnership, set_up, by=officer_of(first), city=first)
    do_run(run.pk)
    run.refresh_from_db()
    return run


@pytest.mark.usefixtures("territories")
def test_every_other_list_of_care_and_service_finds_its_places():
    on = dt.date(2026, 3, 6)
    least = {
        ("ua/edebo_higher_2023-06-08.xlsx", None): 0.99,
        ("ua/cnap_register.xlsx", on): 0.94,
        ("ua/nszu_legal_entities_no_fop.csv", on): 0.97,
        ("pl/eurostat_hospitals_PL.csv", None): 0.92,
        ("pl/ops_malopolskie_geo.csv", on): 0.98,
        ("pl/senior_plus_malopolskie_2026-06-02.xlsx", None): 0.92,
        ("pl/sds_malopolskie_2026.xlsx", None): 0.85,
        ("pl/dps_malopolskie_2026-08-08.xlsx", None): 0.5,
        ("pl/dps_lodzkie_2026-07-12.xls", None): 0.5,
    }
    for (file, day), share in least.items():
        outcome, problems = loaded(file, day)
        assert outcome.placed / outcome.rows >= share, file
        assert outcome.bad == 0, file
        assert sum(outcome.left.values()) == outcome.rows - outcome.placed
        assert all(problem.line > 0 for problem in problems)

    mazovian = Institution.objects.filter(
        listings__register=Register.HOSPITALS_PL, municipality__code="1461011"
    )
    assert mazovian.count() == 1  # it stands there twice, under two numbers
    homes = Municipality.objects.filter(institutions__listings__register=Register.CARE_HOMES)
    assert set(homes.values_list("region_code", flat=True)) == {"10", "12"}
