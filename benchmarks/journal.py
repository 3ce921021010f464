"""What the journal costs with a million lines and five thousand people; see docs/benchmarks.md.

    python -m benchmarks.journal [--lines 1000000] [--people 5000] [--postgres]

Fills a database whose chain is right, then measures the pages of the journal beside the floor, a
line written by ``record()``, and ``pobratym journal verify``.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from benchmarks import servers
from benchmarks.asking import Page, Reader, measure
from benchmarks.cases import FLOOR
from benchmarks.pages import FLOOR_ALONE_MS, fill


def _told(command: list[str], data: Path, database: str) -> Any:  # noqa: ANN401  JSON
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.journal_lines", *command],
        cwd=servers.ROOT,
        env={**os.environ, **servers.settings_for(data, database)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def measured(folder: Path, stack: ExitStack, lines: int, people: int, *, postgres: bool) -> None:
    """Fill, measure, print."""
    database, helpers = "", ()
    if postgres:
        (folder / "pg").mkdir()
        address, helper = stack.enter_context(servers.postgres(folder / "pg"))
        database, helpers = address, (helper,)
    data = folder / "data"
    fill(data, (200, 20), database)
    filled = _told(["fill", "--lines", str(lines), "--people", str(people)], data, database)
    click.echo(json.dumps(_told(["measure"], data, database), indent=1))
    floor = Reader(stack.enter_context(servers.floor(folder)))
    product = Reader(stack.enter_context(servers.product(data, database=database, helpers=helpers)))
    session = {"Cookie": f"session={filled['session']}"}
    city, middle = filled["city"], lines // 2
    asked = [
        Page("city", city, session),
        Page("city, half a million lines back", f"{city}?before={middle}", session),
        Page("city, one person", f"{city}?by={filled['person']}", session),
        Page("city, one kind", f"{city}?what=city.name_corrected", session),
        Page("city, one period", f"{city}?since=2026-03-01&until=2026-03-31", session),
        Page("partnership", filled["thing"], session),
    ]
    work = [(product, asked), (floor, FLOOR)]
    costs = measure(floor, FLOOR[0], work, rounds=3, requests=50, after=lambda: None)
    click.echo("| page | × floor | CPU ms | quick | alone |\n|---|---|---|---|---|")
    for page in asked:
        cost = costs[0, page.name]
        alone = cost.to_floor * FLOOR_ALONE_MS
        told = (cost.to_floor, cost.cpu, cost.undisturbed, alone)
        click.echo(f"| {page.name} | " + " | ".join(f"{one:.2f}" for one in told) + " |")


@click.command(help=__doc__)
@click.option("--lines", default=1_000_000, show_default=True)
@click.option("--people", default=5_000, show_default=True)
@click.option("--postgres", is_flag=True)
def main(*, lines: int, people: int, postgres: bool) -> None:
    """Measure on one engine."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        measured(folder, stack, lines, people, postgres=postgres)


if __name__ == "__main__":
    main()
