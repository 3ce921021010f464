"""Between which cosines texts go from "nothing in common" to "the same", on real pairs.

    python -m benchmarks.matching_curve FOLDER

FOLDER holds ``docs.pl.tsv`` and ``docs.uk.tsv``, a key and a text in each line, the same keys in
both: titles of the Common Procurement Vocabulary, or headlines and their translations. Pairs of one
key mean the same; pairs of two keys are as any two institutions' texts are.
"""

from pathlib import Path

import click
import numpy as np

AT = (1, 5, 25, 50, 75, 95, 99)
SOME = 600


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Print percentiles of both kinds of pairs."""
    from pobratym.search.ranking import model  # noqa: PLC0415  loads the model
    from pobratym.search.ranking.centring import centred  # noqa: PLC0415

    texts = {language: _read(folder / f"docs.{language}.tsv") for language in ("pl", "uk")}
    keys = sorted(set(texts["pl"]) & set(texts["uk"]))
    rng = np.random.default_rng(1)
    chosen = [keys[i] for i in rng.permutation(len(keys))[:SOME]]
    sides = {}
    for language, known in texts.items():
        words = [known[key] for key in chosen]
        parts = [model.embed(words[i : i + 16], are_questions=False) for i in range(0, SOME, 16)]
        pairs = [(language, one) for one in words]
        sides[language] = centred(np.concatenate(parts), pairs, are_questions=False)
    cosines = sides["pl"] @ sides["uk"].T
    same = np.eye(len(chosen), dtype=bool)
    click.echo("percentile        " + "".join(f"{one:>8}" for one in AT))
    for name, found in (("the same", cosines[same]), ("any two", cosines[~same])):
        click.echo(f"{name:<18}" + "".join(f"{one:8.2f}" for one in np.percentile(found, AT)))


def _read(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {key: text for key, text in (line.split("\t")[:2] for line in lines) if text}


if __name__ == "__main__":
    main()
