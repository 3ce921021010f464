"""The page of suggested partners: who sees it, what it says, and what its buttons do."""

import pytest
from django.urls import reverse

from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role
from pobratym.institutions.states import OpenTo
from pobratym.links.models.links import Link
from pobratym.links.states import Origin
from pobratym.matching.models.weights import Feedback, SavedWeights
from pobratym.matching.scoring.criteria import USUAL
from pobratym.partnerships.states import Stage
from tests.factories import (
    InstitutionFactory,
    InstitutionWishFactory,
    MunicipalityFactory,
    PartnershipFactory,
    ProfileFactory,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db
USUALLY = {str(criterion): number for criterion, number in USUAL.items()}


@pytest.fixture
def home():
    return MunicipalityFactory()


@pytest.fixture
def abroad(home):
    city = MunicipalityFactory(country="UA")
    PartnershipFactory(cities=[home, city], stage=Stage.ACTIVE)
    return city


@pytest.fixture
def school(home):
    return ProfileFactory(institution__municipality=home).institution


@pytest.fixture
def head(client, school):
    person = holder_of(Role.HEAD, school.municipality, school)
    client.force_login(person)
    return person


def of(name, institution, other=None):
    keys = {"public_id": institution.public_id} | ({"other": other.public_id} if other else {})
    return reverse(f"matching:{name}", kwargs=keys)


def candidate(city, **told):
    return ProfileFactory(institution__municipality=city, **told).institution


def listed(client, school, **query):
    answer = client.get(of("candidates", school), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("head")
def test_a_head_sees_candidates_of_the_partner_city_with_reasons(client, school, abroad):
    other = candidate(abroad)
    InstitutionWishFactory(
        institution=school, kind="seeks", topic="sport", text=Wordings({"pl": "Turniej piłki"})
    )
    InstitutionWishFactory(
        institution=other, kind="offers", topic="sport", text=Wordings({"uk": "Футбольний турнір"})
    )

    page = listed(client, school)

    assert str(other) in page
    assert "They offer what you seek." in page
    assert "Turniej piłki" in page
    assert "Футбольний турнір" in page
