"""Signatories and signatures of an agreement, read for its pages in few statements."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import Stage
from pobratym.directory.models.cities import Municipality
from pobratym.documents.signatures.report import Report, from_json
from pobratym.routes.models.signing import Signatory, Signature, SignedCopy
from pobratym.routes.models.steps import Step
from pobratym.routes.queries.book import entries_of
from pobratym.routes.queries.lanes import Unfinished, unfinished
from pobratym.routes.states import Mode, Outcome


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A file of a signature; ``report`` is of a PDF that was checked here.

    ``names_text`` says whether the file names this text's digest; None where it names none.
    """

    copy: SignedCopy
    report: Report | None
    names_text: bool | None

    @property
    def is_outside(self) -> bool:
        """Whether another service has checked it."""
        return self.copy.outcome in {Outcome.OUTSIDE_VALID, Outcome.OUTSIDE_INVALID}

    @property
    def outside_on(self) -> dt.date | None:
        """The day on which another service checked it."""
        on = self.copy.report.get("on", "")
        return dt.date.fromisoformat(on) if on else None


@dataclass(frozen=True, slots=True)
class SignatureShown:
    """A signature with its files, and which languages have no scan."""

    signature: Signature
    copies: Sequence[CopyShown]
    missing: Sequence[str] = ()

    @property
    def is_by_hand(self) -> bool:
        """Whether it was signed on paper."""
        return self.signature.mode == Mode.WET

    @property
    def counts(self) -> bool:
        """Whether it counts: by hand as recorded, otherwise as its file was checked."""
        return self.signature.counts


@dataclass(frozen=True, slots=True)
class Line:
    """A person on a city's list, and the signature on the text that counts, if there is one.

    ``is_older`` says that the step which gave the authority was for an earlier text.
    """

    signatory: Signatory
    signature: SignatureShown | None
    is_older: bool


@dataclass(frozen=True, slots=True)
class CityLines:
    """One city's part of the page."""

    city: Municipality
    lines: Sequence[Line]
    is_own: bool

    @property
    def has_signed(self) -> bool:
        """Whether everybody on its list has signed, one of them not only countersigning."""
        signed = [one for one in self.lines if one.signature and one.signature.counts]
        return len(signed) == len(self.lines) and any(
            not one.signatory.countersigns for one in signed
        )


@dataclass(frozen=True, slots=True)
class SigningPage:
    """All of an agreement's signing.

    Attributes:
        cities: in the order of the text.
        left: steps that must come before signing and are not done.
        earlier: signatures withdrawn, or on an earlier text.
    """

    cities: Sequence[CityLines]
    left: Sequence[Unfinished]
    earlier: Sequence[SignatureShown]

    @property
    def signed(self) -> int:
        """How many cities have signed."""
        return sum(1 for one in self.cities if one.has_signed)


def signing_of(agreement: Agreement, own: Collection[int]) -> SigningPage:
    """Give what the page of signing shows, in six statements at most.

    Args:
        agreement: with its parties, cities and languages (``with_cities``).
        own: keys of the cities for which the reader acts.
    """
    languages = [tongue.language for tongue in agreement.tongues.all() if tongue.is_authentic]
    version = agreement.text_version_id
    now: dict[int, SignatureShown] = {}
    earlier = []
    for signature in _signatures(agreement):
        shown = _shown(signature, languages)
        if signature.withdrawn_at is None and signature.text_version_id == version:
            now[signature.signatory_id] = shown
        else:
            earlier.append(shown)
    listed = Signatory.objects.filter(agreement=agreement, removed_at=None)
    lines: dict[int, list[Line]] = {}
    for one in listed.select_related("authority__walk").order_by("place", "pk"):
        is_older = one.authority is not None and one.authority.walk.text_version_id != version
        lines.setdefault(one.city_id, []).append(Line(one, now.get(one.pk), is_older))
    before = agreement.stage in {Stage.TEXT_AGREED, Stage.APPROVALS, Stage.READY_TO_SIGN}
    return SigningPage(
        cities=[
            CityLines(party.city, lines.get(party.city_id, []), party.city_id in own)
            for party in agreement.parties.all()
        ],
        left=unfinished(agreement) if before else [],
        earlier=earlier,
    )


def _signatures(agreement: Agreement) -> list[Signature]:
    copies = SignedCopy.objects.select_related("document", "protocol").order_by("pk")
    rows = Signature.objects.filter(agreement=agreement)
    found = rows.select_related("signatory", "text_version", "by", "assured_by")
    return list(found.prefetch_related(Prefetch("copies", queryset=copies)).order_by("pk"))


def _shown(signature: Signature, languages: Sequence[str]) -> SignatureShown:
    copies = [_copy(copy, signature) for copy in signature.copies.all()]
    there = {one.copy.language for one in copies}
    by_hand = signature.mode == Mode.WET and "" not in there
    missing = [one for one in languages if one not in there] if by_hand else []
    return SignatureShown(signature, copies, missing)


def _copy(copy: SignedCopy, signature: Signature) -> CopyShown:
    report = from_json(copy.report) if "verdict" in copy.report else None
    named = report.text_sha256 if report else ""
    return CopyShown(copy, report, named == signature.sha256 if named else None)


def signature_seen_by(reader: Reader, public_id: UUID) -> Signature | None:
    """Give a signature on an agreement that the reader works on, with all that it belongs to."""
    rows = Signature.objects.visible_to(reader).select_related("signatory", "city", "text_version")
    return rows.filter(public_id=public_id).first()


def signatory_seen_by(reader: Reader, public_id: UUID) -> Signatory | None:
    """Give a signatory of an agreement that the reader works on."""
    agreements = Agreement.objects.of(reader).values("pk")
    rows = Signatory.objects.filter(agreement__in=agreements, removed_at=None)
    return rows.select_related("city", "authority").filter(public_id=public_id).first()


def copy_seen_by(reader: Reader, public_id: UUID) -> SignedCopy | None:
    """Give a file of a signature on an agreement that the reader works on."""
    seen = Signature.objects.visible_to(reader).values("pk")
    rows = SignedCopy.objects.filter(signature__in=seen, public_id=public_id)
    return rows.select_related(
        "document", "protocol", "signature__city", "signature__signatory", "signature__agreement"
    ).first()


def steps_to_choose(agreement: Agreement, city: Municipality) -> list[Step]:
    """Give the city's steps on the text that counts that give an authority to sign."""
    rows = Step.objects.filter(
        walk__agreement=agreement, walk__city=city, walk__text_version=agreement.text_version_id
    )
    return [
        step
        for step in rows.select_related("walk").order_by("place", "pk")
        if (entry := entries_of(step.walk).get(step.code)) is None or entry.gives_authority
    ]
