"""One cell: the expressions of an operator beside its hand-written forms, timed in turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from evoproof.bench.cases import Case, cases
from evoproof.bench.operators import EXACT_AIMS, Operator
from evoproof.bench.planner import Planned, Planner
from evoproof.bench.report import Cell, Contestant, Kind
from evoproof.numeric.errors import NumericError
from evoproof.numeric.peak import peak_bytes
from evoproof.numeric.timing import interleaved, measuring

DTYPES = ("float64", "float32", "exact")
"""Exact is arithmetic modulo primes, on float64."""


@dataclass(frozen=True)
class Setting:
    """How it is measured: the torch device, how many rounds, on how many threads."""

    device: Any
    rounds: int
    threads: int


@dataclass(frozen=True)
class _Entrant:
    name: str
    kind: Kind
    planned: Planned
    comparable: bool = True


@dataclass(frozen=True)
class _Field:
    """Who takes part, and who cannot."""

    entrants: tuple[_Entrant, ...]
    refused: Mapping[str, str]
    aim: float | None


def measure(operator: Operator, size: str, dtype: str, setting: Setting, planner: Planner) -> Cell:
    """The cell of an operator at a size of `SIZES` in a dtype of `DTYPES`."""
    with measuring(setting.threads):
        exact = dtype == "exact"
        found = cases(operator, size, "float64" if exact else dtype, setting.device)
        field = _exact(found, planner) if exact else _floats(operator, found, planner)
        contestants = tuple(_measured(field.entrants, setting))
    return Cell(operator.name, size, dtype, contestants, field.aim, field.refused)


def _floats(operator: Operator, found: Sequence[Case], planner: Planner) -> _Field:
    """The hand-written forms, both expressions, and the usual form."""
    tensors = found[0].named
    references = tuple(
        _Entrant(form.name, "reference", Planned(partial(form.run, tensors)))
        for form in operator.handwritten
    )
    ours, refused = _planned(found, planner, exact=False, kind="ours")
    usual = _Entrant(operator.usual.name, "usual", Planned(partial(operator.usual.run, tensors)))
    return _Field((*references, *ours, usual), refused, operator.aims.get(found[0].size))


def _exact(found: Sequence[Case], planner: Planner) -> _Field:
    """Both expressions in exact arithmetic, beside themselves in float64."""
    floats, missing = _planned(found, planner, exact=False, kind="reference")
    exact, refused = _planned(found, planner, exact=True, kind="ours")
    return _Field((*floats, *exact), missing | refused, EXACT_AIMS.get(found[0].size))


def _planned(
    found: Sequence[Case], planner: Planner, *, exact: bool, kind: Kind
) -> tuple[tuple[_Entrant, ...], dict[str, str]]:
    entrants: list[_Entrant] = []
    refused: dict[str, str] = {}
    for case in found:
        name = f"float64 {case.form}" if kind == "reference" else case.form
        try:
            entrants.append(_Entrant(name, kind, planner(case, exact), not exact))
        except NumericError as error:
            refused[name] = str(error)
    return tuple(entrants), refused


def _measured(entrants: Sequence[_Entrant], setting: Setting) -> Iterator[Contestant]:
    runs = {one.name: one.planned.run for one in entrants}
    if not runs:
        return
    values: Any = entrants[0].planned.run()
    apart = {one.name: _difference(one, values) for one in entrants}
    peaks = {name: peak_bytes(run, setting.device) for name, run in runs.items()}
    seconds = interleaved(runs, setting.rounds, setting.device)
    for one in entrants:
        plan, name = one.planned, one.name
        yield Contestant(
            name, one.kind, seconds[name], peaks[name], apart[name],
            plan.operations, plan.flops, plan.peak_bytes,
        )  # fmt: skip


def _difference(one: _Entrant, values: Any) -> float | None:
    """The largest difference from the values, relative to the largest of them."""
    if not one.comparable:
        return None
    found: Any = one.planned.run()
    return float((found - values).abs().max() / values.abs().max())
