"""What is said of an agreement beside its clauses: titles, languages, parties, term."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement, Tongue
from pobratym.agreements.services.mandate import hold, refuse_frozen, refuse_outsider
from pobratym.agreements.services.opening import (
    put_parties,
    refuse_strange_languages,
    refuse_strange_parties,
    refuse_without_its_cities,
)
from pobratym.agreements.states import REOPENABLE, SIGNED, Beginning, Stage
from pobratym.agreements.telling import FACTS_CHANGED, WITHDRAWN, tell_others
from pobratym.agreements.texts.canonical import clean
from pobratym.confirmations.services.closing import overtake_open
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import Changes, record
from pobratym.partnerships.services.mandate import refuse_silence
from pobratym.partnerships.services.wordings import changes_of, put


class AgreementFacts(TypedDict, total=False):
    """What people write about an agreement; ``title`` and ``remark`` are no part of what binds."""

    title: Wordings
    remark: Wordings
    force_begins: str
    effective_from: dt.date | None
    duration_months: int | None
    auto_renew: bool
    renewal_months: int | None
    notice_months: int | None


def held_at(
    agreement: Agreement, version: int, *, by: User | None, city: Municipality
) -> Agreement:
    """Hold an agreement that stands, for one of its cities, at the version that was seen.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    found = hold(agreement)
    refuse_outsider(by, city, found)
    if found.version != version:
        raise StaleVersion(found)
    return found


@transaction.atomic
def edit_facts(
    agreement: Agreement,
    *,
    version: int,
    by: User | None,
    city: Municipality,
    **facts: Unpack[AgreementFacts],
) -> Agreement:
    """Change the short title, the remark, beginning, term, renewal and notice of an agreement.

    The short title and the remark may change until the end; the rest only while the text may be
    changed, since the clauses say the same. A period of notice that nobody recorded may be written
    down until the signing.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``no_day`` (the
            force is to begin on a day that is not named).
        ValidationError: a constraint of the model would be broken.
    """
    found = held_at(agreement, version, by=by, city=city)
    values: dict[str, Any] = dict(facts)
    begins = values.get("force_begins", found.force_begins)
    if begins == Beginning.ON_DAY:
        if not values.get("effective_from", found.effective_from):
            raise DomainError(
                _("Give the day on which it comes into force."),
                code="no_day",
                field="effective_from",
            )
    elif "force_begins" in values:
        values["effective_from"] = None
    if values.get("auto_renew") is False:
        values["renewal_months"] = None
    old = put(found, values)
    if set(old) - {"title", "remark"} - late_facts(found, old.get("notice_months")):
        refuse_frozen(found)
    if old:
        _save(found, "agreement.edited", changes_of(found, old), by, city)
    return found


def late_facts(agreement: Agreement, notice_months: object) -> frozenset[str]:
    """Name the facts that may be written down although the text is agreed.

    Args:
        agreement: which.
        notice_months: the period of notice in the record.
    """
    unsigned = agreement.stage in REOPENABLE
    return frozenset({"notice_months"} if unsigned and notice_months is None else ())


@transaction.atomic
def put_titles(  # noqa: PLR0913  which, in which languages, on what version, who, for whom
    agreement: Agreement,
    titles: Mapping[str, str],
    *,
    same: bool,
    version: int,
    by: User | None,
    city: Municipality,
) -> Agreement:
    """Write the full titles in all languages at once.

    They are part of what is signed: where one of them changes and another stays, the person has to
    say that they mean the same, so that no title is out of date unnoticed.

    Args:
        agreement: whose text may be changed.
        titles: by language; those left out stay.
        same: the person has checked that all of them say the same.
        version: the one that the person saw.
        by: who writes.
        city: in whose name.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``,
            ``no_such_language``, ``titles_differ``.
        ValidationError: too long.
    """
    found = held_at(agreement, version, by=by, city=city)
    refuse_frozen(found)
    tongues = {tongue.language: tongue for tongue in found.tongues.all()}
    if not set(titles) <= set(tongues):
        raise DomainError(_("This is not a language of the agreement."), code="no_such_language")
    changes: dict[str, tuple[object, object]] = {}
    for language, title in titles.items():
        tongue, new = tongues[language], clean(title)
        if tongue.title != new:
            changes[f"title_{language}"] = (tongue.title, new)
            tongue.title = new
            tongue.full_clean()
            tongue.save()
    stays = [
        one for one in tongues.values() if one.title and f"title_{one.language}" not in changes
    ]
    if changes and stays and not same:
        raise DomainError(
            _("Some titles stay as they were. Check that all of them say the same, and say so."),
            code="titles_differ",
            field="same",
        )
    if changes:
        _save(found, "agreement.titled", changes, by, city, is_text=True)
    return found


