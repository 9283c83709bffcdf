"""A chain of expressions, and the sizes at which it is evaluated."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import prod

from evoproof.kernel.build import bracket
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Cond, Term
from evoproof.numeric import backend
from evoproof.numeric.errors import NoInstance, OutOfMemory
from evoproof.numeric.evaluation import LIMIT
from evoproof.numeric.footprint import heaviest
from evoproof.numeric.instances import Sizes, Wishes, choose_sizes, wishes_for
from evoproof.numeric.lanes import Instance, Setting, obstacles
from evoproof.numeric.oracle import hold_samples, hold_to_literal
from evoproof.numeric.scales import REACHES, Scale, scaled_sizes
from evoproof.numeric.survey import base_tensors, free_names, window_sizes

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


@dataclass(frozen=True)
class Chain:
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
        """The dearest plan; no less than all entries of the output, and too much beyond memory."""
        instance = self.at(sizes)
        entries = prod(instance.ranges.values())
        if entries * PER_ENTRY > LARGEST_COST:
            return entries * PER_ENTRY
        try:
            plans = instance.plans
        except OutOfMemory:
            return LARGEST_COST + 1
        return max(one.flops + PER_ENTRY * max(one.tape.written, entries) for one in plans)

    def hold(self, instance: Instance, scale: Scale) -> None:
        if scale in WRITTEN:
            limit, first = self.options.limit, scale == KINDS[0]
            hold_to_literal(instance, self.obstacles, limit, reals=first)
        elif scale in LARGER:
            hold_samples(instance)


def guarded(
    terms: Sequence[Term], free: Mapping[str, Poly], hypotheses: Sequence[Cond]
) -> tuple[Term, ...]:
    """The terms, made 0 (and not read) at the free indices that the hypotheses exclude."""
    mixed = [cond for cond in hypotheses if not cond.free.isdisjoint(free)]
    return tuple(bracket(mixed, term) if mixed else term for term in terms)
