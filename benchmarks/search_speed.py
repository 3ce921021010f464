"""How much CPU a question takes among 200,000 records, for words however common.

    python benchmarks/search_speed.py [--records 200000] [--meanings 200000]

On the database of the settings: a scratch file on SQLite, a schema of its own on PostgreSQL
(POBRATYM_DATABASE_URL); both are gone afterwards. Times are CPU milliseconds of this process, and
of the database's own process on PostgreSQL; the least of some runs.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Collection
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import django

django.setup()

import numpy as np  # noqa: E402
from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils.translation import gettext_lazy  # noqa: E402

from pobratym.search.adapters import Adapter, Passage, Record, Shown, only  # noqa: E402
from pobratym.search.models import EntryPassage  # noqa: E402
from pobratym.search.ranking.model import DIMENSIONS  # noqa: E402
from pobratym.search.services import finding, indexing, meaning, words  # noqa: E402
from pobratym.search.services.evaluating import _Rows, scratch_database  # noqa: E402
from pobratym.search.services.memory import memory  # noqa: E402

KIND = "benchmark.record"
PL = [
    "szkoła", "podstawowa", "imienia", "patrona", "w", "mieście", "przy", "ulicy", "zajęcia",
    "sport", "muzyka", "chór", "teatr",
]  # fmt: skip
UK = [
    "школа", "загальноосвітня", "ступенів", "громада", "вулиця", "спорт", "музика", "хор", "театр",
    "вистава", "танець",
]  # fmt: skip
SYLLABLES = [
    "ba", "bo", "da", "de", "ka", "ko", "la", "le", "li", "ma", "mi", "na", "no", "pa", "po", "ra",
    "ro", "sa", "so", "ta", "to", "wa", "wi", "za", "zo",
]  # fmt: skip


def place(number: int) -> str:
    """Give the name of a settlement: some hundred thousand different ones."""
    parts = []
    for _ in range(4):
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts).capitalize()


def record(key: int, rng: np.random.Generator) -> Record:
    """Make a record: a school with a name and a few words about it."""
    is_polish = key % 2 == 0
    stock = PL if is_polish else UK
    some = " ".join(rng.choice(stock, 8))
    every = "wspólna" if is_polish else "спільна"
    name = f"{stock[0].capitalize()} nr {key % 100} {place(key)}"
    rare = f"unikat{key}" if key % 1000 == 0 else ""
    return Record(
        key,
        [Passage("pl" if is_polish else "uk", name, f"{every} powszechna {some} {rare}")],
        audience=frozenset() if key % 4 else frozenset({key % 16}),
        cities=[key % 500],
    )


class Table:
    """All records may be seen."""

    def filter(self, *, pk__in: Collection[int]) -> _Rows:
        return _Rows(SimpleNamespace(pk=key) for key in pk__in)


def backend_cpu() -> float:
    """Give the CPU seconds of the database's process; 0 on SQLite."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        cells = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def cost(question: finding.Question, times: int = 9) -> tuple[float, float, finding.Found]:
    """Give CPU milliseconds here and in the database of one question, and its answer."""
    best, found = float("inf"), finding.find(question, AnonymousUser())
    before = backend_cpu()
    for _ in range(times):
        start = time.process_time()
        found = finding.find(question, AnonymousUser())
        best = min(best, time.process_time() - start)
    return 1000 * best, 1000 * (backend_cpu() - before) / times, found


def memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--meanings", type=int, default=200_000)
    asked = parser.parse_args()
    adapter = Adapter(
        KIND, gettext_lazy("records"), lambda _keys: [], lambda _reader: Table(),
        lambda row, _reader: Shown(str(row.pk), ""), {},
    )  # fmt: skip
    with scratch_database(), only(adapter):
        connection.close()
        child = os.fork()  # so that what reading in takes does not count as memory of questions
        if child == 0:
            read_in(asked.records, asked.meanings)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit("Reading in failed.")
        empty = memory_mb()
        start = time.process_time()
        finding.find(finding.Question("unikat1000", is_beginning=True), AnonymousUser())
        print(f"first question of a process: {time.process_time() - start:.1f} s CPU;"
              f" memory {empty:.0f} -> {memory_mb():.0f} MB", flush=True)  # fmt: skip
        print("\n| question | here, ms CPU | database, ms CPU | found |\n|---|---|---|---|")
        for what, typed in (
            ("rare", "unikat1000"), ("common (1 in 2)", "szkoła"),
            ("in every record", "powszechna"),
            ("two common, together", "szkoła powszechna"),
            ("two common, never together", "wspólna спільна"),
            ("a name, misspelt", "Badekalo Szkola"), ("a name in the other script", "Бадекало"),
            ("beginning of a name", "Badek"), ("nothing like it", "qqqq xxxx"),
            ("forty words", " ".join(PL * 4)),
        ):  # fmt: skip
            ms, there, found = cost(finding.Question(typed, is_beginning=True))
            print(f"| words: {what} | {ms:.1f} | {there:.1f} | {found.total} |", flush=True)
        if meaning.has_model() and asked.meanings:
            for what, typed in (("rare", "unikat1000"), ("in every record", "powszechna"),
                                (
                                    "a sentence",
                                    "gdzie dzieci śpiewają w chórze przy szkole",
                                )):  # fmt: skip
                ms, there, found = cost(finding.Question(typed))
                print(f"| with meaning, known: {what} | {ms:.1f} | {there:.1f} | {found.total} |",
                      flush=True)  # fmt: skip
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"\nmemory {memory_mb():.0f} MB, at most {peak:.0f} MB; numpy {np.__version__}")


def read_in(records: int, meanings: int) -> None:
    """Index all records, and keep meanings for them."""
    rng = np.random.default_rng(1)
    start, began = time.process_time(), time.perf_counter()
    for first in range(1, records + 1, 500):
        keys = range(first, min(first + 500, records + 1))
        indexing.put(KIND, keys, [record(key, rng) for key in keys])
    spent = time.process_time() - start
    print(f"indexed {records} records: {records / spent:.0f} a CPU second"
          f" ({time.perf_counter() - began:.0f} s)", flush=True)  # fmt: skip
    words.tidy()
    fill_meanings(meanings, rng)
    connection.close()


def fill_meanings(count: int, rng: np.random.Generator) -> None:
    """Keep meanings of a make that costs nothing: near to some hundred middles."""
    middles = rng.standard_normal((300, DIMENSIONS)).astype(np.float32)
    digests = list(EntryPassage.objects.exclude(digest="").values_list("digest", flat=True)[:count])
    for start in range(0, len(digests), 2_000):
        some = digests[start : start + 2_000]
        rows = middles[rng.integers(0, 300, len(some))]
        rows = rows + 0.8 * rng.standard_normal(rows.shape).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        meaning.keep(dict(zip(some, rows, strict=True)))
    memory.forget()


if __name__ == "__main__":
    main()
