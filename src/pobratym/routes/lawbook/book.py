"""The law book as a whole: all editions of all countries, side by side."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pobratym.routes.lawbook.entries import Edition
from pobratym.routes.lawbook.reading import Fault, UnfitFile, read_file

OURS = Path(__file__).parent / "data"


@dataclass(frozen=True)
class LawBook:
    """All editions by code, and what is wrong with files that could not be read."""

    editions: Mapping[str, Edition]
    faults: tuple[Fault, ...] = ()

    def edition(self, code: str) -> Edition | None:
        """Give an edition; None where its file is gone."""
        return self.editions.get(code)

    def current(self, country: str, kind: str, on: dt.date) -> Edition | None:
        """Give the edition of a country that is valid on a day for a kind of agreement."""
        fits = [
            one
            for one in self.editions.values()
            if one.country == country and one.valid_from <= on and kind in one.kinds
        ]
        return max(fits, key=lambda one: (one.valid_from, one.code), default=None)


@lru_cache(maxsize=8)
def read_book(folder: str = "") -> LawBook:
    """Read our own files and those of a folder, once; a file that is wrong is left out.

    Args:
        folder: further files; empty for none.
    """
    return gather([OURS, *([Path(folder)] if folder else [])])


def gather(folders: Iterable[Path]) -> LawBook:
    """Read all files of these folders, in the order of their names; earlier folders go first."""
    editions: dict[str, Edition] = {}
    faults: list[Fault] = []
    for folder in folders:
        if not folder.is_dir():
            faults.append(Fault(str(folder), "", "no_folder"))
        for path in sorted(folder.glob("*.toml")):
            try:
                edition = read_file(path)
            except UnfitFile as unfit:
                faults += unfit.faults
                continue
            if edition.code in editions:
                faults.append(Fault(path.name, "", "doubled_edition", edition.code))
                continue
            editions[edition.code] = edition
    return LawBook(editions, tuple(faults))
