"""What the public pages gather."""

import pytest

from pobratym.publishing import queries
from tests.factories import FieldOfCooperationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def test_fields_stand_in_the_readers_alphabet():
    partnership = PartnershipFactory()
    for topic in ("culture", "infrastructure", "district_heating"):
        FieldOfCooperationFactory(partnership=partnership, topic=topic)

    shown = queries.partnership_page(partnership, "uk")

    assert shown.fields == ["інфраструктура", "культура", "централізоване теплопостачання"]
