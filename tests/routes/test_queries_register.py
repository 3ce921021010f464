"""The row of the Ukrainian register: twelve columns, each in its place, in Ukrainian."""

import datetime as dt

import openpyxl
import pytest

from pobratym.agreements.models.agreements import Agreement
from pobratym.core.wordings import Wordings
from pobratym.partnerships.states import Stage as PartnershipStage
from pobratym.routes.models.force import RegisterEntry
from pobratym.routes.queries.register import COLUMNS, RegisterRow, row_of
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    PartnershipFactory,
    clause_of,
    frozen,
)
from tests.shared import DATA

pytestmark = pytest.mark.django_db


def founding(**facts):
    ostroleka = MunicipalityFactory(
        name=Wordings({"pl": "Ostrołęka", "uk": "Остроленка"}), region_code="14"
    )
    varash = MunicipalityFactory(country="UA", register_name="Вараська", region_code="UA56")
    partnership = PartnershipFactory(
        cities=[ostroleka, varash],
        stage=PartnershipStage.AGREEMENT,
        ua_kind="interterritorial",
    )
    agreement = AgreementFactory(partnership=partnership, **facts)
    clause_of(agreement, topics=["schools", "energy"])
    frozen(agreement, "signed")
    return fetched(agreement)


def fetched(agreement):
    return Agreement.objects.with_cities().get(pk=agreement.pk)


def test_the_founding_agreement_has_its_twelve_columns_each_in_its_place():
    agreement = founding()
    RegisterEntry.objects.create(agreement=agreement, registration_number="12")

    row = row_of(agreement)

    assert row == RegisterRow(
        number="1",
        registration_number="12",
        title="Угода про партнерство",
        signed_on="07.10.2024",
        kind="міжтериторіальне співробітництво",
        sphere=row.sphere,
        ua_region="Рівненська область",
        ua_subject="Вараська міська територіальна громада",
        foreign_state="Республіка Польща",
        foreign_unit="Мазовецьке воєводство",
        foreign_subject="місто Остроленка",
        duration="безстроково",
    )
    assert len(row.cells()) == len(COLUMNS) == 12
    assert len(row.sphere.split("; ")) == 2


def test_what_the_entry_says_goes_before_the_record():
    agreement = founding()
    RegisterEntry.objects.create(
        agreement=agreement, title="Договір", sphere="освіта", duration="до 2030 року"
    )

    row = row_of(agreement, 7)

    assert (row.number, row.title, row.sphere, row.duration) == (
        "7", "Договір", "освіта", "до 2030 року",
    )  # fmt: skip


def test_several_foreign_cities_are_joined_and_named_once_by_state():
    cities = [MunicipalityFactory(country="UA"), MunicipalityFactory(), MunicipalityFactory()]
    partnership = PartnershipFactory(cities=cities, stage=PartnershipStage.AGREEMENT)
    agreement = AgreementFactory(partnership=partnership)

    row = row_of(fetched(agreement))

    assert row.foreign_state == "Республіка Польща"
    assert row.foreign_subject.count("; ") == 1
    assert (row.signed_on, row.kind) == ("", "")


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (12, "1 рік"), (24, "2 роки"), (36, "3 роки"), (60, "5 років"), (132, "11 років"),
        (252, "21 рік"), (1, "1 місяць"), (18, "18 місяців"), (22, "22 місяці"),
    ],
)  # fmt: skip
def test_the_term_is_told_in_ukrainian(months, said):
    assert row_of(founding(duration_months=months)).duration == said
    renewed = founding(duration_months=months, auto_renew=True, renewal_months=12)
    assert row_of(renewed).duration == f"{said}, з автоматичним продовженням"


def test_a_row_costs_two_statements(cost):
    agreement = founding()

    assert len(cost(lambda: row_of(agreement))) == 2


def test_days_of_years_before_2000_keep_their_figures():
    agreement = founding()
    agreement.signed_on = dt.date(1999, 1, 2)

    assert row_of(agreement).signed_on == "02.01.1999"


@pytest.mark.real_data
def test_the_register_of_agreements_inside_ukraine_is_another_one():
    """What we have as a file is the register of hromadas among themselves: nine columns.

    So our twelve cannot be compared with it; they come from the list of the ministry's data set.
    """
    path = DATA / "agreements" / "ua_intermunicipal_register_raw.xlsx"
    sheet = openpyxl.load_workbook(path, read_only=True).active
    heads = next(sheet.iter_rows(values_only=True, max_row=1))

    assert len(heads) == 9
    assert not any("іноземн" in str(head).casefold() for head in heads)
