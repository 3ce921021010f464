"""Agreeing on a text: proposed by one city over digests, done when all others confirm them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import STAGE_NAMES, Agreement
from pobratym.agreements.models.clauses import Wording
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.queries.consents import Consents, consents_of
from pobratym.agreements.queries.readiness import absent_cities, clause_name, obstacles
from pobratym.agreements.queries.talk import open_amendments
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.services.mandate import hold, refuse_other_parties, refuse_outsider
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import Stage, Standing
from pobratym.agreements.texts import canonical
from pobratym.agreements.texts.structure import blocks
from pobratym.agreements.texts.whole import WholeText
from pobratym.confirmations.deeds import Deed, Shown, Values, register
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.proposing import Proposed, propose
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import record
from pobratym.terms.services.memory import remember

FREEZE = "agreements.freeze"
_AGREED = ("force_begins", "duration_months", "auto_renew", "renewal_months", "notice_months")


def propose_freeze(
    agreement: Agreement,
    *,
    text_number: int,
    by: User | None,
    city: Municipality,
    message: str = "",
) -> JointChange:
    """Ask the other cities to confirm the text as it stands, as a numbered version.

    The proposal names the digest of each language; only those very texts are frozen.

    Args:
        agreement: in negotiation; is locked and read anew.
        text_number: count of the text that the person saw.
        by: an officer.
        city: in whose name.
        message: what the others should know, up to 500 characters.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``wrong_stage``,
            ``changed`` (somebody wrote meanwhile), ``obstacles`` (naming the first),
            ``already_open``, ``too_often``, ``nobody_to_ask``.
        ValidationError: the message is too long.
    """

    def work_out(locked: Agreement) -> Proposed:
        found = hold(locked)
        refuse_outsider(by, city, found)
        _refuse_wrong_stage(found)
        if found.text_number != text_number:
            raise DomainError(
                _("The text was changed meanwhile. Read it as it stands now."), code="changed"
            )
        text = text_of(found)
        consents = consents_of(found, text)
        absent = absent_cities(found, text, consents)
        _refuse_obstacles(found, text, consents, absent)
        digests = digests_of(text)
        arguments = {
            "text_number": found.text_number,
            "digests": dict(digests),
            "sha256": whole_digest(text, digests),
            "facts": facts_of(found),
            "absent": sorted(absent),
        }
        others = [one.city for one in found.parties.all() if one.city_id != city.pk]
        return Proposed(found.title, {"stage": str(Stage.TEXT_AGREED)}, others, arguments)

    return propose(FREEZE, agreement, work_out, by=by, city=city, reason=message)


def frozen_languages(text: WholeText) -> list[str]:
    """Name the languages that a version of this text holds.

    Those that bind; another only where every clause is complete and current in it, so that no
    version gives out words that are not those agreed on.
    """
    return [
        language
        for language in text.languages
        if language in text.authentic
        or all(clause.said(language).standing == Standing.HUMAN for clause in text.clauses)
    ]


def digests_of(text: WholeText) -> Mapping[str, str]:
    """Give the digest of the canonical form of each language that a version would hold."""
    return {
        language: canonical.digest(canonical.canonical(text, language))
        for language in frozen_languages(text)
    }


def whole_digest(text: WholeText, digests: Mapping[str, str]) -> str:
    """Give the digest over those of the languages that bind."""
    return canonical.whole_digest({one: digests[one] for one in text.authentic})


def _freeze(change: JointChange, agreement: Agreement, by: User | None, city: Municipality) -> None:
    """Write the version that all have confirmed; it is what routes and signatures stand on."""
    found = hold(agreement)
    refuse_other_parties(change, found)
    _refuse_wrong_stage(found)
    text, told = text_of(found), change.arguments
    digests = digests_of(text)
    if dict(digests) != told["digests"] or whole_digest(text, digests) != told["sha256"]:
        raise DomainError(_changed_since(found, text, told["text_number"]), code="moved_on")
    if facts_of(found) != told.get("facts", facts_of(found)):
        raise DomainError(
            gettext_lazy("Beginning, term or notice were changed since. Propose it anew."),
            code="moved_on",
        )
    absent = frozenset(told["absent"])
    _refuse_obstacles(found, text, consents_of(found, text), absent)
    version = _write(found, text, digests, change)
    put_stage(found, Stage.TEXT_AGREED, by=by, city=city, text_version=version)
    _remember(found, text, change.proposed_by)
    record(
        "agreement.frozen",
        found,
        by=by,
        city=city.code,
        within=found.partnership,
        number=version.number,
        sha256=version.sha256,
        proposal=str(change.public_id),
    )


def facts_of(agreement: Agreement) -> dict[str, object]:
    """Give what is agreed on with the text and stands beside it: beginning, term, notice."""
    first = agreement.effective_from
    return {
        **{name: getattr(agreement, name) for name in _AGREED},
        "effective_from": first.isoformat() if first else None,
    }


def _write(
    agreement: Agreement, text: WholeText, digests: Mapping[str, str], change: JointChange
) -> TextVersion:
    version = TextVersion(
        agreement=agreement,
        number=agreement.text_versions.count() + 1,
        text_number=agreement.text_number,
        sha256=whole_digest(text, digests),
        proposal=change,
    )
    version.full_clean()
    version.save()
    FrozenCopy.objects.bulk_create(
        FrozenCopy(
            version=version,
            language=language,
            is_authentic=language in text.authentic,
            canonical=canonical.canonical(text, language),
            sha256=digest,
        )
        for language, digest in digests.items()
    )
    return version


def _remember(agreement: Agreement, text: WholeText, city: Municipality) -> None:
    """Keep the words for the partnership; not those that only some of its cities may read."""
    cities = {one.municipality_id for one in agreement.partnership.parties.current()}
    if cities <= {one.city_id for one in agreement.parties.all()}:
        # By nobody: it follows by itself, whoever may have left their office meanwhile.
        units = list(_units(text))
        remember(agreement.partnership, units, origin=str(agreement.title), by=None, city=city)


def _units(text: WholeText) -> Iterator[Mapping[str, str]]:
    """Pair what the languages that bind say: headings, and paragraphs where they are as many."""
    for clause in text.clauses:
        yield {one: clause.said(one).heading for one in text.authentic}
        parts = {one: blocks(clause.said(one).body) for one in text.authentic}
        if len({len(said) for said in parts.values()}) > 1:
            yield {one: clause.said(one).body for one in text.authentic}
            continue
        for row in zip(*parts.values(), strict=True):
            yield {one: block.text for one, block in zip(parts, row, strict=True)}


def _refuse_wrong_stage(agreement: Agreement) -> None:
    if agreement.stage != Stage.NEGOTIATION:
        raise DomainError(
            gettext_lazy("Only a text in negotiation can be agreed on."), code="wrong_stage"
        )


def _refuse_obstacles(
    agreement: Agreement, text: WholeText, consents: Consents, absent: frozenset[int]
) -> None:
    """Name the first of the things that stand in the way, in the language of whoever reads it."""
    waiting = open_amendments(agreement)

    def first() -> str:
        found = obstacles(agreement, text, consents, waiting, absent)
        return next((one.message for one in found if one.blocks), "")

    if first():
        raise DomainError(_lazily(first), code="obstacles")


def _changed_since(agreement: Agreement, text: WholeText, text_number: int) -> str:
    """Say which clauses were written anew since, as far as they stand."""
    later = Wording.objects.filter(clause__agreement=agreement, text_number__gt=text_number)
    keys = set(later.values_list("clause_id", flat=True))

    def said() -> str:
        names = [clause_name(text, one) for one in text.clauses if one.key in keys]
        if not names:
            return _("The text was changed since this was proposed. Propose it anew.")
        told = _("The text was changed since this was proposed: %(clauses)s. Propose it anew.")
        return told % {"clauses": "; ".join(names)}

    return _lazily(said)


def _lazily(said: Callable[[], str]) -> str:
    """Give words that are said anew in each reader's language: proposals keep all of them."""
    return lazy(said, str)()


def _now(agreement: Agreement) -> Values:
    return {"stage": agreement.stage}


def _show(field: str, value: Any) -> Shown:  # noqa: ANN401  any JSON value
    del field
    names: dict[Any, Any] = dict(STAGE_NAMES)
    return Shown(_("Stage"), [("", str(names.get(value, value)))] if value else [])


def _page(agreement: Agreement) -> str:
    return f"/desk/agreements/{agreement.public_id}/versions/"


register(
    Deed(
        name=FREEZE,
        label=gettext_lazy("text agreed"),
        things=Agreement.objects.all,
        now=_now,
        do=_freeze,
        show=_show,
        page=_page,
    )
)
