"""Judge the search by a folder of questions and documents whose right answers are known.

The documents go into a scratch database, and the questions to :func:`finding.find`, the very
function that answers people. Nothing here ranks anything.
"""

import json
import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pobratym.core.errors import DomainError
from pobratym.search.adapters import Adapter, Passage, Record, Shown, only
from pobratym.search.services import indexing, meaning, words
from pobratym.search.services.finding import MOST, Question, find
from pobratym.search.services.memory import memory

KIND = "evaluation.document"
Tell = Callable[[str, int, int], object]
"""Hears what is being done, how much of it is done, and how much there is."""
_BATCH = 200
_LONGEST_NAME = 100
_SENTENCE = re.compile(r"[.!?…;:][\"”»’)\s]*$")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a task."""

    name: str
    language: str
    text: str


def documents_of(task: Path, language: str) -> list[Document]:
    """Read the documents of a task: those in one language, or the mixed ones.

    Args:
        task: the folder.
        language: of the documents; blank for ``docs.mixed.tsv``, whose lines tell it.

    Raises:
        DomainError: ``no_file``, ``no_line``.
    """
    if language:
        lines = _lines(task / f"docs.{language}.tsv", 2)
        return [Document(name, language, text) for name, text in lines]
    mixed = _lines(task / "docs.mixed.tsv", 3)
    return [Document(name, spoken, text) for name, spoken, text in mixed]


def questions_of(task: Path, language: str) -> list[tuple[str, str]]:
    """Read the questions of a task: their names and words.

    Raises:
        DomainError: ``no_file``, ``no_line``.
    """
    return [(name, text) for name, text in _lines(task / f"queries.{language}.tsv", 2)]


def _lines(path: Path, columns: int) -> Iterator[list[str]]:
    try:
        content = path.read_bytes().decode("utf-8", "replace")
    except OSError as fault:
        raise DomainError(
            _("The file %(path)s cannot be read: %(why)s.")
            % {"path": path, "why": fault.strerror or fault},
            code="no_file",
        ) from fault
    for number, line in enumerate(content.split("\n"), 1):
        line = line.rstrip("\r")  # noqa: PLW2901  the line without its end
        if not line.strip():
            continue
        cells = line.split("\t", columns - 1)
        if len(cells) < columns or not cells[0].strip():
            raise DomainError(
                _("%(path)s, line %(number)d: %(columns)d columns with tabs between are needed.")
                % {"path": path, "number": number, "columns": columns},
                code="no_line",
            )
        yield [*(cell.strip() for cell in cells[:-1]), cells[-1]]


def evaluate(
    documents: list[Document],
    questions: Iterable[tuple[str, str]],
    *,
    language: str,
    tell: Tell = lambda _what, _done, _of: None,
) -> Iterator[tuple[str, list[str]]]:
    """Index documents in a scratch database and answer questions from it.

    Args:
        documents: of a task.
        questions: names and words.
        language: of the questions.
        tell: hears how far it is.

    Yields:
        For each question its name and those of the documents found, best first, at most a hundred.
    """
    asked = list(questions)
    with scratch_database(), only(_adapter(documents)):
        _index(documents, tell)
        for number, (name, text) in enumerate(asked, 1):
            question = Question(text, language_of_words=language, size=MOST)
            hits = find(question, AnonymousUser()).hits
            yield name, [documents[hit.key - 1].name for hit in hits]
            tell(_("questions"), number, len(asked))


def _index(documents: list[Document], tell: Tell) -> None:
    total = len(documents)
    for start in range(0, total, _BATCH):
        keys = range(start + 1, min(start + _BATCH, total) + 1)
        indexing.put(KIND, keys, _records(documents, keys))
        tell(_("documents"), keys[-1], total)
    words.tidy()
    texts = meaning.count_waiting()
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        tell(_("meanings"), done, texts)

    meaning.make_waiting(count)


def _records(documents: list[Document], keys: Collection[int] | None) -> Iterator[Record]:
    for key in keys if keys is not None else range(1, len(documents) + 1):
        one = documents[key - 1]
        is_name = len(one.text) <= _LONGEST_NAME and not _SENTENCE.search(one.text)
        passage = (
            Passage(one.language, one.text) if is_name else Passage(one.language, "", one.text)
        )
        yield Record(key=key, passages=[passage])


class _Rows(list[Any]):
    """Documents as the rows of a table, as far as the search asks for them."""

    def filter(self, *, pk__in: Collection[int]) -> "_Rows":
        """Keep some."""
        wanted = set(pk__in)
        return _Rows(row for row in self if row.pk in wanted)

    def values_list(self, _field: str, *, flat: bool) -> list[int]:
        """Give their keys."""
        del flat
        return [row.pk for row in self]


class _Table(_Rows):
    """All of them; found by their keys at once."""

    def filter(self, *, pk__in: Collection[int]) -> _Rows:
        """Keep some."""
        return _Rows(self[key - 1] for key in pk__in)


def _adapter(documents: list[Document]) -> Adapter:
    table = _Table(SimpleNamespace(pk=key) for key in range(1, len(documents) + 1))
    return Adapter(
        kind=KIND,
        label=gettext_lazy("documents"),
        records=lambda keys: _records(documents, keys),
        visible=lambda _reader: cast("Any", table),
        show=lambda row, _reader: Shown(documents[row.pk - 1].name, ""),
        heard={},
    )


@contextmanager
def scratch_database() -> Iterator[None]:
    """Have the connection of this process lead to an empty index of its own for a while.

    On SQLite a file in a temporary folder, on PostgreSQL a schema of its own; both go afterwards.
    """
    connection.close()
    told = connection.settings_dict
    before: Mapping[str, Any] = {name: told[name] for name in ("NAME", "OPTIONS")}
    with tempfile.TemporaryDirectory(prefix="pobratym-search-") as folder:
        schema = f"search_evaluation_{uuid4().hex}"
        on_postgresql = connection.vendor == "postgresql"
        if on_postgresql:
            _run(f"CREATE SCHEMA {schema}")
            options = str(told["OPTIONS"].get("options", ""))
            path = f"{options} -c search_path={schema},public -c synchronous_commit=off"
            told["OPTIONS"] = {**told["OPTIONS"], "options": path}
        else:
            told["NAME"] = str(Path(folder) / "scratch.sqlite3")
        connection.close()
        memory.forget()
        try:
            for room in ("journal", "search"):  # the index asks how far it has read the journal
                call_command("migrate", room, interactive=False, verbosity=0, run_syncdb=False)
            yield
        finally:
            connection.close()
            told.update(before)
            memory.forget()
            if on_postgresql:
                _run(f"DROP SCHEMA {schema} CASCADE")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def write_run(path: Path, ranked: Iterable[tuple[str, list[str]]]) -> int:
    """Write a run, one line of JSON for each question; gives how many.

    Raises:
        DomainError: ``not_written``.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for name, found in ranked:
                line = {"qid": name, "ranked": list(dict.fromkeys(found))}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
    except OSError as fault:
        raise DomainError(
            _("The file %(path)s cannot be written: %(why)s.")
            % {"path": path, "why": fault.strerror or fault},
            code="not_written",
        ) from fault
    return count
