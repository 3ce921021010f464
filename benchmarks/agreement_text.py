"""What the page of an agreement's text costs: 60 clauses in three languages, side by side.

    python -m benchmarks.agreement_text [--rounds 5]

Beside the bare one-query page measured in the same seconds. The officer is signed in and may write,
every clause has its links, buttons and standings; two cities have said yes to a third of them.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from benchmarks import servers
from benchmarks.asking import Page, Reader, measure
from benchmarks.cases import FLOOR
from benchmarks.pages import FLOOR_ALONE_MS
from benchmarks.writes import Writer

CLAUSES, LANGUAGES = 60, ("pl", "uk", "en")


def make() -> dict[str, str | int]:
    """Write the agreement into the demonstration, and count the statements of its page."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "pobratym.config.settings"
    import django  # noqa: PLC0415  after the settings are told

    django.setup()
    from django.db import connection  # noqa: PLC0415  after Django is set up
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    from pobratym.accounts import obligations  # noqa: PLC0415
    from pobratym.directory.states import Role  # noqa: PLC0415

    agreement = _agreement()
    with translation.override("pl"):
        path = reverse("agreements:text", kwargs={"public_id": agreement.public_id})
    obligations._obligations.clear()  # noqa: SLF001  no second factor in this process
    client = Client(headers={"host": "localhost"})
    officer = agreement.opened_by.employments.filter(role=Role.OFFICER).first()
    client.force_login(officer.user)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    return {"path": path, "statements": len(captured), "bytes": len(answer.content)}


def _agreement():  # noqa: ANN202  a model, known once Django is set up
    from pobratym.agreements.library import entries  # noqa: PLC0415
    from pobratym.agreements.models.agreements import (  # noqa: PLC0415
        Agreement,
        AgreementParty,
        Tongue,
    )
    from pobratym.agreements.models.negotiation import ClauseConsent  # noqa: PLC0415
    from pobratym.agreements.queries.consents import digest_of  # noqa: PLC0415
    from pobratym.agreements.queries.whole import text_of  # noqa: PLC0415
    from pobratym.agreements.services.clauses import add_clause  # noqa: PLC0415
    from pobratym.agreements.services.writing import Words  # noqa: PLC0415
    from pobratym.agreements.states import Kind, Stage  # noqa: PLC0415
    from pobratym.partnerships.models.partnerships import Partnership  # noqa: PLC0415

    partnership = Partnership.objects.order_by("pk")[0]
    cities = [party.municipality for party in partnership.parties.order_by("place")]
    agreement = Agreement.objects.create(
        partnership=partnership,
        kind=Kind.PARTNERSHIP,
        stage=Stage.NEGOTIATION,
        title=partnership.title,
        opened_by=cities[0],
        shared_on=partnership.created_at.date(),
    )
    for place, city in enumerate(cities, 1):
        AgreementParty.objects.create(
            agreement=agreement, city=city, place=place, language=LANGUAGES[place - 1]
        )
    for place, language in enumerate(LANGUAGES, 1):
        Tongue.objects.create(agreement=agreement, language=language, place=place, title="–")
    library = list(entries().values())
    for number in range(CLAUSES):
        entry = library[number % len(library)]
        words = {one: Words(entry.headings[one], entry.bodies[one]) for one in LANGUAGES}
        add_clause(agreement, entry.type, words=words, topics=entry.topics, by=None, city=cities[0])
    agreement = Agreement.objects.with_cities().get(pk=agreement.pk)
    text = text_of(agreement)
    ClauseConsent.objects.bulk_create(
        ClauseConsent(clause_id=clause.key, city=city, digest=digest_of(text, clause))
        for clause in text.clauses[: CLAUSES // 3]
        for city in cities
    )
    return agreement


def _told(data: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=servers.ROOT,
        env={**os.environ, **servers.settings_for(data), "POBRATYM_DEMO": "true"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout


@click.command(help=__doc__)
@click.option("--rounds", default=5, help="How often it is measured.")
@click.option("--make", "making", is_flag=True, hidden=True)
def main(rounds: int, *, making: bool) -> None:
    """Measure, and print a line for the table."""
    if making:
        click.echo(json.dumps(make()))
        return
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        data = folder / "data"
        data.mkdir(mode=0o700)
        _told(data, "pobratym.config", "demo")
        made = json.loads(_told(data, "benchmarks.agreement_text", "--make").splitlines()[-1])
        floor = Reader(stack.enter_context(servers.floor(folder)))
        product = stack.enter_context(servers.product(data, demo=True))
        writer = Writer(product.port)
        writer.sign_in()
        page = Page("text of an agreement", made["path"], {"Cookie": writer.cookies})
        costs = measure(
            floor, FLOOR[0], [(Reader(product), [page])],
            rounds=rounds, requests=50, after=lambda: None,
        )  # fmt: skip
    cost = costs[0, page.name]
    alone = cost.to_floor * FLOOR_ALONE_MS
    click.echo(
        f"| text of {CLAUSES} clauses in {len(LANGUAGES)} languages | {cost.to_floor:.1f} |"
        f" {cost.cpu:.2f} | {cost.undisturbed:.2f} | {alone:.2f} | 10 / 10 |"
        f" {cost.wall(0.5):.1f} / {cost.wall(0.95):.1f} | {made['statements']} | |"
        f" {made['bytes']:,} |"
    )


if __name__ == "__main__":
    main()
