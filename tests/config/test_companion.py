import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.work.jobs import until

ROOT = Path(__file__).parents[2]
KEEPER = """
import signal, sys
from pobratym.config import companion

companion._COMMAND = [
    sys.executable, "-c",
    "import os, pathlib, sys, time;"
    "pathlib.Path(sys.argv[1], str(os.getpid())).touch(); time.sleep(60)",
    sys.argv[1],
]
one = companion.Companion()
one.start()
signal.signal(signal.SIGTERM, lambda *_: (one.stop(), sys.exit(0)))
while True:
    signal.pause()
"""


def test_a_worker_that_dies_is_followed_by_another_and_all_end_together(tmp_path):
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stderr=subprocess.PIPE,
    )
    try:
        [first] = until(lambda: [path.name for path in tmp_path.iterdir()])
        os.kill(int(first), signal.SIGKILL)
        [second] = until(lambda: [p.name for p in tmp_path.iterdir() if p.name != first])
        assert Path(f"/proc/{second}").exists()

        keeper.terminate()

        assert keeper.wait(timeout=10) == 0
        until(lambda: not Path(f"/proc/{second}").exists())
        assert b"The worker ended (-9)" in keeper.stderr.read()
    finally:
        keeper.kill()
        keeper.wait(timeout=10)
        keeper.stderr.close()
