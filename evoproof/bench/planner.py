"""How an expression is evaluated: what its plan says beforehand, and the call that is timed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from evoproof.bench.cases import FUNCTIONS, Case
from evoproof.numeric.arithmetic import Plain
from evoproof.numeric.hashing import Hashed
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.plan.planner import Plan, plan
from evoproof.numeric.primes import P, Q, random_base
from evoproof.numeric.residues import Modular
from evoproof.numeric.survey import functions_used, uses_exp


@dataclass(frozen=True)
class Planned:
    """`run` evaluates the expression once; the predictions are None where there is no plan."""

    run: Callable[[], object]
    operations: int | None = None
    flops: int | None = None
    peak_bytes: int | None = None


Planner: TypeAlias = Callable[[Case, bool], Planned]
"""A case in its own floats, or exact. Raises NumericError where it cannot be evaluated."""


def planned(case: Case, exact: bool) -> Planned:
    """By the plan of its expression, made once."""
    device = next(iter(case.tensors.values())).device
    made = plan(case.term, case.sizes, case.ranges, device=device)
    run = _residues(made, case, device) if exact else _floats(made, case, device)
    return Planned(run, made.operations, made.flops, made.peak_bytes)


def _floats(made: Plan, case: Case, device: Any) -> Callable[[], object]:
    dtype = next(iter(case.tensors.values())).dtype
    return partial(made.ready(Plain(device, dtype), FUNCTIONS), case.tensors)


def _residues(made: Plan, case: Case, device: Any) -> Callable[[], object]:
    """One trial, its random residues drawn before."""
    moduli = (P, Q) if uses_exp(case.term) else (P,)
    arithmetic = Modular(device, random_base(0), moduli)
    drawn = random_tensors(case.tensors, case.sizes, lane="residues", device=device)
    entries = {tensor: arithmetic.entries(one) for tensor, one in drawn.items()}
    functions = {name: Hashed(name) for name in functions_used(case.term)}
    return partial(made.ready(arithmetic, functions), entries)
