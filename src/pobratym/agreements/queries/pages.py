"""The text of an agreement as its page shows it: languages side by side, and what is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import CLAUSE_TYPE_NAMES, STANDING_NAMES
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.queries.readiness import waiting_for
from pobratym.agreements.queries.talk import Talk, talk_of
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.showing import shown
from pobratym.agreements.states import Standing
from pobratym.agreements.texts.whole import WholeClause
from pobratym.agreements.tongues import tongue_name
from pobratym.core.addresses import address
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import CONFIRMING, TRANSLATING, WRITING
from pobratym.directory.topics import topic_name

COLOURS = {
    Standing.HUMAN: "green",
    Standing.MACHINE: "purple",
    Standing.STALE: "orange",
    Standing.MISSING: "grey",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A language of the agreement."""

    code: str
    name: str
    is_authentic: bool
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause in one language, ready to be shown."""

    key: str
    language: str
    tongue: str
    heading: str
    words: Markup
    tag: str
    colour: str
    edit: str


@dataclass(frozen=True, slots=True)
class Row:
    """A clause with all its languages."""

    public_id: str
    way: str
    version: int
    label: str
    type_name: str
    topics: str
    cells: Sequence[Cell]
    talk: Talk


@dataclass(frozen=True, slots=True)
class TextPage:
    """What the page of a text shows.

    ``writes`` and ``translates`` say what the reader may do with the text now. ``counts_consents``:
    from negotiation on the cities say yes clause by clause; ``consents`` is the reader's city that
    may, ``lacking`` how many complete clauses wait for it. ``edit`` and ``write`` are what links
    to the forms are called.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    cities: Sequence[Municipality]
    writes: bool
    translates: bool
    counts_consents: bool
    consents: Municipality | None
    lacking: int
    edit: str
    write: str

    @property
    def settled(self) -> int:
        """How many clauses all cities have said yes to."""
        return sum(row.talk.is_settled for row in self.rows)


def text_page(agreement: Agreement, reader: Reader) -> TextPage:
    """Gather the page of a text that may still change.

    Args:
        agreement: with its cities and languages; five statements are sent then.
        reader: works on it.
    """
    whole = text_of(agreement)
    talk = talk_of(agreement, reader, whole)
    columns = columns_of(agreement)
    writable = agreement.is_writable
    asks = writable and agreement.shared_on is not None
    confirming = acting_cities(reader, agreement, CONFIRMING) if asks else []
    given = {key: one.consents for key, one in talk.items()}
    names, way = _names(get_language() or "en"), _way()
    return TextPage(
        columns=columns,
        rows=[_row(clause, columns, talk, names, way) for clause in whole.clauses],
        cities=[party.city for party in agreement.parties.all()],
        writes=writable and bool(acting_cities(reader, agreement, WRITING)),
        translates=writable and bool(acting_cities(reader, agreement, TRANSLATING)),
        counts_consents=agreement.shared_on is not None and writable,
        consents=confirming[0] if confirming else None,
        lacking=waiting_for(whole, given, confirming[0].pk) if confirming else 0,
        edit=_("Edit"),
        write=_("Write"),
    )


def columns_of(agreement: Agreement) -> list[Column]:
    """Give the languages of an agreement in their order (no statement, as above)."""
    return [
        Column(one.language, tongue_name(one.language), one.is_authentic, one.title)
        for one in agreement.tongues.all()
    ]


def row_of(page: TextPage, public_id: object) -> Row | None:
    """Give one clause of a page; None when it does not stand in the text."""
    return next((row for row in page.rows if row.public_id == str(public_id)), None)


def _way() -> str:
    """Give how the addresses of all clauses begin: sixty times reversing them costs too much."""
    nobody = UUID(int=0)
    return address("agreements:clause_facts", public_id=nobody).partition(str(nobody))[0]


def _row(
    clause: WholeClause,
    columns: Sequence[Column],
    talk: Mapping[int, Talk],
    names: tuple[Mapping[str, str], Mapping[str, str]],
    begin: str,
) -> Row:
    language = get_language() or "en"
    types, tags = names
    way = f"{begin}{clause.public_id}/"
    return Row(
        public_id=clause.public_id,
        way=way,
        version=clause.version,
        label=clause.label,
        type_name=types[clause.type],
        topics=", ".join(topic_name(code, language) for code in clause.topics),
        cells=[_cell(clause, column, tags, f"{way}edit/{column.code}/") for column in columns],
        talk=talk[clause.key],
    )


def _cell(clause: WholeClause, column: Column, tags: Mapping[str, str], edit: str) -> Cell:
    said = clause.said(column.code)
    return Cell(
        key=f"{clause.public_id}-{column.code}",
        language=column.code,
        tongue=column.name,
        heading=said.heading,
        words=shown(said.body),
        tag=tags[said.standing],
        colour=COLOURS[Standing(said.standing)],
        edit=edit,
    )


@lru_cache(maxsize=8)
def _names(language: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    del language  # what the names depend on
    types = {str(code): str(name) for code, name in CLAUSE_TYPE_NAMES}
    return types, {str(code): str(name) for code, name in STANDING_NAMES}
