"""Compiled code: made once on a machine, then kept on its disk.

Compiling takes some seconds. What is kept is looked for in a folder named after the text of this
package, so code that calls changed code is never taken for current, which the library alone would
do (it looks at the file of the outermost function only).
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import numba
from numba.core import config

_P = ParamSpec("_P")
_T = TypeVar("_T")

HERE = Path(__file__).parent


def _kept_in() -> Path:
    """Give the first folder that can be written: beside the code, the person's own, a passing one.

    What lies there is run, so it is never a folder that others can write to as well.
    """
    text = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
    name = hashlib.sha256(text).hexdigest()[:16]
    home = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    for folder in (HERE / "__pycache__" / name, home / "pobratym" / "compiled" / name):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, RuntimeError):
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="pobratym-"))


if not vars(config)["CACHE_DIR"]:
    vars(config)["CACHE_DIR"] = str(_kept_in())


def compiled(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Compile a function that only compiled code calls."""
    made: Callable[_P, _T] = numba.njit(nogil=True)(function)
    return made


def kept(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Compile a function that is called from outside, when it first is, and keep it on the disk."""
    made: Callable[_P, _T] = numba.njit(nogil=True, cache=True)(function)
    return made
