"""What leaves the readers of institutions' registers, whatever file it came from."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from pobratym.directory.registers.rows import Country
from pobratym.directory.states import InstitutionKind

State: TypeAlias = Literal["open", "suspended", "closed"]
Told: TypeAlias = Mapping[str, str | int | bool | list[str]]


class PlaceTold(NamedTuple):
    """Where a register says that an institution is, as far as it says so.

    Attributes:
        country: whose register.
        name: of the city or village, without the word for what it is.
        region: name of the voivodeship or oblast, as written.
        district: name of the powiat or raion, as written.
        commune: name of the gmina, or of the hromada in the register's adjective.
        code: official code of the place or of the municipality.
        words: other words of the row that may name the hromada, such as who runs the school.
        is_city: whether the register says that it is a city.
        shown: the place as the file has it, for people.
    """

    country: Country
    name: str = ""
    region: str = ""
    district: str = ""
    commune: str = ""
    code: str = ""
    words: str = ""
    is_city: bool = False
    shown: str = ""


class InstitutionRow(NamedTuple):
    """One institution as a register has it.

    Attributes:
        line: where it stood in the file.
        code: the register's own number, or a key made of its name and place.
        kind: what it is.
        name: as the register writes it.
        place: where it is.
        address: street and number, as far as given.
        state: whether it works.
        closed_on: since when it does not, where the register says so.
        told: what else the public may know, by our names.
    """

    line: int
    code: str
    kind: InstitutionKind
    name: str
    place: PlaceTold
    address: str = ""
    state: State = "open"
    closed_on: dt.date | None = None
    told: Told = {}
