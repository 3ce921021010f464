"""How long the papers of a 60-clause agreement take: the PDF cold and warm, the DOCX.

``python benchmarks/papers.py``. The clauses are those of the library, one after another, in Polish
and Ukrainian. "Warm" means other words each time, so that nothing is remembered from the run
before; "the same again" is a file that is kept. CPU is that of the process that sets papers.
"""

import datetime as dt
import os
import statistics
import subprocess
import sys
import time
from itertools import cycle, islice

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
django.setup()

from pobratym.agreements.library import entries  # noqa: E402
from pobratym.agreements.states import UNNUMBERED  # noqa: E402
from pobratym.agreements.texts.whole import Version, WholeClause, labels  # noqa: E402
from pobratym.documents.typesetting.docx import as_docx  # noqa: E402
from pobratym.documents.typesetting.paper import Look, Paper, Piece  # noqa: E402
from pobratym.documents.typesetting.pdf import as_pdf  # noqa: E402
from pobratym.documents.typesetting.press import PRESS  # noqa: E402
from pobratym.papers.queries.agreement import sides  # noqa: E402
from pobratym.papers.queries.words import pages_in  # noqa: E402

CLAUSES = 60
ROUNDS = 12
LANGUAGES = ("pl", "uk")


def paper(number: int, changed: int = CLAUSES) -> Paper:
    """Make an agreement whose words differ from any other's in the first ``changed`` clauses."""
    taken = list(islice(cycle(entries().values()), CLAUSES))
    numbers = labels([one.type for one in taken], UNNUMBERED)
    clauses = [
        WholeClause(
            one.type,
            label,
            {
                language: Version(
                    one.headings[language],
                    "\n".join(
                        f"{line} {number}" if line.strip() and place < changed else line
                        for line in one.bodies[language].splitlines()
                    ),
                )
                for language in LANGUAGES
            },
        )
        for place, (one, label) in enumerate(zip(taken, numbers, strict=True))
    ]
    titles = [Piece("Umowa", "pl", Look.TITLE), Piece("Угода", "uk", Look.TITLE)]
    body = [*titles, sides(clauses, LANGUAGES)]
    day = dt.date(2026, 1, 1)
    return Paper("Umowa", "pl", body, day, page_of=pages_in(LANGUAGES))


def main() -> None:
    """Measure and print."""
    signs = sum(
        len(piece.text) for row in paper(0).blocks[2].rows for cell in row.cells for piece in cell
    )
    papers = [paper(number) for number in range(ROUNDS)]
    PRESS.stop()
    begun = time.perf_counter()
    as_pdf(papers[0])
    print(f"{CLAUSES} clauses, {signs} signs in two languages")
    print(f"PDF, process not started: {(time.perf_counter() - begun) * 1000:.0f} ms")
    told("PDF, warm, other words each time", papers[1:], as_pdf)
    edited = [paper(100 + number, changed=1) for number in range(ROUNDS)]
    as_pdf(edited[0])
    told("PDF, warm, one clause changed each time", edited[1:], as_pdf)
    told("PDF, the same again", [papers[-1]] * 5, as_pdf)
    told("DOCX", papers, as_docx)
    code = "import django; django.setup()"
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    print(f"loading the rooms alone, as every command does: {time.perf_counter() - begun:.2f} s")


def told(name: str, papers: list[Paper], make) -> None:  # noqa: ANN001  one of the two writers
    """Print the median on the clock and in CPU."""
    walls, cpu = [], []
    for one in papers:
        before, begun = _cpu(), time.perf_counter()
        size = len(make(one))
        walls.append((time.perf_counter() - begun) * 1000)
        cpu.append((_cpu() - before) * 1000)
    print(
        f"{name}: {statistics.median(walls):.0f} ms, best {min(walls):.0f},"
        f" CPU {statistics.median(cpu):.0f} ms, {size // 1024} KiB"
    )


def _cpu() -> float:
    running = PRESS._process  # noqa: SLF001  what it costs is there
    there = psutil.Process(running.pid).cpu_times() if running else None
    here = time.process_time()
    return here + (there.user + there.system if there else 0)


if __name__ == "__main__":
    main()
