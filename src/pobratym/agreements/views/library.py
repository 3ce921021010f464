"""Choosing clauses from the library."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer
from pobratym.agreements.forms.text import USUAL, LibraryForm
from pobratym.agreements.library import Entry, entries
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import CLAUSE_TYPE_NAMES, Clause
from pobratym.agreements.queries.pages import columns_of
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.clauses import add_clause
from pobratym.agreements.services.writing import Words
from pobratym.agreements.showing import shown
from pobratym.agreements.states import ClauseType, Kind, Origin
from pobratym.agreements.views.doors import agreement_for
from pobratym.agreements.views.textdoors import WRITE, place_named, places_in, text_of_agreement
from pobratym.core.alphabets import fold
from pobratym.directory.models.cities import Municipality
from pobratym.directory.topics import topic_name, topics_by_name

_FIRST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """A clause of the library as it is offered."""

    code: str
    type_name: str
    topics: str
    heading: str
    said: list[tuple[str, str, Markup]]
    fits: bool
    begins: str = ""


@login_required
@require_http_methods(["GET", "POST"])
def library(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take clauses from the library, several at once."""
    agreement, city = agreement_for(request.user, public_id, WRITE)
    whole = text_of(agreement)
    known = entries()

    def make(data: QueryDict | None, files: object) -> LibraryForm:
        del files
        return LibraryForm(data, codes=list(known), places=places_in(whole))

    def deed(form: LibraryForm) -> str:
        after, codes = form.cleaned_data["after"], form.cleaned_data["codes"]
        if after == USUAL:
            return _add_all(agreement, codes, None, request.user, city)
        where = place_named(request.user, agreement, after)
        return _add_all(agreement, codes, where, request.user, city)

    sheet = Sheet(
        template="agreements/library.html",
        make=make,
        deed=deed,
        done=_("The clauses are in the text. Adapt what stands in square brackets."),
        draft=f"library:{public_id}",
        once="clause.library",
        context={
            "agreement": agreement,
            "back": text_of_agreement(agreement),
            "columns": columns_of(agreement),
            **_offer(request, agreement, known),
        },
    )
    return answer(request, sheet)


@transaction.atomic
def _add_all(
    agreement: Agreement,
    codes: Iterable[str],
    where: Mapping[str, Any] | None,
    by: User,
    city: Municipality,
) -> str:
    """Add clauses one below the other, or each in the usual order; gives the first's address."""
    languages = [tongue.language for tongue in agreement.tongues.all()]
    added: list[Clause] = []
    for code in codes:
        entry = entries()[code]
        words = {
            language: Words(entry.headings[language], entry.bodies[language], origin=Origin.LIBRARY)
            for language in languages
            if entry.bodies.get(language)
        }
        if where is None:
            place = _usual_place(agreement, entry.type)
        else:
            place = {"after": added[-1]} if added else where
        added.append(
            add_clause(
                agreement, entry.type, words=words, topics=entry.topics, library_code=code,
                **place, by=by, city=city,
            )
        )  # fmt: skip
    return f"{text_of_agreement(agreement)}#c-{added[0].public_id}"


def _usual_place(agreement: Agreement, clause_type: ClauseType) -> Mapping[str, Any]:
    """Find the last clause that usually stands before those of a type, or beside them."""
    order = list(ClauseType)
    before = order[: order.index(clause_type) + 1]
    rows = agreement.clauses.filter(removed_at__isnull=True, type__in=before)
    last = rows.order_by("place", "pk").last()
    return {"after": last} if last else {"first": True}


def _offer(
    request: SignedInRequest, agreement: Agreement, known: Mapping[str, Entry]
) -> dict[str, Any]:
    """Narrow the library by what the reader asked for; what fits the kind of agreement first."""
    asked = {name: request.GET.get(name, "") for name in ("type", "topic", "words", "kind")}
    language = get_language() or "en"
    shown = [_choice(entry, agreement, language) for entry in known.values() if _fits(entry, asked)]
    if asked["kind"] != "all":
        shown = [one for one in shown if one.fits]
    shown = _told_apart(shown)
    return {
        "choices": shown,
        "asked": asked,
        "types": CLAUSE_TYPE_NAMES,
        "topics": [(one.code, topic_name(one.code, language)) for one in topics_by_name(language)],
    }


def _fits(entry: Entry, asked: Mapping[str, str]) -> bool:
    return (
        asked["type"] in {"", entry.type}
        and asked["topic"] in {"", *entry.topics}
        and all(fold(word) in _folded(entry.code) for word in asked["words"].split())
    )


@cache
def _folded(code: str) -> str:
    entry = entries()[code]
    return fold(" ".join([*entry.headings.values(), *entry.bodies.values()]))


def _told_apart(choices: list[Choice]) -> list[Choice]:
    """Show how those begin that are called alike."""
    called = Counter(one.heading for one in choices)
    return [
        one if called[one.heading] == 1 else replace(one, begins=_beginning(one)) for one in choices
    ]


def _beginning(choice: Choice) -> str:
    language = choice.said[0][0]
    words = entries()[choice.code].bodies[language].split()
    return " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")


def _choice(entry: Entry, agreement: Agreement, language: str) -> Choice:
    types = {str(code): str(name) for code, name in CLAUSE_TYPE_NAMES}
    languages = [one.language for one in agreement.tongues.all() if one.language in entry.bodies]
    own = language if language in entry.headings else next(iter(entry.headings))
    return Choice(
        code=entry.code,
        type_name=types[ClauseType(entry.type)],
        topics=", ".join(topic_name(code, language) for code in entry.topics),
        heading=entry.headings[own],
        said=[
            (one, entry.headings[one], shown(entry.bodies[one]))
            for one in dict.fromkeys([own, *languages])
        ],
        fits=not entry.kinds or Kind(agreement.kind) in entry.kinds,
    )
