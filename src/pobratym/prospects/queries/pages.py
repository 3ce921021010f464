"""What the pages on partner cities show."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pobratym.core.filters import number
from pobratym.core.wordings import Said
from pobratym.directory.mapping.drawing import Drawing, draw_many, draw_pair
from pobratym.directory.mapping.points import Point
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import Wish
from pobratym.directory.states import Country
from pobratym.directory.topics import topic_name
from pobratym.prospects.comparing.catalogue import Indicator, catalogue
from pobratym.prospects.comparing.columns import Columns
from pobratym.prospects.comparing.journey import Journey, journey
from pobratym.prospects.comparing.ranking import Candidate, Part
from pobratym.prospects.queries import facts as known
from pobratym.prospects.queries.facts import Fact, Partner
from pobratym.prospects.queries.places import partner_key
from pobratym.prospects.queries.wording import ABOUT, NAMES, percent, value_said

MOST_REASONS = 4
_TELLING = 0.6
"""An indicator is named among the reasons from this likeness on."""
_NAMED_PARTNERS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion on the page: both figures and what they add to the total, as written."""

    code: str
    name: str | Promise
    about: str | Promise
    own: str
    other: str
    own_fact: Fact | None
    other_fact: Fact | None
    value: float | None
    share: float

    @property
    def is_joint(self) -> bool:
        """Whether it is one thing of both cities, and not a figure of each."""
        return catalogue()[self.code].measure in {"near", "meet", "common"}

    @property
    def alike(self) -> str:
        """Say how well it suits, or a dash where that is not known."""
        return "–" if self.value is None else percent(self.value)

    @property
    def counts(self) -> str:
        """Say how much of the whole it makes up."""
        return percent(self.share)

    @property
    def points(self) -> float:
        """Give what it adds to the total, of 100."""
        return 100 * self.share * (self.value or 0.0)

    @property
    def adds(self) -> str:
        """Say what it adds to the total, of 100."""
        return number(round(self.points, 1))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A need and the offer that answers it."""

    need: Wish
    offer: Wish
    is_ours: bool
    topic: str
    value: str
    is_same_topic: bool

    @property
    def need_original(self) -> Said | None:
        """Give the need as its city wrote it, where the reader sees a translation."""
        return _original(self.need)

    @property
    def offer_original(self) -> Said | None:
        """Give the offer as its city wrote it, where the reader sees a translation."""
        return _original(self.offer)


def _original(wish: Wish) -> Said | None:
    """Give the text in the language of the wish's country unless that is what is shown anyhow."""
    own = "uk" if wish.municipality.country == Country.UA else "pl"
    shown = wish.text.said(get_language() or "en")
    text = wish.text.get(own, "")
    return Said(text, own) if text and shown.language != own else None


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate as the list shows it."""

    city: Municipality
    place: int
    total: str
    km: str
    is_far_estimated: bool
    reasons: list[str]
    lines: list[Line]
    partners: list[Partner]
    is_partner: bool
    next_id: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cities side by side."""

    row: Row
    others: list[Line]
    meetings: list[Meeting]
    journey: Journey | None
    in_common: list[Partner]
    own_partners: list[Partner]
    drawing: Drawing | None


