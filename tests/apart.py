"""Work apart from the test's own thread, in which a browser may keep an event loop running."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def apart(act: Callable[..., Any], *facts: Any, **more: Any) -> Any:
    """Do something in a thread of its own and give what it gives, or raise what it raises."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(act, *facts, **more).result()
