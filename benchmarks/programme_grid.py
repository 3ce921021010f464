"""What the grid of a programme costs its host: CPU and statements.

    POBRATYM_DATA=with-the-demonstration POBRATYM_DEMO=1 python -m benchmarks.programme_grid

A visit of five days and two sub-groups, once with 40 items and once with 80. The page is asked for
by an officer, within the process; no server is in between. The first line of each is right after a
change, when all rules are looked at anew.
"""

import datetime as dt
import statistics
import time

import click

SIZES = (40, 80)
ROUNDS = 15


@click.command(help=__doc__)
@click.option("--rounds", default=ROUNDS, help="How often each is asked for.")
def main(rounds: int) -> None:
    """Fill the folder's database, measure, and print a line for each size."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    click.echo("| page | statements | CPU | least |\n|---|---|---|---|")
    for size in SIZES:
        visit, officer = _visit(size)
        client = Client(headers={"host": "localhost"})
        client.force_login(officer)
        address = f"/pl/desk/visits/{visit.public_id}/programme/"
        client.get("/pl/desk/")
        begun = time.process_time()
        answer = client.get(address)
        if answer.status_code != 200:
            raise click.ClickException(f"{address}: {answer.status_code}")
        click.echo(f"| {size} items, changed | | {(time.process_time() - begun) * 1000:.1f} | |")
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        count = len(captured.captured_queries)
        spent = []
        for _number in range(rounds):
            begun = time.process_time()
            client.get(address)
            spent.append((time.process_time() - begun) * 1000)
        click.echo(
            f"| {size} items | {count} | {statistics.median(spent):.1f} | {min(spent):.1f} |"
        )


def _visit(size: int):  # noqa: ANN202  a visit and who plans it
    """Make a visit with wishes at twenty sites, and items that keep most rules."""
    from pobratym.core.wordings import Wordings  # noqa: PLC0415
    from pobratym.directory.models.employment import Employment  # noqa: PLC0415
    from pobratym.directory.states import Role  # noqa: PLC0415
    from pobratym.partnerships.models.partnerships import Partnership  # noqa: PLC0415
    from pobratym.programmes.models.items import Item  # noqa: PLC0415
    from pobratym.programmes.services.placing import Hours, place  # noqa: PLC0415
    from pobratym.visits.models.sites import Site  # noqa: PLC0415
    from pobratym.visits.models.visits import SubGroup, Visit  # noqa: PLC0415
    from pobratym.visits.models.wishes import Wish  # noqa: PLC0415
    from pobratym.visits.queries.clock import Clock  # noqa: PLC0415
    from pobratym.visits.states import VisitState  # noqa: PLC0415

    partnership = Partnership.objects.filter(is_public=True).order_by("pk")[0]
    first = dt.date(2030, 5, 20)
    visit = Visit.objects.create(
        partnership=partnership, host=partnership.opened_by, state=VisitState.CONFIRMED,
        title=Wordings({"pl": f"Wizyta {size}"}), starts_on=first,
        ends_on=first + dt.timedelta(days=4),
    )  # fmt: skip
    groups = [
        SubGroup.objects.create(visit=visit, place=number, name=Wordings({"pl": f"Grupa {number}"}))
        for number in range(2)
    ]
    for number in range(size):
        name = Wordings({"pl": f"Szkoła nr {number}", "uk": f"Школа № {number}"})
        site = Site.objects.create(
            city=visit.host, name=name, latitude="53.08421", longitude=f"21.5{number:04}"
        )
        wish = Wish.objects.create(visit=visit, site=site, title=name)
        item = Item(visit=visit, wish=wish, site=site, title=name)
        turn = number // 10
        hours = Hours(first + dt.timedelta(days=number % 5), dt.time(8 + turn, 0), minutes=45)
        place(item, Clock(visit), hours)
        item.save()
        item.subgroups.set([groups[number // 5 % 2]])
    employed = Employment.objects.filter(municipality=visit.host, role=Role.OFFICER)
    return visit, employed.select_related("user")[0].user


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
    django.setup()
    main()
