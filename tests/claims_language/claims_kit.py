"""One small claim to vary, trees up to the names of bound indices, and random trees."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import strategies as st

from evoproof.claims.errors import ClaimError
from evoproof.claims.scope import Function
from evoproof.claims.syntax import (
    Binary,
    Call,
    Case,
    Compare,
    Extreme,
    Junction,
    Kind,
    Literal,
    Name,
    Negative,
    Not,
    Position,
    Power,
    Range,
    Read,
    Reduce,
    Tensor,
    Variable,
)
from evoproof.claims.undeclared import claim_from
from evoproof.claims.walk import parts

BASE = {
    "sizes": "N, K",
    "integers": "s",
    "scalars": "w",
    "functions": "f",
    "tensors": "A[N, K], X[N]",
    "free": "i < N",
    "left": "1",
    "right": "1",
}


def claim(**changes):
    return claim_from(**{**BASE, **changes})


def refusal(**changes) -> ClaimError:
    with pytest.raises(ClaimError) as caught:
        claim(**changes)
    return caught.value


def canonical(tree, bound=()):
    """The tree as nested tuples: bound variables by their depth, the others by their name."""
    match tree:
        case Name(variable):
            depths = [depth for depth, one in enumerate(bound) if one is variable]
            return ("name", depths[-1] if depths else (variable.kind, variable.name))
        case Reduce(which, ranges, body):
            parts = []
            for one in ranges:
                ends = canonical(one.start, bound), canonical(one.stop, bound)
                bound = (*bound, one.variable)
                parts.append((*ends, tuple(canonical(test, bound) for test in one.conditions)))
            return (which, tuple(parts), canonical(body, bound))
        case Tensor(name):
            return name
        case tuple():
            return tuple(canonical(one, bound) for one in tree)
        case _ if is_dataclass(tree):
            inner = [getattr(tree, one.name) for one in fields(tree) if one.name != "at"]
            return (type(tree).__name__, *(canonical(one, bound) for one in inner))
        case _:
            return tree


def value(tree, numbers):
    """The value of an integer expression; `numbers` has those of its names."""
    match tree:
        case Literal(found):
            return found
        case Name(variable):
            return numbers[variable.name]
        case Negative(operand):
            return -value(operand, numbers)
        case Binary(operator, left, right):
            one, two = value(left, numbers), value(right, numbers)
            return {"+": one + two, "-": one - two, "*": one * two}[operator]


def height(tree):
    """How many levels the tree has; a range is none of its own."""
    inner = max(map(height, parts(tree)), default=0)
    return inner if isinstance(tree, Range) else 1 + inner


FREE = {
    one.name: one
    for one in (
        Variable("N", Kind.SIZE),
        Variable("K", Kind.SIZE),
        Variable("s", Kind.INTEGER),
        Variable("w", Kind.SCALAR),
    )
}
ENTRY = Name(FREE["N"])
TENSORS = {"A": Tensor("A", (ENTRY, ENTRY)), "X": Tensor("X", (ENTRY,))}
NAMES = {**FREE, **TENSORS, "f": Function("f")}


@st.composite
def integers(draw, depth=3, bound=()):
    """Random integer expressions; bound indices are called b or c, also inside each other."""
    leaves = [FREE["N"], FREE["K"], FREE["s"], *bound]
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from([Literal(0), Literal(7), *map(Name, leaves)]))
    part = integers(depth - 1, bound)
    match draw(st.integers(0, 4)):
        case 0:
            return Negative(draw(part))
        case 1:
            return Power(draw(part), draw(st.integers(0, 5)))
        case 2:
            return Extreme(draw(st.sampled_from(["max", "min"])), (draw(part), draw(part)))
        case 3:
            return Case(draw(conditions(depth - 1, bound)), draw(part), draw(part))
        case _:
            operator = draw(st.sampled_from(["+", "-", "*", "//", "%"]))
            return Binary(operator, draw(part), draw(part))


@st.composite
def conditions(draw, depth=2, bound=()):
    part = integers(depth, bound)
    choice = draw(st.integers(0, 4)) if depth else 4
    if choice == 0:
        return Not(draw(conditions(depth - 1, bound)))
    if choice in (1, 2):
        operator = "and" if choice == 1 else "or"
        several = st.lists(conditions(depth - 1, bound), min_size=2, max_size=3)
        return Junction(operator, tuple(draw(several)))
    sides = draw(st.lists(part, min_size=2, max_size=4 if choice == 3 else 2))
    operators = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    links = [Compare(draw(operators), *sides[n : n + 2]) for n in range(len(sides) - 1)]
    return links[0] if len(links) == 1 else Junction("and", tuple(links))


@st.composite
def reals(draw, depth=4, bound=()):
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.one_of(integers(1, bound), st.just(Name(FREE["w"]))))
    part = reals(depth - 1, bound)
    match draw(st.integers(0, 6)):
        case 0:
            tensor = draw(st.sampled_from(list(TENSORS.values())))
            return Read(tensor, tuple(draw(integers(2, bound)) for _ in tensor.shape))
        case 1:
            return Call(draw(st.sampled_from(["exp", "f"])), draw(part))
        case 2:
            return Case(draw(conditions(1, bound)), draw(part), draw(part))
        case 3 | 4:
            return draw(reductions(depth - 1, bound))
        case 5:
            return draw(st.sampled_from([Negative(draw(part)), Power(draw(part), 2)]))
        case _:
            operator = draw(st.sampled_from(["+", "-", "*", "/"]))
            return Binary(operator, draw(part), draw(part))


@st.composite
def reductions(draw, depth, bound):
    ranges = []
    for _ in range(draw(st.integers(1, 2))):
        start = draw(st.one_of(st.just(Literal(0)), integers(1, bound)))
        stop = draw(integers(1, bound))
        bound = (*bound, Variable(draw(st.sampled_from(["b", "c"])), Kind.BOUND))
        ifs = tuple(draw(st.lists(conditions(1, bound), max_size=2)))
        ranges.append(Range(bound[-1], start, stop, ifs))
    which = draw(st.sampled_from(["sum", "max", "min"]))
    return Reduce(which, tuple(ranges), draw(reals(depth, bound)))


def spot(error: ClaimError) -> str:
    """The part of the text that the error points at."""
    at: Position = error.at
    return error.text[at.start : at.end]
