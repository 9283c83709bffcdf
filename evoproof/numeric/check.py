"""Equations and chains of expressions, held against numbers: exact residues and bounded float64."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Term
from evoproof.numeric import backend
from evoproof.numeric.chains import SCALES, WRITTEN, Chain, Options, guarded
from evoproof.numeric.comparison import Failure, Meeting, meet
from evoproof.numeric.errors import NumericError
from evoproof.numeric.exactness import exactly
from evoproof.numeric.instances import Sizes
from evoproof.numeric.scales import Scale
from evoproof.numeric.soundness import soundness
from evoproof.numeric.trials import TRIALS

__all__ = ["Failure", "Options", "StepNumbers", "check_step", "device", "evaluate_all"]

device = backend.device


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
    chain = Chain(guarded(terms, free, hypotheses), free, tuple(hypotheses), options or Options())
    met: list[list[Meeting]] = [[] for _ in terms[1:]]
    seen: list[tuple[Scale, Sizes]] = []
    for scale, sizes in chain.instances():
        instance = chain.at(sizes)
        with exactly(chain.setting.device):
            chain.hold(instance, scale)
            compared = meet(instance, chain.obstacles)
        for step, found in zip(met, compared, strict=True):
            step += found
        seen.append((scale, sizes))
    return tuple(_summary(number, step, chain, seen) for number, step in enumerate(met))


def _summary(
    number: int, step: Sequence[Meeting], chain: Chain, seen: Sequence[tuple[Scale, Sizes]]
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
        notes=(*_notes(chain.obstacles[number : number + 2], step), *_left_out(chain, seen)),
        trials=TRIALS if "exact" in lanes else 0,
    )


def _left_out(chain: Chain, seen: Sequence[tuple[Scale, Sizes]]) -> Iterator[str]:
    """The larger sizes that were wanted, and are too dear or forbidden."""
    there = {scale for scale, _ in seen}
    for scale in SCALES[chain.options.scale]:
        if scale not in there and chain.names:
            yield f"no {scale} sizes: none that were tried are cheap enough and within the memory"


def _miss(
    number: int, step: Sequence[Meeting], chain: Chain, sizes: Sizes
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


def _notes(why_not: Iterable[str | None], step: Sequence[Meeting]) -> Iterator[str]:
    reason = next((one for one in why_not if one is not None), None)
    if reason is not None:
        yield f"exact lane not run: {reason}"
    for one in step:
        if one.undecided is not None:
            yield f"exact lane undecided at {one.undecided}"
