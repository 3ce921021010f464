"""Count the SQL statements of each page, in one process, with Django's test client.

POBRATYM_DATA=/a/filled/folder python -m benchmarks.statements [--show PAGE]
"""

import json
import os

import click
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django must be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.asking import Page  # noqa: E402
from benchmarks.cases import cases  # noqa: E402


def statements(page: Page) -> list[str]:
    """Give the statements of one page, asked for the second time."""
    client = Client(headers={"host": "localhost", **page.headers})
    first = client.get(page.address())
    conditions = {"If-None-Match": first.headers["ETag"]} if page.conditional else {}
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page.address(), headers=conditions)
    if answer.status_code != (304 if page.conditional else 200):
        raise SystemExit(f"{page.name}: {answer.status_code}")
    return [query["sql"] for query in captured.captured_queries]


@click.command(help=__doc__)
@click.option("--show", help="Print the statements of one page instead of the numbers of all.")
def main(show: str | None) -> None:
    """Count, or show."""
    filled = json.loads((settings.DATA_FOLDER / "filled.json").read_text())
    pages = {page.name: page for page in cases(filled)}
    if show:
        click.echo("\n\n".join(statements(pages[show])))
    else:
        click.echo(json.dumps({name: len(statements(page)) for name, page in pages.items()}))


if __name__ == "__main__":
    main()
