"""A kernel term means what was written: two evaluators that share nothing agree on every line.

One reads the SymPy source of a derivation's lines, the other the kernel's terms made from it. An
error of `from_sympy` would make true theorems about other formulas than the printed ones.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction

import oracle
import pytest

from evoproof.calc import Derivation
from evoproof.kernel.arithmetic import evaluate as integer_value
from evoproof.kernel.arithmetic import holds
from evoproof.kernel.judgements import children, tensors
from evoproof.kernel.terms import Apply, Term
from evoproof.library.catalogue import choose, paper
from evoproof.library.loading import load
from evoproof.refute.evaluate import Environment, evaluate
from evoproof.refute.values import NeedsReal

pytestmark = pytest.mark.slow

SIZES = (1, 2, 3, 0)
POINTS = 6


def points(derivation: Derivation, seed: int) -> Iterator[dict[str, int]]:
    """Sizes and indices that satisfy the hypotheses, sizes that differ where they can."""
    choice, claim = random.Random(seed), derivation.claim
    found = 0
    for _ in range(400):
        at = {name: choice.choice(SIZES) for name in claim.sizes}
        for name, extent in claim.free.items():
            at[name] = choice.randrange(max(1, integer_value(extent, at) or 0))
        if all(holds(cond, at) for cond in claim.hypotheses):
            yield at
            found += 1
            if found == POINTS:
                return


def environment(derivation: Derivation, at: dict[str, int], world: oracle.World) -> Environment:
    read = {one for line in derivation.lines for one in tensors(line.term) if one.body is None}

    def entries(tensor):
        shape = [integer_value(size, at) for size in tensor.shape]
        return lambda *index: Fraction(
            world.some("tensor", tensor.name, tensor.padded, shape, list(index))
        )

    def unknown(function: str):
        return lambda *args: Fraction(world.some("function", function, [str(x) for x in args]))

    return Environment(
        integers=at,
        tensors={one.name: entries(one) for one in read},
        functions={name: unknown(name) for name in functions_of(derivation)},
    )


def functions_of(derivation: Derivation) -> set[str]:
    """The unknown functions of the lines, in definitions too."""
    terms = [line.term for line in derivation.lines]
    terms += [one.body for term in terms for one in tensors(term) if one.body is not None]
    return {name for term in terms for name in _applied(term)}


def _applied(term: Term) -> Iterator[str]:
    if isinstance(term, Apply) and term.function != "exp":
        yield term.function
    for child in children(term):
        yield from _applied(child)


@pytest.mark.parametrize("name", [entry.name for entry in paper()])
def test_every_line_of_every_derivation_means_what_was_written(name: str) -> None:
    compared = 0
    for derivation in load(choose([name])[0]):
        for seed, at in enumerate(points(derivation, seed=7)):
            world = oracle.World(seed, box=40)
            known = environment(derivation, at, world)
            for line in derivation.lines:
                try:
                    written = evaluate(line.expr, known)
                except NeedsReal:
                    continue
                assert oracle.evaluate(line.term, at, world) == written, (line.place, at, seed)
                compared += 1
    assert compared >= 2 * POINTS
