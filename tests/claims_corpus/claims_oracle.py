"""Judges a claim by trying it on many instances: for tests only, shares nothing with the product.

An instance is sizes and integers that satisfy `given`, a free index, and random values.
Exponentials are powers of two on integers, and then the true ones on floats.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from claims_meaning import Compiler, IllFormed, Meaning, NotExact, Scope, World

TRIES = 800  # assignments looked at
BUDGET = 5000  # accesses and turns of loops
INDICES = 24  # free indices an assignment
REPEATS = 40  # random values for each assignment, where there are fewer assignments than this
TOLERANCE = 1e-7


@dataclass
class Claim:
    """A claim's text, taken apart."""

    names: list[str]
    integers: list[str]
    scalars: list[str]
    functions: list[str]
    shapes: dict[str, list[Meaning]]
    padded: frozenset[str]
    free: dict[str, Meaning]
    given: list[Meaning]
    about_indices: bool
    left: Meaning
    right: Meaning
    exponential: bool


@dataclass
class Tally:
    """What the instances showed; each kind of trouble with its first witness."""

    assignments: int = 0
    agreed: int = 0
    differs: str | None = None
    floats_differ: str | None = None
    ill_formed: str | None = None
    skipped: int = 0
    exponential: bool = False


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def parts(text: str) -> list[ast.expr]:
    """The entries of a comma-separated list of expressions."""
    body = ast.parse(f"({text},)", mode="eval").body if text.strip() else ast.Tuple([])
    assert isinstance(body, ast.Tuple)
    return body.elts


def take_apart(raw: dict[str, Any]) -> Claim:
    """The claim of a TOML table."""
    compiler = Compiler()
    shapes = {
        node.value.id: [compiler.value(entry) for entry in _shape(node)]
        for node in parts(raw.get("tensors", ""))
    }
    free = {
        node.left.id: compiler.value(node.comparators[0]) for node in parts(raw.get("free", ""))
    }
    for text in raw.get("let", []):
        compiler.define(text)
    given = raw.get("given", [])
    used = {node.id for text in given for node in ast.walk(ast.parse(text)) if _is_name(node)}
    return Claim(
        words(raw.get("sizes", "")),
        words(raw.get("integers", "")),
        words(raw.get("scalars", "")),
        words(raw.get("functions", "")),
        shapes,
        frozenset(words(raw.get("padded", ""))),
        free,
        [compiler.test(ast.parse(text, mode="eval").body) for text in given],
        bool(used & free.keys()),
        compiler.text(raw["left"]),
        compiler.text(raw["right"]),
        "exp(" in " ".join([raw["left"], raw["right"], *raw.get("let", [])]),
    )


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)


