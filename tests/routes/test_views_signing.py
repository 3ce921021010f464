"""Pages of signing: who sees what, who may record, what a refused file says."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pobratym.agreements.states import Stage
from pobratym.core.tokens import issue
from pobratym.routes.models.signing import Signatory, Signature, SignedCopy
from pobratym.routes.states import Outcome
from tests import signing_kit as kit
from tests.documents.test_containers import MACROS
from tests.factories import PASSWORD, MunicipalityFactory, officer_of
from tests.routes.signing import (
    by_container,
    by_hand,
    by_pdf,
    everyone_signs,
    fetched,
    outside,
    ready,
    scan,
    signatories,
    signatory_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    settings.TRUST_LIST = ""


@pytest.fixture
def agreement():
    return ready()


@pytest.fixture
def officer(agreement):
    return officer_of(agreement.opened_by, language="en")


def signed_in(user) -> Client:
    """Sign in just now, so that the deeds that ask once more let pass."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def page_of(agreement):
    return reverse("routes:signing", kwargs={"public_id": agreement.public_id})


def way(signatory, name):
    return reverse("routes:signature_new", kwargs={"public_id": signatory.public_id, "way": name})


def typed(agreement, **given):
    return {
        "sha256": agreement.text_version.sha256,
        "signed_on_day": "7",
        "signed_on_month": "10",
        "signed_on_year": "2024",
        "earlier": "on",
        "once": issue("signature.record"),
        **given,
    }


def own(agreement):
    return Signatory.objects.get(agreement=agreement, city=agreement.opened_by)


def test_a_stranger_finds_nothing(agreement, client):
    signature = by_hand(own(agreement), scans={"pl": scan()})
    copy = SignedCopy.objects.get()
    addresses = [
        page_of(agreement),
        way(own(agreement), "hand"),
        reverse("routes:signature_withdraw", kwargs={"public_id": signature.public_id}),
        reverse("routes:copy_file", kwargs={"public_id": copy.public_id}),
        reverse("routes:copy_protocol", kwargs={"public_id": copy.public_id}),
        reverse("routes:scan_new", kwargs={"public_id": signature.public_id}),
        reverse("routes:outside_check", kwargs={"public_id": copy.public_id}),
    ]
    stranger = signed_in(officer_of(MunicipalityFactory()))

    for address in addresses:
        assert client.get(address).status_code == 302, address
        assert stranger.get(address).status_code == 404, address


def test_the_partner_sees_the_list_and_the_files_but_records_nothing_for_us(agreement):
    signature = by_hand(own(agreement), scans={"pl": scan()})
    other = next(p.city for p in agreement.parties.all() if p.city != agreement.opened_by)
    partner = signed_in(officer_of(other, language="en"))
    copy = SignedCopy.objects.get()

    shown = partner.get(page_of(agreement)).content.decode()
    file = partner.get(reverse("routes:copy_file", kwargs={"public_id": copy.public_id}))

    assert own(agreement).name["pl"] in shown
    assert file["Content-Disposition"].startswith("attachment")
    assert partner.get(way(own(agreement), "hand")).status_code == 403
    withdraw = reverse("routes:signature_withdraw", kwargs={"public_id": signature.public_id})
    assert partner.get(withdraw).status_code == 403
    new = {"public_id": agreement.public_id, "city": agreement.opened_by.public_id}
    assert partner.get(reverse("routes:signatory_new", kwargs=new)).status_code == 403


def test_a_person_is_named_corrected_and_taken_off(agreement, officer):
    client = signed_in(officer)
    kwargs = {"public_id": agreement.public_id, "city": agreement.opened_by.public_id}
    told = {
        "name_pl": "Anna Skarbnik",
        "name_uk": "Анна Скарбник",
        "function_pl": "skarbnik",
        "authority_note": "art. 46",
        "countersigns": "on",
        "once": issue("signatory.add"),
    }

    answer = client.post(reverse("routes:signatory_new", kwargs=kwargs), told)
    assert answer.status_code == 302, answer.context["form"].errors
    added = Signatory.objects.get(countersigns=True)
    edit = reverse("routes:signatory_edit", kwargs={"public_id": added.public_id})
    changed = {**told, "version": "1", "place": "1", "authority_note": "art. 46 ust. 3"}
    assert client.post(edit, changed).status_code == 302
    assert client.post(edit, changed).status_code == 409
    remove = reverse("routes:signatory_remove", kwargs={"public_id": added.public_id})
    client.post(remove, {"version": "2"})

    added.refresh_from_db()
    assert added.removed_at is not None
    assert added.authority_note == "art. 46 ust. 3"