@transaction.atomic
def put_languages(  # noqa: PLR0913  which, what, on what version, who, for whom
    agreement: Agreement,
    languages: Sequence[str],
    authentic: Collection[str],
    *,
    version: int,
    by: User | None,
    city: Municipality,
) -> Agreement:
    """Add languages, take them out, put them in another order, say which of them bind.

    Wordings of a language that is taken out stay in the history; what changes meanwhile makes
    them out of date, as with any other.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``,
            ``no_languages``, ``unknown_language``, ``too_many_languages``, ``not_authentic``.
    """
    found = held_at(agreement, version, by=by, city=city)
    refuse_frozen(found)
    refuse_strange_languages([party.city for party in found.parties.all()], languages, authentic)
    tongues = {tongue.language: tongue for tongue in found.tongues.all()}
    before = [_told(one.language, binds=one.is_authentic) for one in tongues.values()]
    after = [_told(language, binds=language in authentic) for language in languages]
    if before == after:
        return found
    for language in set(tongues) - set(languages):
        tongues[language].delete()
    for place, language in enumerate(languages, 1):
        tongue = tongues.get(language) or Tongue(agreement=found, language=language)
        tongue.place, tongue.is_authentic = place, language in authentic
        tongue.full_clean()
        tongue.save()
    _save(found, "agreement.languages_set", {"languages": (before, after)}, by, city, is_text=True)
    return hold(found)


def _told(language: str, *, binds: bool) -> str:
    return language if binds else f"({language})"


@transaction.atomic
def put_cities(
    agreement: Agreement,
    cities: Sequence[Municipality],
    *,
    version: int,
    by: User | None,
    city: Municipality,
) -> Agreement:
    """Change who concludes a draft, or the order in which the text names them.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_a_draft`` (others know
            of it already), ``too_few``, ``too_many``, ``same_twice``, ``not_parties``,
            ``own_missing``, ``wrong_parent``, ``not_authentic`` (add the language of the new city
            first).
    """
    found = held_at(agreement, version, by=by, city=city)
    if found.stage != Stage.DRAFT:
        raise DomainError(
            _("Only the parties of a draft can be changed: the other cities know of this one."),
            code="not_a_draft",
        )
    refuse_strange_parties(found.partnership, cities, city)
    refuse_without_its_cities(found.parent, cities)
    tongues = list(found.tongues.all())
    refuse_strange_languages(
        cities,
        [tongue.language for tongue in tongues],
        [tongue.language for tongue in tongues if tongue.is_authentic],
    )
    before = [party.city for party in found.parties.all()]
    if [one.pk for one in before] == [one.pk for one in cities]:
        return found
    found.parties.all().delete()
    put_parties(found, cities)
    changes = {"parties": ([one.code for one in before], [one.code for one in cities])}
    _save(found, "agreement.parties_set", changes, by, city, is_text=True)
    return hold(found)


@transaction.atomic
def withdraw_agreement(
    agreement: Agreement, *, version: int, reason: str, by: User | None, city: Municipality
) -> Agreement:
    """Take back an agreement that was entered by mistake and is not signed; it stays in the record.

    Only the city that opened it may. Proposals about it are overtaken.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_yours``, ``signed``,
            ``no_reason``.
        ValidationError: the reason is too long.
    """
    overtake_open(agreement, by=by, city=city.code)
    found = held_at(agreement, version, by=by, city=city)
    if found.opened_by_id != city.pk:
        raise DomainError(
            _("Only the city that opened the agreement can withdraw it."), code="not_yours"
        )
    if found.stage in SIGNED:
        raise DomainError(
            _("A signed agreement is not withdrawn: it is ended by notice or by both cities."),
            code="signed",
        )
    refuse_silence(reason)
    found.withdrawn_at, found.withdrawn_because = timezone.now(), reason.strip()
    found.version += 1
    found.full_clean()
    found.save()
    record(
        "agreement.withdrawn",
        found,
        by=by,
        city=city.code,
        why=reason.strip(),
        within=found.partnership,
        own=found.shared_on is None,
    )
    tell_others(WITHDRAWN, found, by=by, city=city)
    return found


def _save(  # noqa: PLR0913  what changed, who did it, for whom, whether the text did
    agreement: Agreement,
    what: str,
    changes: Changes,
    by: User | None,
    city: Municipality,
    *,
    is_text: bool = False,
) -> None:
    """Store a held agreement, and note what changed; a change of the text is counted as one."""
    agreement.version += 1
    agreement.text_number += is_text
    agreement.full_clean()
    agreement.save()
    record(
        what,
        agreement,
        by=by,
        city=city.code,
        changes=changes,
        within=agreement.partnership,
        own=agreement.shared_on is None,
    )
    tell_others(FACTS_CHANGED, agreement, by=by, city=city)
