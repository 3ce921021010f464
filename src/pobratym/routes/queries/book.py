"""The law book of this installation: our editions and those of its own folder."""

from django.conf import settings

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import Stage
from pobratym.routes.lawbook.book import LawBook, read_book
from pobratym.routes.lawbook.entries import Edition, Entry, When
from pobratym.routes.models.steps import Walk

_REACHED: dict[Stage, frozenset[When]] = {
    Stage.TEXT_AGREED: frozenset({When.BEFORE}),
    Stage.APPROVALS: frozenset({When.BEFORE}),
    Stage.READY_TO_SIGN: frozenset({When.BEFORE, When.AT}),
    Stage.SIGNED: frozenset(When),
    Stage.IN_FORCE: frozenset(When),
    Stage.EXPIRED: frozenset(When),
    Stage.TERMINATED: frozenset(When),
}


def book() -> LawBook:
    """Give the law book; it is read once, when it is first asked for."""
    return read_book(settings.LAWBOOK)


def edition_of(walk: Walk) -> Edition | None:
    """Give the edition that a walk began with; None where its file is gone."""
    return book().edition(walk.route)


def entries_of(walk: Walk) -> dict[str, Entry]:
    """Give the steps of the walk's edition by code; none where its file is gone."""
    edition = edition_of(walk)
    return dict(edition.entries) if edition else {}


def reached(agreement: Agreement) -> frozenset[When]:
    """Say which phases an agreement has reached at its stage."""
    return _REACHED.get(Stage(agreement.stage), frozenset())
