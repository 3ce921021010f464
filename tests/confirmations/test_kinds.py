import pytest
from django.utils.translation import override

from pobratym.confirmations.services.answering import confirm, decline
from pobratym.confirmations.services.proposing import withdraw
from pobratym.notices.kinds import kind_named, still_concerns
from pobratym.notices.models import Notice
from pobratym.work.models import Letter
from tests.confirmations.conftest import ask

pytestmark = pytest.mark.django_db


def sentence(kind, language="en"):
    notice = Notice.objects.filter(kind=f"confirmations.{kind}").latest("pk")
    with override(language):
        return kind_named(notice.kind).sentence(notice.facts)


@pytest.mark.usefixtures("asked")
def test_the_asked_are_told_in_their_language_what_by_whom_and_until_when(pair):
    assert sentence("asked", "pl").startswith(
        f"{pair.own.name['pl']} prosi o potwierdzenie: następny etap partnerstwa"
    )
    assert sentence("asked", "uk").startswith(f"{pair.own.name['uk']} просить підтвердити")
    assert "(Warsaw)" in sentence("asked")


def test_each_outcome_has_its_sentence(pair):
    given = {"by": pair.other, "city": pair.partner}
    decline(ask(pair), version=1, reason="Po wakacjach", **given)
    assert "has declined" in sentence("answered")
    assert "Po wakacjach" in sentence("answered", "pl")
    letter = Letter.objects.filter(user=pair.officer).latest("pk")
    with override(pair.officer.language):
        title = pair.partnership.title.said(pair.officer.language).text
        city = pair.partner.name.said(pair.officer.language).text
    assert (city in letter.subject, title in letter.subject) == (True, True)
    assert "Po wakacjach" in letter.text
    withdraw(ask(pair), version=1, by=pair.officer, city=pair.own)
    assert "taken its proposal back" in sentence("closed")
    confirm(ask(pair), version=1, **given)
    assert "confirmed and done" in sentence("done")


@pytest.mark.usefixtures("asked")
def test_who_left_the_city_is_concerned_no_more(pair):
    notice = Notice.objects.get(user=pair.other)
    assert still_concerns(pair.other, notice.kind, notice.facts)

    pair.other.employments.all().delete()

    assert not still_concerns(pair.other, notice.kind, notice.facts)
