"""Fill a database with the demonstration and as many made-up municipalities as asked for.

    POBRATYM_DATA=/a/folder python -m benchmarks.fill --cities 4000 --partnerships 200

What a page is asked for is printed as JSON and kept in the data folder as ``filled.json``. Nothing
here is a fact: names are put together from syllables, figures drawn by lot, and the one source
they name says so. Beside what the demonstration brings nothing touches its two cities, so their
pages show the same at every size.
"""

import datetime as dt
import itertools
import json
import os
import random
from collections.abc import Iterable, Iterator
from typing import Any

import click
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django must be set up first
from django.db import connection, models, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

from benchmarks.names import made_up  # noqa: E402
from benchmarks.people import fill_people  # noqa: E402
from pobratym.accounts.factors import NOTE as SECOND_FACTOR  # noqa: E402
from pobratym.accounts.models import User  # noqa: E402
from pobratym.config.demo.loading import load_demo  # noqa: E402
from pobratym.core.preparing import prepare  # noqa: E402
from pobratym.core.wordings import LANGUAGES, Wordings  # noqa: E402
from pobratym.directory.models.cities import Municipality, NameKey  # noqa: E402
from pobratym.directory.models.facts import PopulationFigure  # noqa: E402
from pobratym.directory.models.territories import (  # noqa: E402
    RegisterEdition,
    Source,
    Territory,
)
from pobratym.directory.naming import keys_for  # noqa: E402
from pobratym.directory.states import Kind, Scheme, Unit, size_of  # noqa: E402
from pobratym.journal.services import record  # noqa: E402
from pobratym.languages.services import MachineName, note_machine_names  # noqa: E402
from pobratym.languages.transliteration import REGIONS, transliterate  # noqa: E402
from pobratym.partnerships.models.events import Event  # noqa: E402
from pobratym.partnerships.models.partnerships import (  # noqa: E402
    FieldOfCooperation,
    Partnership,
    Party,
)

SEED = 2024_10_07
BATCH = 2_000
EVENTS_EACH = 12
COUNTED_ON = {"PL": dt.date(2025, 12, 31), "UA": dt.date(2022, 1, 1)}
BOUNDS = {"PL": ((49.5, 54.5), (14.5, 23.5)), "UA": ((46.5, 51.5), (23.0, 38.0))}
KINDS = {
    "PL": (Kind.GMINA_URBAN, Kind.GMINA_RURAL, Kind.GMINA_URBAN_RURAL),
    "UA": (Kind.HROMADA_CITY, Kind.HROMADA_SETTLEMENT, Kind.HROMADA_VILLAGE),
}
TOPICS = ("schools", "culture", "sport", "renewable_energy")


def _codes(country: str) -> Iterator[tuple[str, str]]:
    """Give region and code, as the registers build them, region by region in turn."""
    regions = [code for code in REGIONS if code.startswith("UA") == (country == "UA")]
    for number in itertools.count():
        round_, place = divmod(number, len(regions))
        region = regions[place]
        second, third = divmod(round_, 90)
        if country == "PL":  # powiats from 00: the demonstration's is 61
            yield region, f"{region}{second:02}{third + 1:02}{1 + number % 3}"
        else:
            yield region, f"{region}{second:02}{third + 1:03}00000{number % 100_000:05}"


def _in_batches(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)  # noqa: SLF001


