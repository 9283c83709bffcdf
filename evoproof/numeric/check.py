"""Equations and chains of expressions, held against numbers: exact integers and bounded float64."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evoproof.kernel.build import bracket
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Term
from evoproof.numeric import backend
from evoproof.numeric.bounds import Bound, agree, bounded
from evoproof.numeric.errors import IntegerOverflow, NumericError, Undecided
from evoproof.numeric.evaluation import LIMIT
from evoproof.numeric.exact import exact
from evoproof.numeric.footprint import heaviest
from evoproof.numeric.functions import Smooth
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.instances import Wishes, choose_sizes, wishes_for
from evoproof.numeric.integers import value
from evoproof.numeric.survey import (
    base_tensors,
    free_names,
    functions_used,
    is_polynomial,
)

if TYPE_CHECKING:
    import torch

device = backend.device

LARGEST_ENTRIES = (9, 3, 1)
DRAWS = 3


@dataclass(frozen=True)
class Failure:
    """The first entry at which two expressions differ: where, in which lane, and both values."""

    lane: str
    sizes: Mapping[str, int]
    index: Mapping[str, int]
    left: float
    right: float


@dataclass(frozen=True)
class StepNumbers:
    """What numbers say of one equation.

    `agree`: no instance and no lane tells the two sides apart. `lanes`: "float64" always; "exact"
    where both sides are polynomial. `difference`: the largest |L - R|; `tolerance`: the largest
    bound on it in the float64 lane. `notes` say where the exact lane could not run.
    """

    agree: bool
    lanes: tuple[str, ...]
    difference: float
    tolerance: float
    instances: tuple[Mapping[str, int], ...]
    seed: int
    device: str
    failure: Failure | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Meeting:
    """Two expressions in one lane at one instance."""

    lane: str
    difference: float
    tolerance: float
    failure: Failure | None


@dataclass(frozen=True)
class _Chain:
    """Expressions that should all be equal, and how they are evaluated."""

    terms: tuple[Term, ...]
    free: Mapping[str, Poly]
    seed: int
    device: torch.device
    limit: int

    def ranges(self, sizes: Mapping[str, int]) -> dict[str, int]:
        return {name: value(extent, sizes) for name, extent in self.free.items()}

    def work(self, sizes: Mapping[str, int]) -> int:
        """How much memory an evaluation takes, in elements."""
        return heaviest(self.terms, self.free, sizes)


def check_step(
    left: Term,
    right: Term,
    free: Mapping[str, Poly],
    hypotheses: Sequence[Cond] = (),
    *,
    seed: int = 0,
    device: str = "auto",
    count: int = 4,
    limit: int = LIMIT,
    wishes: Wishes | None = None,
) -> StepNumbers:
    """Whether numbers tell `left` and `right` apart; see `evaluate_all`."""
    (found,) = evaluate_all(
        (left, right), free, hypotheses,
        seed=seed, device=device, count=count, limit=limit, wishes=wishes,
    )  # fmt: skip
    return found


def evaluate_all(
    terms: Sequence[Term],
    free: Mapping[str, Poly],
    hypotheses: Sequence[Cond] = (),
    *,
    seed: int = 0,
    device: str = "auto",
    count: int = 4,
    limit: int = LIMIT,
    wishes: Wishes | None = None,
) -> tuple[StepNumbers, ...]:
    """One report for each two neighbours of a chain; each expression is evaluated once a lane.

    `free` maps a free index to its extent. `hypotheses` on sizes choose the instances, those on
    free indices the entries that are compared. Unknown functions are `functions.Smooth`.
    Raises NoInstance, OutOfBounds, UnboundedSum, TooLarge, NumericUnavailable, and Undecided where
    a bound stays infinite for several draws.
    """
    if len(terms) < 2:
        raise NumericError(f"{len(terms)} expressions: a chain has two or more")
    names = _size_names(terms, free, hypotheses)
    wishes = wishes or wishes_for(base_tensors(*terms), names)
    where = backend.device(device)
    chain = _Chain(_guarded(terms, free, hypotheses), free, seed, where, limit)
    instances = choose_sizes(
        names, hypotheses, free, seed=seed, count=count, wishes=wishes, work=chain.work
    )
    met: list[list[_Meeting]] = [[] for _ in terms[1:]]
    notes: list[str] = []
    for sizes in instances:
        _meet_at(chain, sizes, met, notes)
    return tuple(_summary(step, chain, instances, notes) for step in met)


def _size_names(
    terms: Sequence[Term], free: Mapping[str, Poly], hypotheses: Sequence[Cond]
) -> frozenset[str]:
    known = free_names(terms).union(*(extent.free for extent in free.values()))
    return known.union(*(cond.free for cond in hypotheses)) - frozenset(free)


def _guarded(
    terms: Sequence[Term], free: Mapping[str, Poly], hypotheses: Sequence[Cond]
) -> tuple[Term, ...]:
    """The terms, made 0 (and not read) at the free indices that the hypotheses exclude."""
    mixed = [cond for cond in hypotheses if not cond.free.isdisjoint(free)]
    return tuple(bracket(mixed, term) if mixed else term for term in terms)


def _meet_at(
    chain: _Chain, sizes: Mapping[str, int], met: list[list[_Meeting]], notes: list[str]
) -> None:
    """Evaluate every expression in every lane that it has, and compare neighbours."""
    reals = _reals(chain, sizes)
    for step, left, right in zip(met, reals, reals[1:], strict=False):
        step.append(_compare_reals(left, right, chain, sizes))
    wholes = _wholes(chain, sizes, notes)
    for step, one, other in zip(met, wholes, wholes[1:], strict=False):
        if one is not None and other is not None:
            step.append(_compare_wholes(one, other, chain, sizes))


def _reals(chain: _Chain, sizes: Mapping[str, int]) -> list[Bound]:
    """float64 values with finite bounds, from the first of a few draws that gives them."""
    for draw in range(DRAWS):
        seed = chain.seed + draw * 1_000_003
        tensors = random_tensors(base_tensors(*chain.terms), sizes, seed, "float64", chain.device)
        functions = {name: Smooth(name, seed) for name in functions_used(*chain.terms)}
        found = [
            bounded(term, sizes, chain.ranges(sizes), tensors, functions,
                    device=chain.device, limit=chain.limit)
            for term in chain.terms
        ]  # fmt: skip
        if all(_finite(one) for one in found):
            return found
    raise Undecided(
        f"no finite error bound in {DRAWS} draws at {dict(sizes)}: a denominator that cannot be "
        "told from 0, or an overflow"
    )


def _finite(one: Bound) -> bool:
    return bool(one.value.isfinite().all() and one.error.isfinite().all())


def _wholes(chain: _Chain, sizes: Mapping[str, int], notes: list[str]) -> list[torch.Tensor | None]:
    """int64 values of the polynomial expressions, None for others; smaller entries if needed."""
    polynomial = [is_polynomial(term) for term in chain.terms]
    reason: IntegerOverflow | None = None
    for largest in LARGEST_ENTRIES if sum(polynomial) > 1 else ():
        try:
            return _whole_values(chain, sizes, polynomial, largest)
        except IntegerOverflow as overflow:
            reason = overflow
    if reason is not None:
        notes.append(f"exact lane not run at {dict(sizes)}: {reason}")
    return [None] * len(chain.terms)


def _whole_values(
    chain: _Chain, sizes: Mapping[str, int], polynomial: Sequence[bool], largest: int
) -> list[torch.Tensor | None]:
    tensors = random_tensors(
        base_tensors(*chain.terms), sizes, chain.seed, "exact", chain.device, largest
    )
    ranges, where, limit = chain.ranges(sizes), chain.device, chain.limit
    return [
        exact(term, sizes, ranges, tensors, device=where, limit=limit) if fits else None
        for term, fits in zip(chain.terms, polynomial, strict=True)
    ]


def _compare_reals(left: Bound, right: Bound, chain: _Chain, sizes: Mapping[str, int]) -> _Meeting:
    apart = (left.value - right.value).abs()
    failure = _failure("float64", ~agree(left, right), (left.value, right.value), chain, sizes)
    return _Meeting("float64", _largest(apart), _largest(left.error + right.error), failure)


def _compare_wholes(
    left: torch.Tensor, right: torch.Tensor, chain: _Chain, sizes: Mapping[str, int]
) -> _Meeting:
    apart = (left.double() - right.double()).abs()
    failure = _failure("exact", left != right, (left, right), chain, sizes)
    return _Meeting("exact", _largest(apart), 0.0, failure)


def _largest(values: torch.Tensor) -> float:
    return float(values.max()) if values.numel() else 0.0


def _failure(
    lane: str,
    wrong: torch.Tensor,
    both: tuple[torch.Tensor, torch.Tensor],
    chain: _Chain,
    sizes: Mapping[str, int],
) -> Failure | None:
    if not wrong.any():
        return None
    place = tuple(wrong.nonzero()[0].tolist())
    left, right = (side[place].item() for side in both)
    return Failure(lane, dict(sizes), dict(zip(chain.free, place, strict=True)), left, right)


def _summary(
    step: Sequence[_Meeting],
    chain: _Chain,
    instances: tuple[dict[str, int], ...],
    notes: Sequence[str],
) -> StepNumbers:
    failure = next((one.failure for one in step if one.failure is not None), None)
    return StepNumbers(
        agree=failure is None,
        lanes=tuple(sorted({one.lane for one in step})),
        difference=max(one.difference for one in step),
        tolerance=max(one.tolerance for one in step),
        instances=instances,
        seed=chain.seed,
        device=str(chain.device),
        failure=failure,
        notes=tuple(notes),
    )
