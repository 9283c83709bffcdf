"""0 = 1 by every choice of simple arguments for the rules of maxima, cases and telescopes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

import pytest
from oracle import NotEvaluable, World, evaluate
from rule_kit import ONE, POSITIVE, SUM, ZERO, P, a, b, greatest, i, n, over, peak, rule, upto

from evoproof.errors import EvoproofError
from evoproof.kernel.arithmetic import implies
from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    equal,
    exp,
    mul,
    number,
)
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Eq, Ge, Int, Term
from evoproof.kernel.theorem import RULES, Theorem

TWO, MINUS = number(2), number(-1)
ZEROTH = (poly(0),)


def value(term: Term, **at: int) -> Any:
    return evaluate(term, at, World(3))


def at_high(border: Any) -> tuple[Ge, Theorem]:
    """n >= border |- [n >= border] = 1."""
    high = at_least(n, border)
    made = rule("domain", (high,), bracket([high]), ())
    return high, rule("transitivity", made, rule("everywhere", (high,), made.right))


ATOMS = (
    ZERO, ONE, MINUS, Int(n), access(P, i), exp(ZERO), greatest(ZERO, ONE), greatest(MINUS),
    upto(0, 1, ONE), upto(1, 0, ONE), peak("a", ONE), peak("a", Int(a)), peak("", ONE),
    peak("", MINUS, at_least(n, 1)), upto(0, 2, Int(a)), upto(0, n, add(mul(ONE, Int(a)), ONE)),
    upto(0, 1, peak("b", MINUS, *between(a, b, 1))), upto(0, n, ZERO),
    upto(0, 1, peak("b", MINUS, *between(1, b, a))),
)  # fmt: skip
GIVEN = ((), POSITIVE, (equal(n, 1),))
POINTS = ((), ZEROTH, (poly(1),), (n,), (a,))


TOTAL = over("a", 0, n, ONE)
FACTORS = (ZERO, ONE, TWO, MINUS, Int(n), exp(Int(i)), TOTAL)
PARTS = tuple(product((ZERO, ONE, MINUS, Int(i)), repeat=2))
MULTIPLES = tuple(greatest(*(mul(one, part) for part in two)) for one in FACTORS for two in PARTS)
SCALES = (FACTORS, PARTS, ((), ((TOTAL, ZEROTH),)))

NEAR = (at_least(a, 0), at_least(b, 0), at_least(1, a), at_least(n, a), at_least(n, 1))
NARROW = tuple(
    peak("a b", body, *between(0, a, 1), *own)
    for body in (MINUS, ONE, Int(a), Int(b))
    for own in (between(0, b, n), between(a, b, 1), between(b, a, n), between(1, b, a))
)


def powerset(values: Sequence[Any]) -> list[tuple[Any, ...]]:
    sizes = range(min(len(values), 3) + 1)
    return [some for size in sizes for some in combinations(values, size)]


def proposals() -> list[tuple[str, tuple[Any, ...]]]:
    found: list[tuple[str, tuple[Any, ...]]] = []
    facts = [rule("reflexivity", (), one) for one in (ZERO, ONE)] + [at_high(2)[1], at_high(1)[1]]
    for given in GIVEN:
        found += [("lattice", (given, *two)) for two in product(ATOMS, repeat=2)]
        found += [(name, (given, one)) for name in ("max_single", "max_zero") for one in ATOMS]
        found += [("max_flatten", (given, *two)) for two in product(ATOMS, POINTS)]
        affine = product(ATOMS, (ONE, TWO, MINUS), (ONE, Int(a)), (ONE, Int(a)), POINTS)
        found += [("max_affine", (given, *five)) for five in affine]
        found += [("exp_max", (given, two)) for two in product(ATOMS, repeat=2)]
        found += [("max_square", (given, *two)) for two in product(ATOMS, repeat=2)]
        found += [("max_scale", (given, *four)) for four in product(MULTIPLES, *SCALES)]
        ranges, places = powerset(NEAR), powerset((poly(0), poly(1), n, a, b))
        projected = product(NARROW, ("a", "b"), ranges, places)
        found += [("max_project", (given, *four)) for four in projected]
        borders = (at_least(a, 1), at_least(n, 1), Ge(poly(-1)))
        found += [("max_split", (given, *four)) for four in product(ATOMS, borders, POINTS, POINTS)]
        conds = (at_least(n, 1), at_least(n, 2), at_least(1, n))
        found += [("cases", (given, *three)) for three in product(conds, facts, facts)]
        ends = (ZERO, ONE, facts[2].left, facts[3].left)
        equalities = product(ends, ends, ("n", "a"), (poly(1), poly(2), n), facts)
        found += [("replace_equal", (given, *five)) for five in equalities]
        sums = (over("a", 0, 1, ONE), over("a", 1, 0, ONE), over("a", 0, n, Int(a)), SUM)
        telescopes = product(sums, map(poly, (0, 1)), (poly(0), poly(1), n), (Int(a), ONE))
        found += [("telescope", (given, *four)) for four in telescopes]
    return found


@pytest.mark.slow
def test_zero_is_not_one_by_the_rules_of_maxima_and_cases() -> None:
    """Every choice of simple arguments: what is accepted holds wherever its hypotheses do."""
    made = dict.fromkeys(RULES, 0)
    for name, arguments in proposals():
        try:
            theorem = rule(name, *arguments)
        except EvoproofError:
            continue
        made[name] += 1
        assert holds_at_small_sizes(theorem), (name, arguments)
    tried = {name for name, _ in proposals()}
    assert all(made[name] for name in tried), made


def holds_at_small_sizes(theorem: Theorem) -> bool:
    for size in (-1, 0, 1, 3):
        at = dict.fromkeys(("n", "i", "a", "b", "m"), size)
        here = [Eq(poly(name) - size) for name in at]
        if not all(implies(here, cond) for cond in theorem.hypotheses):
            continue
        try:
            if value(theorem.left, **at) != value(theorem.right, **at):
                return False
        except NotEvaluable:
            continue
    return True
