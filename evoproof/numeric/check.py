"""Equations and chains of expressions, held against numbers: exact residues and bounded float64."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import prod
from typing import TYPE_CHECKING

from evoproof.kernel.build import bracket
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Term
from evoproof.numeric import backend
from evoproof.numeric.bounds import Bound, agree
from evoproof.numeric.errors import NoInstance, NumericError
from evoproof.numeric.evaluation import LIMIT
from evoproof.numeric.exactness import exactly
from evoproof.numeric.footprint import heaviest
from evoproof.numeric.instances import Sizes, Wishes, choose_sizes, wishes_for
from evoproof.numeric.lanes import Instance, Setting, obstacles
from evoproof.numeric.oracle import hold_samples, hold_to_literal
from evoproof.numeric.prime_field import Part
from evoproof.numeric.scales import REACHES, Scale, scaled_sizes
from evoproof.numeric.soundness import soundness
from evoproof.numeric.survey import base_tensors, free_names, window_sizes
from evoproof.numeric.trials import TRIALS, settled

if TYPE_CHECKING:
    import torch

device = backend.device

KINDS: tuple[Scale, ...] = ("small", "one", "window", "roomy", "spread", "spread", "spread")
"""The kinds of `instances.choose_sizes`."""
WRITTEN = KINDS[:3]
"""Where every plan is held against the whole formula as it is written."""
LARGEST_COST = max(reach.flops for reach in REACHES.values())
LARGER: tuple[Scale, ...] = ("medium", "large")
PER_ENTRY = 20
"""How many multiplications and additions an entry that is written is worth."""
SCALES: Mapping[str, tuple[Scale, ...]] = {
    "small": (),
    "medium": ("medium",),
    "large": ("medium", "large"),
}


@dataclass(frozen=True)
class Failure:
    """The first entry at which two expressions differ: where, in which lane, and both values.

    In the lane "exact" the values are residues modulo p.
    """

    lane: str
    sizes: Mapping[str, int]
    index: Mapping[str, int]
    left: float
    right: float


@dataclass(frozen=True)
class StepNumbers:
    """What numbers say of one equation.

    `agree`: no instance and no lane tells the two sides apart. `lanes`: "float64" always; "exact"
    where both sides have residues, at `trials` points or more for each instance. `difference`: the
    largest |L - R|; `tolerance`: the largest bound on it in the float64 lane. `scales` has a word
    for each of the `instances`. `notes` say where the exact lane could not run. `miss`: if the two
    sides differ at the first instance, the exact lane agrees there with this probability at most;
    None where no theorem says so, and `miss_reason` why (see `soundness`).
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
    trials: int = 0
    scales: tuple[Scale, ...] = ()
    miss: float | None = None
    miss_reason: str = ""

    @property
    def small(self) -> tuple[Mapping[str, int], ...]:
        """The instances at which the formulas can be evaluated as they are written."""
        pairs = zip(self.instances, self.scales, strict=True)
        return tuple(sizes for sizes, scale in pairs if scale in WRITTEN)


@dataclass(frozen=True)
class Options:
    """How a chain is held against numbers.

    `scale`: up to which sizes. `max_bytes`: memory that one evaluation may take, None for a quarter
    of what the device has. `limit`: elements of a temporary of the literal walk.
    """

    seed: int = 0
    device: str = "auto"
    scale: str = "medium"
    max_bytes: int | None = None
    limit: int = LIMIT
    wishes: Wishes | None = None


def check_step(
    left: Term,
    right: Term,
    free: Mapping[str, Poly],
    hypotheses: Sequence[Cond] = (),
    options: Options | None = None,
) -> StepNumbers:
    """Whether numbers tell `left` and `right` apart; see `evaluate_all`."""
    (found,) = evaluate_all((left, right), free, hypotheses, options)
    return found


