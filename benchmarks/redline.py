"""What it takes to compare two whole versions of a text: 60 clauses, word by word, in one language.

    python -m benchmarks.redline [--rounds 20]

The clauses are made up of words of a usual length, 120 words and 900 signs each, which is more than
most clauses of real agreements have. Without database and page: what ``texts.aligning.compare``
costs.
"""

import random
import statistics
import time

import click

from pobratym.agreements.texts.aligning import compare
from pobratym.agreements.texts.whole import Version, WholeClause, WholeText

CLAUSES, WORDS = 60, 120
_SMALL = ("i", "w", "z", "oraz", "na", "do", "Strony", "Miasta", "umowy", "współpracy")


def _text(bodies: list[str], keys: list[int]) -> WholeText:
    return WholeText(
        kind="partnership_agreement",
        titles={"pl": "Umowa"},
        languages=["pl"],
        authentic=["pl"],
        parties=[],
        clauses=[
            WholeClause("aims", str(key), {"pl": Version("Cele", body)}, key=key)
            for key, body in zip(keys, bodies, strict=True)
        ],
    )


def _body(chance: random.Random) -> str:
    words = [
        chance.choice(_SMALL) if chance.random() < 0.4 else f"postanowienie{chance.randrange(900)}"
        for _ in range(WORDS)
    ]
    return "".join(word + chance.choice([" "] * 8 + [", ", ".\n\n"]) for word in words)


def _edited(body: str, chance: random.Random, changes: int) -> str:
    words = body.split(" ")
    for _ in range(changes):
        words[chance.randrange(len(words))] = f"zmiana{chance.randrange(900)}"
    return " ".join(words)


@click.command()
@click.option("--rounds", default=20, show_default=True)
def main(rounds: int) -> None:
    """Print the median and the worst of some rounds, in ms of CPU."""
    chance = random.Random(7)
    bodies = [_body(chance) for _ in range(CLAUSES)]
    keys = list(range(1, CLAUSES + 1))
    cases = {
        "nothing": bodies,
        "five words in each clause": [_edited(body, chance, 5) for body in bodies],
        "a third of the words": [_edited(body, chance, WORDS // 3) for body in bodies],
        "every word": [_body(chance) for _ in bodies],
    }
    for name, changed in cases.items():
        for known in (True, False):
            old = _text(bodies, keys if known else [0] * CLAUSES)
            new = _text(changed, keys if known else [0] * CLAUSES)
            took = []
            for _ in range(rounds):
                begun = time.process_time()
                compare(old, new, "pl")
                took.append((time.process_time() - begun) * 1_000)
            how = "" if known else ", clauses found by their words"
            told = f"{statistics.median(took):.1f} ms, worst {max(took):.1f} ms"
            click.echo(f"changed: {name}{how}: {told}")


if __name__ == "__main__":
    main()
