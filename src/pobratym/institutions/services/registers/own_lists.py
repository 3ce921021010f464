"""A city's own list of institutions, brought by its officer: looked at first, then stored."""

import csv
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pobratym.accounts.models import User
from pobratym.core.cells import BYTE_ORDER_MARK
from pobratym.directory.models.cities import Municipality
from pobratym.directory.registers.problems import Problem
from pobratym.institutions.registers.own_list import COLUMNS, KINDS
from pobratym.institutions.services.registers.asked import Choices, Outcome, OwnList
from pobratym.institutions.services.registers.loading import import_institutions

LONGEST_FILE = 500_000
"""Bytes; ten thousand institutions need as many."""
_MOST_PROBLEMS = 200
_LONGEST_NAME = 60
"""Signs of a file's name; four bytes each are still a name on every file system."""
_IN_CITY = [column for column in COLUMNS if column != "municipality"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would change.

    Attributes:
        outcome: of the trial run.
        refused: rows in which something is wrong, the first of them.
        notes: what else is worth telling.
    """

    outcome: Outcome
    refused: list[Problem]
    notes: list[Problem]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as it was sent.

    Attributes:
        name: of the file.
        data: its bytes.
        is_complete: whether an institution that it lacks is gone.
    """

    name: str
    data: bytes
    is_complete: bool = False


def template(language: str) -> bytes:
    """Give an empty list with its column names."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    writer.writerow([COLUMNS[column][language] for column in _IN_CITY])
    return (BYTE_ORDER_MARK + table.getvalue()).encode()


def kind_words(language: str) -> list[str]:
    """Name the kinds as they are written in a list, in the order of our own."""
    return [words[language] for words in KINDS.values()]


def preview_list(city: Municipality, file: ListFile, *, by: User) -> Preview:
    """Tell what a list would change; nothing is stored.

    Raises:
        DomainError: the file as a whole cannot be read as our template.
    """
    return _load(city, file, by, dry_run=True)


def load_list(city: Municipality, file: ListFile, *, by: User) -> Preview:
    """Store the good rows of a list.

    Raises:
        DomainError: ``not_your_city``, ``busy``, or what `preview_list` refuses.
    """
    return _load(city, file, by, dry_run=False)


def _load(city: Municipality, file: ListFile, by: User, *, dry_run: bool) -> Preview:
    found: list[Problem] = []
    choices = Choices(
        dry_run=dry_run, skip_bad_rows=True, accept_endings=True, is_complete=file.is_complete
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(file.name).name[-_LONGEST_NAME:] or "list.csv")
        path.write_bytes(file.data)
        outcome = import_institutions(path, choices, report=found.append, own=OwnList(city, by))
    refused = [problem for problem in found if not problem.is_note]
    notes = [problem for problem in found if problem.is_note]
    return Preview(outcome, refused[:_MOST_PROBLEMS], notes[:_MOST_PROBLEMS])
