"""What a process of the web server does when the one that began it is gone, even killed."""

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.process import BaseProcess

_GRACE_SECONDS = 20


def follow_parent() -> None:
    """End with the process that began this one: what is under way is answered first.

    Otherwise it would keep the port and write on, unseen by those who stop and start the service.
    """
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE_SECONDS)
    os._exit(1)
