"""What pages cost: CPU, statements, bytes, growth, start and memory; see docs/benchmarks.md.

    python -m benchmarks.pages [--postgres] [--quick]

Prints a table and writes benchmarks/results.json; what is not measured stays in it as it was.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from benchmarks import processes, servers
from benchmarks.asking import Cost, Page, Reader, measure
from benchmarks.cases import FLOOR, GOALS, cases
from benchmarks.weights import weigh

SIZES = {"small": (4_000, 200), "large": (40_000, 2_000)}
"""Municipalities and partnerships; the large one has ten times as much of everything."""
FLOOR_ALONE_MS = 0.43
"""What the floor's page took on this machine while nothing else ran on it."""
RESULTS = Path(__file__).with_name("results.json")
Filled = dict[str, str]


def fill(data: Path, size: tuple[int, int], database: str = "") -> Filled:
    """Fill a database in a process of its own."""
    data.mkdir(mode=0o700)  # the product refuses a folder that others can read
    options = ["--cities", str(size[0]), "--partnerships", str(size[1])]
    filled: Filled = _told("benchmarks.fill", options, data, database)
    return filled


def _told(module: str, options: list[str], data: Path, database: str) -> Any:  # noqa: ANN401  JSON
    done = subprocess.run(
        [sys.executable, "-m", module, *options],
        cwd=servers.ROOT,
        env={**os.environ, **servers.settings_for(data, database)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def pages(folder: Path, stack: ExitStack, *, rounds: int, postgres: bool) -> dict[str, Any]:
    """Measure all pages at both sizes, beside the floor, in one run."""
    database = stack.enter_context(servers.postgres(_made(folder / "pg"))) if postgres else None
    floor = Reader(stack.enter_context(servers.floor(folder)))
    work: list[tuple[Reader, list[Page]]] = []
    counted: list[dict[str, int]] = []
    for name, size in SIZES.items():
        data, address, helpers = folder / name, "", ()
        if database:
            address, helpers = _own_database(database[0], name), (database[1],)
        filled = fill(data, size, address)
        counted.append(_told("benchmarks.statements", [], data, address))
        server = stack.enter_context(servers.product(data, database=address, helpers=helpers))
        work.append((Reader(server), cases(filled)))
    reader, asked = work[0]
    weights = {page.name: weigh(reader, page.path, page.headers) for page in asked}
    work.append((floor, FLOOR))
    with click.progressbar(length=rounds, label="measuring", file=sys.stderr) as bar:
        costs = measure(
            floor, FLOOR[0], work, rounds=rounds, requests=100, after=lambda: bar.update(1)
        )
    return {
        "floor": {page.name: _figures(costs[2, page.name]) for page in FLOOR},
        "pages": {
            page.name: _figures(costs[0, page.name])
            | {
                "growth": round(costs[1, page.name].to(costs[0, page.name]), 2),
                "statements": counted[0][page.name],
                "statements_large": counted[1][page.name],
                "bytes": weights[page.name],
            }
            for page in asked
        },
    }


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _own_database(address: str, name: str) -> str:
    import psycopg  # noqa: PLC0415  asked for only with --postgres

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    return address.replace("/postgres?", f"/{name}?")


def _figures(cost: Cost) -> dict[str, float]:
    return {
        "cpu_ms": round(cost.cpu, 3),
        "cpu_ms_undisturbed": round(cost.undisturbed, 3),
        "to_floor": round(cost.to_floor, 2),
        "cpu_ms_alone": round(cost.to_floor * FLOOR_ALONE_MS, 2),
        "p50_ms": round(cost.wall(0.5), 2),
        "p95_ms": round(cost.wall(0.95), 2),
    }


def cold_start(data: Path, times: int) -> dict[str, float]:
    """Start the prepared product with one worker until its first page; CPU and wall."""
    cpu, wall = [], []
    for _ in range(times):
        began = time.monotonic()
        with servers.product(data) as server:
            wall.append(time.monotonic() - began)
            ended = processes.cpu_ms_of_ended(server.pids)
            cpu.append((server.cpu_ms() + ended) / 1000)
    return {"cpu_s": round(statistics.median(cpu), 2), "wall_s": round(statistics.median(wall), 2)}


def memory(data: Path, workers: int, filled: Filled) -> float:
    """Give the memory of all processes after a load of every page, in MiB."""
    with servers.product(data, workers=workers) as server:
        for _ in range(workers * 8):
            reader = Reader(server)
            for page in cases(filled):
                reader.cost(page, 10)
        return round(processes.pss_mib(server.pids), 1)


def machine() -> dict[str, str | int]:
    """Say where this was measured."""
    import django  # noqa: PLC0415  only its version
    import granian  # noqa: PLC0415

    model = "unknown"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.release(),
        "python": platform.python_version(),
        "django": django.__version__,
        "granian": granian.__version__,
        "at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
    }


def table(found: dict[str, Any]) -> str:
    """Write the figures as a table in Markdown."""
    lines = [
        "| page | × floor | CPU | quick | alone | must / aim | p50 / p95 | SQL | growth | bytes |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in found["floor"].items():
        lines.append(f"| floor: {name} | {_times(row)} | 1 | | |")
    for name, row in found["pages"].items():
        goal = GOALS.get(name)
        told = f"{goal.must or '–'} / {goal.aim}" if goal else ""
        lines.append(
            f"| {name} | {_times(row, told)}"
            f" | {_told_twice(row['statements'], row['statements_large'])}"
            f" | {row['growth']:.2f} | {row['bytes']['html']:,} |"
        )
    return "\n".join(lines)


def _times(row: dict[str, float], goal: str = "") -> str:
    cpu = " | ".join(
        f"{row[name]:.2f}" for name in ("cpu_ms", "cpu_ms_undisturbed", "cpu_ms_alone")
    )
    walls = f"{row['p50_ms']:.1f} / {row['p95_ms']:.1f}"
    return f"{row['to_floor']:.1f} | {cpu} | {goal} | {walls}"


def _told_twice(small: int, large: int) -> str:
    return str(small) if small == large else f"{small} → {large}"


@click.command(help=__doc__)
@click.option("--postgres", is_flag=True, help="Measure the pages on PostgreSQL too.")
@click.option("--quick", is_flag=True, help="Two rounds, no start and no memory; for a look.")
def main(*, postgres: bool, quick: bool) -> None:
    """Measure everything and write it down."""
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results["machine"] = machine()
    if not quick:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
            data = Path(name) / "small"
            filled = fill(data, SIZES["small"])
            results["start"] = cold_start(data, 5)
            results["memory_mib"] = {f"{n} workers": memory(data, n, filled) for n in (1, 2)}
        click.echo(json.dumps({name: results[name] for name in ("start", "memory_mib")}))
    for kind in ["sqlite", "postgresql"][: 1 + postgres]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
            results[kind] = pages(
                folder, stack, rounds=2 if quick else 5, postgres=kind == "postgresql"
            )
        click.echo(f"\n{kind}\n\n{table(results[kind])}\n")
        if not quick:
            RESULTS.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