def fill_cities(count: int, chance: random.Random, source: Source) -> list[Municipality]:
    """Make ``count`` municipalities, two in five of them Polish, with all that hangs on them."""
    codes = {country: _codes(country) for country in KINDS}
    editions = {
        scheme: RegisterEdition.objects.create(
            scheme=scheme, dated_on=dt.date(2026, 1, 1), file_name="made-up", sha256="0" * 64,
            rows=count,
        )
        for scheme in Scheme
    }  # fmt: skip
    cities, keys = [], []
    for number in range(count):
        country = "PL" if number % 5 < 2 else "UA"
        city, search = _city(country, next(codes[country]), chance, source)
        cities.append(city)
        keys.append(search)
    territories = _in_batches(
        Territory,
        [
            Territory(
                scheme=city.scheme, code=city.code, level=3, kind=city.kind,
                name=city.register_name, edition=editions[Scheme(city.scheme)],
            )
            for city in cities
        ],
    )  # fmt: skip
    for city, territory in zip(cities, territories, strict=True):
        city.territory = territory
    made: list[Municipality] = _in_batches(Municipality, cities)
    _in_batches(
        NameKey,
        [
            NameKey(municipality=city, key=key)
            for city, search in zip(made, keys, strict=True)
            for key in sorted(search)
        ],
    )
    _in_batches(
        PopulationFigure,
        [figure for city in made for figure in _figures(city, source)],
    )
    note_machine_names(
        "directory.municipality",
        [
            MachineName(city.pk, "name", own, city.name, frozenset(LANGUAGES) - {own})
            for city in made
            for own in ["pl" if city.country == "PL" else "uk"]
        ],
    )
    return made


def _city(
    country: str, code: tuple[str, str], chance: random.Random, source: Source
) -> tuple[Municipality, frozenset[str]]:
    name = made_up(country, chance)
    own = "pl" if country == "PL" else "uk"
    wordings = Wordings({one: transliterate(name, source=own, target=one) for one in LANGUAGES})
    keys = keys_for(wordings)
    residents = int(chance.lognormvariate(9.2, 0.9)) + 500
    (south, north), (west, east) = BOUNDS[country]
    city = Municipality(
        country=country,
        scheme=Scheme.TERC if country == "PL" else Scheme.KATOTTG,
        code=code[1],
        kind=chance.choice(KINDS[country]),
        register_name=name,
        name=wordings,
        region_code=code[0],
        district_name=made_up(country, chance),
        sort_pl=keys.sort_pl,
        sort_uk=keys.sort_uk,
        sort_en=keys.sort_en,
        residents=residents,
        size=size_of(residents),
        area_km2=chance.randint(1_000, 90_000) / 100,
        area_source=source,
        latitude=chance.uniform(south, north),
        longitude=chance.uniform(west, east),
        place_source=source,
        timezone="Europe/Warsaw" if country == "PL" else "Europe/Kyiv",
        seeks_partner=chance.random() < 0.05,
    )
    return city, keys.search


def _figures(city: Municipality, source: Source) -> list[PopulationFigure]:
    unit = Unit.GMINA if city.country == "PL" else Unit.HROMADA
    on = COUNTED_ON[city.country]
    assert city.residents is not None
    return [
        PopulationFigure(municipality=city, value=value, unit=unit, on=day, source=source)
        for value, day in (
            (city.residents, on),
            (city.residents + 150, on.replace(year=on.year - 1)),
        )
    ]


def fill_partnerships(
    count: int, cities: list[Municipality], chance: random.Random, source: Source
) -> None:
    """Make partnerships between made-up cities, each with fields and a timeline."""
    polish = [city for city in cities if city.country == "PL"]
    ukrainian = [city for city in cities if city.country == "UA"]
    pairs = [(chance.choice(polish), chance.choice(ukrainian)) for _ in range(count)]
    made = _in_batches(
        Partnership,
        [
            Partnership(
                title=Wordings(
                    {one: f"{a.name[one]} – {b.name[one]}" for one in ("pl", "uk", "en")}
                ),
                summary=Wordings({"en": "Made up for a benchmark.", "pl": "Wymyślone do pomiaru."}),
                affiliation="partner_city",
                stage="active",
                opened_by=a,
                shared_on=dt.date(2015, 1, 1),
                started_on=dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(4_000)),
                is_public=True,
                source=source,
            )
            for a, b in pairs
        ],
    )
    together = list(zip(made, pairs, strict=True))
    _in_batches(
        Party,
        [
            Party(partnership=one, municipality=city, place=place)
            for one, pair in together
            for place, city in enumerate(pair)
        ],
    )
    _in_batches(
        FieldOfCooperation,
        [FieldOfCooperation(partnership=one, topic=topic) for one in made for topic in TOPICS],
    )
    _in_batches(Event, [event for one in made for event in _events(one, chance, source)])


