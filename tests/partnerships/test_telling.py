"""What the other city is told of what one city does alone."""

import pytest
from django.utils.translation import override

from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role
from pobratym.notices.kinds import still_concerns
from pobratym.notices.models import Notice
from pobratym.notices.queries import sentence_of
from pobratym.partnerships.services.opening import edit_partnership
from pobratym.partnerships.services.stages import move_stage, unpublish_partnership
from pobratym.partnerships.states import Stage
from tests.factories import PartnershipFactory, holder_of, officer_of

pytestmark = pytest.mark.django_db


def people(partnership):
    """Give an officer of the opener, an officer of the partner, and the partner's mayor."""
    other = partnership.parties.last().municipality
    holder_of(Role.MAYOR, other)
    return officer_of(partnership.opened_by), officer_of(other)


def told():
    return [(one.user, one.kind, one.page) for one in Notice.objects.order_by("pk")]


def test_the_first_contact_tells_the_partners_officers_of_the_partnership():
    made = PartnershipFactory(stage=Stage.PROSPECT)
    officer, other = people(made)
    deed = {"by": officer, "city": made.opened_by}

    edited = edit_partnership(made, version=1, title=Wordings({"pl": "Plan"}), **deed)
    assert not told(), "a thought of one city is told to nobody"
    move_stage(edited, Stage.CONTACTED, version=2, **deed)

    assert told() == [(other, "partnerships.entered", f"/desk/partnerships/{made.public_id}/")]
    notice = Notice.objects.get()
    with override("en"):
        assert made.opened_by.name["en"] in sentence_of(notice)
    assert still_concerns(other, notice.kind, notice.facts)
    other.employments.all().delete()
    assert not still_concerns(other, notice.kind, notice.facts)


def test_a_change_of_the_description_leads_to_the_difference():
    made = PartnershipFactory(stage=Stage.ACTIVE)
    officer, other = people(made)
    deed = {"by": officer, "city": made.opened_by}

    edited = edit_partnership(made, version=1, title=Wordings({"pl": "Inny"}), **deed)
    edit_partnership(edited, version=2, title=Wordings({"pl": "Inny"}), **deed)

    journal = f"/desk/journal/partnerships.partnership/{made.pk}/"
    assert told() == [(other, "partnerships.edited", journal)]


def test_a_page_taken_down_is_told_once():
    made = PartnershipFactory(stage=Stage.ACTIVE, is_public=True)
    officer, other = people(made)
    deed = {"by": officer, "city": made.opened_by}

    down = unpublish_partnership(made, version=1, **deed)
    unpublish_partnership(down, version=2, **deed)

    page = f"/desk/partnerships/{made.public_id}/"
    assert told() == [(other, "partnerships.page_taken_down", page)]
