"""How well the search finds: every task and pair of languages of the retrieval data.

    python benchmarks/search_quality.py [--keep FILE] [TASK …]

Runs ``pobratym search evaluate``'s own code for each pair and prints one table in Markdown: what
was found, and the best that any method of ``BASELINE.md`` reached, each number by itself. With
``--keep`` the model's answers stay in a file between runs, since they never change.
"""

import argparse
import hashlib
import importlib.util
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "retrieval"
BEST = {
    "flores_sentence": {
        "pl-uk": (0.994, 1, 0.997),
        "uk-pl": (0.994, 1, 0.997),
        "en-uk": (0.994, 1, 0.997)
    },
    "ntrex_passage": {
        "pl-uk": (0.862, 0.982, 0.909),
        "uk-pl": (0.859, 0.986, 0.909),
        "en-uk": (0.848, 0.989, 0.901)
    },
    "ntrex_headline": {
        "pl-uk": (0.935, 1, 0.952),
        "uk-pl": (0.903, 1, 0.939),
        "en-uk": (0.903, 1, 0.939)
    },
    "cpv_terms": {
        "pl-uk": (0.499, 0.736, 0.582),
        "uk-pl": (0.497, 0.730, 0.578),
        "en-uk": (0.501, 0.737, 0.584)
    },
    "tatoeba_sentence": {
        "pl-uk": (0.910, 0.978, 0.934),
        "uk-pl": (0.910, 0.979, 0.936)
    },
    "names_en_uk": {
        "en-uk": (0.998, 1, 0.999)
    },
    "ntrex_mixed": {
        "pl": (0.848, 0.993, 0.898),
        "uk": (0.841, 0.993, 0.904),
        "en": (0.837, 0.989, 0.896)
    },
    "pool_mixed": {
        "pl": (0.813, 0.918, 0.852),
        "uk": (0.819, 0.936, 0.861),
        "en": (0.799, 0.916, 0.842)
    },
}  # fmt: skip
"""Recall at 1, at 10, and MRR: the best column of BASELINE.md for each."""
JUDGED = ("ntrex_passage", "cpv_terms", "tatoeba_sentence", "ntrex_mixed", "pool_mixed")


def start(keep: Path | None) -> None:
    """Load the product, and have it ask the file before the model."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
    os.environ.setdefault("POBRATYM_DATA", tempfile.mkdtemp(prefix="pobratym-benchmark-"))
    import django  # noqa: PLC0415

    django.setup()
    if keep is None:
        return
    import numpy as np  # noqa: PLC0415

    from pobratym.search.ranking import model  # noqa: PLC0415

    kept = sqlite3.connect(keep, timeout=60)
    kept.execute("CREATE TABLE IF NOT EXISTS v (k TEXT PRIMARY KEY, b BLOB)")
    asked = model.embed

    def embed(texts: Sequence[str], *, are_questions: bool) -> "NDArray[np.float32]":
        rows = []
        for text in texts:
            digest = hashlib.sha1(text.replace("\0", " ").encode()).hexdigest()
            key = ("q" if are_questions else "p") + digest
            found = kept.execute("SELECT b FROM v WHERE k = ?", (key,)).fetchone()
            if found:
                row = np.frombuffer(found[0], np.float32)
            else:
                row = asked([text], are_questions=are_questions)[0]
                kept.execute("INSERT OR IGNORE INTO v VALUES (?, ?)", (key, row.tobytes()))
                kept.commit()
            rows.append(row)
        return np.stack(rows)

    model.embed = embed


def scorer() -> ModuleType:
    """Load the scorer that lies beside the data."""
    found = importlib.util.spec_from_file_location("score", DATA / "score.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path)
    parser.add_argument("tasks", nargs="*")
    asked = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"The retrieval data is not at {DATA}.")
    start(asked.keep)
    from pobratym.search.services import evaluating  # noqa: PLC0415

    score = scorer()
    print("| task | pair | recall@1 | recall@5 | recall@10 | MRR"
          " | best of BASELINE: recall@1 / recall@10 / MRR | difference | CPU s |\n"
          "|---|---|---|---|---|---|---|---|---|", flush=True)  # fmt: skip
    ours, theirs = [], []
    for task in asked.tasks or BEST:
        for pair, best in BEST[task].items():
            began = time.process_time()
            asking, _, answering = pair.partition("-")
            documents = evaluating.documents_of(DATA / task, answering)
            questions = evaluating.questions_of(DATA / task, asking)
            with tempfile.TemporaryDirectory() as folder:
                run = Path(folder) / "run.jsonl"
                ranked = evaluating.evaluate(documents, questions, language=asking)
                evaluating.write_run(run, ranked)
                told = score.load(str(DATA / task), str(run), asking)
            got = told["recall@1"], told["recall@10"], told["mrr"]
            by = " / ".join(f"{one - other:+.3f}" for one, other in zip(got, best, strict=True))
            print(f"| {task} | {pair} | {got[0]:.3f} | {told['recall@5']:.3f} | {got[1]:.3f}"
                  f" | {got[2]:.3f} | {best[0]:.3f} / {best[1]:.3f} / {best[2]:.3f} | {by}"
                  f" | {time.process_time() - began:.0f} |", flush=True)  # fmt: skip
            if task in JUDGED:
                ours.append(got[2])
                theirs.append(best[2])
    if ours:
        print(f"\nMean MRR of {', '.join(JUDGED)}, {len(ours)} pairs: {sum(ours) / len(ours):.4f};"
              f" best of BASELINE: {sum(theirs) / len(theirs):.4f}")  # fmt: skip


if __name__ == "__main__":
    main()
