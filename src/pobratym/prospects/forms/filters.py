"""What the filters of the ranking ask for, read from the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from pobratym.core.wordings import LANGUAGES
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Country, Size
from pobratym.directory.topics import TOPICS
from pobratym.prospects.comparing.ranking import Filters
from pobratym.prospects.queries.facts import cities_writing

ALL = "all"
SIDES = ("seeks", "offer")
DISTANCES = (100, 200, 300, 500, 800, 1200)
LAST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for; anything else in the address is passed over."""

    country: str
    size: str = ""
    topic: str = ""
    side: str = ""
    language: str = ""
    seeking: bool = False
    within: int = 0
    page: int = 1

    def filters(self) -> Filters:
        """Give what the ranking takes; a language is looked up."""
        return Filters(
            country="" if self.country == ALL else self.country,
            sizes=(self.size,) if self.size else (),
            topic=self.topic,
            side=self.side,
            languages_of=cities_writing(self.language) if self.language else None,
            seeking=self.seeking,
            within_km=self.within or None,
        )

    def query(self, page: int = 1) -> str:
        """Write the address of a page of the same list."""
        told = {
            "country": self.country,
            "size": self.size,
            "topic": self.topic,
            "side": self.side,
            "language": self.language,
            "seeking": "1" if self.seeking else "",
            "within": self.within or "",
            "page": page if page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in told.items() if value})


def asked(sent: QueryDict, own: Municipality) -> Asked:
    """Read the address; the other country is looked at unless it says something else."""
    abroad = Country.UA if own.country == Country.PL else Country.PL
    return Asked(
        country=_one_of(sent.get("country", ""), (*Country, ALL)) or str(abroad),
        size=_one_of(sent.get("size", ""), tuple(Size)),
        topic=_one_of(sent.get("topic", ""), tuple(TOPICS)),
        side=_one_of(sent.get("side", ""), SIDES),
        language=_one_of(sent.get("language", ""), LANGUAGES),
        seeking=sent.get("seeking") == "1",
        within=int(_one_of(sent.get("within", ""), tuple(map(str, DISTANCES))) or 0),
        page=_page(sent.get("page", "")),
    )


def _one_of(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else ""


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PAGE))
    return max(1, min(int(text), LAST_PAGE)) if is_number else 1