def test_a_signature_by_hand_is_recorded_with_its_scans(agreement, officer):
    client = signed_in(officer)
    files = {"scan_pl": SimpleUploadedFile("umowa.pdf", kit.plain_pdf())}

    answer = client.post(way(own(agreement), "hand"), typed(agreement, place_pl="Varaš", **files))

    assert answer.status_code == 302, answer.context["form"].errors
    shown = client.get(page_of(agreement)).content.decode()
    assert "scan missing" in shown
    assert "Ukrainian" in shown
    assert fetched(agreement).signed_at_place == {"pl": "Varaš"}


def test_a_signed_pdf_is_checked_and_shown(agreement, officer):
    client = signed_in(officer)
    data = kit.signed_pdf(sha256=agreement.text_version.sha256, stamped=True)
    files = {"paper": SimpleUploadedFile("umowa.pdf", data)}
    told = typed(agreement, **files, signed_on_day="", signed_on_month="", signed_on_year="")

    answer = client.post(way(own(agreement), "pdf"), told)

    assert answer.status_code == 302, answer.context["form"].errors
    shown = client.get(page_of(agreement)).content.decode()
    for words in (
        "issuer not trusted", "Paweł Niewiadomski", "PAdES B-T", "is not checked here",
        "names the digest of this text", "Check again",
    ):  # fmt: skip
        assert words in shown, words


REFUSED = {
    "altered": ("pdf", lambda: kit.altered(kit.signed_pdf()), "changed after it was signed"),
    "partial": ("pdf", lambda: kit.added_to(kit.signed_pdf()), "does not cover the whole file"),
    "encrypted": ("pdf", kit.encrypted_pdf, "locked with a password"),
    "not signed": ("pdf", kit.plain_pdf, "no electronic signature"),
    "broken": ("pdf", lambda: kit.signed_pdf()[:3_000], "damaged"),
    "macro DOCX": ("pdf", lambda: MACROS, "neither a PDF nor a picture"),
    "html": ("hand", lambda: b"<!doctype html><script>1</script>", "neither a PDF nor a picture"),
    "svg": ("hand", lambda: b"<svg onload='alert(1)'/>", "neither a PDF nor a picture"),
    "docx as container": ("container", lambda: MACROS, "not a signed container"),
    "exe as container": ("container", lambda: b"MZ\x90" * 9, "not a signed container"),
}


