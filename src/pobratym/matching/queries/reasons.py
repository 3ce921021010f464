"""The reasons of a match as a head of an institution reads them; "you" is whose page it is."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pobratym.core.filters import day
from pobratym.core.words import language as reader_language
from pobratym.directory.models.institutions import INSTITUTION_KIND_NAMES
from pobratym.directory.topics import topic_name
from pobratym.institutions.models.profiles import FORMAT_NAMES, LANGUAGE_NAMES, LEVEL_NAMES
from pobratym.languages.tongues import tongue_name
from pobratym.matching.scoring.criteria import Criterion
from pobratym.matching.scoring.described import Wish
from pobratym.matching.scoring.pairwise import (
    AgesMet,
    CodesMet,
    CommonLanguage,
    DaysMet,
    KindsMet,
    LanguagesMet,
    Match,
    Meeting,
    Part,
    Side,
    SizesMet,
    TopicsMet,
    WishesMet,
)

GOOD, FAIR = 0.6, 0.35
"""From which value on a point speaks for a candidate, and from which it does so in part."""
_MET = 0.3
"""From which value on two texts are shown as having met."""
_MOST_TEXTS = 2
_MOST_PERIODS = 2
_KINDS = {str(code): name for code, name in INSTITUTION_KIND_NAMES}
_LEVELS = {str(code): name for code, name in LEVEL_NAMES}
_FORMATS = {str(code): name for code, name in FORMAT_NAMES}
_LANGUAGES = {str(code): name for code, name in LANGUAGE_NAMES}

CRITERION_NAMES: Mapping[Criterion, Promise] = {
    Criterion.SEEKS: gettext_lazy("what you seek and they offer"),
    Criterion.OFFERS: gettext_lazy("what they seek and you offer"),
    Criterion.TOPICS: gettext_lazy("topics"),
    Criterion.LANGUAGES: gettext_lazy("languages in common"),
    Criterion.KIND: gettext_lazy("kind of institution"),
    Criterion.LEVELS: gettext_lazy("levels of education"),
    Criterion.AGES: gettext_lazy("ages"),
    Criterion.SIZE: gettext_lazy("size"),
    Criterion.FORMATS: gettext_lazy("formats of exchange"),
    Criterion.CALENDAR: gettext_lazy("time for an exchange"),
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A text as it was written, and for readers of another language what stands in for it.

    Attributes:
        text: the original.
        language: of the original.
        stand_in: the version in the reader's language; empty where there is none, or the original
            is in it.
        standing: how that version stands: human, machine, stale.
    """

    text: str
    language: str
    stand_in: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """A wish and the offer that answers it."""

    sought: Quote
    offered: Quote
    topic: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One point of a candidate in words.

    Attributes:
        criterion: which.
        name: what people call it.
        sentence: what was found.
        points: its share of the total, in tenths of a hundredth; all of them add up to the total.
        most: the points it has at best.
        percent: its own value, 0 to 100.
        verdict: ``good``, ``fair``, ``poor``, or ``untold``.
        texts: wishes and offers that met.
    """

    criterion: Criterion
    name: str
    sentence: str
    points: int
    most: int
    percent: int
    verdict: str
    texts: tuple[Texts, ...] = ()

    @property
    def shown(self) -> float:
        """The points of 100 that it adds."""
        return self.points / 10

    @property
    def shown_most(self) -> float:
        """The points of 100 that it could add."""
        return self.most / 10


Standings = Mapping[tuple[int, str], str]
"""How versions of wishes stand, by the wish's key and language; those nobody noted are missing."""


def reasons_of(match: Match, standings: Standings) -> list[Reason]:
    """Put a match into words, the heaviest share first."""
    points = _tenths([part.share for part in match.parts])
    most = _tenths([part.weight for part in match.parts])
    told = [
        Reason(
            criterion=part.criterion,
            name=_begun(str(CRITERION_NAMES[part.criterion])),
            sentence=_sentence(part),
            points=points[place],
            most=most[place],
            percent=round(part.value * 100),
            verdict=_verdict(part),
            texts=_texts(part, standings),
        )
        for place, part in enumerate(match.parts)
        if part.weight
    ]
    return sorted(told, key=lambda one: (-one.points, -one.most))


