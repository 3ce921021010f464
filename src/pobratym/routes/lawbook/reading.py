"""Reading the files of the law book, and saying exactly what is wrong with one.

A file is TOML and holds one edition. Every text stands in all three languages; unknown keys are
refused, since a slip of the pen in a key would silently drop a duty.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from pobratym.agreements.states import Kind
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.routes.lawbook.entries import (
    SENT,
    SIGNING,
    Also,
    Basis,
    Condition,
    Edition,
    Entry,
    Known,
    Part,
    Term,
    When,
    named,
)

LARGEST_FILE = 1_000_000
LONGEST_TERM = 3_650
_CODE = re.compile(r"[A-Z]{2}[A-Z0-9-]{1,18}")
_NAME = re.compile(r"[a-z][a-z_]{0,39}")
_WHOLE_BOOK = ("code", "country", "valid_from", "kinds", "name", "note", "conditions", "steps")
_SEEN = frozenset({Known.YES, Known.PARTLY, Known.NO})
_DUTY = frozenset({Known.YES, Known.NO, Known.NOT_KNOWN})

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which file, at which step (or key), what, and about what."""

    file: str
    step: str
    code: str
    about: str = ""


class UnfitFile(Exception):  # noqa: N818  named for what happened
    """A file that is no edition; ``faults`` says why, all at once."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{one.file} {one.step}: {one.code} {one.about}"
                                   for one in faults))  # fmt: skip
        self.faults = faults


def read_file(path: Path) -> Edition:
    """Read one file.

    Raises:
        UnfitFile: it is no edition.
    """
    name = path.name
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnfitFile([Fault(name, "", "too_large")])
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnfitFile([Fault(name, "", "not_readable", str(error.strerror))]) from error
    except UnicodeDecodeError as error:
        raise UnfitFile([Fault(name, "", "not_utf8")]) from error
    except tomllib.TOMLDecodeError as error:
        raise UnfitFile([Fault(name, "", "not_toml", str(error))]) from error
    return read_edition(told, name)


def read_edition(told: Mapping[str, Any], file: str) -> Edition:
    """Make an edition of what a file says.

    Raises:
        UnfitFile: something is wrong; all faults are named.
    """
    sheet = _Sheet(told, file, "")
    sheet.refuse_unknown(_WHOLE_BOOK)
    edition = Edition(
        code=sheet.matching("code", _CODE),
        country=sheet.matching("country", re.compile(r"[A-Z]{2}")),
        valid_from=sheet.day("valid_from") or dt.date.min,
        kinds=sheet.names("kinds", {str(kind) for kind in Kind}),
        name=sheet.wordings("name"),
        note=sheet.wordings("note", needed=False),
        conditions=tuple(_conditions(sheet)),
        steps=tuple(_step(part) for part in sheet.parts("steps", "code")),
        file=file,
    )
    faults = [*sheet.faults, *_faults_between(edition)]
    if faults:
        raise UnfitFile(faults)
    return edition


class _Sheet:
    """A table of a file with what was found wrong in it; parts share the list of faults."""

    def __init__(
        self, told: Mapping[str, Any], file: str, step: str, faults: list[Fault] | None = None
    ) -> None:
        self.told, self.file, self.step = told, file, step
        self.faults: list[Fault] = [] if faults is None else faults

    def fault(self, code: str, about: str) -> None:
        self.faults.append(Fault(self.file, self.step, code, about))

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        for key in self.told:
            if key not in known:
                self.fault("unknown_key", key)

    def take(self, key: str, kind: type[Found], otherwise: Found) -> Found:
        value = self.told.get(key)
        if value is None:
            return otherwise
        if type(value) is not kind:
            self.fault("wrong_kind", key)
            return otherwise
        return value

    def matching(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self.take(key, str, "")
        if not pattern.fullmatch(value):
            self.fault("not_fit" if value else "missing", key)
        return value

    def day(self, key: str, *, needed: bool = True) -> dt.date | None:
        value = self.told.get(key)
        if value is None and not needed:
            return None
        if type(value) is not dt.date:
            self.fault("wrong_kind" if value is not None else "missing", key)
            return None
        return value

    def days(self, key: str, *, needed: bool = True) -> int | None:
        value = self.told.get(key)
        if value is None and not needed:
            return None
        if type(value) is not int or not 1 <= value <= LONGEST_TERM:
            self.fault("not_days", key)
            return None
        return value

    def wordings(self, key: str, *, needed: bool = True) -> Wordings:
        value = self.told.get(key)
        if value is None and not needed:
            return Wordings()
        if not isinstance(value, dict):
            self.fault("missing" if value is None else "wrong_kind", key)
            return Wordings()
        for language in LANGUAGES:
            text = value.get(language)
            if not isinstance(text, str) or not text.strip():
                self.fault("missing", f"{key}.{language}")
        for language in value:
            if language not in LANGUAGES:
                self.fault("unknown_key", f"{key}.{language}")
        return Wordings({one: str(value.get(one) or "").strip() for one in LANGUAGES})

    def names(self, key: str, among: set[str] | None = None) -> tuple[str, ...]:
        value = self.take(key, list, [])
        if not all(isinstance(one, str) for one in value):
            self.fault("wrong_kind", key)
            return ()
        for one in value:
            if among is not None and one not in among:
                self.fault("unknown_name", f"{key}: {one}")
        return tuple(value)

    def known(self, key: str, among: frozenset[Known], otherwise: Known) -> Known:
        value = self.take(key, str, str(otherwise))
        if value not in {str(one) for one in among}:
            self.fault("unknown_name", f"{key}: {value}")
            return otherwise
        return Known(value)

    def address(self, key: str) -> str:
        value = self.take(key, str, "")
        if value and not re.fullmatch(r"https?://[^\s<>\"]{3,490}", value):
            self.fault("not_address", key)
            return ""
        return value

    def parts(self, key: str, called: str = "") -> list["_Sheet"]:
        value = self.take(key, list, [])
        found = []
        for number, part in enumerate(value, 1):
            if not isinstance(part, dict):
                self.fault("wrong_kind", f"{key} {number}")
                continue
            name = str(part.get(called) or f"{key} {number}") if called else self.step
            found.append(_Sheet(part, self.file, name, self.faults))
        return found


def _conditions(sheet: _Sheet) -> list[Condition]:
    found = []
    for name, told in sheet.take("conditions", dict, {}).items():
        part = _Sheet(told if isinstance(told, dict) else {}, sheet.file, name, sheet.faults)
        part.refuse_unknown(("question", "hint"))
        if not _NAME.fullmatch(name):
            part.fault("not_fit", name)
        question = part.wordings("question")
        found.append(Condition(name, question, part.wordings("hint", needed=False)))
    return found


def _step(sheet: _Sheet) -> Entry:
    sheet.refuse_unknown(tuple(one.name for one in fields(Entry)))
    basis = tuple(_basis(part) for part in sheet.parts("basis"))
    if not basis:
        sheet.fault("missing", "basis")
    when = sheet.take("when", str, "")
    if when not in set(When):
        sheet.fault("unknown_name" if when else "missing", f"when: {when}" if when else "when")
    if "mandatory" not in sheet.told:
        sheet.fault("missing", "mandatory")
    return Entry(
        code=sheet.matching("code", _CODE),
        title=sheet.wordings("title"),
        actor=sheet.wordings("actor"),
        todo=sheet.wordings("todo"),
        when=When(when) if when in set(When) else When.BEFORE,
        mandatory=sheet.known("mandatory", _DUTY, Known.NOT_KNOWN),
        basis=basis,
        output=sheet.wordings("output", needed=False),
        note=sheet.wordings("note", needed=False),
        term=_term(sheet),
        parts=tuple(_part(part) for part in sheet.parts("parts")),
        also=tuple(_also(part) for part in sheet.parts("also")),
        depends_on=sheet.names("depends_on"),
        applies_if=sheet.take("applies_if", str, ""),
        kinds=sheet.names("kinds", {str(kind) for kind in Kind}),
        papers=sheet.names("papers"),
        answers=sheet.names("answers"),
        needed_for_force=sheet.known("needed_for_force", _DUTY, Known.NO),
        gives_authority=sheet.take("gives_authority", bool, False),
        kept_on_edit=sheet.take("kept_on_edit", bool, False),
        with_authority=sheet.take("with_authority", bool, False),
        before_text=sheet.take("before_text", bool, False),
        to_confirm=sheet.names("to_confirm", {one.name for one in fields(Entry)}),
    )


def _basis(sheet: _Sheet) -> Basis:
    sheet.refuse_unknown(tuple(one.name for one in fields(Basis)))
    if "verified" not in sheet.told:
        sheet.fault("missing", "basis.verified")
    return Basis(
        act=sheet.wordings("act"),
        article=sheet.take("article", str, ""),
        url=sheet.address("url"),
        source=sheet.take("source", str, ""),
        verified=sheet.known("verified", _SEEN, Known.NO),
        verified_on=sheet.day("verified_on", needed=False),
        note=sheet.wordings("note", needed=False),
    )


def _term(sheet: _Sheet) -> Term | None:
    told = sheet.take("term", dict, {})
    if not told:
        return None
    part = _Sheet(told, sheet.file, sheet.step, sheet.faults)
    part.refuse_unknown(tuple(one.name for one in fields(Term)))
    return Term(
        days=part.days("days") or 1,
        whose=part.wordings("whose"),
        counted_from=part.take("counted_from", str, SENT),
        verified=part.known("verified", _SEEN, Known.NO),
        note=part.wordings("note", needed=False),
    )


def _part(sheet: _Sheet) -> Part:
    sheet.refuse_unknown(tuple(one.name for one in fields(Part)))
    seen = sheet.known("verified", _SEEN, Known.NO)
    return Part(sheet.wordings("title"), sheet.days("days", needed=False), seen)


def _also(sheet: _Sheet) -> Also:
    sheet.refuse_unknown(tuple(one.name for one in fields(Also)))
    return Also(sheet.take("condition", str, ""), sheet.wordings("todo"))


def _faults_between(edition: Edition) -> list[Fault]:
    """Find what is wrong between steps: doubled codes, names that nothing bears, circles."""
    codes = [step.code for step in edition.steps]
    asked = {condition.name for condition in edition.conditions}
    faults = [
        Fault(edition.file, code, "doubled_code", code)
        for code in dict.fromkeys(codes)
        if codes.count(code) > 1
    ]

    def unknown(step: Entry, name: str, *, fits: bool) -> None:
        if not fits:
            faults.append(Fault(edition.file, step.code, "unknown_name", name))

    for step in edition.steps:
        for reference in step.depends_on:
            unknown(step, f"depends_on: {reference}", fits=_names_step(reference, codes))
        for code in step.answers:
            unknown(step, f"answers: {code}", fits=code in codes)
        for name in (step.applies_if, *(one.condition for one in step.also)):
            unknown(step, f"condition: {name}", fits=not name or name in asked)
        if step.term and step.term.counted_from not in {SENT, SIGNING}:
            counted = step.term.counted_from
            unknown(step, f"counted_from: {counted}", fits=_names_step(counted, codes))
    if not edition.kinds:
        faults.append(Fault(edition.file, "", "missing", "kinds"))
    if not edition.steps:
        faults.append(Fault(edition.file, "", "missing", "steps"))
    return faults or _circles(edition)


def _names_step(reference: str, codes: list[str]) -> bool:
    code, is_sent = named(reference)
    return code in codes and (is_sent or ":" not in reference)


def _circles(edition: Edition) -> list[Fault]:
    """Name the steps that wait for one another, or are in a phase before one they wait for."""
    before: dict[str, set[str]] = {
        step.code: {named(one)[0] for one in step.depends_on} for step in edition.steps
    }
    _drop_from_the_start(before)
    if before:
        about = " → ".join(sorted(before))
        return [Fault(edition.file, code, "circle", about) for code in sorted(before)]
    order = list(When)
    entries = edition.entries
    return [
        Fault(edition.file, step.code, "too_early", code)
        for step in edition.steps
        for code in [named(one)[0] for one in step.depends_on]
        if order.index(entries[code].when) > order.index(step.when)
    ]


def _drop_from_the_start(before: dict[str, set[str]]) -> None:
    """Take out steps that wait for nothing, again and again; what is left waits in a circle."""
    free: Callable[[], list[str]] = lambda: [code for code, on in before.items() if not on]  # noqa: E731
    while ready := free():
        for code in ready:
            del before[code]
        for on in before.values():
            on.difference_update(ready)
