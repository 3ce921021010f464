"""The frozen versions of a text, and what stands between it and the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.queries.consents import consents_of, settled_clauses
from pobratym.agreements.queries.readiness import Obstacle, obstacles, waiting_for
from pobratym.agreements.queries.whole import text_of
from pobratym.agreements.states import REOPENABLE, WRITABLE, Stage
from pobratym.agreements.tongues import tongue_name
from pobratym.confirmations.models import JointChange
from pobratym.confirmations.queries import Proposal, proposals_about, proposals_among
from pobratym.confirmations.states import State
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import CONFIRMING, WRITING

FREEZE = "agreements.freeze"


@dataclass(frozen=True, slots=True)
class Copied:
    """One language of a version, and what its file is called when it is taken home."""

    copy: FrozenCopy
    name: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A version, its languages and how the cities confirmed it.

    ``digests`` is the text over which the version's own digest is.
    """

    version: TextVersion
    copies: Sequence[Copied]
    proposal: Proposal | None
    counts: bool
    digests: str


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """What the page of versions shows.

    Attributes:
        versions: newest first.
        blocking: what is to be done before the text can be agreed; empty for a text that is.
        warnings: what does not hold it up.
        clauses: how many there are; ``settled``: how many all cities have said yes to.
        proposal: the one that waits for answers.
        is_negotiated: the text is between the cities: neither a draft nor agreed.
        is_outdated: the text was changed since that was proposed: it cannot come true any more.
        lately: the last one, where nothing came of it.
        writes: the reader's city that may propose, send, reopen or give up now.
        consents: the reader's city that may say yes to all clauses now.
        lacking: how many complete clauses wait for its yes.
    """

    versions: Sequence[Frozen]
    blocking: Sequence[Obstacle]
    warnings: Sequence[Obstacle]
    clauses: int
    settled: int
    proposal: Proposal | None
    is_negotiated: bool
    is_outdated: bool
    lately: JointChange | None
    writes: Municipality | None
    consents: Municipality | None
    lacking: int
    can_share: bool
    can_reopen: bool
    can_give_up: bool

    @property
    def can_propose(self) -> bool:
        """Whether the reader may propose "text agreed" now."""
        may = self.writes is not None and self.is_negotiated
        return may and self.proposal is None and not self.blocking


def versions_page(agreement: Agreement, reader: Reader) -> VersionsPage:
    """Gather the page; the number of statements does not grow with clauses or versions.

    Args:
        agreement: with its cities and languages.
        reader: works on it.
    """
    negotiated = agreement.stage == Stage.NEGOTIATION and agreement.withdrawn_at is None
    text = text_of(agreement)
    consents = consents_of(agreement, text)
    found = obstacles(agreement, text, consents) if negotiated else []
    stands = agreement.withdrawn_at is None and agreement.partnership.withdrawn_at is None
    writing = acting_cities(reader, agreement, WRITING) if stands else []
    confirming = acting_cities(reader, agreement, CONFIRMING) if stands and negotiated else []
    freezes = [one for one in proposals_about(agreement, reader) if one.change.deed == FREEZE]
    proposal = next(iter(freezes), None)
    return VersionsPage(
        versions=_versions(agreement, reader),
        blocking=[one for one in found if one.blocks],
        warnings=[one for one in found if not one.blocks],
        clauses=len(text.clauses),
        settled=len(settled_clauses(agreement, consents)),
        proposal=proposal,
        is_negotiated=negotiated,
        is_outdated=proposal is not None
        and proposal.change.arguments.get("text_number") != agreement.text_number,
        lately=None if proposal else _lately(agreement, reader),
        writes=writing[0] if writing else None,
        consents=confirming[0] if confirming else None,
        lacking=waiting_for(text, consents, confirming[0].pk) if confirming else 0,
        can_share=bool(writing) and agreement.stage == Stage.DRAFT,
        can_reopen=bool(writing) and agreement.stage in REOPENABLE,
        can_give_up=bool(writing) and agreement.stage in WRITABLE,
    )


def copy_of(reader: Reader, agreement: UUID, number: int, language: str) -> Copied | None:
    """Give one language of a frozen version that the reader may see (two statements).

    Args:
        reader: anybody, for the version of a public agreement that counts.
        agreement: its public id.
        number: of the version.
        language: of the copy.
    """
    seen = TextVersion.objects.visible_to(reader)
    version = seen.filter(agreement__public_id=agreement, number=number).first()
    if version is None:
        return None
    copies = FrozenCopy.objects.filter(version=version, language=language)
    return next((_copied(version, copy) for copy in copies), None)


def _versions(agreement: Agreement, reader: Reader) -> list[Frozen]:
    rows = TextVersion.objects.filter(agreement=agreement).prefetch_related("copies")
    versions = list(rows.order_by("-number"))
    keys = [one.proposal_id for one in versions if one.proposal_id]
    changes = JointChange.objects.visible_to(reader).filter(pk__in=keys).with_answers()
    told = {one.change.pk: one for one in proposals_among(changes, reader)} if keys else {}
    return [
        Frozen(
            version,
            [_copied(version, copy) for copy in version.copies.all()],
            told.get(version.proposal_id or 0),
            version.pk == agreement.text_version_id,
            _digests(version),
        )
        for version in versions
    ]


def _copied(version: TextVersion, copy: FrozenCopy) -> Copied:
    name = f"text-{version.number}-{copy.language}-{copy.sha256[:8]}.json"
    return Copied(copy, tongue_name(copy.language), name)


def _digests(version: TextVersion) -> str:
    copies = sorted(
        (copy.language, copy.sha256) for copy in version.copies.all() if copy.is_authentic
    )
    return "{" + ",".join(f'"{language}":"{sha}"' for language, sha in copies) + "}"


def _lately(agreement: Agreement, reader: Reader) -> JointChange | None:
    """Give the last proposal where it came to nothing, and nothing was agreed since."""
    rows = JointChange.objects.visible_to(reader).about(agreement).filter(deed=FREEZE)
    last = rows.select_related("proposed_by").order_by("-pk").first()
    failed = {State.OVERTAKEN, State.DECLINED, State.EXPIRED}
    return last if last is not None and last.stage in failed else None