def _begun(name: str) -> str:
    """Begin a name as a heading begins."""
    return name[:1].upper() + name[1:]


def _tenths(shares: Collection[float]) -> list[int]:
    """Round shares to thousandths so that they still add up (the largest remainders go up)."""
    exact = [share * 1_000 for share in shares]
    down = [int(one) for one in exact]
    left = round(sum(exact)) - sum(down)
    by_rest = sorted(range(len(exact)), key=lambda place: down[place] - exact[place])
    for place in by_rest[:left]:
        down[place] += 1
    return down


def _verdict(part: Part) -> str:
    if part.untold:
        return "untold"
    if part.value >= GOOD:
        return "good"
    return "fair" if part.value >= FAIR else "poor"


def _sentence(part: Part) -> str:
    if part.untold:
        return _untold(part)
    return _SENTENCES[part.criterion](part)


def _untold(part: Part) -> str:
    """Say who has not told what; such a point counts as with an ordinary pair."""
    said = {Side.A: _("You have not told it."), Side.B: _("They have not told it.")}
    if part.criterion == Criterion.SEEKS:
        said[Side.A] = _("You have not said what you seek.")
        said[Side.B] = _("They have not said what they offer.")
    elif part.criterion == Criterion.OFFERS:
        said[Side.A] = _("You have not said what you offer.")
        said[Side.B] = _("They have not said what they seek.")
    sentences = [said[side] for side in sorted(part.untold)]
    return " ".join([*sentences, _("It counts as with an ordinary pair.")])


def _seeks(part: Part) -> str:
    if part.value >= GOOD:
        return _("They offer what you seek.")
    if part.value >= FAIR:
        return _("They offer something near to what you seek.")
    return _("They offer little of what you seek.")


def _offers(part: Part) -> str:
    if part.value >= GOOD:
        return _("They seek what you offer.")
    if part.value >= FAIR:
        return _("They seek something near to what you offer.")
    return _("They seek little of what you offer.")


def _topics(part: Part) -> str:
    met = part.reason
    assert isinstance(met, TopicsMet)  # noqa: S101  as pairwise makes it
    language = reader_language()
    if met.same:
        names = _listed(topic_name(code, language) for code in met.same)
        return _("You both work on: %(topics)s.") % {"topics": names}
    if met.near:
        ours, theirs = (topic_name(code, language) for code in met.near[0])
        return _("Your topics are near each other: %(ours)s – %(theirs)s.") % {
            "ours": ours,
            "theirs": theirs,
        }
    return _("You have no topic in common.")


def _languages(part: Part) -> str:
    met = part.reason
    assert isinstance(met, LanguagesMet)  # noqa: S101  as pairwise makes it
    if not met.common:
        return _("You have no language in common: you will need an interpreter.")
    return " ".join(_common(one) for one in met.common[:2])


def _common(one: CommonLanguage) -> str:
    facts = {"language": _language(one.language), "level": one.level}
    if len(one.native_to) > 1:
        return _("You have one language: %(language)s.") % facts
    if Side.B in one.native_to and one.level:
        said = _("Their language, %(language)s, is known at your place (%(level)s).")
    elif Side.B in one.native_to:
        said = _("Their language, %(language)s, is known at your place (level not told).")
    elif Side.A in one.native_to and one.level:
        said = _("Your language, %(language)s, is known at their place (%(level)s).")
    elif Side.A in one.native_to:
        said = _("Your language, %(language)s, is known at their place (level not told).")
    elif one.level:
        said = _("Both can work in a third language: %(language)s (at least %(level)s).")
    else:
        said = _("Both can work in a third language: %(language)s (level not told).")
    return said % facts


def _language(code: str) -> str:
    return str(_LANGUAGES.get(code) or tongue_name(code))


