"""What the record knows of municipalities and of the places in them, for finding where one is."""

import itertools
from collections.abc import Iterator

from pobratym.directory.models.cities import Municipality
from pobratym.directory.naming import language_of
from pobratym.directory.services.registers.staging import rows_of
from pobratym.directory.states import Country
from pobratym.institutions.registers.placing import Gazetteer, Place, Town


def gazetteer() -> Gazetteer:
    """Learn all municipalities in force and the places in them, in four queries."""
    return Gazetteer(
        _towns(),
        itertools.chain(
            itertools.starmap(Place, rows_of(_PLACES)),
            (Place(code, "", city) for code, city in rows_of(_PARTS)),
        ),
    )


def _towns() -> Iterator[Town]:
    regions = dict(rows_of(_REGIONS))
    cities = Municipality.objects.filter(ended_on=None).values_list(
        "pk", "country", "code", "kind", "name", "register_name", "region_code", "district_name"
    )
    for pk, country, code, kind, name, registered, region, district in cities.order_by("pk"):
        everyday = name.get(language_of(country)) or registered
        where = regions.get(region, "")
        yield Town(pk, Country(country).value, code, kind, everyday, registered, where, district)


_REGIONS = """
    SELECT CASE WHEN scheme = 'TERC' THEN code ELSE SUBSTR(code, 1, 4) END, name
    FROM directory_territory WHERE level = 1
"""
_PLACES = """
    SELECT place.code, place.name, city.id
    FROM directory_territory place
    JOIN directory_municipality city ON city.territory_id = place.parent_id
    WHERE place.scheme = 'KATOTTG' AND place.level = 4 AND place.ended_on IS NULL
      AND city.ended_on IS NULL
"""
_PARTS = """
    SELECT part.code, city.id
    FROM directory_territory part
    JOIN directory_territory place ON place.id = part.parent_id
    JOIN directory_municipality city
      ON city.territory_id = place.parent_id OR city.territory_id = place.id
    WHERE part.scheme = 'KATOTTG' AND part.level = 5 AND part.ended_on IS NULL
      AND city.ended_on IS NULL
"""
