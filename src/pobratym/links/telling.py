"""What the heads and both city halls are told of links and of what is planned in them."""

from collections.abc import Callable, Collection
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.models.institutions import Institution
from pobratym.directory.queries.aboard import people_of
from pobratym.directory.states import AT_INSTITUTION, WRITING, Role
from pobratym.links.models.links import Link
from pobratym.links.queries.heads import heads_of
from pobratym.links.states import OPEN, LinkState, Side
from pobratym.notices.kinds import Facts, Kind, register
from pobratym.notices.services import tell

ASKED = "links.asked"
NO_HEAD = "links.no_head"
PROPOSED = "links.proposed"
ANSWERED = "links.answered"
ACTIVE = "links.active"
CHANGED = "links.changed"
ACTIVITY = "links.activity"


def page_of(link: Link) -> str:
    """Give the address of a link's page, without the language."""
    return f"/desk/links/{link.public_id}/"


def of_proposal(link: Link, *, by: User) -> None:
    """Ask the heads who have not said yes; tell both city halls, and which head is missing."""
    asked = [side for side in Side if not link.has_accepted(side)]
    keys = [link.side(side).pk for side in asked]
    heads = heads_of(keys)
    led = {head.institution_id for head in heads}
    for side in asked:
        facts = _facts(link, side)
        own = [head.user for head in heads if head.institution_id == link.side(side).pk]
        _tell(own, ASKED, facts, link, by)
        if link.side(side).pk not in led:
            hall = people_of([link.side(side).municipality_id], WRITING)
            tell(hall, NO_HEAD, facts, page_of(link))
    _tell(_halls(link), PROPOSED, _facts(link, asked[0].other), link, by)


def of_answer(link: Link, side: Side, *, by: User) -> None:
    """Tell all concerned that the head of one side has said yes."""
    kind = ACTIVE if link.state == LinkState.ACTIVE else ANSWERED
    _tell_all(kind, link, side, by, did="accepted")


def of_end(link: Link, side: Side, *, by: User) -> None:
    """Tell all concerned that a proposal was declined or taken back, or that a link ended."""
    kind = CHANGED if link.state == LinkState.ENDED else ANSWERED
    _tell_all(kind, link, side, by, did=str(link.state))


def of_change(link: Link, side: Side, did: str, *, by: User) -> None:
    """Tell all concerned that one side paused the link or went on (``paused``, ``resumed``)."""
    _tell_all(CHANGED, link, side, by, did=did)


def of_activity(link: Link, title: Wordings, side: Side, did: str, *, by: User) -> None:
    """Tell all concerned of an activity: ``planned``, ``edited``, ``done`` or ``dropped``."""
    facts = {**_facts(link, side), "did": did, "title": dict(title)}
    _tell([*_heads(link), *_halls(link)], ACTIVITY, facts, link, by)


def _tell_all(kind: str, link: Link, side: Side, by: User, did: str) -> None:
    facts = {**_facts(link, side), "did": did}
    _tell([*_heads(link), *_halls(link)], kind, facts, link, by)


def _tell(people: Collection[User], kind: str, facts: Facts, link: Link, by: User) -> None:
    tell([person for person in people if person != by], kind, facts, page_of(link))


def _heads(link: Link) -> list[User]:
    return [head.user for head in heads_of([link.a_id, link.b_id])]


def _halls(link: Link) -> list[User]:
    return people_of([link.a.municipality_id, link.b.municipality_id], WRITING)


def _facts(link: Link, side: Side) -> dict[str, Any]:
    """Name the institution of ``side`` first, then the other; no word that somebody typed."""
    one, other = link.side(side), link.side(side.other)
    return {"link": link.pk, "one": _named(one), "other": _named(other)}


def _named(institution: Institution) -> dict[str, Any]:
    return {"name": dict(institution.name), "city": dict(institution.municipality.name)}


def _words(facts: Facts) -> dict[str, str]:
    language = get_language() or "en"
    said = {}
    for key in ("one", "other"):
        for part in ("name", "city"):
            said[f"{key}_{part}"] = Wordings(facts[key][part]).said(language).text
    said["title"] = Wordings(facts.get("title")).said(language).text
    return said


def _asked(facts: Facts) -> str:
    return _(
        "%(other_name)s (%(other_city)s) and %(one_name)s could become partners. Your answer is"
        " awaited."
    ) % _words(facts)


