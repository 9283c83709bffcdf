"""The loops of one sum: its conditions become a box from 0, as small as they allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias

from evoproof.kernel.terms import Cond, Eq, Ge, Sum
from evoproof.numeric.box import enter
from evoproof.numeric.errors import UnboundedSum
from evoproof.numeric.flat.affine import (
    affine,
    combined,
    constant,
    limits,
    linear_at,
    loop,
    rate,
    replaced,
)
from evoproof.numeric.flat.conditions import Test, inside, test_at, truth
from evoproof.numeric.flat.digits import digit
from evoproof.numeric.flat.formula import Affine
from evoproof.numeric.flat.products import Survey
from evoproof.numeric.intervals import Interval

ROUNDS = 2
"""Digits that floors ask for may turn conditions into equations and windows."""

Rank: TypeAlias = "tuple[bool, int, int]"
Ranges: TypeAlias = "dict[str, tuple[int, int]]"


@dataclass(frozen=True)
class Scope:
    """What the names around a term are: forms in loops, and intervals."""

    values: Mapping[str, Affine]
    ranges: Mapping[str, Interval]


class Region:
    """Names that become loops: `values` says how, `boxes` over which range.

    `boxes` holds every loop of a formula and is shared; `loops` are those of this sum.
    """

    def __init__(self, scope: Scope, boxes: Ranges, conds: Sequence[Cond] = ()) -> None:
        self.values = dict(scope.values)
        self.ranges = dict(scope.ranges)
        self.boxes = boxes
        self.loops: list[str] = []
        self._conds = list(conds)
        self._kept: list[Affine] = []

    @property
    def scope(self) -> Scope:
        return Scope(self.values, self.ranges)

    def add(self, name: str, low: int, high: int) -> None:
        """A name with low <= name <= high; one that has one value needs no loop."""
        self.ranges[name] = (low, high)
        if low == high:
            self.values[name] = constant(low)
            return
        made = self._fresh(name)
        self.values[name] = loop(made)
        self.boxes[made] = (low, high)
        self.loops.append(made)

    def _fresh(self, name: str) -> str:
        while name in self.boxes:
            name += "'"
        return name

    def tests(self) -> list[Test] | None:
        """The conditions that the box leaves open; None where they cannot hold.

        One that the box implies is done with: where a loop changes, its range stays as a test.
        """
        conds = {cond: test_at(cond, self.values, self.boxes) for cond in self._conds}
        kept = {form: Test(Ge, form) for form in self._kept}
        known = {test: truth(test, self.boxes) for test in (*conds.values(), *kept.values())}
        if False in known.values():
            return None
        self._conds = [cond for cond, test in conds.items() if known[test] is None]
        self._kept = [form for form, test in kept.items() if known[test] is None]
        return [test for test, found in known.items() if found is None]

    def eliminate(self) -> bool:
        """Solve equations for loops. False where the conditions cannot hold."""
        while (tests := self.tests()) is not None:
            solved = min(self._solutions(tests), key=itemgetter(0), default=None)
            if solved is None:
                return True
            _, name, value = solved
            self.loops.remove(name)
            self._displace(name, value)
        return False

    def _solutions(self, tests: Sequence[Test]) -> Iterator[tuple[Rank, str, Affine]]:
        """Loops that an equation gives: first those whose range then says nothing, long ones."""
        for form in _zeros(tests):
            for name, times in form.terms:
                if name in self.loops and abs(times) == 1:
                    low, high = self.boxes[name]
                    value = replaced(combined(constant(0), -times, form), name, constant(0))
                    least, most = limits(value, self.boxes)
                    beyond = not low <= least <= most <= high
                    yield (beyond, low - high, self.loops.index(name)), name, value

    def _displace(self, name: str, value: Affine) -> None:
        """Another form for a loop, whose range stays as a condition."""
        self._kept += inside(loop(name), *self.boxes[name])
        self._put(name, value)

    def _put(self, name: str, value: Affine) -> None:
        for one, form in self.values.items():
            self.values[one] = replaced(form, name, value)
        self._kept = [replaced(form, name, value) for form in self._kept]

    def slide(self) -> bool:
        """Let f = a + (other names) take the place of a loop a where its range is the smaller.

        False where some f has no value at all.
        """
        tests = self.tests() or ()
        for name in tuple(self.loops):
            windows = _windows(name, tests)
            found = min(windows, key=lambda one: (one[2] - one[1], one[1]), default=None)
            first, last = self.boxes[name]
            if found is not None and found[2] - found[1] < last - first:
                form, low, high = found
                others = replaced(form, name, constant(0))
                self._displace(name, combined(loop(name), -1, others))
                self.boxes[name] = (low, high)
                tests = self.tests() or ()
        return all(low <= high for low, high in map(self.boxes.__getitem__, self.loops))

    def settle(self, survey: Survey) -> None:
        """Loops from 0, upwards in most indices, then digits where floors ask for them."""
        upwards = self._directions(survey)
        for name in self.loops:
            low, high = self.boxes[name]
            form = affine({name: 1}, low) if upwards[name] else affine({name: -1}, high)
            if form != loop(name):
                self._put(name, form)
                self.boxes[name] = (0, high - low)
        self.split(survey)
        for name in [one for one in self.loops if self.boxes[one] == (0, 0)]:
            self._put(name, constant(0))
            self.loops.remove(name)

    def _directions(self, survey: Survey) -> dict[str, bool]:
        """Indices with other names decide first, of these the ones inside of functions."""
        votes = {name: [0, 0, 0, 0] for name in self.loops}
        for expr, within in survey.reads:
            form = linear_at(expr, self.values)
            terms = () if form is None else form.terms
            for name, times in terms:
                if name in votes:
                    kind = 2 * (len(terms) == 1) + (not within)
                    votes[name][kind] += 1 if times > 0 else -1
        return {name: next(filter(None, found), 1) > 0 for name, found in votes.items()}

    def split(self, survey: Survey) -> None:
        """Digits x = n x1 + x0, x1 in the place of x, until no floor asks for one."""
        waiting = list(self.loops)
        while waiting:
            name = waiting.pop(0)
            base = digit(name, survey.floors, self.values, self.boxes)
            if base is not None:
                low = self._fresh(name + "'")
                self._put(name, affine({name: base, low: 1}))
                length = self.boxes[name][1] + 1
                self.boxes[name], self.boxes[low] = (0, length // base - 1), (0, base - 1)
                self.loops.insert(self.loops.index(name) + 1, low)
                waiting = list(self.loops)


def _zeros(tests: Sequence[Test]) -> Iterator[Affine]:
    """Forms that are 0: by an equation, or because they are at least and at most 0."""
    least = {test.form for test in tests if test.kind is Ge}
    for test in tests:
        if isinstance(test.form, Affine):
            both = test.kind is Ge and combined(constant(0), -1, test.form) in least
            if both or test.kind is Eq:
                yield test.form


def _windows(name: str, tests: Sequence[Test]) -> Iterator[tuple[Affine, int, int]]:
    """Forms name + (other names) that the tests hold between two numbers."""
    lows: dict[Affine, int] = {}
    highs: dict[Affine, int] = {}
    for test in tests:
        if test.kind is not Ge or not isinstance(test.form, Affine) or len(test.form.terms) < 2:
            continue
        times, offset = rate(test.form, name), test.form.offset
        form = combined(constant(0), times, Affine(test.form.terms))
        if times == 1:
            lows[form] = max(-offset, lows.get(form, -offset))
        elif times == -1:
            highs[form] = min(offset, highs.get(form, offset))
    for form in lows:
        if form in highs:
            yield form, lows[form], highs[form]


def entered(survey: Survey, conds: Sequence[Cond], scope: Scope, boxes: Ranges) -> Region | None:
    """The region of a binder; None where its conditions cannot hold. Raises UnboundedSum."""
    region = Region(scope, boxes, conds)
    if not survey.total.names and not conds:
        return region
    found = _ranges(survey, scope)
    if found is None:
        return None
    for name, (low, high) in zip(survey.total.names, found, strict=True):
        region.add(name, int(low), int(high))
    for _ in range(ROUNDS if survey.floors else 1):
        if not region.eliminate() or not region.slide():
            return None
        region.settle(survey)
    return region


def _ranges(survey: Survey, scope: Scope) -> tuple[Interval, ...] | None:
    """The ranges of the names of a binder; None where its conditions cannot hold."""
    try:
        return _entered(survey.ranges, _known(survey.ranges, scope))
    except UnboundedSum:
        return _entered(survey.total, _known(survey.total, scope))


def _known(total: Sum, scope: Scope) -> frozenset[tuple[str, Interval]]:
    return frozenset((name, scope.ranges[name]) for name in total.free)


@lru_cache(maxsize=4096)
def _entered(total: Sum, known: frozenset[tuple[str, Interval]]) -> tuple[Interval, ...] | None:
    _, found = enter(total, dict(known))
    return None if found is None else tuple(found[name] for name in total.names)