class Sides:
    """Fetches what is known of one city and its candidates, in a fixed number of statements."""

    def __init__(
        self, own: Municipality, candidates: Sequence[Candidate], columns: Columns
    ) -> None:
        self.own, self.columns, self.language = own, columns, get_language() or "en"
        self.candidates = candidates
        self.cities = Municipality.objects.in_bulk([one.key for one in candidates])
        self.facts = known.published([own, *self.cities.values()])
        self.partners = known.partners_of([own.pk, *self.cities])
        keys = {key for one in candidates for met in one.met for key in (met.need, met.offer)}
        self.wishes = known.wishes_by_key(keys)
        self.ours = known.in_partnership(own, self.cities)
        self.names = {
            (one.country, partner_key(str(one.name))): one for one in self.partners.get(own.pk, [])
        }

    def rows(self) -> list[Row]:
        """Give the candidates as the list shows them."""
        rows = [self.row(candidate) for candidate in self.candidates]
        following = [str(row.city.public_id) for row in rows[1:]]
        return [
            replace(row, next_id=key)
            for row, key in itertools.zip_longest(rows, following, fillvalue="")
            if isinstance(row, Row)
        ]

    def row(self, candidate: Candidate) -> Row:
        """Give one candidate."""
        city = self.cities[candidate.key]
        lines = [self.line(part, candidate) for part in candidate.parts]
        return Row(
            city=city,
            place=candidate.place,
            total=number(round(100 * candidate.total, 1)),
            km="" if candidate.km is None else value_said("nearness", candidate.km),
            is_far_estimated=candidate.is_far_estimated,
            reasons=self.reasons(candidate, lines),
            lines=lines,
            partners=self.partners.get(city.pk, []),
            is_partner=self._is_partner(city),
        )

    def _is_partner(self, city: Municipality) -> bool:
        """Whether the candidate is a partner of the city already, here or by some list."""
        if city.pk in self.ours:
            return True
        names = {(city.country, partner_key(text)) for text in city.name.values()}
        return bool(names & self.names.keys())

    def line(self, part: Part, candidate: Candidate) -> Line:
        """Give one criterion with both figures."""
        own, other = (
            self.fact(self.own, part.code),
            self.fact(self.cities[candidate.key], part.code),
        )
        say = partial(self._said, part.code)
        texts = say(own), say(other)
        if part.code == "nearness":
            texts = ("", value_said("nearness", candidate.km) if candidate.km is not None else "–")
        elif part.code == "partners_in_common":
            texts = ("", number(len(candidate.in_common)))
        elif part.code == "needs":
            texts = ("", number(len(candidate.met)))
        return Line(
            part.code,
            NAMES[part.code],
            ABOUT[part.code],
            *texts,
            own,
            other,
            part.value,
            part.share,
        )

    def fact(self, city: Municipality, code: str) -> Fact | None:
        """Give a figure, published or computed here."""
        found = self.facts[city.pk].get(code)
        if found:
            return found
        values, row = self.columns.values.get(code), self.columns.row_of.get(city.pk)
        if values is None or row is None or values[row] != values[row]:
            return None
        source = {"partnerships": known.LISTS, "schools": known.REGISTERS}.get(code, known.COMPUTED)
        is_guessed = code.endswith("_km") and bool(self.columns.estimated[row])
        quality = "estimated" if is_guessed else "computed"
        return Fact(float(values[row]), None, source, "", quality)

    @staticmethod
    def _said(code: str, fact: Fact | None) -> str:
        return "–" if fact is None else value_said(code, fact.value)

    def reasons(self, candidate: Candidate, lines: Sequence[Line]) -> list[str]:
        """Say in sentences what speaks for a candidate, the weightiest first."""
        ordered = sorted(lines, key=lambda line: -line.points)
        said = (self._reason(line, candidate) for line in ordered if line.points > 0)
        return [sentence for sentence in said if sentence][:MOST_REASONS]

    def _reason(self, line: Line, candidate: Candidate) -> str:
        if line.code == "needs":
            return self._needs_said(candidate)
        if line.code == "partners_in_common":
            names = self._common_said(candidate)
            count = len(candidate.in_common)
            return ngettext(
                "Both have the same partner: %(names)s.",
                "Both have %(count)s of the same partners: %(names)s.",
                count,
            ) % {"count": number(count), "names": names}
        if line.code == "nearness":
            return _("%(km)s apart in a straight line.") % {"km": line.other}
        if line.code == "partnerships":
            count = round(line.other_fact.value) if line.other_fact else 0
            return ngettext(
                "It has experience: %(count)s partnership is known.",
                "It has experience: %(count)s partnerships are known.",
                count,
            ) % {"count": number(count)}
        if line.value is None or line.value < _TELLING:
            return ""
        facts = {"name": line.name, "own": line.own, "other": line.other}
        return _("%(name)s: much alike, %(own)s here and %(other)s there.") % facts

    def _common_said(self, candidate: Candidate) -> str:
        names = [
            self.names[tie].name.said(self.language).text
            for tie in sorted(candidate.in_common)
            if tie in self.names
        ]
        more = ", …" if len(names) > _NAMED_PARTNERS else ""
        return ", ".join(names[:_NAMED_PARTNERS]) + more

    def _needs_said(self, candidate: Candidate) -> str:
        ours: list[str] = []
        theirs: list[str] = []
        for met in candidate.met:
            need = self.wishes.get(met.need)
            if need:
                topic = topic_name(need.topic, self.language)
                (ours if need.municipality_id == self.own.pk else theirs).append(topic)
        said = []
        if ours:
            said.append(_("You seek and they offer: %(topics)s.") % {"topics": _listed(ours)})
        if theirs:
            said.append(_("They seek and you offer: %(topics)s.") % {"topics": _listed(theirs)})
        return " ".join(said)

    def meetings(self, candidate: Candidate) -> list[Meeting]:
        """Give the needs and offers that meet."""
        found = []
        for met in candidate.met:
            need, offer = self.wishes.get(met.need), self.wishes.get(met.offer)
            if need and offer:
                found.append(
                    Meeting(
                        need,
                        offer,
                        need.municipality_id == self.own.pk,
                        topic_name(need.topic, self.language),
                        percent(met.value),
                        met.is_same_topic,
                    )
                )
        return found

    def others(self, candidate: Candidate) -> list[Line]:
        """Give the indicators that do not count: left out, or known of one country only."""
        counted = {part.code for part in candidate.parts}
        left = [row for row in catalogue().values() if row.code not in counted]
        lines = [self.line(Part(row.code, 0.0, None), candidate) for row in left]
        return [line for line in lines if _is_told(line, catalogue()[line.code])]

    def pair(self, candidate: Candidate) -> Pair:
        """Give the two cities side by side."""
        city = self.cities[candidate.key]
        points = point_of(self.own), point_of(city)
        way = None
        if points[0] and points[1]:
            abroad = city.country != self.own.country
            way = journey(points[0], points[1], is_abroad=abroad)
        return Pair(
            row=self.row(candidate),
            others=self.others(candidate),
            meetings=self.meetings(candidate),
            journey=way,
            in_common=[self.names[tie] for tie in sorted(candidate.in_common) if tie in self.names],
            own_partners=self.partners.get(self.own.pk, []),
            drawing=self._map(city, way),
        )

    def _map(self, city: Municipality, way: Journey | None) -> Drawing | None:
        first, second = point_of(self.own), point_of(city)
        if first is None or second is None:
            return None
        names = self.own.name.said(self.language), city.name.said(self.language)
        crossing = way.crossing if way else None
        return draw_pair(
            first,
            second,
            labels=(names[0].text, names[1].text),
            language=self.language,
            stand_ins=(
                "" if names[0].language == self.language else names[0].language,
                "" if names[1].language == self.language else names[1].language,
            ),
            crossing=crossing.point if crossing else None,
            crossing_label=crossing.names[self.language] if crossing else "",
        )


