"""The first line of a derivation, evaluated as written, against the real operators."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Literal, TypeAlias

from evoproof.calc import Derivation
from evoproof.check.operators import OPERATORS, Operator
from evoproof.check.report import OperatorNumbers
from evoproof.numeric import backend
from evoproof.numeric.bounds import bounded
from evoproof.numeric.exact import exact
from evoproof.numeric.exactness import exactly
from evoproof.numeric.footprint import heaviest
from evoproof.numeric.functions import Smooth
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.instances import choose_sizes, wishes_for
from evoproof.numeric.integers import value
from evoproof.numeric.survey import base_tensors, functions_used

Lane: TypeAlias = Literal["float64", "exact"]
Sizes: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class _Line:
    """The first line at one instance: what it read, its values, and the bounds of their errors."""

    named: Mapping[str, Any]
    values: Any
    errors: Any


@dataclass(frozen=True)
class _Meeting:
    """Largest difference and bound at one instance, and the first index outside its bound."""

    difference: float
    tolerance: float
    index: tuple[int, ...] | None


def against_operators(
    derivation: Derivation,
    instances: Sequence[Mapping[str, int]],
    *,
    seed: int = 0,
    device: str = "auto",
) -> tuple[OperatorNumbers, ...]:
    """The first line against each of its operators in `OPERATORS`; the paper need not have any.

    At the `instances`, or at others where an operator has conditions of its own. Raises
    NumericError where the first line cannot be evaluated.
    """
    operators = OPERATORS.get(derivation.name, ()) if _of_the_paper(derivation) else ()
    where = backend.device(device)

    @cache
    def line(sizes: Sizes, lane: Lane) -> _Line:
        return _first_line(derivation, dict(sizes), seed, lane, where)

    with exactly(where):
        return tuple(
            _against(
                one, derivation, line, _chosen(one, derivation, seed) if one.given else instances
            )
            for one in operators
        )


def _of_the_paper(derivation: Derivation) -> bool:
    """Whether this is the paper's own derivation of its name: another may mean other letters."""
    module = sys.modules.get(f"evoproof.derivations.{derivation.name}")
    return getattr(module, derivation.name, None) is derivation


def _chosen(operator: Operator, derivation: Derivation, seed: int) -> Sequence[Mapping[str, int]]:
    """Instances at which the operator is defined."""
    claim, term = derivation.claim, derivation.lines[0].term
    known = (*claim.hypotheses, *operator.given)
    names = {name for cond in known for name in cond.free if name not in claim.free}
    return choose_sizes(
        names, known, claim.free, seed=seed, wishes=wishes_for(base_tensors(term), names),
        work=partial(heaviest, (term,), claim.free),
    )  # fmt: skip


def _against(
    operator: Operator,
    derivation: Derivation,
    line: Callable[[Sizes, Lane], _Line],
    instances: Sequence[Mapping[str, int]],
) -> OperatorNumbers:
    lane: Lane = "exact" if operator.exact else "float64"
    all_sizes = [tuple(sizes.items()) for sizes in instances]
    found = {sizes: _meet(operator, line(sizes, lane), dict(sizes)) for sizes in all_sizes}
    return _summary(operator, derivation, found)


def _meet(operator: Operator, line: _Line, sizes: Mapping[str, int]) -> _Meeting:
    apart = (line.values - operator.run(line.named, sizes)).abs()
    room = line.errors * (1.0 + operator.room(line.named, sizes))
    wrong = (~(apart <= room)).nonzero()
    index = tuple(wrong[0].tolist()) if wrong.numel() else None
    return _Meeting(float(apart.max()), float(room.max()), index)


def _first_line(
    derivation: Derivation, sizes: Mapping[str, int], seed: int, lane: Lane, device: Any
) -> _Line:
    """Without errors where the entries are integers."""
    term, claim = derivation.lines[0].term, derivation.claim
    ranges = {name: value(extent, sizes) for name, extent in claim.free.items()}
    # on CUDA a convolution may be computed by transforms, which do not keep integers
    lane = lane if device.type == "cpu" else "float64"
    tensors = random_tensors(base_tensors(term), sizes, seed, lane, device)
    functions = {name: Smooth(name, seed) for name in functions_used(term)}
    named = {tensor.name: entries.double() for tensor, entries in tensors.items()}
    if lane == "exact":
        whole = exact(term, sizes, ranges, tensors).double()
        return _Line(named, whole, whole - whole)
    found = bounded(term, sizes, ranges, tensors, functions)
    return _Line(named | functions, found.value, found.error)


def _summary(
    operator: Operator, derivation: Derivation, found: Mapping[Sizes, _Meeting]
) -> OperatorNumbers:
    wrong = [(sizes, one.index) for sizes, one in found.items() if one.index is not None]
    where = None
    if wrong:
        sizes, index = wrong[0]
        where = {**dict(sizes), **dict(zip(derivation.claim.free, index, strict=True))}
    return OperatorNumbers(
        operator.name,
        not wrong,
        max(one.difference for one in found.values()),
        max(one.tolerance for one in found.values()),
        where,
    )