def _shape(node: ast.Subscript) -> list[ast.expr]:
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def assignments(claim: Claim, rng: random.Random, tries: int) -> list[Scope]:
    """Sizes and integers: all the small ones if they are few, else random, a few larger ones.

    The more names there are the fewer satisfy `given`, so the more are drawn.
    """
    count = len(claim.names) + len(claim.integers)
    tries *= max(1, count - 3)
    sizes, integers = (range(5), range(-4, 5)) if count <= 3 else (range(4), range(-3, 4))
    ranges = [sizes] * len(claim.names) + [integers] * len(claim.integers)
    if prod(len(each) for each in ranges) <= tries:
        rows = list(product(*ranges))
    else:
        rows = _rows(ranges, tries, rng)
    larger = [range(8)] * len(claim.names) + [range(-7, 8)] * len(claim.integers)
    rows += _rows(larger, tries // 4, rng)
    return [
        dict(zip(claim.names + claim.integers, row, strict=True)) for row in dict.fromkeys(rows)
    ]


def _rows(ranges: list[range], count: int, rng: random.Random) -> list[tuple[int, ...]]:
    return list(zip(*(rng.choices(values, k=count) for values in ranges), strict=True))


def world_of(claim: Claim, names: Scope, rng: random.Random, exact: bool) -> World:
    """Sizes and integers with random scalars, entries and functions."""

    def draw() -> Any:
        return Fraction(rng.randint(-3, 3)) if exact else rng.randint(-8, 8) / 4

    world = World({**names, **{name: draw() for name in claim.scalars}}, draw, exact)
    world.shapes = {
        tensor: tuple(entry(world, names) for entry in shape)
        for tensor, shape in claim.shapes.items()
    }
    world.padded = claim.padded
    world.functions = {name: _random_function(rng, exact) for name in claim.functions}
    return world


def _random_function(rng: random.Random, exact: bool) -> Any:
    table: dict[Any, Any] = {}
    a, b, c = (rng.uniform(-2, 2) for _ in range(3))

    def look_up(argument: Any) -> Any:
        return table.setdefault(Fraction(argument), Fraction(rng.randint(-5, 5)))

    return look_up if exact else lambda x: a + b * x + c * x * x


def indices(claim: Claim, world: World, rng: random.Random) -> list[Scope]:
    """The free indices of an instance, a sample of them if they are many."""
    extents = [extent(world, world.names) for extent in claim.free.values()]
    if prod(max(extent, 0) for extent in extents) <= INDICES:
        chosen: Iterator[tuple[int, ...]] = product(*map(range, extents))
    else:
        chosen = iter([tuple(map(rng.randrange, extents)) for _ in range(INDICES)])
    scopes = [{**world.names, **dict(zip(claim.free, at, strict=True))} for at in chosen]
    if not claim.about_indices:
        return scopes
    return [scope for scope in scopes if holds(claim, world, scope)]


def holds(claim: Claim, world: World, scope: Scope) -> bool:
    return all(condition(world, scope) for condition in claim.given)


def judge(raw: dict[str, Any], seed: int, budget: int = BUDGET, tries: int = TRIES) -> Tally:
    """Tries the claim on instances until `budget` accesses and turns of loops are spent."""
    claim, rng = take_apart(raw), random.Random(seed)
    tally = Tally(exponential=claim.exponential)
    for exact in (True, False) if claim.exponential else (True,):
        steps = 0
        for names in _admitted(claim, rng, tries):
            world = world_of(claim, names, rng, exact)
            compared = compare(claim, world, rng, tally)
            tally.assignments += bool(compared)
            steps += world.steps + 8 * compared + 8
            if steps > budget:
                break
    return tally


def _admitted(claim: Claim, rng: random.Random, tries: int) -> Iterator[Scope]:
    """Admitted assignments, small ones and random ones by turns; few of them come repeatedly."""
    found, world = assignments(claim, rng, tries), World({}, lambda: None)
    kept = [names for names in found if claim.about_indices or holds(claim, world, names)]
    small = sorted(kept, key=lambda names: sum(map(abs, names.values())))
    rng.shuffle(kept)
    for pair in zip(small, kept, strict=True):
        yield from pair
    for _ in range(REPEATS if len(kept) < REPEATS else 0):
        yield from kept


def compare(claim: Claim, world: World, rng: random.Random, tally: Tally) -> int:
    """Compares both sides at the instance's free indices; gives their number."""
    try:
        scopes = indices(claim, world, rng)
    except IllFormed as fault:
        tally.ill_formed = tally.ill_formed or f"{world.names}: {fault}"
        return 1
    for scope in scopes:
        _compare_at(claim, world, scope, tally)
    return len(scopes) or not claim.about_indices


def _compare_at(claim: Claim, world: World, scope: Scope, tally: Tally) -> None:
    try:
        left, right = claim.left(world, scope), claim.right(world, scope)
    except IllFormed as fault:
        tally.ill_formed = tally.ill_formed or f"{scope}: {fault}"
        return
    except NotExact:
        tally.skipped += 1
        return
    bound = 0 if world.exact else TOLERANCE * (1 + max(abs(left), abs(right)))
    if abs(left - right) <= bound:
        tally.agreed += 1
    elif world.exact:
        tally.differs = tally.differs or f"{scope}: {left} != {right}"
    else:
        tally.floats_differ = tally.floats_differ or f"{scope}: {left} != {right}"


def verdict(tally: Tally) -> str:
    """The verdict that the instances speak for; "proved" means that nothing was seen against it."""
    if tally.ill_formed:
        return "ill-formed"
    if not tally.assignments:
        return "vacuous"
    if tally.floats_differ if tally.exponential else tally.differs:
        return "refuted"
    return "doubtful" if tally.differs or not tally.agreed else "proved"
