"""What a leaving person's successor is told of partnerships."""

import pytest
from django.utils import timezone

from pobratym.directory.duties import Line, OpenDuties, duty_named, open_duties
from pobratym.partnerships.services.joint import propose_stage
from pobratym.partnerships.states import Stage
from tests.factories import ContactFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db


def test_promises_and_proposals_are_listed_each_with_its_page():
    partnership = PartnershipFactory(stage=Stage.EXPLORING)
    city = partnership.opened_by
    officer, today = officer_of(city), timezone.localdate()
    step = ContactFactory(
        partnership=partnership, city=city, owner=officer, next_step="Wysłać listę", due_on=today
    )
    change = propose_stage(partnership, Stage.AGREEMENT, version=1, by=officer, city=city)

    title, until = partnership.title, change.expires_at.date()
    page = f"/desk/contacts/{step.public_id}/edit/"
    assert open_duties(officer.pk, city.pk) == [
        OpenDuties(
            duty_named("partnerships.next_step"), [Line("Wysłać listę", title, today, page)]
        ),
        OpenDuties(
            duty_named("partnerships.proposal"),
            [Line("", title, until, f"/desk/proposals/{change.public_id}/")],
        ),
    ]