def evaluate_all(
    terms: Sequence[Term],
    free: Mapping[str, Poly],
    hypotheses: Sequence[Cond] = (),
    options: Options | None = None,
) -> tuple[StepNumbers, ...]:
    """One report for each two neighbours of a chain; each expression is evaluated once a lane.

    `free` maps a free index to its extent. `hypotheses` on sizes choose the instances, those on
    free indices the entries that are compared. At three small sizes every plan is held against the
    formula as written, at medium and large ones at a few entries. Raises NoInstance, OutOfBounds,
    UnboundedSum, TooLarge, OutOfMemory, NumericUnavailable, Undecided where a bound stays infinite
    for several draws, and PlannerFault.
    """
    if len(terms) < 2:
        raise NumericError(f"{len(terms)} expressions: a chain has two or more")
    chain = _Chain(_guarded(terms, free, hypotheses), free, tuple(hypotheses), options or Options())
    met: list[list[_Meeting]] = [[] for _ in terms[1:]]
    seen: list[tuple[Scale, Sizes]] = []
    for scale, sizes in chain.instances():
        instance = chain.at(sizes)
        with exactly(chain.setting.device):
            chain.hold(instance, scale)
            compared = _meet(instance, chain.obstacles)
        for step, found in zip(met, compared, strict=True):
            step += found
        seen.append((scale, sizes))
    return tuple(_summary(number, step, chain, seen) for number, step in enumerate(met))


@dataclass(frozen=True)
class _Chain:
    """Expressions that should all be equal, and how they are evaluated."""

    terms: tuple[Term, ...]
    free: Mapping[str, Poly]
    hypotheses: tuple[Cond, ...]
    options: Options

    @cached_property
    def setting(self) -> Setting:
        one = self.options
        return Setting(one.seed, backend.device(one.device), one.max_bytes)

    @cached_property
    def names(self) -> frozenset[str]:
        known = free_names(self.terms).union(*(extent.free for extent in self.free.values()))
        return known.union(*(cond.free for cond in self.hypotheses)) - frozenset(self.free)

    @cached_property
    def wishes(self) -> Wishes:
        return self.options.wishes or wishes_for(base_tensors(*self.terms), self.names)

    @cached_property
    def obstacles(self) -> tuple[str | None, ...]:
        return obstacles(self.terms)

    def instances(self) -> Iterator[tuple[Scale, Sizes]]:
        small = self._small(len(KINDS))
        yield from zip(KINDS, small, strict=False)
        windows = window_sizes(*self.terms) - frozenset(self.free)
        yield from (("point", sizes) for sizes in self._points(windows))
        for scale in SCALES[self.options.scale]:
            sizes = scaled_sizes(
                self.names, self.hypotheses, self.free, scale, self._cost,
                seed=self.options.seed, wishes=self.wishes, windows=windows,
            )  # fmt: skip
            if sizes is not None and sizes not in small:
                yield scale, sizes

    def _small(self, count: int, zero: Collection[str] = ()) -> tuple[Sizes, ...]:
        return choose_sizes(
            self.names, self.hypotheses, self.free, seed=self.options.seed, count=count,
            wishes=self.wishes, work=partial(heaviest, self.terms, self.free), zero=zero,
        )  # fmt: skip

    def _points(self, windows: Collection[str]) -> tuple[Sizes, ...]:
        """One instance whose windows are single pixels, where the hypotheses allow it."""
        try:
            return self._small(1, windows) if windows else ()
        except NoInstance:
            return ()

    def at(self, sizes: Sizes) -> Instance:
        return Instance(self.terms, self.free, sizes, self.setting)

    def _cost(self, sizes: Sizes) -> int:
        """The dearest plan; no less than all entries of the output."""
        instance = self.at(sizes)
        entries = prod(instance.ranges.values())
        if entries * PER_ENTRY > LARGEST_COST:
            return entries * PER_ENTRY
        return max(one.flops + PER_ENTRY * max(one.tape.written, entries) for one in instance.plans)

    def hold(self, instance: Instance, scale: Scale) -> None:
        if scale in WRITTEN:
            limit, first = self.options.limit, scale == KINDS[0]
            hold_to_literal(instance, self.obstacles, limit, reals=first)
        elif scale in LARGER:
            hold_samples(instance)


def _guarded(
    terms: Sequence[Term], free: Mapping[str, Poly], hypotheses: Sequence[Cond]
) -> tuple[Term, ...]:
    """The terms, made 0 (and not read) at the free indices that the hypotheses exclude."""
    mixed = [cond for cond in hypotheses if not cond.free.isdisjoint(free)]
    return tuple(bracket(mixed, term) if mixed else term for term in terms)


