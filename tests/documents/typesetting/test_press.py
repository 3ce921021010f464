import os
import re
import signal
import threading
from pathlib import Path

import psutil
import pytest

from pobratym.documents.typesetting import worker
from pobratym.documents.typesetting.pdf import as_data
from pobratym.documents.typesetting.press import Press, PressError
from tests.documents.typesetting.made import paper, sides


@pytest.fixture
def press():
    made = Press(seconds=20)
    yield made
    made.stop()


def job(words="Zdanie."):
    return as_data(paper(sides((words, "Речення."))))


def child(press):
    return psutil.Process(press._process.pid)


def test_a_worker_that_was_killed_is_started_anew(press):
    press.pdf("paper", job())
    os.kill(press._process.pid, signal.SIGKILL)

    assert press.pdf("paper", job("Inne."))[:5] == b"%PDF-"


def test_a_worker_killed_while_it_works_costs_only_time(press):
    long = as_data(paper(sides(*[("Słowo " * 300, "Слово " * 300)] * 200)))
    press.start()
    threading.Timer(0.3, os.kill, [press._process.pid, signal.SIGKILL]).start()

    assert press.pdf("paper", long)[:5] == b"%PDF-"


def test_a_job_that_takes_too_long_ends_and_the_next_is_done():
    press = Press(seconds=1)
    pairs = [(f"Słowo{n} " * 900, "Слово " * 900) for n in range(900)]
    endless = as_data(paper(sides(*pairs)))
    try:
        with pytest.raises(PressError, match="more than 1 s"):
            press.pdf("paper", endless)
        assert press.pdf("paper", job())[:5] == b"%PDF-"
    finally:
        press.stop()


def test_a_forked_process_would_not_use_its_parents_worker(press):
    press.pdf("paper", job())
    first = press._process
    press._owner = -1  # as a child sees it

    press.pdf("paper", job())

    assert press._process.pid != first.pid
    first.kill()
    first.wait()
    first.stdin.close()
    first.stdout.close()


def test_the_worker_ends_with_its_parent(press):
    press.pdf("paper", job())
    process = press._process

    process.stdin.close()

    assert process.wait(5) == 0


def test_the_worker_has_little_memory_no_files_to_write_and_no_secrets(press, monkeypatch):
    monkeypatch.setenv("POBRATYM_SECRET_KEY", "geheim")
    press.pdf("paper", job())

    limits = child(press)
    seen = Path(f"/proc/{limits.pid}/environ").read_bytes()

    assert limits.rlimit(psutil.RLIMIT_AS)[0] == worker.MEMORY_BYTES
    assert limits.rlimit(psutil.RLIMIT_FSIZE)[0] == 0
    assert b"geheim" not in seen


def test_what_the_engine_refuses_is_told(press):
    with pytest.raises(PressError, match="paper"):
        press.pdf("paper", {"title": "nothing else"})


def test_what_is_set_once_is_not_forgotten_for_a_word_elsewhere():
    for path in worker.TEMPLATES.glob("*.typ"):
        functions = [part for part in path.read_text().split("\n#") if re.match(r"let \S+\(", part)]
        assert functions
        assert not [one for one in functions if re.search(r"\bpaper\.", one)]


def test_a_paper_is_the_same_after_others_and_first_of_all(press):
    press.pdf("paper", job("Inne."))
    second = press.pdf("paper", job())
    press.stop()

    assert press.pdf("paper", job()) == second


def test_templates_fetch_no_packages():
    texts = [path.read_text() for path in worker.TEMPLATES.glob("*.typ")]

    assert texts
    assert [
        text for text in texts if re.search(r"@\w+/|#import|#include|read\(|eval\(", text)
    ] == []


def test_the_engine_finds_no_package_and_reads_no_file_outside():
    compiler = worker.engine()

    for source in ('#import "@preview/cetz:0.3.4": canvas', '#read("/../../etc/passwd")'):
        with pytest.raises(Exception, match=r"package|access|not found|failed|escape"):
            compiler.compile(input=source.encode(), format="pdf")