def _no_head(facts: Facts) -> str:
    return _(
        "%(one_name)s is asked to become a partner of %(other_name)s (%(other_city)s), but has no"
        " head here who could answer. Invite the head."
    ) % _words(facts)


def _proposed(facts: Facts) -> str:
    return _(
        "A link is proposed: %(one_name)s (%(one_city)s) and %(other_name)s (%(other_city)s)."
    ) % _words(facts)


def _active(facts: Facts) -> str:
    return _(
        "Both heads have accepted: %(one_name)s (%(one_city)s) and %(other_name)s (%(other_city)s)"
        " are partners."
    ) % _words(facts)


def _answered(facts: Facts) -> str:
    sentences = {
        "accepted": _(
            "%(one_name)s (%(one_city)s) has accepted the link with %(other_name)s"
            " (%(other_city)s)."
        ),
        "declined": _(
            "%(one_name)s (%(one_city)s) has declined the link with %(other_name)s"
            " (%(other_city)s)."
        ),
        "withdrawn": _(
            "The proposal to link %(one_name)s (%(one_city)s) and %(other_name)s (%(other_city)s)"
            " was taken back."
        ),
    }
    return sentences[facts["did"]] % _words(facts)


def _changed(facts: Facts) -> str:
    sentences = {
        "paused": _(
            "%(one_name)s (%(one_city)s) has paused the link with %(other_name)s (%(other_city)s)."
        ),
        "resumed": _(
            "%(one_name)s (%(one_city)s) goes on with the link with %(other_name)s"
            " (%(other_city)s)."
        ),
        "ended": _(
            "%(one_name)s (%(one_city)s) has ended the link with %(other_name)s (%(other_city)s)."
        ),
    }
    return sentences[facts["did"]] % _words(facts)


def _activity(facts: Facts) -> str:
    sentences = {
        "planned": _("%(one_name)s has planned with %(other_name)s: %(title)s."),
        "edited": _("%(one_name)s has changed a plan with %(other_name)s: %(title)s."),
        "done": _("%(one_name)s and %(other_name)s have done: %(title)s."),
        "dropped": _("%(one_name)s has dropped a plan with %(other_name)s: %(title)s."),
    }
    return sentences[facts["did"]] % _words(facts)


def _leads(person: User) -> bool:
    return bool(mandate_now(person).institutions({Role.HEAD}))


def _writes(person: User) -> bool:
    return bool(mandate_now(person).cities(WRITING))


def _works(person: User) -> bool:
    return _leads(person) or _writes(person)


def _concerns(person: User, facts: Facts) -> bool:
    """Say whether the person still works for one of the two institutions or cities."""
    found = Link.objects.with_both().filter(pk=facts["link"]).first()
    if found is None:
        return False
    mandate = mandate_now(person)
    places = mandate.institutions(AT_INSTITUTION)
    return bool(places & {found.a_id, found.b_id}) or any(
        mandate.covers(one.municipality_id, WRITING) for one in (found.a, found.b)
    )


def _waits(person: User, facts: Facts) -> bool:
    """Say whether the proposal still waits, and still concerns the person."""
    waiting = Link.objects.filter(pk=facts["link"], state__in=sorted(OPEN)).exists()
    return waiting and _concerns(person, facts)


def _kind(
    name: str,
    label: Promise,
    sentence: Callable[[Facts], str],
    reaches: Callable[[User], bool] = _works,
    concerns: Callable[[User, Facts], bool] = _concerns,
) -> None:
    register(Kind(name, label, sentence, reaches=reaches, concerns=concerns))


_kind(ASKED, gettext_lazy("Your institution is asked for a link"), _asked, _leads, _waits)
_kind(
    NO_HEAD,
    gettext_lazy("An institution without a head is asked for a link"),
    _no_head,
    _writes,
    _waits,
)
_kind(PROPOSED, gettext_lazy("A link of institutions is proposed"), _proposed, _writes)
_kind(ANSWERED, gettext_lazy("A proposal of a link is answered"), _answered)
_kind(ACTIVE, gettext_lazy("Two institutions have become partners"), _active)
_kind(CHANGED, gettext_lazy("A link is paused, goes on or ends"), _changed)
_kind(ACTIVITY, gettext_lazy("Partner institutions plan something"), _activity)
