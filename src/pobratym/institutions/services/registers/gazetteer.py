"""What the record knows of municipalities and of the places in them, for finding where one is."""

import itertools

from pobratym.directory.services.registers.staging import rows_of
from pobratym.institutions.registers.placing import Gazetteer, Place, Town


def gazetteer() -> Gazetteer:
    """Learn all municipalities in force and the places in them, in four queries."""
    regions = dict(rows_of(_REGIONS))
    towns = (Town(*row) for row in rows_of(_TOWNS))
    return Gazetteer(
        (town._replace(region=regions.get(town.region, "")) for town in towns),
        itertools.chain(
            itertools.starmap(Place, rows_of(_PLACES)),
            (Place(code, "", city) for code, city in rows_of(_PARTS)),
        ),
    )


_TOWNS = """
    SELECT city.id, city.country, city.code, city.kind,
           COALESCE(seat.name, city.register_name), city.register_name,
           city.region_code, city.district_name
    FROM directory_municipality city
    LEFT JOIN directory_territory seat
           ON seat.scheme = city.scheme AND seat.code = city.seat_code
    WHERE city.ended_on IS NULL
"""
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
