"""How a line of the journal reads: a sentence with its names, before and after, what else."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pobratym.confirmations.deeds import deed_named
from pobratym.core.keeping import ERASED_DOMAIN
from pobratym.core.wordings import Wordings
from pobratym.desk.deeds import SENTENCES
from pobratym.desk.journal_facts import fact_in_words
from pobratym.desk.journal_values import (
    Change,
    as_day,
    differing,
    in_words,
    label_of,
    named,
    shown,
    target_of,
)
from pobratym.desk.queries.beside import Beside, Row, Thing, beside
from pobratym.directory.models.employment import ROLE_NAMES

_ROLES = {str(role): name for role, name in ROLE_NAMES}
_PROPOSAL = "confirmations.jointchange"
_PEOPLE = "accounts.user"
_TRACES = ("why", "address", "typed")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as people read it; ``at`` in the reader's zone."""

    number: int
    at: dt.datetime
    sentence: str
    who: str
    by: int | None
    about: Wordings
    page: str
    changes: list[Change] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


def read_lines(rows: list[dict[str, Any]], zone: ZoneInfo) -> list[Line]:
    """Put lines into words (one statement at most, whatever their number)."""
    found = beside(rows)
    return [_line(row, found, zone) for row in rows]


def _line(row: Row, found: Beside, zone: ZoneInfo) -> Line:
    about = found.thing(row["kind"], row["key"])
    who = _who(row)
    return Line(
        number=row["pk"],
        at=row["at"].astimezone(zone),
        sentence=_sentence(row, who, about, found),
        who=who,
        by=row["by"],
        about=row["title"] or Wordings(),
        page=f"{row['within_kind']}/{row['within_key']}" if row["title"] else "",
        changes=list(_changes(row, about, found)),
        facts=list(_facts(row, about, found)),
    )


def _who(row: Row) -> str:
    """Name who did it, and for which city; nobody signed in is the administrator's command."""
    if row["by"] is None:
        return _("The system")
    name = _named_person(row["person"], row["address"])
    city = row["city_name"]
    return f"{name} ({in_words(city)})" if city else name


def _named_person(name: str | None, email: str | None) -> str:
    """Name a person whose account is there; of an erased one nothing is left."""
    if email is None or email.endswith(f"@{ERASED_DOMAIN}"):
        return _("an erased person")
    return name or email


def _sentence(row: Row, who: str, about: Thing, found: Beside) -> str:
    sentence = SENTENCES.get(row["what"])
    if sentence is None:
        return f"{who}: {row['what']}"
    role = about.get("role") or row["details"].get("role", "")
    return str(sentence) % {
        "who": who,
        "whom": _whom(row, about, found),
        "successor": _person(found, row["details"].get("successor")),
        "role": _ROLES.get(role, "–"),
    }


def _whom(row: Row, about: Thing, found: Beside) -> str:
    """Name whom the deed concerns; the address of somebody invited only to who may know it."""
    if "to" in about and about["email"] is None:
        return about["to"] if about["to"] and row["may_know"] else _("somebody")
    if "leaver" in row["details"]:
        return _person(found, row["details"]["leaver"])
    return _named_person(about.get("person"), about.get("email"))


def _person(found: Beside, key: int | None) -> str:
    told = found.thing(_PEOPLE, key or 0)
    return _named_person(told.get("person"), told.get("email"))


def _changes(row: Row, about: Thing, found: Beside) -> Iterator[Change]:
    for name, told in row["changes"].items():
        yield Change(label_of(row["kind"], name), *_both(row, name, told, found))
    if row["kind"] == _PROPOSAL and about and row["city"]:
        yield from _proposed(about)


def _proposed(about: Thing) -> Iterator[Change]:
    """Tell what a proposal changes, in the words of its own kind."""
    deed = deed_named(about["deed"])
    for name, after in about["after"].items():
        before = about["before"].get(name)
        if before != after:
            one = deed.show(name, after)
            yield Change(one.label, *differing(deed.show(name, before).texts, one.texts))


def _both(row: Row, name: str, told: Any, found: Beside) -> tuple[Any, Any]:  # noqa: ANN401  JSON
    kind = row["kind"]
    if told == "changed":
        return shown(kind, name, ""), [("", _("changed; not noted what"))]
    if told == "apart":
        pair = found.values.get(row["pk"], {}).get(name)
        if pair is None:
            return [("", _("erased"))], [("", _("erased"))]
        told = pair
    target = target_of(kind, name)
    if target:
        before, after = (_pointed(found, target, key) for key in told)
        return before, after
    return differing(shown(kind, name, told[0]), shown(kind, name, told[1]))


def _pointed(found: Beside, target: str, key: int | None) -> list[tuple[str, str]]:
    """Name what a field points to, never its number."""
    if key is None:
        return []
    if target == _PEOPLE:
        return [("", _person(found, key))]
    return [("", named(found.thing(target, key).get("name")))]


def _facts(row: Row, about: Thing, found: Beside) -> Iterator[tuple[str, str]]:
    if row["kind"] == _PROPOSAL and about:
        yield _("What is proposed"), str(deed_named(about["deed"]).label)
    if about.get("place") and row["within_kind"] != "directory.institution":
        yield _("Institution"), in_words(Wordings(about["place"]))
    if about.get("until") and row["what"] in {"employment.begun", "employment.ended"}:
        yield _("Last day"), as_day(about["until"])
    for name, value in row["details"].items():
        fact = fact_in_words(name, value)
        if fact:
            yield fact
    values = found.values.get(row["pk"], {})
    labels = {"why": _("Reason"), "address": _("Network address"), "typed": _("Typed address")}
    for name in _TRACES:
        if name in row["personal"]:
            yield labels[name], str(values.get(name, _("erased")))
