"""The command that plans public test instances."""

import json

import pytest
from click.testing import CliRunner, Result

from pobratym.core.errors import DomainError
from pobratym.visits.commands import plan
from tests.visits.planning.test_instances import GOOD


@pytest.fixture
def instance(tmp_path):
    path = tmp_path / "r1.txt"
    path.write_text(GOOD)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(plan, [str(one) for one in arguments])


def test_tours_are_written_and_their_value_is_told(instance, tmp_path):
    out = tmp_path / "tours.json"

    told = run(instance, "--tours", 2, "--seconds", 5, "--seed", 3, "--out", out)

    assert told.exit_code == 0, told.output
    assert "Value: 10; no plan is worth more than 10 (gap 0.00 %)" in told.output
    assert "seed: 3" in told.output
    tours = json.loads(out.read_text())["tours"]
    assert len(tours) == 2
    assert sorted(node for tour in tours for node in tour) == [1, 2]


def test_the_same_seed_and_iterations_write_the_same_file(instance, tmp_path):
    files = [tmp_path / "one.json", tmp_path / "two.json"]

    for out in files:
        run(instance, "--tours", 1, "--iterations", 20, "--seed", 3, "--out", out)

    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("wrong", [["--tours", 0], ["--tours", 1, "--seconds", 0], []])
def test_a_wrong_call_ends_with_two(wrong, instance, tmp_path):
    assert run(instance, "--out", tmp_path / "x.json", *wrong).exit_code == 2


def test_a_file_that_is_no_instance_is_named_with_its_line(instance, tmp_path):
    instance.write_text(GOOD.replace("4.00", "four"))

    told = run(instance, "--tours", 1, "--out", tmp_path / "x.json")

    assert isinstance(told.exception, DomainError)
    assert (
        str(told.exception.message) == "r1.txt, line 4: The line has something else than numbers."
    )


def test_a_place_that_cannot_be_written_is_refused_before_the_search(instance, tmp_path):
    told = run(instance, "--tours", 1, "--seconds", 3600, "--out", tmp_path / "no" / "x.json")

    assert isinstance(told.exception, DomainError)
    assert told.exception.code == "cannot_write"
