"""A pairing as a file."""

import csv
import io
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from pobratym.core.cells import BYTE_ORDER_MARK, safe_cell
from pobratym.core.words import language
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.matching.models.runs import MatchRun
from pobratym.matching.queries.pairing.runs import left_of, pairs_of, shares_of


def as_csv(run: MatchRun, own: Collection[int] | None) -> str:
    """Write the pairs, then those without a partner, as a table in the reader's language."""
    written = io.StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    table.writerow(
        [
            _named_city(run.city_a),
            _named_city(run.city_b),
            _("Score of 100"),
            _("Fixed beforehand"),
            _("Loss of the whole without the pair"),
            _("Points"),
            _("Why without a partner"),
        ]
    )
    for pair in pairs_of(run, own):
        shares = "; ".join(f"{one.name}: {one.points:.1f}" for one in shares_of(pair))
        regret = "" if pair.regret is None else f"{pair.regret * 100:.1f}"
        row = [
            _name(pair.a),
            _name(pair.b),
            f"{pair.score * 100:.1f}",
            _("yes") if pair.is_must else "",
            regret,
            shares,
            "",
        ]
        table.writerow([safe_cell(cell) for cell in row])
    for left in left_of(run, own):
        is_a = left.institution.municipality_id == run.city_a_id
        name = _name(left.institution)
        row = [
            name if is_a else "",
            "" if is_a else name,
            "",
            "",
            "",
            "",
            left.get_reason_display(),
        ]
        table.writerow([safe_cell(cell) for cell in row])
    return BYTE_ORDER_MARK + written.getvalue()


def as_data(run: MatchRun, own: Collection[int] | None) -> dict[str, Any]:
    """Give the same as plain data; for who sees the whole, with how it was reckoned."""
    told: dict[str, Any] = {
        "pairing": str(run.public_id),
        "state": run.state,
        "cities": [dict(run.city_a.name), dict(run.city_b.name)],
        "ran_at": run.ran_at.isoformat() if run.ran_at else None,
        "pairs": [
            {
                "a": _identified(pair.a),
                "b": _identified(pair.b),
                "score": pair.score,
                "shares_in_thousandths": pair.shares,
                "not_told": pair.untold,
                "must": pair.is_must,
                "regret": pair.regret,
            }
            for pair in pairs_of(run, own)
        ],
        "without_partner": [
            {
                "institution": _identified(left.institution),
                "reason": left.reason,
                "best": _identified(left.best) if left.best else None,
                "score": left.score,
                "loss": left.loss,
            }
            for left in left_of(run, own)
        ],
    }
    if own is None:
        told |= {
            "total": run.total,
            "bound": run.bound,
            "gap": run.gap,
            "weights": run.counts,
            "floor": run.floor / 100,
            "kinds": run.kinds,
            "inputs_sha256": run.inputs_hash,
            "seconds": run.seconds,
        }
    return told


def _identified(institution: Institution) -> dict[str, Any]:
    return {"id": str(institution.public_id), "name": dict(institution.name)}


def _name(institution: Institution) -> str:
    text: str = institution.name.said(language()).text
    return text


def _named_city(city: Municipality) -> str:
    return safe_cell(city.name.said(language()).text)
