"""Letters that events may overtake: the room that wrote them is asked before they go."""

from collections.abc import Callable

from pobratym.work.models import Letter

_asked: dict[str, Callable[[Letter], bool]] = {}


def ask_before_sending(kind: str, is_still_wanted: Callable[[Letter], bool]) -> None:
    """Have letters of a kind (their template) looked at once more; from ``AppConfig.ready``.

    A letter that is no longer wanted is stopped, as if its account were closed: a role may have
    ended while the mail server was away.
    """
    _asked[kind] = is_still_wanted


def is_still_wanted(letter: Letter) -> bool:
    """Say whether a letter may go, as far as its room knows."""
    ask = _asked.get(letter.kind)
    return ask is None or ask(letter)
