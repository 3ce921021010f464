"""What the public programme of a visit and its calendars cost: CPU and statements.

    POBRATYM_DATA=an-empty-folder POBRATYM_DEMO=1 python -m benchmarks.visit_pages

Visits of 50, 500 and 2,000 items of which half share forty places. The pages are built anew each
time, within the process, by a stranger; no server is in between. The calendar of 2,000 items is
asked for by its secret address, as calendar programs do. The least is what a quiet machine takes.
"""

import datetime as dt
import os
import statistics
import time

import click

SIZES = (50, 500, 2_000)
ROUNDS = 15
PLACES = 40


@click.command(help=__doc__)
@click.option("--rounds", default=ROUNDS, help="How often each is asked for.")
@click.option("--profile", default="", help="Profile this one instead, such as 'calendar 2000'.")
def main(rounds: int, profile: str) -> None:
    """Fill the folder's database, measure, and print a line for each page."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    pages = {}
    for size in SIZES:
        visit, token = _visit(size)
        pages[f"programme {size}"] = f"/uk/visits/{visit.public_id}/"
        pages[f"public file {size}"] = f"/uk/visits/{visit.public_id}/programme.ics"
        pages[f"calendar {size}"] = f"/uk/calendars/{token}.ics"
    spent: dict[str, list[float]] = {name: [] for name in pages}
    counts, sizes = {}, {}
    for name, address in pages.items():
        answer = client.get(address)
        if answer.status_code != 200:
            raise click.ClickException(f"{name}: {answer.status_code}")
        sizes[name] = len(answer.content)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{address}?anew=1")
        counts[name] = len(captured.captured_queries)
    if profile:
        _profile(client, pages[profile])
        return
    for number in range(rounds):
        for name, address in pages.items():
            begun = time.process_time()
            client.get(f"{address}?anew={number + 2}")
            spent[name].append((time.process_time() - begun) * 1000)
    click.echo("| page | statements | CPU | least | bytes |\n|---|---|---|---|---|")
    for name, times in spent.items():
        click.echo(
            f"| {name} | {counts[name]} | {statistics.median(times):.1f} | {min(times):.1f} |"
            f" {sizes[name]:,} |"
        )


def _visit(size: int):  # noqa: ANN202  a visit and a token
    """Make a visit that everybody may read, and the address of its whole calendar."""
    from django.utils import timezone  # noqa: PLC0415

    from pobratym.core.wordings import Wordings  # noqa: PLC0415
    from pobratym.directory.states import Role  # noqa: PLC0415
    from pobratym.partnerships.models.partnerships import Partnership  # noqa: PLC0415
    from pobratym.programmes.models.items import Item  # noqa: PLC0415
    from pobratym.programmes.services.subscribing import make_own  # noqa: PLC0415
    from pobratym.visits.models.sites import Site  # noqa: PLC0415
    from pobratym.visits.models.visits import Visit, VisitGuest  # noqa: PLC0415
    from pobratym.visits.states import VisitState  # noqa: PLC0415

    partnership = Partnership.objects.filter(is_public=True).order_by("pk")[0]
    host = partnership.opened_by
    first = timezone.localdate() - dt.timedelta(days=31)
    visit = Visit.objects.create(
        partnership=partnership, host=host, state=VisitState.DONE,
        title=Wordings({"pl": f"Wizyta {size}", "uk": f"Візит {size}"}),
        starts_on=first, ends_on=first + dt.timedelta(days=29),
    )  # fmt: skip
    for party in partnership.parties.exclude(municipality=host):
        VisitGuest.objects.create(visit=visit, city=party.municipality)
    sites = [
        Site.objects.create(
            city=host, address=f"ul. Długa {number}", latitude="53.08421", longitude="21.57396",
            name=Wordings({"pl": f"Szkoła nr {number}", "uk": f"Школа № {number}"}),
        )
        for number in range(PLACES)
    ]  # fmt: skip
    items = []
    for number in range(size):
        day = first + dt.timedelta(days=number % 30)
        begun = dt.time(8 + number % 11, 5 * (number % 12))
        at = dt.datetime.combine(day, begun, dt.UTC) - dt.timedelta(hours=1)
        items.append(
            Item(
                visit=visit,
                day=day,
                starts=begun,
                ends=dt.time(begun.hour + 1, begun.minute),
                starts_at=at,
                ends_at=at + dt.timedelta(hours=1),
                site=sites[number % PLACES],
                title=Wordings({"pl": f"Rozmowa {number // 2}", "uk": f"Розмова {number // 2}"}),
            )
        )
    Item.objects.bulk_create(items, batch_size=500)
    officer = host.employments.filter(role=Role.OFFICER).select_related("user").first().user
    return visit, make_own(visit, by=officer, language="uk")


def _profile(client, address: str) -> None:  # noqa: ANN001  of Django's tests
    import cProfile  # noqa: PLC0415
    import pstats  # noqa: PLC0415

    profiler = cProfile.Profile()
    profiler.enable()
    for number in range(5):
        client.get(f"{address}?anew=p{number}")
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
    import django

    django.setup()
    main()
