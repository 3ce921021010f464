"""Signatures: on the text that counts, by the city's own people, with files that prove them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pobratym.agreements.models.versions import FrozenCopy
from pobratym.agreements.states import Stage
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.documents.files import paper_path
from pobratym.documents.models import Document
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.routes.models.force import GivenNotice
from pobratym.routes.models.signing import Signature, SignedCopy
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.services.checks import check_upload
from pobratym.routes.services.signatures import (
    add_scan,
    assure,
    note_check,
    note_outside_check,
    withdraw_signature,
)
from pobratym.routes.services.signing import Evidence, sign
from pobratym.routes.states import Assurance, Mode, Outcome, StepState
from tests import signing_kit as kit
from tests.factories import MunicipalityFactory, officer_of
from tests.routes.signing import (
    SIGNED_ON,
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
    trusted = tmp_path / "trust"
    trusted.mkdir()
    (trusted / "root.pem").write_bytes(kit.root_pem())
    settings.TRUST_LIST = str(trusted)


def refused(act, *given, **facts):
    with pytest.raises(DomainError) as refusal:
        act(*given, **facts)
    return refusal.value.code


def test_an_agreement_is_signed_and_in_force_once_every_city_has_signed():
    agreement = ready()
    first, second = signatories(agreement)

    by_hand(first)
    assert fetched(agreement).stage == Stage.READY_TO_SIGN
    by_hand(second, signed_on=dt.date(2024, 10, 9), place=Wordings({"pl": "Ostrołęka"}))

    signed = fetched(agreement)
    assert (signed.stage, signed.signed_on) == (Stage.IN_FORCE, dt.date(2024, 10, 9))
    assert signed.effective_from == dt.date(2024, 10, 9)
    assert signed.signed_at_place == {"pl": "Ostrołęka"}


def test_three_cities_sign_one_agreement_until_it_is_in_force():
    cities = [MunicipalityFactory(), MunicipalityFactory(country="UA"), MunicipalityFactory()]
    agreement = ready(cities)

    *most, last = signatories(agreement)
    for signatory in most:
        by_hand(signatory)
    assert fetched(agreement).stage == Stage.READY_TO_SIGN
    by_hand(last)

    assert fetched(agreement).stage == Stage.IN_FORCE


def test_everybody_on_the_list_must_sign_and_a_treasurer_alone_is_not_enough():
    agreement = ready()
    mayor, other = signatories(agreement)
    treasurer = signatory_of(agreement, mayor.city, countersigns=True, place=2)

    by_hand(other)
    by_hand(treasurer)
    assert fetched(agreement).stage == Stage.READY_TO_SIGN

    by_hand(mayor)
    assert fetched(agreement).stage == Stage.IN_FORCE


def test_a_city_whose_only_signatory_countersigns_has_not_signed():
    agreement = ready()
    mayor, _other = signatories(agreement)
    mayor.countersigns = True
    mayor.save()

    assert everyone_signs(agreement).stage == Stage.READY_TO_SIGN


def test_only_what_is_ready_is_signed():
    agreement = ready()
    first, _second = signatories(agreement)
    agreement.stage = Stage.APPROVALS
    agreement.save()

    assert refused(by_hand, first) == "not_ready"


def test_nobody_signs_another_text_than_the_one_that_counts():
    agreement = ready()
    first, _second = signatories(agreement)

    assert refused(by_hand, first, sha256="0" * 64) == "other_text"
    assert not Signature.objects.exists()


def test_nobody_signs_a_text_that_does_not_match_its_digest():
    agreement = ready()
    first, _second = signatories(agreement)
    copy = FrozenCopy.objects.first()
    FrozenCopy.objects.filter(pk=copy.pk).update(canonical=copy.canonical + " ")

    assert refused(by_hand, first) == "hash_mismatch"


def test_nobody_signs_while_a_step_of_any_city_is_open():
    agreement = ready()
    first, second = signatories(agreement)
    walk = Walk.objects.get(city=second.city)
    Step.objects.create(walk=walk, code="UA04", place=0, state=StepState.OPEN)

    assert refused(by_hand, first) == "steps_open"


def test_nobody_signs_while_a_city_has_not_begun_its_route():
    agreement = ready()
    first, second = signatories(agreement)
    second.authority = None
    second.save()
    Walk.objects.filter(city=second.city).delete()

    assert refused(by_hand, first) == "steps_open"


def test_a_person_signs_only_for_the_own_city():
    agreement = ready()
    first, second = signatories(agreement)

    assert refused(by_hand, second, city=first.city) == "not_your_signatory"
    assert refused(by_hand, second, by=officer_of(first.city)) == "not_your_city"
    assert refused(by_hand, first, city=MunicipalityFactory()) == "not_a_party"


def test_a_person_needs_an_authority_given_for_this_text():
    agreement = ready()
    first, second = signatories(agreement)
    step = first.authority
    first.authority = None
    first.save()
    assert refused(by_hand, first) == "no_authority"

    Step.objects.filter(pk=step.pk).update(state=StepState.OPEN)
    first.authority = step
    first.save()
    assert refused(by_hand, first) in {"authority_open", "steps_open"}

    other = ready([first.city, second.city])
    Step.objects.filter(pk=step.pk).update(state=StepState.DONE)
    first.authority = Step.objects.get(walk__agreement=other, walk__city=first.city)
    first.save()
    assert refused(by_hand, first) == "authority_older"


def test_nobody_signs_twice():
    agreement = ready()
    first, _second = signatories(agreement)
    by_hand(first)

    with pytest.raises(ValidationError, match="recorded already"):
        by_hand(first)
    assert Signature.objects.count() == 1


def test_a_day_that_lies_ahead_is_refused():
    first, _second = signatories(ready())

    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert refused(by_hand, first, signed_on=tomorrow) == "future"
    assert refused(by_hand, first, signed_on=None) == "no_day"


def test_scans_are_kept_by_language_and_can_be_added_later():
    first, _second = signatories(ready())

    signature = by_hand(first, scans={"pl": scan()})
    add_scan(signature, scan(), language="uk", version=signature.version, by=None)

    signature.refresh_from_db()
    assert sorted(copy.language for copy in signature.copies.all()) == ["pl", "uk"]
    assert refused(
        add_scan, signature, scan(), language="uk", version=signature.version, by=None
    ) == "there_already"  # fmt: skip
    for document in Document.objects.all():
        assert paper_path(document.file_name).exists()


def test_nothing_is_kept_of_a_signature_that_is_refused():
    agreement = ready()
    first, _second = signatories(agreement)

    refused(by_hand, first, scans={"pl": scan()}, sha256="0" * 64)

    assert not Document.objects.exists()
    assert not SignedCopy.objects.exists()


def test_a_signed_pdf_brings_its_day_and_its_report():
    agreement = ready()
    first, _second = signatories(agreement)

    signature = by_pdf(first, kit.signed_pdf(sha256=agreement.text_version.sha256))

    (copy,) = signature.copies.all()
    assert signature.signed_on == timezone.localdate()
    assert (copy.outcome, copy.report["text_sha256"]) == (
        Outcome.VALID, agreement.text_version.sha256,
    )  # fmt: skip
    assert copy.report["signatures"][0]["signer"] == "Paweł Niewiadomski"
    assert copy.checked_at is not None


def test_an_unknown_issuer_counts_only_once_somebody_answers_for_it():
    agreement = ready()
    first, second = signatories(agreement)
    by_hand(second)
    officer = officer_of(first.city)
    digest = agreement.text_version.sha256

    data = kit.signed_pdf(issuer="Foreign CA", sha256=digest)
    signature = by_pdf(first, data, assured=())

    assert [copy.outcome for copy in signature.copies.all()] == [Outcome.UNTRUSTED]
    assert signature.unassured == {Assurance.ISSUER}
    assert fetched(agreement).stage == Stage.READY_TO_SIGN
    facts = {"version": signature.version, "by": officer}
    assert refused(assure, signature, assured=[Assurance.COMPARED], **facts) == "not_assured"

    held = assure(signature, assured=[Assurance.ISSUER], **facts)

    assert (held.assured, held.assured_by) == (["issuer"], officer)
    assert held.assured_at is not None
    assert fetched(agreement).stage == Stage.IN_FORCE
    assert Entry.objects.filter(what="signature.assured").get().details["assured"] == ["issuer"]


def test_a_pdf_that_names_no_digest_counts_only_once_somebody_has_compared_it():
    agreement = ready()
    first, second = signatories(agreement)
    by_hand(second)

    kept = by_pdf(first, kit.signed_pdf(), assured=())
    assert not kept.counts
    assert fetched(agreement).stage == Stage.READY_TO_SIGN
    withdraw_signature(kept, version=kept.version, reason="pomyłka", by=None)

    told = by_pdf(first, kit.signed_pdf(), assured=[Assurance.COMPARED])
    assert (told.counts, told.assured) == (True, ["compared"])
    assert fetched(agreement).stage == Stage.IN_FORCE


def test_a_day_before_the_text_was_frozen_needs_a_word():
    first, _second = signatories(ready())

    assert refused(by_hand, first, assured=()) == "before_text"
    assert refused(by_hand, first, assured=[Assurance.COMPARED]) == "before_text"
    signature = by_hand(first, assured=[Assurance.EARLIER])

    assert signature.assured == ["earlier"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: kit.altered(kit.signed_pdf()), "altered"),
        (lambda: kit.added_to(kit.signed_pdf()), "partial"),
        (kit.plain_pdf, "none"),
        (kit.encrypted_pdf, "encrypted"),
        (lambda: kit.signed_pdf()[:3_000], "broken"),
        (lambda: kit.signed_pdf(sha256="ab" * 32), "other_text"),
    ],
    ids=["altered", "partial", "none", "encrypted", "broken", "other_text"],
)
def test_a_pdf_that_does_not_hold_is_refused_in_words(make, code):
    first, _second = signatories(ready())

    with pytest.raises(DomainError) as refusal:
        by_pdf(first, make())

    assert (refusal.value.code, refusal.value.field) == (code, "paper")
    assert len(str(refusal.value.message)) > 60
    assert not Signature.objects.exists()


def test_an_electronic_signature_needs_its_file():
    first, _second = signatories(ready())

    for mode in (Mode.ELECTRONIC, Mode.CONTAINER):
        assert refused(by_hand, first, mode=mode, evidence=Evidence()) == "no_file"


def test_a_container_counts_once_another_service_has_found_it_valid():
    agreement = ready()
    first, second = signatories(agreement)
    by_hand(first)

    signature = by_container(second)
    assert fetched(agreement).stage == Stage.READY_TO_SIGN

    (copy,) = signature.copies.all()
    protocol = scan("protokol.png")
    note_outside_check(
        copy, outside(protocol=protocol), version=signature.version, by=None
    )  # fmt: skip

    (copy,) = signature.copies.all()
    assert copy.outcome == Outcome.OUTSIDE_VALID
    assert (copy.report["service"], copy.report["signed_by"]) == ("czo.gov.ua", "Мензул Олег")
    assert copy.protocol is not None
    assert fetched(agreement).stage == Stage.IN_FORCE


def test_a_container_that_was_found_invalid_elsewhere_is_refused():
    first, _second = signatories(ready())

    assert refused(by_container, first, outside(is_valid=False)) == "outside_invalid"
    ahead = timezone.localdate() + dt.timedelta(days=1)
    assert refused(by_container, first, outside(on=ahead)) == "future"


def test_a_signature_recorded_by_mistake_is_withdrawn_and_can_be_recorded_anew():
    agreement = ready()
    first, _second = signatories(agreement)
    signature = by_hand(first)

    assert refused(
        withdraw_signature, signature, version=1, reason=" ", by=None
    ) == "no_reason"  # fmt: skip
    withdraw_signature(signature, version=1, reason="pomyłka", by=None)

    by_hand(first)
    assert Signature.objects.count() == 2
    assert Signature.objects.standing().count() == 1
    assert Entry.objects.filter(what="signature.withdrawn").count() == 1


def test_an_agreement_in_force_by_mistake_goes_back_to_ready_to_sign():
    agreement = everyone_signs(ready(duration_months=12))
    assert (agreement.stage, agreement.ends_on) == (Stage.IN_FORCE, dt.date(2025, 10, 6))
    signature = Signature.objects.first()

    withdraw_signature(signature, version=1, reason="nie ten dzień", by=None)

    back = fetched(agreement)
    assert (back.stage, back.signed_on, back.effective_from, back.ends_on) == (
        Stage.READY_TO_SIGN, None, None, None,
    )  # fmt: skip
    by_hand(signature.signatory)
    assert fetched(agreement).stage == Stage.IN_FORCE


def test_what_has_lived_since_keeps_its_signatures():
    agreement = everyone_signs(ready())
    signature = Signature.objects.first()
    GivenNotice.objects.create(
        agreement=agreement, city=signature.city, given_on=SIGNED_ON, ends_on=SIGNED_ON
    )

    assert refused(withdraw_signature, signature, version=1, reason="x", by=None) == "lived"


def test_a_signature_is_withdrawn_by_its_own_city_only():
    agreement = ready()
    first, second = signatories(agreement)
    signature = by_hand(first)

    assert refused(
        withdraw_signature, signature, version=1, reason="x", by=officer_of(second.city)
    ) == "not_your_city"  # fmt: skip
    with pytest.raises(StaleVersion):
        withdraw_signature(signature, version=9, reason="x", by=None)


def test_a_kept_pdf_is_checked_again_and_the_answer_kept(settings):
    agreement = ready()
    first, second = signatories(agreement)
    settings.TRUST_LIST = ""
    signature = by_pdf(first, kit.signed_pdf())
    (copy,) = signature.copies.all()
    assert copy.outcome == Outcome.UNTRUSTED
    settings.TRUST_LIST = str(settings.DATA_FOLDER / "trust")

    checked = check_upload(kit_paper(copy))
    note_check(copy, checked, version=signature.version, by=None, city=second.city)

    copy.refresh_from_db()
    assert (copy.outcome, copy.checked_at) == (Outcome.VALID, checked.at)
    line = Entry.objects.get(what="signature.checked")
    assert line.city == second.city.code
    assert (line.details["before"], line.details["found"]) == ("untrusted", "valid")


def kit_paper(copy):
    from pobratym.documents.services.papers import Paper  # noqa: PLC0415

    document = copy.document
    data = paper_path(document.file_name).read_bytes()
    return Paper(data, document.media_type, document.name)


def test_the_partner_is_told():
    agreement = ready()
    first, second = signatories(agreement)
    own, partner = officer_of(first.city), officer_of(second.city)

    by_hand(first, by=own)

    assert [(note.user, note.kind) for note in Notice.objects.all()] == [(partner, "routes.signed")]
    by_hand(second, by=partner)
    told = set(Notice.objects.filter(user=own).values_list("kind", flat=True))
    assert told == {"routes.signed", "routes.all_signed", "routes.in_force"}


def test_sign_takes_the_signatory_anew_and_refuses_one_taken_off_the_list():
    agreement = ready()
    first, _second = signatories(agreement)
    type(first).objects.filter(pk=first.pk).update(removed_at=timezone.now())

    code = refused(
        sign,
        first,
        mode=Mode.WET,
        evidence=Evidence(),
        sha256=agreement.text_version.sha256,
        signed_on=SIGNED_ON,
        by=None,
        city=first.city,
    )

    assert code == "not_your_signatory"
