"""How long the programme of a visit takes on paper: two pages, two languages, warm.

``python -m benchmarks.visit_papers``. "Other words" differ in every line from all before, so
that nothing is remembered; "one item moved" has another hour in one line, as happens all the
time; "the same again" is a file that is kept. CPU is that of this process and of the one that sets
papers together.
"""

import datetime as dt
import os
import statistics
import time
from collections.abc import Callable
from uuid import uuid4

import django
import psutil
import pypdfium2

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402

from pobratym.core.wordings import Wordings  # noqa: E402
from pobratym.directory.models.cities import Municipality  # noqa: E402
from pobratym.documents.typesetting.docx import as_docx  # noqa: E402
from pobratym.documents.typesetting.paper import Paper, Sheet  # noqa: E402
from pobratym.documents.typesetting.pdf import as_pdf  # noqa: E402
from pobratym.documents.typesetting.press import PRESS  # noqa: E402
from pobratym.papers.queries.names import Names  # noqa: E402
from pobratym.papers.queries.visit_programme import Reads, programme_paper  # noqa: E402
from pobratym.papers.queries.visiting import VisitRecord  # noqa: E402
from pobratym.programmes.queries.personal import Person, Place, Row  # noqa: E402
from pobratym.programmes.release import Audience  # noqa: E402
from pobratym.visits.models.visits import Visit  # noqa: E402

ROUNDS = 21
DAYS, ITEMS = 3, 6
NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
FIRST = dt.date(2026, 5, 18)


def record() -> VisitRecord:
    """Make a visit of Varash in Ostrołęka that no database knows."""
    host = Municipality(country="PL", name=Wordings({"pl": "Ostrołęka", "uk": "Остроленка"}))
    guest = Municipality(country="UA", name=Wordings({"pl": "Warasz", "uk": "Вараш"}))
    title = Wordings({"pl": "Wizyta delegacji Warasza", "uk": "Візит делегації Вараша"})
    visit = Visit(host=host, title=title, starts_on=FIRST, state="planned",
                  ends_on=FIRST + dt.timedelta(days=DAYS - 1), updated_at=NOW)  # fmt: skip
    return VisitRecord(visit, AnonymousUser(), ("pl", "uk"), host, [guest], [], [], 0, Names({}),
                       Audience.HOST)  # fmt: skip


def rows(number: int, moved: int = 0) -> list[Row]:
    """Make 18 items in three days, with places, interpreters and hosts."""
    helper = Person(1, "Maria Wiśniewska", Wordings(), "")
    host = Person(2, "Grażyna Sadowska", Wordings({"pl": "dyrektorka", "uk": "директорка"}), "")
    found = []
    for day in range(DAYS):
        for at in range(ITEMS):
            on = FIRST + dt.timedelta(days=day)
            starts = dt.time(8 + 2 * at, moved if not found else 0)
            begins = dt.datetime.combine(on, starts, dt.UTC) - dt.timedelta(hours=2)
            title = Wordings({
                "pl": f"Szkoła podstawowa z oddziałami integracyjnymi {number}.{day}.{at}",
                "uk": f"Початкова школа з інклюзивними класами {number}.{day}.{at}",
            })  # fmt: skip
            name = Wordings({"pl": f"Ośrodek pomocy {number} {day} {at}",
                             "uk": f"Центр допомоги {number} {day} {at}"})  # fmt: skip
            place = Place(at, name, f"ul. Berka Joselewicza {number + at}", None, None, "", False,
                          Wordings())  # fmt: skip
            found.append(Row(
                len(found), uuid4(), uuid4(), 0, 1, 1, "visit", title, Wordings(), on, starts,
                dt.time(9 + 2 * at, 30), 0, begins, begins + dt.timedelta(minutes=90),
                "Europe/Warsaw", "Europe/Kyiv", place, (), (host,) if at % 3 == 0 else (),
                helper if at % 2 else None, None, None, False, False, "", NOW,
            ))  # fmt: skip
    return found


def main() -> None:
    """Measure and print."""
    of = record()
    reads = Reads(of.visit, ())

    def paper(number: int, moved: int = 0, sheet: Sheet = Sheet.A4) -> Paper:
        return programme_paper(of, rows(number, moved), reads, sheet)

    for number in range(3):
        first = as_pdf(paper(number))
    with pypdfium2.PdfDocument(first) as document:
        print(f"{DAYS * ITEMS} items, {len(document)} pages")
    told("from rows to data", [(number, 0) for number in range(ROUNDS)], paper, lambda made: made)
    told("PDF, other words", [(100 + number, 0) for number in range(ROUNDS)], paper, as_pdf)
    told("PDF, one item moved", [(5, number) for number in range(ROUNDS)], paper, as_pdf)
    told("PDF, the same again", [(5, 3)] * ROUNDS, paper, as_pdf)
    told("PDF for the pocket, other words", [(300 + number, 0) for number in range(ROUNDS)],
         lambda number, moved: paper(number, moved, Sheet.A6), as_pdf)  # fmt: skip
    told("DOCX", [(400 + number, 0) for number in range(ROUNDS)], paper, as_docx)


def told(
    name: str,
    asked: list[tuple[int, int]],
    make: Callable[[int, int], Paper],
    write: Callable[[Paper], object],
) -> None:
    """Print the median and the least, on the clock and in CPU."""
    walls, cpu = [], []
    for one in asked:
        before, begun = _cpu(), time.perf_counter()
        write(make(*one))
        walls.append((time.perf_counter() - begun) * 1000)
        cpu.append((_cpu() - before) * 1000)
    print(
        f"{name}: CPU median {statistics.median(cpu):.0f}, mean {statistics.mean(cpu):.1f} ms;"
        f" clock median {statistics.median(walls):.0f}, least {min(walls):.0f} ms"
    )


def _cpu() -> float:
    running = PRESS._process  # noqa: SLF001  what it costs is there
    there = psutil.Process(running.pid).cpu_times() if running else None
    return time.process_time() + (there.user + there.system if there else 0)


if __name__ == "__main__":
    main()
