"""Two states of a text and what differs between them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Wording
from pobratym.agreements.models.versions import TextVersion
from pobratym.agreements.queries.history import count_on, seen_since, text_at, version_text
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.texts.aligning import Compared, compare
from pobratym.agreements.texts.redline import Piece, redline
from pobratym.agreements.texts.whole import WholeText
from pobratym.agreements.tongues import tongue_name
from pobratym.core.filters import day as day_in_words

NOW, VERSION, COUNT, DAY = "now", "v", "t", "d"
MOST_DAYS = 60
_LONGEST_COUNT = 9


@dataclass(frozen=True, slots=True)
class State:
    """A state of the text: how an address names it, and what people call it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Redline:
    """What the page shows.

    Attributes:
        states: those that may be chosen, newest first; others may be named in the address.
        languages: code and name of those of the agreement.
        language: the one compared.
        older: the state compared.
        newer: the state that it is compared with.
        title: of the agreement.
        clauses: all, in the order of the newer.
        changed: how many clauses were changed; ``added``, ``removed``: how many came and went.
        elsewhere: code and name of every other language in which clauses were changed, and how
            many were.
    """

    states: Sequence[State]
    languages: Sequence[tuple[str, str]]
    language: str
    older: State
    newer: State
    title: Sequence[Piece]
    clauses: Sequence[Compared]
    changed: int
    added: int
    removed: int
    elsewhere: Sequence[tuple[str, str, int]]


def redline_of(agreement: Agreement, reader: Reader, asked: Mapping[str, str]) -> Redline:
    """Compare two states of a text; the number of statements does not grow with the text.

    Args:
        agreement: with its cities and languages.
        reader: works on it; of another city than that which drafted sees nothing from before the
            draft was sent.
        asked: ``from`` and ``to``: ``now``, ``v2`` (a version), ``d2026-11-23`` (the end of a day)
            or ``t17`` (after so many changes); ``language``. What cannot be read, or is not there,
            is the usual.
    """
    since = seen_since(agreement, reader)
    versions = {one.number: one for one in agreement.text_versions.order_by("number")}
    older, newer = _usual(agreement, list(versions), max(since, agreement.shared_in))
    told = _Told(agreement, versions, since)
    old_key, new_key = told.fit(asked.get("from", ""), older), told.fit(asked.get("to", ""), newer)
    old, new = told.text(old_key), told.text(new_key)
    tongues = [tongue.language for tongue in agreement.tongues.all()]
    counts = {one: _changed_in(old, new, one) for one in tongues}
    language = asked.get("language", "")
    if language not in tongues:
        here = get_language() or "en"
        language = max(tongues, key=lambda one: (counts[one] > 0, one == here))
    clauses = compare(old, new, language)
    both = [one for one in clauses if one.old is not None and one.new is not None]
    return Redline(
        states=told.states(),
        languages=[(one, tongue_name(one)) for one in tongues],
        language=language,
        older=State(old_key, told.name(old_key)),
        newer=State(new_key, told.name(new_key)),
        title=redline(old.titles.get(language, ""), new.titles.get(language, "")),
        clauses=clauses,
        changed=sum(one.differs for one in both),
        added=sum(one.old is None for one in clauses),
        removed=sum(one.new is None for one in clauses),
        elsewhere=[
            (one, tongue_name(one), count)
            for one, count in counts.items()
            if one != language and count
        ],
    )


def _changed_in(old: WholeText, new: WholeText, language: str) -> int:
    """Count the clauses of both texts that say something else in a language."""
    before = {one.key or one.label: one.said(language) for one in old.clauses}
    after = {one.key or one.label: one.said(language) for one in new.clauses}
    return sum(
        (before[key].heading, before[key].body) != (said.heading, said.body)
        for key, said in after.items()
        if key in before
    )


def _usual(agreement: Agreement, numbers: Sequence[int], since: int) -> tuple[str, str]:
    """Compare the last version with the text now, or the last two versions, or the draft sent."""
    if agreement.is_writable:
        return (f"{VERSION}{numbers[-1]}" if numbers else f"{COUNT}{since}"), NOW
    if len(numbers) > 1:
        return f"{VERSION}{numbers[-2]}", f"{VERSION}{numbers[-1]}"
    last = f"{VERSION}{numbers[-1]}" if numbers else NOW
    return f"{COUNT}{since}", last


class _Told:
    """What the states of one agreement are called, and what they say."""

    def __init__(
        self, agreement: Agreement, versions: Mapping[int, TextVersion], since: int
    ) -> None:
        self.agreement, self.versions, self.since = agreement, versions, since

    def fit(self, asked: str, usual: str) -> str:
        """Give a state that was asked for, or the usual one where there is none such."""
        kind, rest = asked[:1], asked[1:]
        is_number = rest.isascii() and rest.isdigit() and len(rest) <= _LONGEST_COUNT
        if asked == NOW:
            return asked
        if kind == VERSION and is_number and int(rest) in self.versions:
            return f"{VERSION}{int(rest)}"
        if kind == COUNT and is_number:
            return f"{COUNT}{min(max(int(rest), self.since), self.agreement.text_number)}"
        if kind == DAY and _day(rest) is not None:
            return asked
        return usual

    def text(self, key: str) -> WholeText:
        if key == NOW:
            return text_of(self.agreement)
        if key.startswith(VERSION):
            return version_text(self.versions[int(key[1:])], self.agreement)
        if key.startswith(COUNT):
            return text_at(self.agreement, int(key[1:]))
        on = _day(key[1:]) or timezone.localdate()
        return text_at(self.agreement, max(count_on(self.agreement, on), self.since))

    def name(self, key: str) -> str:
        if key == NOW:
            return _("the text now")
        if key.startswith(VERSION):
            number = int(key[1:])
            on = timezone.localtime(self.versions[number].frozen_at).date()
            return _("version %(number)d, agreed on %(day)s") % {
                "number": number,
                "day": day_in_words(on),
            }
        if key.startswith(COUNT):
            count = int(key[1:])
            if count == self.agreement.shared_in and self.agreement.shared_on is not None:
                return _("the draft as it was sent")
            if not count:
                return _("an empty text")
            return _("the text after its change no. %(number)d") % {"number": count}
        on = _day(key[1:]) or timezone.localdate()
        return _("the text at the end of %(day)s") % {"day": day_in_words(on)}

    def states(self) -> list[State]:
        """List the states that a reader chooses from (one statement)."""
        rows = Wording.objects.filter(
            clause__agreement=self.agreement.pk, text_number__gt=self.since
        )
        days = rows.datetimes("at", "day", order="DESC")[:MOST_DAYS]
        keys = [
            NOW,
            *(f"{VERSION}{number}" for number in sorted(self.versions, reverse=True)),
            *(f"{DAY}{one.date().isoformat()}" for one in days),
            f"{COUNT}{self.agreement.shared_in or self.since}",
        ]
        return [State(key, self.name(key)) for key in dict.fromkeys(keys)]


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
