"""A PDF of the agreement made here can be signed, by two people one after another."""

import datetime as dt

from pobratym.documents.signatures.reading import read_pdf
from pobratym.documents.signatures.report import Verdict
from pobratym.documents.typesetting.pdf import as_pdf
from tests import signing_kit as kit
from tests.apart import apart
from tests.documents.typesetting.made import paper

SHA256 = "ab" * 32


def test_a_paper_made_here_is_signed_by_two_and_names_its_text():
    made = as_pdf(paper(keywords=(f"pobratym-sha256:{SHA256}",)))
    once = kit.signed_pdf(made, sha256="")
    twice = kit.signed_pdf(once, "Олег Мензул", field="Підпис", stamped=True)

    report = apart(read_pdf, twice, [kit.root_der()], dt.datetime.now(dt.UTC))

    assert report.verdict is Verdict.VALID
    assert report.text_sha256 == SHA256
    assert [one.added for one in report.signatures] == ["signatures", "nothing"]