@pytest.mark.parametrize(("name", "make", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_in_words_and_what_was_typed_stays(
    agreement, officer, name, make, words
):
    client = signed_in(officer)
    box = "scan_pl" if name == "hand" else "paper"
    files = {box: SimpleUploadedFile("umowa.pdf", make())}

    answer = client.post(way(own(agreement), name), typed(agreement, **files, place_pl="Varaš"))

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert 'value="Varaš"' in shown
    assert not Signature.objects.exists()


def test_a_container_is_kept_with_its_outside_check(agreement, officer):
    client = signed_in(officer)
    files = {"paper": SimpleUploadedFile("угода.p7s", kit.container("a.p7s"))}
    address = way(own(agreement), "container")

    half = client.post(address, typed(agreement, **files, service="czo.gov.ua"))
    assert half.status_code == 422
    assert "leave the whole check out" in half.content.decode()
    files["paper"].seek(0)
    answer = client.post(address, typed(agreement, **files))
    assert answer.status_code == 302, answer.context["form"].errors
    copy = SignedCopy.objects.get()
    file = client.get(reverse("routes:copy_file", kwargs={"public_id": copy.public_id}))
    assert file["Content-Type"] == "application/octet-stream"

    note = {
        "version": str(copy.signature.version),
        "service": "czo.gov.ua",
        "outside_on_day": "8", "outside_on_month": "10", "outside_on_year": "2024",
        "outside_outcome": "valid",
        "signed_by": "Мензул Олег",
        "protocol": SimpleUploadedFile("protokol.pdf", kit.plain_pdf()),
    }  # fmt: skip
    answer = client.post(
        reverse("routes:outside_check", kwargs={"public_id": copy.public_id}), note
    )
    assert answer.status_code == 302, answer.context["form"].errors

    copy.refresh_from_db()
    assert copy.outcome == Outcome.OUTSIDE_VALID
    shown = client.get(page_of(agreement)).content.decode()
    assert "Checked elsewhere: czo.gov.ua, 8 October 2024" in shown.replace("\u00a0", " ")
    protocol = client.get(reverse("routes:copy_protocol", kwargs={"public_id": copy.public_id}))
    assert protocol["Content-Type"] == "application/pdf"


def test_recording_asks_once_more_who_is_there(agreement, client):
    client.force_login(officer_of(agreement.opened_by, password=PASSWORD))
    signature = by_hand(own(agreement))
    other = way(signatory_of(agreement, agreement.opened_by), "hand")
    withdraw = reverse("routes:signature_withdraw", kwargs={"public_id": signature.public_id})

    for address in (other, withdraw):
        for answer in (client.get(address), client.post(address, typed(agreement))):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/en/account/who/")
    assert Signature.objects.standing().count() == 1


def test_a_signature_is_withdrawn_with_a_reason(agreement, officer):
    client = signed_in(officer)
    signature = by_hand(own(agreement))
    address = reverse("routes:signature_withdraw", kwargs={"public_id": signature.public_id})

    assert client.get(address).status_code == 200
    assert client.post(address, {"version": "1", "reason": ""}).status_code == 422
    assert client.post(address, {"version": "1", "reason": "pomyłka"}).status_code == 302

    assert "pomyłka" in client.get(page_of(agreement)).content.decode()


def test_a_kept_pdf_is_checked_again_at_a_press(agreement, officer, settings, tmp_path):
    client = signed_in(officer)
    by_pdf(own(agreement), kit.signed_pdf())
    copy = SignedCopy.objects.get()
    assert copy.outcome == Outcome.UNTRUSTED
    trusted = tmp_path / "trust"
    trusted.mkdir()
    (trusted / "root.pem").write_bytes(kit.root_pem())
    settings.TRUST_LIST = str(trusted)

    client.post(
        reverse("routes:copy_check", kwargs={"public_id": copy.public_id}), {"version": "1"}
    )

    copy.refresh_from_db()
    assert copy.outcome == Outcome.VALID


def test_a_file_that_is_no_longer_what_came_is_told(agreement, officer):
    from pobratym.documents.files import paper_path  # noqa: PLC0415

    client = signed_in(officer)
    by_pdf(own(agreement), kit.signed_pdf())
    copy = SignedCopy.objects.get()
    paper_path(copy.document.file_name).write_bytes(kit.signed_pdf(name="Ktoś Inny"))

    client.post(
        reverse("routes:copy_check", kwargs={"public_id": copy.public_id}), {"version": "1"}
    )

    copy.refresh_from_db()
    assert copy.outcome == Outcome.ALTERED
    assert "file altered after signing" in client.get(page_of(agreement)).content.decode()


def test_a_signed_agreement_takes_no_further_signature(agreement, officer):
    client = signed_in(officer)
    everyone_signs(agreement)

    assert client.get(way(own(agreement), "hand")).status_code == 403
    assert fetched(agreement).stage == Stage.IN_FORCE
    assert client.get(page_of(agreement)).status_code == 200


def test_the_page_costs_the_same_for_few_and_many(agreement, officer, cost):
    client = signed_in(officer)
    first, second = signatories(agreement)
    by_hand(first, scans={"pl": scan(), "uk": scan()})
    client.get(page_of(agreement))
    few = cost(lambda: client.get(page_of(agreement)))

    for _time in range(4):
        by_hand(signatory_of(agreement, first.city), scans={"pl": scan()})
    signatory_of(agreement, second.city)
    by_container(second, outside(protocol=scan()))

    many = cost(lambda: client.get(page_of(agreement)))
    assert len(many) == len(few) <= 20
