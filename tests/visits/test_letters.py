"""Letters of invitation: their numbers, their states, who reads them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.visits.models.delegations import Letter
from pobratym.visits.services import letters
from pobratym.visits.states import LetterState
from tests.visiting import officers_of, visit_with_delegation

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def visit():
    return visit_with_delegation()


def drafted(visit, count=1, signer="Prezydent Miasta"):
    members = list(visit.members.order_by("pk")[:count])
    return letters.draft_letter(visit, by=None, members=members, signer=signer)


def signed(visit, **more):
    letter = drafted(visit, **more)
    return letters.sign_letter(letter, version=letter.version, by=None)


def test_letters_of_a_city_are_numbered_without_a_gap(visit):
    dropped = drafted(visit)
    first = signed(visit)
    letters.drop_draft(dropped, version=dropped.version, by=None)
    second = signed(visit)
    elsewhere = signed(visit_with_delegation())

    assert [first.number, second.number, elsewhere.number] == [1, 2, 1]
    assert first.year == timezone.localdate().year


def test_a_signed_letter_stays_as_it_is_and_locks_the_names_on_it(visit):
    letter = signed(visit, count=2)

    with pytest.raises(DomainError) as refusal:
        letters.edit_letter(letter, version=letter.version, by=None, members=visit.members.all())
    with pytest.raises(DomainError) as kept:
        letters.drop_draft(letter, version=letter.version, by=None)

    assert refusal.value.code == kept.value.code == "numbered"
    assert visit.members.filter(names_locked_at__isnull=False).count() == 2


def test_nobody_signs_without_a_name(visit):
    letter = drafted(visit, signer="")

    with pytest.raises(DomainError) as refusal:
        letters.sign_letter(letter, version=letter.version, by=None)

    assert refusal.value.code == "no_signer"
    assert not Letter.objects.exclude(number=0).exists()


def test_an_answer_follows_only_a_letter_that_was_sent(visit):
    letter = signed(visit)

    with pytest.raises(DomainError) as refusal:
        letters.note_answer(letter, version=letter.version, by=None, accepted=True)
    letter = letters.send_out(letter, version=letter.version, by=None, on=timezone.localdate())
    letter = letters.note_answer(letter, version=letter.version, by=None, accepted=True)
    letter = letters.note_answer(letter, version=letter.version, by=None, accepted=False)

    assert refusal.value.code == "wrong_state"
    assert letter.state == LetterState.DECLINED


def test_no_letter_was_sent_tomorrow(visit):
    letter = signed(visit)

    with pytest.raises(DomainError) as refusal:
        letters.send_out(
            letter, version=letter.version, by=None,
            on=timezone.localdate() + dt.timedelta(days=1),
        )  # fmt: skip

    assert refusal.value.code == "future"


def test_the_guests_city_does_not_write_letters_of_the_host(visit):
    _ours, theirs = officers_of(visit)

    with pytest.raises(DomainError) as refusal:
        letters.draft_letter(visit, by=theirs, members=visit.members.all())

    assert refusal.value.code == "not_your_city"


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_pages_lead_from_a_draft_to_the_scan(client, visit, language, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ours, theirs = officers_of(visit)
    letter = drafted(visit, count=2)
    client.force_login(ours)
    for name in ("letter_edit", "letter_sign", "letter_send"):
        where = reverse(f"visits:{name}", kwargs={"public_id": letter.public_id})
        assert client.get(where.replace("/en/", f"/{language}/", 1)).status_code == 200
    where = reverse("visits:letter_sign", kwargs={"public_id": letter.public_id})
    client.post(where, {"version": 1, "scan": SimpleUploadedFile("list.pdf", PDF)})
    scan = reverse("visits:letter_scan", kwargs={"public_id": letter.public_id})
    the_list = reverse("visits:letters", kwargs={"public_id": visit.public_id})

    for person in (ours, theirs):
        client.force_login(person)
        assert "1/20" in client.get(the_list).content.decode()
        given = client.get(scan)
        assert given.headers["Content-Disposition"].startswith("attachment")
