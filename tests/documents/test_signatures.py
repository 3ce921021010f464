"""PDF signatures: whole, by whom, when, trusted by whom; and files that lie about themselves."""

import datetime as dt
import re

import pytest

from pobratym.documents.signatures.checking import check_pdf
from pobratym.documents.signatures.reading import read_pdf
from pobratym.documents.signatures.report import Report, Trouble, Verdict, as_json, from_json
from pobratym.documents.signatures.trust import roots_in
from tests import signing_kit as kit
from tests.apart import apart

NOW = dt.datetime.now(dt.UTC)
KNOWN = [kit.root_der()]


def check(data, roots=KNOWN, moment=NOW):
    return apart(read_pdf, data, roots, moment)


def test_a_whole_signature_by_a_known_issuer_is_valid():
    report = check(kit.signed_pdf(stamped=True))

    assert report.verdict is Verdict.VALID
    (one,) = report.signatures
    assert (one.signer, one.issuer) == ("Paweł Niewiadomski", "Test CA, Urząd testowy")
    assert (one.level, one.coverage, one.added) == ("B-T", "file", "nothing")
    assert (one.is_intact, one.is_trusted, one.is_stamp_trusted) == (True, True, True)
    assert not one.is_expired
    assert abs(report.latest_signing_at - NOW) < dt.timedelta(hours=1)
    assert not report.is_revocation_checked


def test_what_is_not_pades_is_said():
    assert check(kit.signed_pdf(pades=False)).signatures[0].level == "CMS"


def test_two_signers_one_after_another_are_both_whole():
    second = kit.signed_pdf(kit.signed_pdf(), "Олег Мензул", "Test CA", field="Підпис")

    report = check(second)

    assert report.verdict is Verdict.VALID
    assert [(one.signer, one.coverage, one.added) for one in report.signatures] == [
        ("Paweł Niewiadomski", "revision", "signatures"),
        ("Олег Мензул", "file", "nothing"),
    ]


def test_an_unknown_issuer_is_shown_and_the_signature_is_whole():
    for roots in ([], [kit.root_der("Another CA")]):
        report = check(kit.signed_pdf(), roots)

        assert report.verdict is Verdict.UNTRUSTED
        assert report.signatures[0].is_intact


def test_an_expired_certificate_is_told():
    report = check(kit.signed_pdf(expired=True))

    assert report.verdict is Verdict.UNTRUSTED
    assert report.signatures[0].is_expired


def test_the_moment_of_the_upload_counts_when_a_file_is_checked_again():
    report = check(kit.signed_pdf(expired=True), moment=NOW - 2 * kit.YEAR)

    assert report.verdict is Verdict.VALID


def test_what_was_altered_after_signing_is_found():
    data = kit.signed_pdf()

    assert kit.altered(data) != data
    assert check(kit.altered(data)).verdict is Verdict.ALTERED


def test_what_was_added_after_signing_is_found():
    report = check(kit.added_to(kit.signed_pdf()))

    assert report.verdict is Verdict.PARTIAL
    assert report.signatures[0].added == "changes"


def test_a_signature_over_a_part_of_the_file_is_found():
    data = kit.signed_pdf()
    found = re.search(rb"/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+) *\]", data)
    first, length, second, rest = map(int, found.groups())
    shorter = f"/ByteRange [{first} {length} {second} {rest - 40}]".encode()
    cut = data.replace(found[0], shorter.ljust(len(found[0])))

    assert check(cut).verdict in {Verdict.PARTIAL, Verdict.ALTERED, Verdict.UNREADABLE}


def test_bytes_behind_the_end_are_found():
    assert check(kit.signed_pdf() + b"<html>").verdict is Verdict.PARTIAL


def test_a_pdf_without_a_signature_says_so():
    assert check(kit.plain_pdf()).verdict is Verdict.NONE


def test_an_encrypted_pdf_says_so():
    assert check(kit.encrypted_pdf()) == Report(Verdict.UNREADABLE, Trouble.ENCRYPTED)


def test_the_digest_of_the_text_is_found_in_the_file():
    sha256 = "a1" * 32

    assert check(kit.signed_pdf(sha256=sha256)).text_sha256 == sha256
    assert check(kit.signed_pdf(kit.with_metadata(sha256))).text_sha256 == sha256
    assert check(kit.signed_pdf()).text_sha256 == ""


LOOP = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 1\n0000000000 65535 f \n"
    b"trailer\n<</Root 1 0 R/Size 2/Prev 56>>\nstartxref\n56\n%%EOF"
)
BROKEN = {
    "nothing but a head": b"%PDF-1.7\n",
    "a table of its own table": LOOP,
    "deeply nested lists": b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\ntrailer <</Root 1 0 R>>\n"
    b"startxref\n9\n%%EOF",
    "deeply nested trailer": b"%PDF-1.7\ntrailer\n" + b"<</A" * 100_000 + b"\nstartxref\n9\n%%EOF",
    "cut in the middle": kit.signed_pdf()[:4_000],
    "zeros": b"%PDF-" + b"\0" * 100_000,
    "a page that is its own parent": kit.plain_pdf().replace(b"/Count 1", b"/Count 9"),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_pdf_gives_an_outcome_and_no_error(data):
    assert check_pdf(data, KNOWN).verdict in {Verdict.UNREADABLE, Verdict.NONE}


def test_every_cut_of_a_signed_pdf_gives_an_outcome():
    data = kit.signed_pdf()

    for length in range(0, len(data) - 1, len(data) // 60):
        assert check(data[:length]).verdict in {Verdict.UNREADABLE, Verdict.NONE, Verdict.ALTERED}


@pytest.mark.parametrize("data", [b"", b"MZ\x90", b"<html></html>", b"<svg/>", b"PK\x03\x04"])
def test_what_is_no_pdf_says_so(data):
    assert check_pdf(data, KNOWN) == Report(Verdict.UNREADABLE, Trouble.NOT_PDF)


def test_the_check_in_a_process_of_its_own_finds_the_same():
    data = kit.signed_pdf(stamped=True)

    assert check_pdf(data, KNOWN, NOW) == check(data)


def test_a_check_that_takes_too_long_is_given_up():
    report = check_pdf(kit.signed_pdf(), KNOWN, seconds=0.01)

    assert report == Report(Verdict.UNREADABLE, Trouble.TOO_SLOW)


def test_a_report_is_kept_and_read_again():
    for data in (kit.signed_pdf(), kit.encrypted_pdf()):
        report = check(data)

        assert from_json(as_json(report)) == report


def test_the_trust_list_is_a_folder_of_certificates(tmp_path, caplog):
    (tmp_path / "a.pem").write_bytes(kit.root_pem() + kit.root_pem("Another CA"))
    (tmp_path / "b.der").write_bytes(kit.root_der())
    (tmp_path / "c.crt").write_bytes(b"no certificate")
    (tmp_path / "README").write_text("roots")

    assert roots_in(tmp_path) == [kit.root_der(), kit.root_der("Another CA")]
    assert "c.crt" in caplog.text
    assert roots_in(tmp_path / "nothing") == roots_in(None) == []
