"""The page of a visit's papers: what there is to print, for whom, and what is still missing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pobratym.allowances.models.costs import CostLine, Stay
from pobratym.core.filters import day
from pobratym.core.wordings import Wordings
from pobratym.core.words import language
from pobratym.papers.queries.visit_cards import attended
from pobratym.papers.queries.visit_lists import crossings, stops_by_site
from pobratym.papers.queries.visit_report import REPORTED
from pobratym.papers.queries.visiting import VisitRecord
from pobratym.papers.states import HOSTS_OWN, WITH_PASSPORTS, VisitPaper
from pobratym.programmes.queries.personal import Row
from pobratym.programmes.release import knows_programme
from pobratym.programmes.states import For
from pobratym.visits.models.delegations import Letter
from pobratym.visits.models.sites import Host, Site
from pobratym.visits.states import LetterState

VISIT_PAPER_NAMES: dict[VisitPaper, Promise] = {
    VisitPaper.PROGRAMME: pgettext_lazy("paper", "Programme"),
    VisitPaper.POCKET: pgettext_lazy("paper", "Programme for the pocket"),
    VisitPaper.CARDS: pgettext_lazy("paper", "Name cards"),
    VisitPaper.GATE: pgettext_lazy("paper", "Lists for the gate"),
    VisitPaper.BORDER: pgettext_lazy("paper", "Lists for the border"),
    VisitPaper.CERTIFICATES: pgettext_lazy("paper", "Certificates of attendance"),
    VisitPaper.COSTS: pgettext_lazy("paper", "Cost sheet"),
    VisitPaper.REPORT: pgettext_lazy("paper", "Report on the visit"),
}
VISIT_PURPOSES: dict[VisitPaper, Promise] = {
    VisitPaper.PROGRAMME: gettext_lazy("Both languages side by side, on A4 pages."),
    VisitPaper.POCKET: gettext_lazy("The same on pages of a quarter of the size (A6)."),
    VisitPaper.CARDS: gettext_lazy("Ten on a sheet, 85 × 54 mm each, to be cut out."),
    VisitPaper.GATE: gettext_lazy("Who comes to a site and when, for those who let people in."),
    VisitPaper.BORDER: gettext_lazy("Who travels over which crossing, names in both scripts."),
    VisitPaper.CERTIFICATES: gettext_lazy("A page for each guest who is marked as having come."),
    VisitPaper.COSTS: gettext_lazy("What the visit costs, who bears it, by which rates."),
    VisitPaper.REPORT: gettext_lazy("What was done, said and promised; nothing confidential."),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to take: its name, what its address asks for, a word beside it, its key."""

    name: str
    query: str = ""
    also: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class VisitShelf:
    """One kind of paper as the page shows it."""

    paper: VisitPaper
    choices: Sequence[Choice]
    missing: str = ""
    others: Sequence[Choice] = field(default_factory=tuple)

    @property
    def name(self) -> "Promise":
        """What the paper is called."""
        return VISIT_PAPER_NAMES[self.paper]

    @property
    def purpose(self) -> "Promise":
        """What it is for."""
        return VISIT_PURPOSES[self.paper]

    @property
    def has_passports(self) -> bool:
        """Whether data of passports may stand on it."""
        return self.paper in WITH_PASSPORTS


@dataclass(frozen=True, slots=True)
class LetterShelf:
    """A letter of invitation as the page shows it; ``is_hidden``: some name may not be seen."""

    letter: Letter
    names: str
    is_hidden: bool


def letters_on(record: VisitRecord) -> list[LetterShelf]:
    """Give the letters that the reader may know of (two statements)."""
    rows = record.visit.letters.prefetch_related("members").order_by("year", "number", "pk")
    if not record.is_host:
        rows = rows.exclude(state=LetterState.DRAFT)
    found = []
    for letter in rows:
        seen, hidden = record.seen(one.pk for one in letter.members.all())
        names = ", ".join(one.name_latin for one in seen)
        found.append(LetterShelf(letter, names, bool(hidden)))
    return found


