"""What a new agreement may begin from, and what it is called until somebody writes more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from pobratym.accounts.http import Reader
from pobratym.agreements.library import templates
from pobratym.agreements.models.agreements import KIND_NAMES, Agreement
from pobratym.agreements.states import CHANGING, STANDING, Kind
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership

_KINDS = dict(KIND_NAMES)
TEMPLATE, COPY, EMPTY = "template", "copy", "empty"


@dataclass(frozen=True, slots=True)
class Start:
    """One thing to begin from: a template, an earlier agreement, or nothing.

    ``value`` names it in the form (``template:CODE``, ``copy:KEY``, ``empty:KIND``).
    """

    value: str
    label: str
    kind: Kind
    code: str = ""
    agreement: Agreement | None = None


def starts_for(partnership: Partnership, reader: Reader) -> list[Start]:
    """Give what an agreement of this partnership may begin from (one statement).

    An amendment or a termination is offered only where there is something to change.
    """
    own = Agreement.objects.of(reader).standing().order_by("-pk")
    earlier = list(own.select_related("partnership")[:50])
    has_parent = any(can_be_changed(one, partnership) for one in earlier)
    language = get_language() or "en"
    found = [
        Start(
            f"{TEMPLATE}:{code}",
            f"{template.names[language]}: {template.hints[language]}",
            template.kind,
            code,
        )
        for code, template in templates().items()
        if has_parent or template.kind not in CHANGING
    ]
    found += [
        Start(
            f"{EMPTY}:{kind}",
            _("Without clauses: %(kind)s") % {"kind": name},
            Kind(kind),
        )
        for kind, name in KIND_NAMES
        if has_parent or kind not in CHANGING
    ]
    found += [
        Start(
            f"{COPY}:{one.public_id}",
            _("With the clauses of: %(title)s (%(partnership)s)")
            % {
                "title": one.title.said(language).text,
                "partnership": one.partnership.title.said(language).text,
            },
            Kind(one.kind),
            agreement=one,
        )
        for one in earlier
        if has_parent or one.kind not in CHANGING
    ]
    return found


def can_be_changed(agreement: Agreement, partnership: Partnership) -> bool:
    """Say whether an amendment or a termination in this partnership may be about it."""
    stands = agreement.stage in STANDING and agreement.withdrawn_at is None
    return agreement.partnership_id == partnership.pk and stands and agreement.kind not in CHANGING


def changeable(partnership: Partnership, reader: Reader) -> list[Agreement]:
    """Give the agreements that an amendment or a termination may be about (one statement)."""
    own = Agreement.objects.of(reader).standing().filter(partnership=partnership)
    return [one for one in own.order_by("-pk") if can_be_changed(one, partnership)]


def usual_title(start: Start) -> Wordings:
    """Name an agreement after its kind."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = capfirst(str(_KINDS[start.kind]))
    return Wordings(said)


def usual_titles(
    title: Wordings, cities: Sequence[Municipality], languages: Iterable[str]
) -> dict[str, str]:
    """Suggest the full title in each language that knows both what it is and the cities' names."""
    return {
        language: f"{title[language]}: {' – '.join(city.name[language] for city in cities)}"
        for language in languages
        if language in title and all(language in city.name for city in cities)
    }
