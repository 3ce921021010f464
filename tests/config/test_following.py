import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.work.jobs import until

ROOT = Path(__file__).parents[2]
PARENT = """
import multiprocessing, os, pathlib, signal, sys
from pobratym.config.following import follow_parent

def told(what):
    pathlib.Path(sys.argv[1], f"{what}-{os.getpid()}").touch()

def child():
    signal.signal(signal.SIGTERM, lambda *_: (told("ended"), exit()))
    follow_parent()
    told("ready")
    while True:
        signal.pause()

follow_parent()
for _ in range(2):
    multiprocessing.get_context("fork").Process(target=child).start()
signal.pause()
"""


def test_the_processes_of_the_server_end_when_the_first_one_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    try:
        until(lambda: len([*tmp_path.glob("ready-*")]) == 2)
        assert [*tmp_path.glob("ended-*")] == []
    finally:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait(timeout=10)

    until(lambda: len([*tmp_path.glob("ended-*")]) == 2)