def visit_shelves(record: VisitRecord) -> list[VisitShelf]:
    """Give the papers that the reader may have (ten statements at most)."""
    makers = {
        VisitPaper.PROGRAMME: _programmes,
        VisitPaper.POCKET: _programmes,
        VisitPaper.CARDS: _cards,
        VisitPaper.GATE: _gates,
        VisitPaper.BORDER: _borders,
        VisitPaper.CERTIFICATES: _certificates,
        VisitPaper.COSTS: _costs,
        VisitPaper.REPORT: _report,
    }
    whose = _programmes(record)
    found = []
    for paper, make in makers.items():
        if paper in HOSTS_OWN and not record.is_host:
            continue
        if make is _programmes:
            choices, missing = whose
            found.append(VisitShelf(paper, choices[:1], missing, choices[1:]))
        else:
            choices, missing = make(record)
            found.append(VisitShelf(paper, choices, missing))
    return found


def _programmes(record: VisitRecord) -> tuple[list[Choice], str]:
    if not knows_programme(record.visit, record.audience, timezone.now()):
        return [], _("The programme is not settled yet.")
    choices = [Choice(_("whole"))]
    spoken = language()
    choices += [
        Choice(group.name.said(spoken).text, _query(For.SUBGROUP, group.pk))
        for group in record.visit.subgroups.order_by("place", "pk")
    ]
    choices += [Choice(one.name_latin, _query(For.MEMBER, one.public_id)) for one in record.members]
    if record.is_host:
        hosts = Host.objects.filter(items__visit=record.visit.pk).distinct()
        choices += [
            Choice(one.name, _query(For.HOST, one.public_id))
            for one in hosts.order_by("name", "pk")
        ]
        choices += [
            Choice(one.name, _query(For.INTERPRETER, one.public_id), _("interpreter"))
            for one in record.visit.interpreters.order_by("name", "pk")
        ]
    return choices, ""


def _query(kind: For, key: object) -> str:
    return "?" + urlencode({"for": kind.value, "key": str(key)})


def _cards(record: VisitRecord) -> tuple[list[Choice], str]:
    if record.members:
        return [Choice(_("all"))], ""
    return [], _("There is no guest whose name you may see.")


def _gates(record: VisitRecord) -> tuple[list[Choice], str]:
    stops = stops_by_site(record)
    sites = {one.pk: one for one in Site.objects.filter(pk__in=stops)}
    choices = [
        Choice(
            _said(sites[key].name),
            "?" + urlencode({"site": str(sites[key].public_id)}),
            _by_when(sites[key], rows),
            str(sites[key].public_id),
        )
        for key, rows in stops.items()
    ]
    return choices, "" if choices else _("Nothing of the programme has a place yet.")


def _by_when(site: Site, rows: Sequence[Row]) -> str:
    if not site.list_days:
        return ""
    due = rows[0].day - dt.timedelta(days=site.list_days)
    return _("wants the list by %(day)s") % {"day": day(due)}


def _borders(record: VisitRecord) -> tuple[list[Choice], str]:
    choices = [
        Choice(
            f"{leg.crossing}: {leg.origin} – {leg.target}",
            "?" + urlencode({"leg": leg.pk}),
            day(leg.departs_on),
            str(leg.pk),
        )
        for leg in crossings(record)
    ]
    return choices, "" if choices else _("No part of the journey names a border crossing yet.")


def _certificates(record: VisitRecord) -> tuple[list[Choice], str]:
    if attended(record):
        return [Choice(_("all"))], ""
    return [], _("No guest is marked as having been there yet.")


def _costs(record: VisitRecord) -> tuple[list[Choice], str]:
    entered = (Stay.objects, CostLine.objects)
    if any(rows.filter(visit=record.visit.pk).exists() for rows in entered):
        return [Choice(_("whole"))], ""
    return [], _("No cost is entered yet.")


def _report(record: VisitRecord) -> tuple[list[Choice], str]:
    if record.visit.state in REPORTED:
        return [Choice(_("whole"))], ""
    return [], _("There is something to report once the visit has begun.")


def _said(value: Wordings) -> str:
    return value.said(language()).text
