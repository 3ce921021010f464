"""The command ``pobratym plan``: the planner on a public test instance."""

import json
import os
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pobratym.core.errors import DomainError
from pobratym.visits.planning import planner
from pobratym.visits.planning.instances import Flaw, Instance, InstanceError, read_instance
from pobratym.visits.planning.problem import Problem
from pobratym.visits.planning.programme import BadProblemError, Programme
from pobratym.visits.planning.routes import visit_of

MOST_TOURS = 50

FLAWS = {
    Flaw.TOO_LARGE: gettext_lazy("The file is too large for a test instance."),
    Flaw.NOT_TEXT: gettext_lazy("The file is not a plain text of numbers."),
    Flaw.NO_POINTS: gettext_lazy("There are no points in the file."),
    Flaw.COUNT: gettext_lazy(
        "The third number of the first line must tell how many points follow after point 0."
    ),
    Flaw.SHORT_LINE: gettext_lazy("The line is cut off."),
    Flaw.NOT_NUMBERS: gettext_lazy("The line has something else than numbers."),
    Flaw.OUT_OF_BOUNDS: gettext_lazy("A number is too large to be a time or a place."),
    Flaw.NEGATIVE: gettext_lazy("A duration, a profit or a time is below 0."),
    Flaw.ORDER: gettext_lazy("The points are not numbered 0, 1, 2 and so on."),
    Flaw.DEPOT_CLOSED: gettext_lazy("Point 0 closes before it opens."),
}


@click.command(help="Plan tours through a public test instance and write them as JSON.")
@click.argument("instance", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--tours", type=click.IntRange(1, MOST_TOURS), required=True, help="How many tours there are."
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, 86_400, min_open=True),
    default=5.0,
    help="How long to search; loading the program comes on top.",
)
@click.option(
    "--iterations",
    type=click.IntRange(min=0),
    help="Search so many steps: with the same seed the same answer, if the seconds suffice.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of chance.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
    help="The file for the tours.",
)
def plan(  # noqa: PLR0913  the options
    instance: Path,
    out: Path,
    *,
    tours: int,
    seconds: float,
    iterations: int | None,
    seed: int,
) -> None:
    """Read, plan, write, and say what it is worth and how good it is proven to be."""
    given = _read(instance)
    if not os.access(out.parent, os.W_OK):
        raise DomainError(_cannot_write(out), code="cannot_write")
    found = _plan(visit_of(given.problem(tours)), seconds, iterations, seed)
    visited = [[int(s.key) for s in found.stops if str(k) in s.groups] for k in range(tours)]
    try:
        out.write_text(json.dumps({"tours": visited}) + "\n", encoding="utf-8")
    except OSError as fault:
        raise DomainError(_cannot_write(out), code="cannot_write") from fault
    scale = given.prize_scale
    told = {
        "value": f"{found.value / scale:.12g}",
        "bound": f"{found.bound / scale:.12g}",
        "gap": f"{100 * found.gap:.2f}",
        "seconds": f"{found.seconds:.2f}",
        "iterations": found.iterations,
        "seed": seed,
    }
    click.echo(_("Value: %(value)s; no plan is worth more than %(bound)s (gap %(gap)s %%)") % told)
    click.echo(_("Seconds: %(seconds)s; iterations: %(iterations)s; seed: %(seed)s") % told)


def _plan(problem: Problem, seconds: float, iterations: int | None, seed: int) -> Programme:
    from pobratym.visits.planning.tours.solving import load  # noqa: PLC0415  compiled code

    load()
    try:
        return planner.plan(problem, seconds=seconds, iterations=iterations, seed=seed)
    except BadProblemError as fault:
        message = _("The planner does not take such an instance: %(fault)s.") % {"fault": fault}
        raise DomainError(message, code="bad_problem") from fault


def _cannot_write(out: Path) -> str:
    return _("%(file)s cannot be written. Choose another place.") % {"file": out}


def _read(path: Path) -> Instance:
    try:
        return read_instance(path)
    except OSError as fault:
        message = _("%(file)s cannot be read.") % {"file": path}
        raise DomainError(message, code="cannot_read") from fault
    except InstanceError as fault:
        told = {"file": path.name, "line": fault.line, "flaw": FLAWS[fault.flaw]}
        place = _("%(file)s, line %(line)d: %(flaw)s") if fault.line else _("%(file)s: %(flaw)s")
        raise DomainError(place % told, code=fault.flaw) from fault
