"""The first line of a derivation, evaluated as written, against the real operator."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from evoproof.calc import Derivation
from evoproof.check.operators import OPERATORS, Operator
from evoproof.check.report import OperatorNumbers
from evoproof.kernel.terms import Tensor, Term
from evoproof.numeric import backend
from evoproof.numeric.bounds import bounded
from evoproof.numeric.exact import exact
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.instances import choose_sizes, wishes_for
from evoproof.numeric.integers import value
from evoproof.numeric.survey import base_tensors

Lane: TypeAlias = Literal["float64", "exact"]
Sizes: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class _Meeting:
    """Largest difference and bound at one instance, and the first index outside its bound."""

    difference: float
    tolerance: float
    index: tuple[int, ...] | None


def against_operator(
    derivation: Derivation, *, seed: int = 0, device: str = "auto"
) -> OperatorNumbers | None:
    """The first line against its operator in `OPERATORS`; None where the paper has no such one.

    Raises NumericError where the first line cannot be evaluated.
    """
    operator = OPERATORS.get(derivation.name)
    if operator is None or not _of_the_paper(derivation):
        return None
    claim = derivation.claim
    known = (*claim.hypotheses, *operator.given)
    names = [name for cond in known for name in cond.free if name not in claim.free]
    tensors = base_tensors(derivation.lines[0].term)
    wishes = wishes_for(tensors, names)
    instances = choose_sizes(set(names), known, claim.free, seed=seed, wishes=wishes)
    found = {
        one: _meet(operator, derivation, dict(one), seed, device)
        for one in (tuple(sizes.items()) for sizes in instances)
    }
    return _summary(operator, derivation, found)


def _of_the_paper(derivation: Derivation) -> bool:
    """Whether this is the paper's own derivation of its name: another may mean other letters."""
    module = sys.modules.get(f"evoproof.derivations.{derivation.name}")
    return getattr(module, derivation.name, None) is derivation


def _meet(
    operator: Operator, derivation: Derivation, sizes: dict[str, int], seed: int, device: str
) -> _Meeting:
    term, claim, where = derivation.lines[0].term, derivation.claim, backend.device(device)
    ranges = {name: value(extent, sizes) for name, extent in claim.free.items()}
    # on CUDA a convolution may be computed by transforms, which do not keep integers
    exactly = operator.exact and where.type == "cpu"
    lane: Lane = "exact" if exactly else "float64"
    tensors = random_tensors(base_tensors(term), sizes, seed, lane, where)
    named = {tensor.name: entries.double() for tensor, entries in tensors.items()}
    ours, error = _first_line(term, sizes, ranges, tensors)
    apart = (ours - operator.run(named, sizes)).abs()
    room = error * (1.0 + operator.room(named))
    wrong = (~(apart <= room)).nonzero()
    index = tuple(wrong[0].tolist()) if wrong.numel() else None
    return _Meeting(float(apart.max()), float(room.max()), index)


def _first_line(
    term: Term, sizes: Mapping[str, int], ranges: Mapping[str, int], tensors: Mapping[Tensor, Any]
) -> tuple[Any, Any]:
    """Values and their error bounds; none where the entries are integers."""
    if all(not entries.is_floating_point() for entries in tensors.values()):
        whole = exact(term, sizes, ranges, tensors).double()
        return whole, whole - whole
    found = bounded(term, sizes, ranges, tensors)
    return found.value, found.error


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
