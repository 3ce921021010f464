"""Names in the cases that papers need: as an officer wrote them, else as a library knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pobratym.directory.models.cities import Municipality
from pobratym.languages.declension import CASES, Declined, Origin, Sort, declined
from pobratym.papers.models import NameForms
from pobratym.papers.states import Case


@dataclass(frozen=True, slots=True)
class Known:
    """A name with its forms, and how they are known; ``by_officer`` where one wrote them."""

    name: str
    sort: Sort
    language: str
    forms: Mapping[str, str]
    origin: Origin
    by_officer: bool = False
    version: int = 0

    @property
    def is_known(self) -> bool:
        """Whether somebody knows the forms, or all stand in the nominative."""
        return self.by_officer or self.origin is not Origin.UNKNOWN


@dataclass
class Names:
    """The names that one city's papers use; what was asked for is remembered in ``used``."""

    written: Mapping[tuple[str, str], tuple[Mapping[str, str], int]]
    used: dict[tuple[str, str], Known] = field(default_factory=dict)

    def known(self, name: str, sort: Sort, language: str) -> Known:
        """Give a name with all its forms."""
        key = (name, language)
        if key not in self.used:
            made = declined(name, sort, language)
            forms, version = self.written.get(key, ({}, 0))
            whole = {case: forms.get(case) or made[case] for case in CASES}
            self.used[key] = Known(
                name, sort, language, whole, made.origin, by_officer=bool(forms), version=version
            )
        return self.used[key]

    def said(self, name: str, sort: Sort, language: str, case: Case) -> str:
        """Give a name in one case."""
        return self.known(name, sort, language).forms[case] if name else ""


def names_of(city: Municipality) -> Names:
    """Give the names of a city's papers, with what its officers wrote (one statement)."""
    rows = NameForms.objects.filter(city=city).values_list("name", "language", "forms", "version")
    return Names({(name, language): (forms, version) for name, language, forms, version in rows})


def proposed_forms(name: str, sort: Sort, language: str) -> Declined:
    """Give what the libraries say of a name, whatever an officer wrote."""
    return declined(name, sort, language)
