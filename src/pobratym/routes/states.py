"""How legal steps and signatures stand, as plain data."""

from enum import StrEnum


class StepState(StrEnum):
    """Where a step of a legal route stands."""

    WAITING = "waiting"
    """Something before it is not done."""
    OPEN = "open"
    SENT = "sent"
    """The paper is with whoever decides; the clock runs."""
    DONE = "done"
    REFUSED = "refused"
    RETURNED = "returned"
    """Sent back to be mended."""
    WAIVED = "waived"
    """Not needed here, with the reason."""


NEXT: dict[StepState, frozenset[StepState]] = {
    StepState.WAITING: frozenset({StepState.OPEN, StepState.WAIVED}),
    StepState.OPEN: frozenset(
        {
            StepState.SENT,
            StepState.DONE,
            StepState.REFUSED,
            StepState.RETURNED,
            StepState.WAIVED,
        }
    ),
    StepState.SENT: frozenset(
        {
            StepState.DONE,
            StepState.REFUSED,
            StepState.RETURNED,
            StepState.WAIVED,
            StepState.OPEN,
        }
    ),
    StepState.RETURNED: frozenset(
        {StepState.SENT, StepState.DONE, StepState.WAIVED, StepState.OPEN}
    ),
    StepState.REFUSED: frozenset(
        {StepState.SENT, StepState.DONE, StepState.WAIVED, StepState.OPEN}
    ),
    StepState.DONE: frozenset({StepState.OPEN}),
    StepState.WAIVED: frozenset({StepState.OPEN}),
}
"""Which state may follow which by a deed; waiting becomes open by itself, too.

Back to open leads whatever was noted by mistake; a step that waits is opened by a deed only where
its order is a proposal of the law book.
"""
FULFILLED = frozenset({StepState.DONE, StepState.WAIVED})
"""States in which a step holds nothing up."""
WITH_REASON = frozenset({StepState.REFUSED, StepState.RETURNED, StepState.WAIVED})


class Mode(StrEnum):
    """How a person signed."""

    WET = "wet"
    """By hand, on paper; the scans are kept."""
    ELECTRONIC = "electronic"
    """With a certificate, in the PDF; the signature is checked here."""
    CONTAINER = "container"
    """A container that is not opened here (DSTU 4145); the outcome of an outside check is kept."""


class Outcome(StrEnum):
    """What a check of a signature found."""

    NOT_CHECKED = "not_checked"
    VALID = "valid"
    """Whole, and by somebody whom the trust list knows."""
    UNTRUSTED = "untrusted"
    """Whole, but the certificate leads to nobody on the trust list."""
    PARTIAL = "partial"
    """Something was added after the signature, or it does not cover the whole file."""
    ALTERED = "altered"
    """The file was changed after it was signed."""
    UNREADABLE = "unreadable"
    NONE = "none"
    """There is no signature in the file."""
    OUTSIDE_VALID = "outside_valid"
    """Another service has found it valid; not checked here."""
    OUTSIDE_INVALID = "outside_invalid"


class Assurance(StrEnum):
    """What a person answers for where a file or a day does not speak for itself."""

    COMPARED = "compared"
    """The file names no digest: its text was compared with the version by a person."""
    ISSUER = "issuer"
    """The issuer is accepted though it is not on the trust list."""
    EARLIER = "earlier"
    """It was signed before its text was recorded here."""


COUNTING = frozenset({Outcome.VALID, Outcome.UNTRUSTED, Outcome.OUTSIDE_VALID})
"""Outcomes with which a file counts as signed, where a person answers for what they leave open."""
