"""Show where the time of one page goes, by function, in one process.

POBRATYM_DATA=/a/filled/folder python -m benchmarks.hotspots "city, anew"
"""

import cProfile
import json
import os
import pstats
import time

import click
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django must be set up first
from django.test import Client  # noqa: E402

from benchmarks.cases import cases  # noqa: E402


@click.command(help=__doc__)
@click.argument("page")
@click.option("--requests", default=200, show_default=True)
@click.option("--sort", type=click.Choice(["cumulative", "tottime"]), default="tottime")
@click.option("--lines", default=45, show_default=True)
def main(page: str, requests: int, sort: str, lines: int) -> None:
    """Profile one page of the cases."""
    filled = json.loads((settings.DATA_FOLDER / "filled.json").read_text())
    asked = next(case for case in cases(filled) if case.name == page)
    client = Client(headers={"host": "localhost", **asked.headers})
    for _ in range(10):
        client.get(asked.address())
    started = time.process_time()
    for _ in range(requests):
        client.get(asked.address())
    took = (time.process_time() - started) * 1000 / requests
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(requests):
        client.get(asked.address())
    profile.disable()
    click.echo(f"{page}: {took:.2f} ms CPU, the test client included")
    pstats.Stats(profile).sort_stats(sort).print_stats(lines)


if __name__ == "__main__":
    main()
