"""Do one thing from many threads at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(act: Callable[[], object], times: int = 2) -> list[Exception]:
    """Run ``act`` in so many threads, begun together; give what they raised."""
    start = threading.Barrier(times)
    errors: list[Exception] = []

    def run() -> None:
        start.wait(5)
        try:
            act()
        except Exception as error:  # noqa: BLE001  whatever it is, the test shows it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return errors
