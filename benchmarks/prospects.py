"""What ranking all municipalities for one costs, on the real registers.

    python -m benchmarks.prospects --data FOLDER

FOLDER is one that ``python -m benchmarks.twinning --keep FOLDER`` has filled.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

ROUNDS = 200


def cost(act: Callable[[], object]) -> str:
    """Give the median and the slowest twentieth of the CPU time, in ms."""
    found = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        act()
        found.append(1000 * (time.process_time() - begun))
    found.sort()
    return f"{statistics.median(found):.1f} | {found[int(0.95 * ROUNDS)]:.1f}"


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
def main(data: Path) -> None:
    """Print the table in Markdown."""
    os.environ["POBRATYM_DATA"] = str(data)
    from pobratym.config.commandline import start_django  # noqa: PLC0415

    start_django("en")
    from pobratym.directory.models.cities import Municipality  # noqa: PLC0415
    from pobratym.prospects.comparing.ranking import Filters  # noqa: PLC0415
    from pobratym.prospects.queries.pages import Sides  # noqa: PLC0415
    from pobratym.prospects.services import columns  # noqa: PLC0415
    from pobratym.prospects.services.ranking import ranked  # noqa: PLC0415

    polish = Municipality.objects.get(code="1461011")
    ukrainian = Municipality.objects.get(code="UA56020030000068439")

    def page() -> object:
        found = ranked(polish, filters=Filters(country="UA"))
        assert found
        return Sides(polish, found.slice(0, 20), found.columns).rows()

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    columns.kept_now()
    made = 1000 * (time.process_time() - begun)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    click.echo("| | CPU, median, ms | 95 % |\n|---|---|---|")
    for name, city, country in (
        ("all hromadas for Ostrołęka", polish, "UA"),
        ("all gminas for Varash", ukrainian, "PL"),
        ("both countries for Ostrołęka", polish, ""),
    ):
        count = len(ranked(city, filters=Filters(country=country)) or ())
        told = cost(partial(ranked, city, filters=Filters(country=country)))
        click.echo(f"| {name}: {count:,} ranked | {told} |")
    click.echo(f"| the first 20 with figures, sources, partners and reasons | {cost(page)} |")
    click.echo(f"\nColumns made anew: {made:.0f} ms CPU, {grown:.0f} MB more memory.")


if __name__ == "__main__":
    main()
