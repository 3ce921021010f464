import uuid

import click
import pytest
from click.testing import CliRunner

from pobratym.core.errors import DomainError
from pobratym.papers.commands import paper
from tests.factories import AgreementFactory, MunicipalityFactory, PartnershipFactory, clause_of

pytestmark = pytest.mark.django_db


def call(*arguments):
    return CliRunner().invoke(paper, [str(one) for one in arguments])


@pytest.fixture
def agreement():
    made = AgreementFactory()
    clause_of(made)
    return made


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        (("agreement",), b"%PDF-"),
        (("copy", "--language", "uk", "--format", "docx"), b"PK"),
        (("decision",), b"%PDF-"),
        (("register_row",), b"PK"),
        (("register_row", "--format", "csv"), "\ufeff".encode()),
    ],
)
def test_the_command_writes_a_paper(agreement, tmp_path, given, begins):
    out = tmp_path / "paper"

    answer = call(agreement.public_id, *given, "--out", out)

    assert (answer.exit_code, answer.output) == (0, "")
    assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    "given",
    [("agreement", "--format", "xlsx"), ("copy", "--language", "de"), ("nonsense",)],
)
def test_the_command_called_wrongly_says_so_and_writes_nothing(agreement, tmp_path, given):
    out = tmp_path / "paper"

    answer = call(agreement.public_id, *given, "--out", out)

    assert answer.exit_code == click.UsageError.exit_code
    assert not out.exists()


def test_what_there_is_not_is_refused(tmp_path):
    polish = AgreementFactory(
        partnership=PartnershipFactory(cities=[MunicipalityFactory(), MunicipalityFactory()])
    )

    for one, wanted in ((uuid.uuid4(), "agreement"), (polish.public_id, "decision")):
        answer = call(one, wanted, "--out", tmp_path / "paper")
        assert isinstance(answer.exception, DomainError)
        assert answer.exception.code == "unknown"
