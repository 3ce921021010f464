import pytest

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.publishing import propose_publication, unpublish_agreement
from pobratym.agreements.states import Stage
from pobratym.confirmations.services.answering import confirm
from pobratym.core.errors import DomainError
from pobratym.notices.models import Notice
from pobratym.partnerships.states import Stage as PartnershipStage
from tests.factories import (
    AgreementFactory,
    MunicipalityFactory,
    PartnershipFactory,
    clause_of,
    frozen,
    officer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA")]
    partnership = PartnershipFactory(cities=cities, stage=PartnershipStage.ACTIVE, is_public=True)
    agreement = AgreementFactory(partnership=partnership)
    clause_of(agreement)
    frozen(agreement, Stage.SIGNED)
    return Agreement.objects.get(), cities, [officer_of(city) for city in cities]


def test_a_signed_agreement_is_public_once_both_cities_have_confirmed(signed):
    agreement, (one, two), (officer, other) = signed

    change = propose_publication(agreement, version=agreement.version, by=officer, city=one)
    assert not Agreement.objects.public().exists()
    change.refresh_from_db()
    confirm(change, version=change.version, by=other, city=two)

    assert list(Agreement.objects.public()) == [agreement]


def test_nothing_unsigned_is_proposed():
    agreement = AgreementFactory()
    city = agreement.opened_by

    with pytest.raises(DomainError) as refusal:
        propose_publication(agreement, version=agreement.version, by=officer_of(city), city=city)

    assert refusal.value.code == "too_early"


def test_each_city_takes_it_down_alone_saying_why(signed):
    agreement, (one, two), (officer, other) = signed
    Agreement.objects.update(is_public=True)

    def down(reason):
        return unpublish_agreement(
            agreement, version=agreement.version, reason=reason, by=other, city=two
        )

    with pytest.raises(DomainError) as refusal:
        down("")
    assert refusal.value.code == "no_reason"
    down("Błąd w tłumaczeniu")

    assert not Agreement.objects.public().exists()
    assert Notice.objects.filter(user=officer, kind="agreements.page_taken_down").count() == 1
    assert one != two