@dataclass(frozen=True)
class _Meeting:
    """Two expressions in one lane at one instance."""

    lane: str
    difference: float
    tolerance: float
    failure: Failure | None
    undecided: str | None = None
    zeros: bool = False


def _meet(instance: Instance, why_not: Sequence[str | None]) -> list[list[_Meeting]]:
    """Every two neighbours in every lane that both have."""
    _, reals = instance.reals
    found = []
    for number in range(len(instance.terms) - 1):
        step = [_real(instance, reals[number], reals[number + 1])]
        if why_not[number] is None and why_not[number + 1] is None:
            step.append(_exact(instance, number))
        found.append(step)
    return found


def _real(instance: Instance, left: Bound, right: Bound) -> _Meeting:
    apart = (left.value - right.value).abs()
    failure = _failure("float64", ~agree(left, right), (left.value, right.value), instance)
    return _Meeting("float64", _largest(apart), _largest(left.error + right.error), failure)


def _exact(instance: Instance, number: int) -> _Meeting:
    found = settled(lambda draw: _both(instance, number, draw))
    left, right = _both(instance, number, 0)
    failure = _failure("exact", found.differs, (left.value, right.value), instance)
    count = int(found.undecided.sum())
    why = f"{count} entries: a denominator was 0 modulo p in {found.draws} draws" if count else None
    return _Meeting("exact", 0.0, 0.0, failure, why, found.zeros)


def _both(instance: Instance, number: int, draw: int) -> tuple[Part, Part]:
    """Two neighbours at one draw of residues."""
    return instance.residues(number, draw), instance.residues(number + 1, draw)


def _largest(values: torch.Tensor) -> float:
    return float(values.max()) if values.numel() else 0.0


def _failure(
    lane: str, wrong: torch.Tensor, both: tuple[torch.Tensor, torch.Tensor], instance: Instance
) -> Failure | None:
    if not wrong.any():
        return None
    place = tuple(wrong.nonzero()[0].tolist())
    left, right = (side[place].item() for side in both)
    index = dict(zip(instance.free, place, strict=True))
    return Failure(lane, dict(instance.sizes), index, left, right)


def _summary(
    number: int, step: Sequence[_Meeting], chain: _Chain, seen: Sequence[tuple[Scale, Sizes]]
) -> StepNumbers:
    failure = next((one.failure for one in step if one.failure is not None), None)
    lanes = tuple(sorted({one.lane for one in step}))
    miss, reason = _miss(number, step, chain, seen[0][1])
    return StepNumbers(
        agree=failure is None,
        lanes=lanes,
        difference=max(one.difference for one in step),
        tolerance=max(one.tolerance for one in step),
        instances=tuple(sizes for _, sizes in seen),
        scales=tuple(scale for scale, _ in seen),
        miss=miss,
        miss_reason=reason,
        seed=chain.options.seed,
        device=str(chain.setting.device),
        failure=failure,
        notes=tuple(_notes(chain.obstacles[number : number + 2], step)),
        trials=TRIALS if "exact" in lanes else 0,
    )


def _miss(
    number: int, step: Sequence[_Meeting], chain: _Chain, sizes: Sizes
) -> tuple[float | None, str]:
    """The chance that the exact lane misses a difference at these sizes, and what it rests on."""
    first = next((one for one in step if one.lane == "exact"), None)
    if first is None:
        return None, "the exact lane did not run"
    if first.zeros:
        return None, "a denominator was 0 modulo p"
    left, right = chain.terms[number : number + 2]
    found = soundness(left, right, sizes, chain.at(sizes).ranges, TRIALS)
    return (None if found.bound is None else float(found.bound)), found.reason


def _notes(why_not: Iterable[str | None], step: Sequence[_Meeting]) -> Iterator[str]:
    reason = next((one for one in why_not if one is not None), None)
    if reason is not None:
        yield f"exact lane not run: {reason}"
    for one in step:
        if one.undecided is not None:
            yield f"exact lane undecided at {one.undecided}"
