"""What suggesting partners costs: tables of scores, and the page of one institution.

    python -m benchmarks.matching                                  the tables
    POBRATYM_DATA=an-empty-folder POBRATYM_DEMO=1 python -m benchmarks.matching --page

The page is asked for within the process, in an installation of 27,000 institutions: 60 of the
partner city look for a partner, or 3,000 of all cities do.
"""

import datetime as dt
import os
import resource
import statistics
import time
from collections.abc import Callable

import click
import numpy as np

ROUNDS = 7
LISTED, NEAR, ANYWHERE = 27_000, 60, 3_000
_WISHES = 2


@click.command(help=__doc__)
@click.option("--page", "is_page", is_flag=True, help="Measure the page instead of the tables.")
@click.option("--largest", default=5_000, help="Institutions of each city in the largest table.")
def main(is_page: bool, largest: int) -> None:
    """Measure, and print a line for each case."""
    if is_page:
        _page()
    else:
        _tables(largest)


def _tables(largest: int) -> None:
    from pobratym.matching.scoring.criteria import Weights  # noqa: PLC0415
    from pobratym.matching.scoring.table import matrix  # noqa: PLC0415

    rng = np.random.default_rng(1)
    for count in (1_000, largest):
        ours, theirs = ([_described(rng, i) for i in range(count)] for _side in "ab")
        rounds = 3 if count > 1_000 else ROUNDS
        cpu = [
            _cpu(lambda a=ours, b=theirs: matrix(a, b, Weights.usual(), dtype=np.float32))
            for _ in range(rounds)
        ]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        click.echo(
            f"{count} x {count}: best {min(cpu):.2f} s CPU, median {statistics.median(cpu):.2f} s,"
            f" {peak:.0f} MiB of the process at most"
        )


def _cpu(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def _described(rng: np.random.Generator, number: int):  # noqa: ANN202  loaded late
    from pobratym.directory.topics import TOPICS  # noqa: PLC0415
    from pobratym.matching.scoring.described import Described, Wish  # noqa: PLC0415

    codes = list(TOPICS)

    def wish() -> Wish:
        vector = rng.normal(size=384).astype(np.float32)
        topic = codes[rng.integers(len(codes))]
        return Wish(topic, {"pl": "…"}, "pl", vector / np.linalg.norm(vector))

    since = dt.date(2027, 1, 1) + dt.timedelta(int(rng.integers(0, 300)))
    return Described(
        key=number,
        kind=("primary_school", "secondary_school", "care_centre")[number % 3],
        own_language=("pl", "uk")[number % 2],
        levels=frozenset(str(one) for one in rng.integers(0, 4, 2)),
        ages=(6, int(rng.integers(10, 18))),
        size=int(rng.integers(50, 900)),
        languages={"en": "B1"} if number % 4 else {"uk": "A2", "en": "B2"},
        topics=frozenset(codes[one] for one in rng.integers(0, len(codes), 3)),
        formats=frozenset(("online", "class_visit", "staff_visit")[: 1 + number % 3]),
        availability=((since, since + dt.timedelta(30)),),
        seeks=tuple(wish() for _ in range(_WISHES)),
        offers=tuple(wish() for _ in range(_WISHES)),
    )


def _page() -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    from pobratym.accounts import obligations  # noqa: PLC0415
    from pobratym.directory.models.institutions import Institution  # noqa: PLC0415
    from pobratym.directory.states import Role  # noqa: PLC0415
    from pobratym.institutions.models.profiles import Profile  # noqa: PLC0415
    from pobratym.institutions.states import OpenTo  # noqa: PLC0415

    school = Institution.objects.filter(profile__isnull=False).order_by("pk")[0]
    _fill(school)
    obligations._obligations.clear()  # noqa: SLF001  no second factor in this process
    client = Client(headers={"host": "localhost"})
    officer = school.municipality.employments.filter(role=Role.OFFICER).first()
    client.force_login(officer.user)
    with translation.override("pl"):
        address = reverse("matching:candidates", args=[school.public_id])
    for name, where in (("partner city", OpenTo.PARTNER_CITIES), ("anywhere", OpenTo.ANYWHERE)):
        Profile.objects.filter(institution=school).update(open_to=where)
        client.get(address)
        with CaptureQueriesContext(connection) as sent:
            answer = client.get(address)
            statements = len(sent)
        assert answer.status_code == 200, answer.status_code
        cpu = [_cpu(lambda: client.get(address)) for _ in range(ROUNDS)]
        click.echo(
            f"{name}: {statements} statements, best {min(cpu) * 1000:.0f} ms CPU, median"
            f" {statistics.median(cpu) * 1000:.0f} ms, {len(answer.content):,} bytes"
        )


def _fill(school) -> None:  # noqa: ANN001  loaded late
    """Enter institutions of the partner city and of others, with profiles and wishes."""
    from pobratym.core.wordings import Wordings  # noqa: PLC0415
    from pobratym.directory.models.cities import Municipality  # noqa: PLC0415
    from pobratym.directory.models.institutions import Institution  # noqa: PLC0415
    from pobratym.institutions.models.profiles import LanguageTaught, Profile  # noqa: PLC0415
    from pobratym.institutions.models.wishes import InstitutionWish  # noqa: PLC0415
    from pobratym.matching.queries.pool import partner_cities  # noqa: PLC0415

    if Institution.objects.count() > LISTED:
        return
    near = Municipality.objects.get(pk=partner_cities(school.municipality_id)[0])
    far = Municipality.objects.create(
        country="UA", scheme="KATOTTG", code="UA99999999999999999", kind="hromada_city",
        register_name="Далеко", name=Wordings({"uk": "Далеко"}), region_code="UA99",
        timezone="Europe/Kyiv",
    )  # fmt: skip
    made = Institution.objects.bulk_create(
        [
            Institution(
                municipality=near if number < NEAR else far, kind="primary_school",
                name=Wordings({"uk": f"Школа {number}"}), is_listed=True,
            )
            for number in range(LISTED)
        ],
        batch_size=2_000,
    )  # fmt: skip
    looking = made[:ANYWHERE]
    profiles = Profile.objects.bulk_create(
        [
            Profile(
                institution=one, levels=["1", "2"], age_from=6, age_to=15 + one.pk % 3,
                size=100 + one.pk % 700, formats=["online"], open_to="anywhere",
                topics=["schools", "environment", "sport"][: 1 + one.pk % 3],
            )
            for one in looking
        ],
        batch_size=1_000,
    )  # fmt: skip
    LanguageTaught.objects.bulk_create(
        [LanguageTaught(profile=one, language="en", level="B1") for one in profiles]
    )
    InstitutionWish.objects.bulk_create(
        [
            InstitutionWish(
                institution=one, kind=kind, topic="environment",
                text=Wordings({"uk": f"{what} {one.pk % 50}"}),
            )
            for one in looking
            for kind in ("seeks", "offers")
            for what in ("Спостереження за погодою з класом", "Спортивні змагання для дітей")
        ],
        batch_size=1_000,
    )  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
    import django

    django.setup()
    main()