def _kind(part: Part) -> str:
    met = part.reason
    assert isinstance(met, KindsMet)  # noqa: S101  as pairwise makes it
    facts = {"ours": str(_KINDS.get(met.a, met.a)), "theirs": str(_KINDS.get(met.b, met.b))}
    if met.a == met.b:
        return _("You are of one kind: %(ours)s.") % facts
    return _("You: %(ours)s. They: %(theirs)s.") % facts


def _levels(part: Part) -> str:
    return _codes(part, _LEVELS, _("Levels in common: %(codes)s."), _("No level in common."))


def _formats(part: Part) -> str:
    none = _("You wish for different formats of exchange.")
    return _codes(part, _FORMATS, _("You both wish for: %(codes)s."), none)


def _codes(part: Part, names: Mapping[str, Promise], some: str, none: str) -> str:
    met = part.reason
    assert isinstance(met, CodesMet)  # noqa: S101  as pairwise makes it
    if not met.common:
        return none
    return some % {"codes": _listed(str(names.get(code, code)) for code in met.common)}


def _ages(part: Part) -> str:
    met = part.reason
    assert isinstance(met, AgesMet)  # noqa: S101  as pairwise makes it
    facts = {"ours": _span(met.a), "theirs": _span(met.b), "common": _span(met.common)}
    if met.common is None:
        return _("No age in common: you %(ours)s, they %(theirs)s.") % facts
    return _("Ages in common: %(common)s (you %(ours)s, they %(theirs)s).") % facts


def _span(ages: tuple[int, int] | None) -> str:
    if ages is None:
        return ""
    return str(ages[0]) if ages[0] == ages[1] else f"{ages[0]}–{ages[1]}"


def _size(part: Part) -> str:
    met = part.reason
    assert isinstance(met, SizesMet)  # noqa: S101  as pairwise makes it
    said = _("Pupils or residents: %(ours)d with you, %(theirs)d with them.")
    return said % {"ours": met.a or 0, "theirs": met.b or 0}


def _calendar(part: Part) -> str:
    met = part.reason
    assert isinstance(met, DaysMet)  # noqa: S101  as pairwise makes it
    if not met.days:
        return _("Your times for an exchange do not overlap.")
    said = ngettext(
        "You both have time on %(count)d day: %(periods)s.",
        "You both have time on %(count)d days: %(periods)s.",
        met.days,
    )
    shown = [f"{day(since)} – {day(until)}" for since, until in met.periods[:_MOST_PERIODS]]
    return said % {"count": met.days, "periods": "; ".join(shown)}


def _texts(part: Part, standings: Standings) -> tuple[Texts, ...]:
    if not isinstance(part.reason, WishesMet):
        return ()
    met = [one for one in part.reason.meetings if one.value >= _MET][:_MOST_TEXTS]
    return tuple(
        Texts(_quote(one.seeks, standings), _quote(one.offers, standings), _topic(one))
        for one in met
    )


def _topic(met: Meeting) -> str:
    """Name the topic that both have chosen."""
    same = met.topics == 1
    return topic_name(met.seeks.topic, reader_language()) if same else ""


def _quote(wish: Wish, standings: Standings) -> Quote:
    original = wish.text.get(wish.language, "")
    wanted = reader_language()
    stand_in = wish.text.get(wanted, "") if wanted != wish.language else ""
    standing = standings.get((wish.key, wanted), "") if stand_in else ""
    return Quote(original, wish.language, stand_in, standing)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


_SENTENCES: Mapping[Criterion, Callable[[Part], str]] = {
    Criterion.SEEKS: _seeks,
    Criterion.OFFERS: _offers,
    Criterion.TOPICS: _topics,
    Criterion.LANGUAGES: _languages,
    Criterion.KIND: _kind,
    Criterion.LEVELS: _levels,
    Criterion.AGES: _ages,
    Criterion.SIZE: _size,
    Criterion.FORMATS: _formats,
    Criterion.CALENDAR: _calendar,
}
