"""Write a long journal, and measure writing and reading it, in a process of its own."""

import datetime as dt
import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import click
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django must be set up first
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from pobratym.accounts.factors import NOTE as SECOND_FACTOR  # noqa: E402
from pobratym.accounts.models import User  # noqa: E402
from pobratym.directory.models.cities import Municipality  # noqa: E402
from pobratym.directory.models.employment import Employment  # noqa: E402
from pobratym.journal.chain import Line, canonical, digest, moment  # noqa: E402
from pobratym.journal.models import HEAD, Head  # noqa: E402
from pobratym.journal.services import record  # noqa: E402
from pobratym.journal.verifying import verify  # noqa: E402
from pobratym.partnerships.models.partnerships import Partnership  # noqa: E402

BATCH = 20_000
COLUMNS = (
    "id, at, by_id, city, what, kind, key, within_kind, within_key, is_own, details, changes,"
    " personal, prev_hash, hash"
)
DEEDS = ("city.edited", "wish.edited", "contact.edited", "partnership.edited", "event.added")


def lines(count: int, people: list[int], codes: list[str], thing: int) -> Iterator[tuple[Any, ...]]:
    """Make lines of two years whose chain goes on from the head."""
    head = Head.objects.get(pk=HEAD)
    number, before = head.number, head.hash
    begins = timezone.now() - dt.timedelta(days=730)
    step = dt.timedelta(days=730) / count
    empty, changes = (
        canonical({}),
        canonical({"title": [{"pl": "Było"}, {"pl": "Jest", "uk": "Є"}]}),
    )
    for place in range(count):
        number += 1
        at = begins + step * place
        rare = place % 10_000 == 0
        what = "city.name_corrected" if rare else DEEDS[place % len(DEEDS)]
        by = people[place % len(people)] if place % 3 else people[0]
        kind = "partnerships.partnership"
        line = Line(
            number, moment(at), by, codes[place % len(codes)], what, kind, thing, kind, thing,
            False, empty, changes, empty, before,
        )  # fmt: skip
        ended = digest(line)
        stored = connection.ops.adapt_datetimefield_value(at)
        yield (
            number, stored, by, line.city, what, kind, thing, kind, thing, False, empty, changes,
            empty, before, ended,
        )  # fmt: skip
        before = ended


def write(rows: Iterator[tuple[Any, ...]]) -> None:
    """Write lines as quickly as the database takes them, and the head after them."""
    last: tuple[Any, ...] = ()
    marks = ", ".join(["%s"] * 15)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY journal_entry ({COLUMNS}) FROM STDIN") as copy:
                for last in rows:
                    copy.write_row(last)
        else:
            batch = []
            for last in rows:
                batch.append(last)
                if len(batch) == BATCH:
                    cursor.executemany(
                        f"INSERT INTO journal_entry ({COLUMNS}) VALUES ({marks})", batch
                    )
                    batch = []
            cursor.executemany(f"INSERT INTO journal_entry ({COLUMNS}) VALUES ({marks})", batch)
        ended = {"number": last[0], "hash": last[-1], "edition": last[0]}
        Head.objects.filter(pk=HEAD).update(**ended, edition_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@click.group()
def main() -> None:
    """Gather the commands."""


@main.command()
@click.option("--lines", "count", type=int)
@click.option("--people", type=int)
def fill(count: int, people: int) -> None:
    """Fill, and print what the measurements ask for."""
    User.objects.bulk_create(
        [User(email=f"p{n}@example.org", name=f"Osoba {n}", language="en") for n in range(people)],
        batch_size=BATCH,
    )
    keys = list(User.objects.filter(email__endswith="@example.org").values_list("pk", flat=True))
    partnership = Partnership.objects.order_by("pk")[0]
    city = partnership.opened_by
    others = Municipality.objects.exclude(pk=city.pk).values_list("code", flat=True)[:1]
    officer = Employment.objects.in_force().filter(municipality=city, role="officer")[0].user
    write(lines(count, [officer.pk, *keys], [city.code, *others], partnership.pk))
    client = Client()
    client.force_login(officer)
    session = client.session
    session[SECOND_FACTOR] = officer.pk
    session.save()
    translation.activate("en")
    told = {
        "city": reverse("desk:journal_city", kwargs={"public_id": city.public_id}),
        "thing": reverse(
            "desk:journal_thing",
            kwargs={"kind": "partnerships.partnership", "key": partnership.pk},
        ),
        "person": keys[-1],
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }
    click.echo(json.dumps(told))


@main.command()
def measure() -> None:
    """Measure ``record()`` and the walk along the chain."""
    city, officer = Municipality.objects.order_by("pk")[0], User.objects.order_by("pk")[0]
    times = 2_000
    with transaction.atomic():
        began = time.process_time()
        for _time in range(times):
            record(
                "city.edited", city, by=officer, city=city.code,
                changes={"seeks_partner": (False, True)},
            )  # fmt: skip
        plain_ms = (time.process_time() - began) / times * 1000
        began = time.process_time()
        for _time in range(times):
            record("person.signed_in", officer, by=officer, personal={"address": "192.0.2.7"})
        apart_ms = (time.process_time() - began) / times * 1000
    began, cpu = time.perf_counter(), time.process_time()
    verdict = verify()
    wall = time.perf_counter() - began
    told = {
        "record_cpu_ms": round(plain_ms, 3),
        "record_with_value_apart_cpu_ms": round(apart_ms, 3),
        "verify_lines": verdict.lines,
        "verify_faults": [fault.what for fault in verdict.faults],
        "verify_lines_a_second": round(verdict.lines / wall),
        "verify_lines_a_cpu_second": round(verdict.lines / (time.process_time() - cpu)),
    }
    click.echo(json.dumps(told))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
