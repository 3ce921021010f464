"""How agreements and their clauses are found, and by whom.

A clause is a record of its own, so that what was found is the clause itself. Of an agreement that
everybody may read only those languages are found that were signed.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement, AgreementParty
from pobratym.agreements.models.clauses import Clause, ClauseText
from pobratym.agreements.models.versions import FrozenCopy
from pobratym.agreements.states import UNNUMBERED, Standing
from pobratym.core.filters import cited
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.search.adapters import PUBLIC, Adapter, Passage, Record, Shown, noting, register
from pobratym.search.gathering import in_chunks, in_plain_words, passages_of

AGREEMENT = "agreements.agreement"
CLAUSE = "agreements.clause"
_DOUBTFUL = frozenset({Standing.MACHINE, Standing.STALE})


def _is_open_to_all(agreement: Agreement) -> bool:
    """Say whether everybody may read it (``AgreementQuerySet.public`` in words of one row)."""
    partnership = agreement.partnership
    return agreement.is_public and partnership.is_public and partnership.withdrawn_at is None


def _known_to(agreement: Agreement) -> frozenset[int]:
    if _is_open_to_all(agreement):
        return PUBLIC
    if agreement.shared_on is None or agreement.partnership.shared_on is None:
        return frozenset({noting(agreement.opened_by_id)})
    return frozenset(_cities_in(agreement))


def _cities_in(agreement: Agreement) -> list[int]:
    return [party.city_id for party in agreement.parties.all()]


def _languages_given_out(agreement: Agreement) -> frozenset[str] | None:
    """Name the languages that were signed, where only these may be found; None for all."""
    if not agreement.is_public or agreement.text_version is None:
        return None
    return frozenset(copy.language for copy in agreement.text_version.copies.all())


def _agreements() -> QuerySet[Agreement]:
    copies = FrozenCopy.objects.only("version", "language")
    rows = Agreement.objects.standing().filter(partnership__withdrawn_at__isnull=True)
    return (
        rows.with_cities()
        .select_related("text_version")
        .prefetch_related(Prefetch("text_version__copies", copies))
    )


def _records(keys: Collection[int] | None) -> Iterator[Record]:
    for chunk in in_chunks(_agreements(), keys):
        for one in chunk:
            given_out = _languages_given_out(one)
            titles = {
                tongue.language: tongue.title
                for tongue in one.tongues.all()
                if tongue.title and (given_out is None or tongue.language in given_out)
            }
            yield Record(
                key=one.pk,
                passages=passages_of(one.title, [titles, in_plain_words(one.remark)]),
                audience=_known_to(one),
                cities=_cities_in(one),
                on=one.signed_on or one.shared_on or one.created_at.date(),
            )


def _clause_records(keys: Collection[int] | None) -> Iterator[Record]:
    within = Prefetch("agreement", _agreements())
    rows = Clause.objects.standing().filter(
        agreement__withdrawn_at__isnull=True, agreement__partnership__withdrawn_at__isnull=True
    )
    for chunk in in_chunks(rows.prefetch_related(within, "texts"), keys):
        for clause in chunk:
            agreement = clause.agreement
            yield Record(
                key=clause.pk,
                passages=_passages(clause),
                audience=_known_to(agreement),
                cities=_cities_in(agreement),
                topics=clause.topics,
                on=agreement.signed_on or agreement.shared_on or agreement.created_at.date(),
            )


def _passages(clause: Clause) -> list[Passage]:
    given_out = _languages_given_out(clause.agreement)
    return [
        Passage(
            language=text.language,
            title=text.heading,
            text=text.body,
            is_stand_in=text.standing in _DOUBTFUL,
        )
        for text in clause.texts.all()
        if text.body and (given_out is None or text.language in given_out)
    ]


def _is_own(reader: Reader, agreement: str) -> Exists:
    """Annotate whether own cities of the reader are parties; ``agreement`` names the key column."""
    own = sorted(mandate_of(reader).cities(READING))
    parties = AgreementParty.objects.filter(city__in=own)
    return Exists(parties.filter(agreement=OuterRef(agreement)))


def _seen(reader: Reader) -> QuerySet[Agreement]:
    rows = Agreement.objects.visible_to(reader).standing()
    rows = rows.filter(partnership__withdrawn_at__isnull=True)
    return rows.select_related("partnership").annotate(is_own=_is_own(reader, "pk"))


def _seen_clauses(reader: Reader) -> QuerySet[Clause]:
    """Give clauses of own agreements, and those that stand in the text of public ones."""
    own = Clause.objects.visible_to(reader).values("pk")
    open_ones = Agreement.objects.public().values("pk")
    signed = FrozenCopy.objects.filter(
        version=OuterRef("clause__agreement__text_version"), language=OuterRef("language")
    )
    given_out = Q(clause__agreement__is_public=False) | Exists(signed)
    rows = Clause.objects.standing().filter(Q(pk__in=own) | Q(agreement__in=open_ones))
    return (
        rows.filter(
            agreement__withdrawn_at__isnull=True, agreement__partnership__withdrawn_at__isnull=True
        )
        .annotate(
            is_own=_is_own(reader, "agreement"),
            numbered=Coalesce(Subquery(_numbered_before()), 0),
        )
        .select_related("agreement")
        .prefetch_related(Prefetch("texts", ClauseText.objects.filter(given_out)))
    )


def _numbered_before() -> QuerySet[Clause, Any]:
    """Count the clauses with a number up to one and with it."""
    before = Q(place__lt=OuterRef("place")) | Q(place=OuterRef("place"), pk__lte=OuterRef("pk"))
    rows = Clause.objects.standing().filter(before, agreement=OuterRef("agreement"))
    counted = rows.exclude(type__in=sorted(UNNUMBERED)).order_by().annotate(of=F("agreement"))
    return counted.values("of").annotate(many=Count("pk")).values("many")


def _page(agreement: Agreement, row: Any) -> str:  # noqa: ANN401  any row with ``is_own``
    if row.is_own:
        return reverse("desk:agreement", args=[agreement.public_id])
    return reverse("publishing:agreement", args=[agreement.public_id, agreement.slug])


def _show(one: Agreement, reader: Reader) -> Shown:
    del reader
    language = get_language() or "en"
    return Shown(
        name=one.title.said(language).text,
        url=_page(one, one),
        facts=[
            one.get_kind_display(),
            one.get_stage_display(),
            one.partnership.title.said(language).text,
        ],
        is_sample=one.is_sample,
    )


def _show_clause(clause: Clause, reader: Reader) -> Shown:
    del reader
    language = get_language() or "en"
    agreement = clause.agreement
    heading = Wordings({text.language: text.heading for text in clause.texts.all()}).said(language)
    label = "" if clause.type in UNNUMBERED else cited(str(getattr(clause, "numbered", "")))
    name = " ".join(part for part in (label, heading.text) if part)
    if getattr(clause, "is_own", False):
        url = f"{reverse('agreements:text', args=[agreement.public_id])}#c-{clause.public_id}"
    else:
        url = f"{_page(agreement, clause)}#text"
    return Shown(
        name=name or clause.get_type_display(),
        url=url,
        facts=[agreement.title.said(language).text, agreement.get_stage_display()],
        is_sample=agreement.is_sample,
    )


def _of_partnership(partnership: int) -> Collection[int]:
    return list(Agreement.objects.filter(partnership=partnership).values_list("pk", flat=True))


def _clauses_of_partnership(partnership: int) -> Collection[int]:
    rows = Clause.objects.filter(agreement__partnership=partnership)
    return list(rows.values_list("pk", flat=True))


def _clauses_of(agreement: int) -> Collection[int]:
    return list(Clause.objects.filter(agreement=agreement).values_list("pk", flat=True))


def register_kinds() -> None:
    """Let agreements and clauses be found; called once when the application starts."""
    register(
        Adapter(
            kind=AGREEMENT,
            label=_("Agreements"),
            records=_records,
            visible=_seen,
            show=_show,
            heard={"partnerships.partnership": _of_partnership},
        )
    )
    register(
        Adapter(
            kind=CLAUSE,
            label=_("Clauses of agreements"),
            records=_clause_records,
            visible=_seen_clauses,
            show=_show_clause,
            heard={"partnerships.partnership": _clauses_of_partnership, AGREEMENT: _clauses_of},
        )
    )
