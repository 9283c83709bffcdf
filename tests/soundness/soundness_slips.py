"""Slips at one part of a tree: what people write who mean something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from soundness_places import Scope

from evoproof.claims.syntax import (
    Binary,
    Call,
    Case,
    Compare,
    Expr,
    Extreme,
    Junction,
    Kind,
    Literal,
    Name,
    Negative,
    Not,
    Power,
    Range,
    Read,
    Reduce,
    Tensor,
)
from evoproof.claims.walk import Tree

Slips = Iterator[tuple[str, Tree]]
"""The kind of a slip, and what stands there instead."""

OPERATORS = {
    "+": ("-", "*"), "-": ("+",), "*": ("+",), "/": ("*",), "//": ("%",), "%": ("//",),
}  # fmt: skip
COMPARISONS = {
    "<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "==": ("!=", "<="),
    "!=": ("==",),
}  # fmt: skip
WHICH = {"sum": ("max",), "max": ("min", "sum"), "min": ("max",)}


@dataclass(frozen=True)
class Around:
    """What a slip may mistake a name for."""

    tensors: tuple[Tensor, ...]
    functions: tuple[str, ...]
    scope: Scope


def slips(tree: Tree, around: Around) -> Slips:
    """Every slip at the tree itself, and none below it."""
    match tree:
        case Literal(value=value):
            yield "literal", Literal(value + 1)
            if value:
                yield "literal", Literal(value - 1)
        case Name():
            yield from _name(tree, around)
        case Read():
            yield from _read(tree, around)
        case Call():
            yield from _call(tree, around)
        case Binary():
            yield from _binary(tree)
        case Negative(operand=operand) | Not(operand=operand):
            yield "sign", operand
        case Power(base=base, exponent=exponent):
            yield "power", Power(base, exponent + 1)
        case Case():
            yield from _case(tree)
        case Extreme():
            yield "extreme", Extreme("min" if tree.which == "max" else "max", tree.args)
            yield from (("summand", one) for one in _without(tree, tree.args))
        case _:
            yield from _ranges_and_tests(tree)


def _ranges_and_tests(tree: Tree) -> Slips:
    match tree:
        case Range():
            yield from _range(tree)
        case Reduce():
            yield from (("extreme", replace(tree, which=one)) for one in WHICH[tree.which])
        case Compare(operator=operator, left=left, right=right):
            yield from (("comparison", Compare(one, left, right)) for one in COMPARISONS[operator])
        case Junction(operator=operator, args=args):
            yield "junction", Junction("or" if operator == "and" else "and", args)
            yield from (("condition", one) for one in _without(tree, args))
            yield "negated", Not(tree)


def off_by_one(expr: Expr) -> Iterator[Expr]:
    yield Binary("+", expr, Literal(1))
    yield Binary("-", expr, Literal(1))


CLASSES: dict[Kind, str] = {Kind.BOUND: "index", Kind.INDEX: "index"}


def _name(name: Name, around: Around) -> Slips:
    kind = name.variable.kind
    for other in around.scope:
        if other is not name.variable and _class(other.kind) == _class(kind):
            yield "name", Name(other)


def _class(kind: Kind) -> str:
    return CLASSES.get(kind, kind.value)


def _read(read: Read, around: Around) -> Slips:
    for number, index in enumerate(read.indices):
        for other in off_by_one(index):
            yield "index", _with(read, {number: other})
    for one, two in combinations(range(len(read.indices)), 2):
        yield "swapped", _with(read, {one: read.indices[two], two: read.indices[one]})
    for tensor in around.tensors:
        if tensor is not read.tensor and len(tensor.shape) == len(read.indices):
            yield "tensor", Read(tensor, read.indices)


def _with(read: Read, changed: dict[int, Expr]) -> Read:
    found = [changed.get(number, index) for number, index in enumerate(read.indices)]
    return Read(read.tensor, tuple(found))


def _call(call: Call, around: Around) -> Slips:
    yield "call", call.argument
    for other in ("exp", *around.functions):
        if other != call.function:
            yield "call", Call(other, call.argument)


def _binary(binary: Binary) -> Slips:
    left, right = binary.left, binary.right
    for operator in OPERATORS[binary.operator]:
        yield "operator", Binary(operator, left, right)
    kind = "summand" if binary.operator in "+-" else "factor"
    yield kind, left
    yield kind, right
    if binary.operator in ("-", "/", "//", "%"):
        yield "operands", Binary(binary.operator, right, left)


def _case(case: Case) -> Slips:
    yield "guard", case.then
    yield "guard", case.otherwise
    yield "negated", Case(case.condition, case.otherwise, case.then)


def _range(one: Range) -> Slips:
    yield from (("start", replace(one, start=start)) for start in off_by_one(one.start))
    yield from (("stop", replace(one, stop=stop)) for stop in off_by_one(one.stop))
    for number in range(len(one.conditions)):
        kept = one.conditions[:number] + one.conditions[number + 1 :]
        yield "condition", replace(one, conditions=kept)


def _without(tree: Tree, args: tuple[Tree, ...]) -> Iterator[Tree]:
    """The tree with one argument less, the argument alone where only one is left."""
    for number in range(len(args)):
        kept = args[:number] + args[number + 1 :]
        yield kept[0] if len(kept) == 1 else replace(tree, args=kept)