def _is_told(line: Line, indicator: Indicator) -> bool:
    return bool(line.own_fact or line.other_fact) and indicator.measure == "like"


def _listed(topics: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(topics))


def point_of(city: Municipality) -> Point | None:
    """Give the place of a city's seat, if it is known."""
    if city.latitude is None or city.longitude is None:
        return None
    return Point(city.latitude, city.longitude)


def map_of(own: Municipality, cities: Sequence[Municipality]) -> Drawing | None:
    """Draw a city and its candidates, numbered as in the list."""
    home, language = point_of(own), get_language() or "en"
    if home is None:
        return None
    name = own.name.said(language)
    nowhere = Point(0.0, 0.0)
    others = tuple((point_of(city) or nowhere, city.name.said(language).text) for city in cities)
    stand_in = "" if name.language == language else name.language
    return draw_many(home, name.text, others, language=language, stand_in=stand_in)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one criterion gives two candidates."""

    name: str | Promise
    first: str
    second: str
    gain: float

    @property
    def said(self) -> str:
        """Say by how much the first is ahead."""
        sign = "+" if self.gain > 0 else ""
        return sign + number(round(self.gain, 1))


def differences(first: Candidate, second: Candidate) -> list[Difference]:
    """Say why one stands above another: by how many points of 100, the largest gain first."""
    points: Mapping[str, float] = {part.code: part.points for part in second.parts}
    rows = [
        Difference(
            NAMES[part.code],
            number(round(100 * part.points, 1)),
            number(round(100 * points.get(part.code, 0.0), 1)),
            100 * (part.points - points.get(part.code, 0.0)),
        )
        for part in first.parts
    ]
    return sorted(rows, key=lambda row: -abs(row.gain))
