"""How well the ranking finds real partner cities: beside chance, and beside distance alone.

    python -m benchmarks.twinning [--keep FOLDER]

The registers, figures and lists of partners are loaded into a database of its own by the product's
own commands. Then each Polish city with a known Ukrainian partner ranks all hromadas, and each
Ukrainian one all gminas. Partnerships between the two countries are taken out of the data before:
neither "known partnerships" nor "partners in common" may know the answer. Pairs are parted into two
halves by Polish city; weights tuned on one half are judged on the other.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
TERRITORIES = ["pl/TERC_Adresowy_2026-02-16.csv", "ua/kodifikator-16-05-2025.csv"]
FIGURES = ["pl/GUS_ludnosc_gminy_2024_tabl_IV.xls", "ua/kse_full_dataset.csv"]
POINTS = ["pl/miasta_wspolrzedne_ryczek02.json", "geonames/geonames_cities500_PL_UA.csv"]
PAIRS = ["pl_ua_pairs_wikipedia_dev.csv", "wikidata_sistercities_poland.tsv"]
PARTNERS = [
    "twin_cities_wikipedia_2026-02.csv",
    "wikidata_sistercities_poland.tsv",
    "w3i_twinning_partners_ua_eu_2026-07.json",
]
AT = (10, 50, 100)
STEPS = 250
SEED = 5
ABROAD = {"PL": "UA", "UA": "PL"}


def load(folder: Path) -> None:
    """Load everything by the product's own commands."""
    territory, twinning = DATA / "territory", DATA / "twinning"
    runs = [
        ["territories", *(territory / name for name in TERRITORIES)],
        ["statistics", *(territory / name for name in FIGURES)],
        ["statistics", territory / "pl/powierzchnia_jednostek_2025.xlsx", "--on", "2025-01-01",
         "--source", "GUS"],
        ["statistics", *(territory / name for name in POINTS), "--on", "2026-01-01", "--source",
         "Polskie jednostki administracyjne"],
        ["indicators", *(territory / name for name in FIGURES)],
        ["partnerships", *(twinning / name for name in PARTNERS), "--on", "2026-02-28"],
    ]  # fmt: skip
    for run in runs:
        subprocess.run(
            [sys.executable, "-m", "pobratym.config", "import", *map(str, run), "--skip-bad-rows"],
            check=True,
            env={**os.environ, "POBRATYM_DATA": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def real_pairs() -> tuple[list[tuple[int, int]], dict[str, int]]:
    """Give the pairs as (Polish, Ukrainian) keys, and why others are left out."""
    from pobratym.prospects.queries.places import Places  # noqa: PLC0415
    from pobratym.prospects.registers import partners  # noqa: PLC0415

    places, found, left_out = Places(), set[tuple[int, int]](), dict[str, int]()
    seen = set[tuple[str, str]]()
    for name in PAIRS:
        _list, rows = partners.read(DATA / "twinning" / name, lambda _problem: None)
        by_line: dict[int, dict[str, partners.PartnerRow]] = {}
        for row in rows:
            by_line.setdefault(row.line, {})[row.country] = row
        for sides in by_line.values():
            if set(sides) != {"PL", "UA"}:
                continue
            told = {country: places.find(row) for country, row in sides.items()}
            pair = told["PL"][0], told["UA"][0]
            if pair[0] is not None and pair[1] is not None:
                found.add((pair[0], pair[1]))
                continue
            names = sides["PL"].name, sides["UA"].name
            if names not in seen:
                seen.add(names)
                reason = next(one[1] for one in told.values() if one[0] is None)
                left_out[reason] = left_out.get(reason, 0) + 1
    return sorted(found), left_out


class Judge:
    """Ranks for each city of the pairs, under any weights."""

    def __init__(self, columns: Any, pairs: Sequence[tuple[int, int]]) -> None:  # noqa: ANN401
        from pobratym.prospects.comparing.catalogue import default_weights  # noqa: PLC0415
        from pobratym.prospects.comparing.meeting import Wants  # noqa: PLC0415
        from pobratym.prospects.comparing.scoring import compared  # noqa: PLC0415

        self.codes = [code for code in default_weights() if code not in {"needs", "schools"}]
        self.pairs = pairs
        self.values: dict[str, list[Any]] = {"PL": [], "UA": []}
        self.truth: dict[str, list[int]] = {"PL": [], "UA": []}
        self.counts: dict[str, int] = {}
        kept: dict[int, Any] = {}
        for side, abroad in ABROAD.items():
            is_there = (columns.countries == abroad) & ~np.isnan(columns.values["residents"])
            rows = np.flatnonzero(is_there)
            place = {int(row): at for at, row in enumerate(rows)}
            self.counts[side] = len(rows)
            for pair in pairs:
                own, other = pair if side == "PL" else pair[::-1]
                row = columns.row_of[own]
                if row not in kept:
                    weights = dict.fromkeys(self.codes, 1)
                    result = compared(columns, Wants([], None), row, weights)
                    kept[row] = np.stack(
                        [np.nan_to_num(result.values[code])[rows] for code in self.codes], axis=1
                    )
                self.values[side].append(kept[row])
                self.truth[side].append(place[columns.row_of[other]])

    def ranks(self, weights: Mapping[str, float], some: Sequence[int], side: str) -> Any:  # noqa: ANN401
        """Give the place of the true partner for some pairs; equals count by their middle."""
        line = np.array([weights.get(code, 0.0) for code in self.codes])
        found = []
        for at in some:
            totals = self.values[side][at] @ line
            own = totals[self.truth[side][at]]
            found.append(1 + (totals > own).sum() + ((totals == own).sum() - 1) / 2)
        return np.array(found)

    def score(self, weights: Mapping[str, float], some: Sequence[int]) -> float:
        """Give what is tuned for: the mean reciprocal rank, and the share within 50 and 100."""
        ranks = np.concatenate([self.ranks(weights, some, side) for side in ABROAD])
        return float(np.mean(1 / ranks) + 0.15 * np.mean(ranks <= 50) + 0.1 * np.mean(ranks <= 100))

    def tuned(self, some: Sequence[int]) -> dict[str, float]:
        """Find weights on some pairs: change one at random, keep what is better."""
        chance = np.random.default_rng(SEED)
        weights = dict.fromkeys(self.codes, 1.0)
        best = self.score(weights, some)
        for _step in range(STEPS):
            code = str(chance.choice(self.codes))
            factor, more = chance.choice([0, 0.5, 0.7, 1.4, 2, 3]), chance.choice([0, 0, 0.2])
            tried = {**weights, code: weights[code] * float(factor) + float(more)}
            if (score := self.score(tried, some)) > best:
                best, weights = score, tried
        whole = sum(weights.values())
        return {code: weight / whole for code, weight in weights.items()}


def line(name: str, ranks: Any, count: int) -> str:  # noqa: ANN401
    """Write one row of the table."""
    cells = [f"{np.mean(1 / ranks):.3f}", *(f"{np.mean(ranks <= at):.3f}" for at in AT)]
    return f"| {name} | {' | '.join(cells)} | {100 * np.median(ranks) / count:.1f}% |"


def chance_line(count: int) -> str:
    """Write what drawing lots would give."""
    mrr = sum(1 / place for place in range(1, count + 1)) / count
    return f"| chance | {mrr:.3f} | " + " | ".join(f"{at / count:.3f}" for at in AT) + " | 50.0% |"


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), help="Load into this folder, or use it.")
def main(keep: Path | None) -> None:
    """Load, rank, and print the tables in Markdown."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            load(folder)
        os.environ["POBRATYM_DATA"] = str(folder)
        judge_all()


def judge_all() -> None:
    """Print the tables."""
    from pobratym.config.commandline import start_django  # noqa: PLC0415

    start_django("en")
    from pobratym.directory.models.cities import Municipality  # noqa: PLC0415
    from pobratym.prospects.comparing.catalogue import default_weights  # noqa: PLC0415
    from pobratym.prospects.services import columns as service  # noqa: PLC0415

    countries = dict(Municipality.objects.values_list("pk", "country"))
    ties = service.ties_known()
    honest = [tie for tie in ties if tie.country != ABROAD[countries[tie.key]]]
    columns = service.columns_from(honest)
    pairs, left_out = real_pairs()
    usable = [
        pair
        for pair in pairs
        if not any(
            np.isnan(columns.values["residents"][columns.row_of[key]])
            or np.isnan(columns.places[columns.row_of[key]]).any()
            for key in pair
        )
    ]
    left_out["no residents or no place known"] = len(pairs) - len(usable)
    judge = Judge(columns, usable)
    click.echo(f"Pairs: {len(usable)} used; left out: {left_out}\n")
    polish = np.random.default_rng(SEED).permutation(sorted({pair[0] for pair in usable}))
    first = set(polish[: len(polish) // 2].tolist())
    halves = [
        [at for at, pair in enumerate(usable) if (pair[0] in first) == is_first]
        for is_first in (True, False)
    ]
    weights = [judge.tuned(half) for half in halves]
    click.echo("| from | MRR | recall@10 | recall@50 | recall@100 | median place |")
    click.echo("|---|---|---|---|---|---|")
    everything, defaults = range(len(usable)), default_weights()
    for side, abroad in (("PL", "hromadas"), ("UA", "gminas")):
        count = judge.counts[side]
        click.echo(f"| **{side}, among {count:,} {abroad}** | | | | | |")
        click.echo(chance_line(count))
        distance = judge.ranks({"nearness": 1.0}, everything, side)
        click.echo(line("distance alone", distance, count))
        plain = dict.fromkeys(("residents", "density", "urban_share", "largest_city_km"), 1.0)
        figures = judge.ranks(plain, everything, side)
        click.echo(line("figures alone, equal weights", figures, count))
        blind = {
            code: weight
            for code, weight in defaults.items()
            if code not in {"partners_in_common", "partnerships"}
        }
        click.echo(
            line("product, no lists of partners", judge.ranks(blind, everything, side), count)
        )
        held_out = np.concatenate(
            [judge.ranks(weights[1 - half], halves[half], side) for half in (0, 1)]
        )
        click.echo(line("weights tuned on the other half", held_out, count))
        click.echo(line("weights of the product", judge.ranks(defaults, everything, side), count))
    click.echo()
    for half, tuned in enumerate(weights, 1):
        told = ", ".join(f"{code} {100 * weight:.0f}" for code, weight in tuned.items() if weight)
        click.echo(f"Tuned on half {half} ({len(halves[half - 1])} pairs), in percent: {told}")


if __name__ == "__main__":
    main()
