"""Whether the agreed texts are still what the cities confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import FrozenCopy, TextVersion
from pobratym.agreements.texts.canonical import digest, whole_digest
from pobratym.journal.models import Entry

AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a version; ``agreement`` is the public id."""

    agreement: str
    number: int
    what: str


def unsound_versions() -> Iterator[Fault]:
    """Work out every digest of every frozen text anew, and look for versions that are gone."""
    rows = TextVersion.objects.select_related("agreement").prefetch_related("copies")
    for version in rows.order_by("pk").iterator(chunk_size=AT_A_TIME):
        for what in _wrong_in(version, list(version.copies.all())):
            yield Fault(str(version.agreement.public_id), version.number, what)
    yield from _gone()


def _wrong_in(version: TextVersion, copies: list[FrozenCopy]) -> Iterator[str]:
    for copy in copies:
        if digest(copy.canonical) != copy.sha256:
            yield _("the text in the language %(language)s is not the one that was agreed.") % {
                "language": copy.language
            }
    binding = {copy.language: copy.sha256 for copy in copies if copy.is_authentic}
    if whole_digest(binding) != version.sha256:
        yield _("its digest is not that of its languages.")


def _gone() -> Iterator[Fault]:
    """Find versions that the journal tells of and that are not there as it tells."""
    there = {
        (agreement, number): sha
        for agreement, number, sha in TextVersion.objects.values_list(
            "agreement_id", "number", "sha256"
        )
    }
    names = dict(Agreement.objects.values_list("pk", "public_id"))
    lines = Entry.objects.filter(what="agreement.frozen").order_by("pk")
    for key, details in lines.values_list("key", "details").iterator(chunk_size=AT_A_TIME):
        number, sha = details["number"], details["sha256"]
        if key in names and there.get((key, number)) != sha:
            yield Fault(str(names[key]), number, _("it is not the one that the journal tells of."))
