"""What an agreement's pages cost within the process: statements and CPU of each.

    POBRATYM_DATA=an-empty-folder POBRATYM_DEMO=1 python -m benchmarks.agreement_pages

The agreement has 60 clauses in three languages. An officer who may write asks; a stranger asks for
what is public. No server is in between, so the figures say where the time goes, not what a reader
waits; each page is asked for in turn, so that a busy second weighs on all alike.
"""

import os
import statistics
import time

import click

ROUNDS = 12
PAGES = (
    "agreements:text",
    "agreements:versions",
    "agreements:checks",
    "agreements:statements",
    "agreements:plans",
    "routes:lanes",
    "routes:signing",
    "routes:force",
    "papers:papers",
)


@click.command(help=__doc__)
@click.option("--rounds", default=ROUNDS, help="How often each page is asked for.")
@click.option("--profile", default="", help="Profile this page instead.")
def main(rounds: int, profile: str) -> None:
    """Fill the folder's database, measure, and print a line for each page."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    from benchmarks.agreement_text import _agreement  # noqa: PLC0415  after the settings are told
    from pobratym.accounts import obligations  # noqa: PLC0415
    from pobratym.agreements.models.agreements import Agreement  # noqa: PLC0415
    from pobratym.directory.states import Role  # noqa: PLC0415

    founding = Agreement.objects.order_by("pk")[0]
    agreement = _agreement()
    city = agreement.opened_by
    obligations._obligations.clear()  # noqa: SLF001  no second factor in this process
    client = Client(headers={"host": "localhost"})
    client.force_login(city.employments.filter(role=Role.OFFICER).first().user)
    clause = agreement.clauses.first()
    room = agreement.partnership.public_id
    pages = {
        "desk": reverse("desk:desk"),
        "overview": reverse("desk:agreement", args=[agreement.public_id]),
        "one clause": reverse("agreements:clause", args=[clause.public_id]),
        "terms": reverse("terms:terms", args=[room]),
    }
    for name in PAGES:
        pages[name.partition(":")[2]] = reverse(name, args=[agreement.public_id])
    with translation.override("pl"):
        pages["public"] = reverse("publishing:agreement", args=[founding.public_id])
    spent: dict[str, list[float]] = {name: [] for name in pages}
    counts = {}
    for name, address in pages.items():
        answer = client.get(address)
        if answer.status_code != 200:
            click.echo(f"{name}: {answer.status_code} {answer.headers.get('Location')}", err=True)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
            counts[name] = list(captured.captured_queries)
    if profile:
        _profile(client, pages[profile], counts[profile])
        return
    for _round in range(rounds):
        for name, address in pages.items():
            begun = time.process_time()
            client.get(address)
            spent[name].append((time.process_time() - begun) * 1000)
    click.echo("| page | statements | CPU | least |\n|---|---|---|---|")
    for name, times in spent.items():
        click.echo(
            f"| {name} | {len(counts[name])} | {statistics.median(times):.1f} | {min(times):.1f} |"
        )


def _profile(client, address: str, captured) -> None:  # noqa: ANN001  of Django's tests
    import cProfile  # noqa: PLC0415
    import pstats  # noqa: PLC0415

    for one in captured:
        click.echo(one["sql"][:230])
    profiler = cProfile.Profile()
    profiler.enable()
    for _time in range(5):
        client.get(address)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
    import django

    django.setup()
    main()
