"""What a tree of processes has cost: CPU time and memory, read from ``/proc`` (Linux)."""

import os
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """Give a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def _stat(pid: int) -> list[str]:
    """Give the fields of ``/proc/…/stat`` from the state on, empty for one that has gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu_ms(pids: list[int]) -> dict[int, float]:
    """Say what all threads of each process have run, user and system, in milliseconds.

    From the scheduler's own count in nanoseconds, since the clock ticks of ``stat`` are 10 ms.
    Processes that have gone are left out.
    """
    found = {}
    for pid in pids:
        try:
            threads = [*(PROC / str(pid) / "task").iterdir()]
            found[pid] = sum(int((one / "schedstat").read_text().split()[0]) for one in threads)
        except OSError:
            continue
    return {pid: nanoseconds / 1e6 for pid, nanoseconds in found.items()}


def spent_ms(before: dict[int, float], after: dict[int, float]) -> float:
    """Sum what processes seen both times have run in between, in milliseconds."""
    return sum(after[pid] - before[pid] for pid in before.keys() & after.keys())


def cpu_ms_of_ended(pids: list[int]) -> float:
    """Sum what children that have ended took, in milliseconds (in ticks of 10 ms)."""
    fields = [_stat(pid) for pid in pids]
    return sum(int(one[13]) + int(one[14]) for one in fields if one) * 1000 / TICKS


def pss_mib(pids: list[int]) -> float:
    """Sum the memory of these processes, what they share counted once, in MiB."""
    total = 0
    for pid in pids:
        try:
            rollup = (PROC / str(pid) / "smaps_rollup").read_text()
        except OSError:
            continue
        total += next(
            int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")
        )
    return total / 1024