def _events(partnership: Partnership, chance: random.Random, source: Source) -> list[Event]:
    return [
        Event(
            partnership=partnership,
            on=partnership.started_on + dt.timedelta(days=chance.randrange(60) + 60 * number),
            kind="meeting",
            title=Wordings({"pl": f"Spotkanie {number}", "uk": f"Зустріч {number}"}),
            text=Wordings({"pl": "Rozmowa o **wspólnych** planach na rok."}),
            source=source,
        )
        for number in range(EVENTS_EACH)
    ]


def fill_journal() -> None:
    """Write the line that each of these deeds would have left."""
    kinds: tuple[type[models.Model], ...] = (Municipality, Partnership, Event)
    for model in kinds:
        label = model._meta.label_lower  # noqa: SLF001  Django's documented name for a model
        for thing in model._default_manager.only("pk"):  # noqa: SLF001
            record(f"{label}.made_up", thing, by=None)


def _session(user: User) -> str:
    """Sign in as one who has shown a second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[SECOND_FACTOR] = user.pk
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def addresses(made: list[Municipality]) -> dict[str, str]:
    """Give what the measurements ask for, as paths and the officer's session."""
    founding = Partnership.objects.order_by("pk")[0]
    city = founding.parties.order_by("place")[0].municipality
    other = Partnership.objects.filter(pk__gt=founding.pk).order_by("pk").first()
    with translation.override("pl"):
        found = {
            "landing": reverse("publishing:landing"),
            "partnership": reverse(
                "publishing:partnership", args=[founding.public_id, founding.slug]
            ),
            "city": reverse("publishing:city", args=[city.public_id, city.slug]),
            "list": reverse("publishing:city_list"),
            "partnerships": reverse("publishing:partnership_list"),
            "desk": reverse("desk:desk"),
            "desk_partnership": reverse("desk:partnership", args=[founding.public_id]),
            "session": _session(User.objects.order_by("pk")[0]),
        }
        for role in ("officer", "coordinator", "mayor"):
            person = User.objects.filter(email=f"{role}@bench.example").first()
            if person:
                found[f"session_{role}"] = _session(person)
        if made and other:
            plain = made[len(made) // 2]
            found |= {
                "plain_city": reverse("publishing:city", args=[plain.public_id, plain.slug]),
                "plain_partnership": reverse(
                    "publishing:partnership", args=[other.public_id, other.slug]
                ),
            }
        return found


def fill(cities: int, partnerships: int, people: int) -> dict[str, str]:
    """Prepare the database, load the demonstration, add the rest; give the addresses."""
    prepare()
    with transaction.atomic():
        load_demo()
        User.objects.update(is_demo=False)  # else their sessions would count for nothing
        chance = random.Random(SEED)
        source = Source.objects.create(name="Made up for a benchmark", dated_on=dt.date(2026, 1, 1))
        made = fill_cities(cities, chance, source) if cities else []
        if made:
            fill_partnerships(partnerships, made, chance, source)
            fill_people(people, made)
        fill_journal()
    with connection.cursor() as cursor:
        # PostgreSQL would otherwise tidy up by itself while pages are measured.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return addresses(made)


@click.command(help=__doc__)
@click.option("--cities", type=int, default=4_000, show_default=True)
@click.option("--partnerships", type=int, default=200, show_default=True)
@click.option("--people", type=int, default=5_000, show_default=True)
def main(cities: int, partnerships: int, people: int) -> None:
    """Fill what the settings name."""
    found = json.dumps(fill(cities, partnerships, people), indent=2)
    (settings.DATA_FOLDER / "filled.json").write_text(found)
    click.echo(found)


if __name__ == "__main__":
    main()
