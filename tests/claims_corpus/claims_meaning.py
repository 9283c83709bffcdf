"""What a claim's text means, by plain loops: for tests only, shares nothing with the product.

An expression's text becomes nested Python functions of an environment (a dictionary of names).
Integers are `int`, exact real numbers `Fraction`, so an index that is no integer is noticed.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Scope = dict[str, Any]
Meaning = Callable[["World", Scope], Any]
Table = dict[tuple[int, ...], Any]


class IllFormed(Exception):
    """A strict access outside the shape, a zero divisor, or an extreme of nothing."""


class NotExact(Exception):
    """An exponential whose argument is no integer: 2 ** x is no rational number then."""


@dataclass
class World:
    """One instance: the names a let may see, shapes, entries (drawn when read) and functions."""

    names: Scope
    draw: Callable[[], Any]
    exact: bool = True
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    padded: frozenset[str] = frozenset()
    entries: dict[str, Table] = field(default_factory=dict)
    functions: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    steps: int = 0

    def read(self, tensor: str, indices: tuple[int, ...]) -> Any:
        self.steps += 1
        shape = self.shapes[tensor]
        if not all(0 <= index < size for index, size in zip(indices, shape, strict=True)):
            if tensor in self.padded:
                return 0
            raise IllFormed(f"{tensor}{list(indices)} of shape {list(shape)}")
        table = self.entries.setdefault(tensor, {})
        if indices not in table:
            table[indices] = self.draw()
        return table[indices]

    def exp(self, argument: Any) -> Any:
        if not self.exact:
            return math.exp(argument)
        if Fraction(argument).denominator != 1:
            raise NotExact
        return Fraction(2) ** int(argument)


def _divide(x: Any, y: Any) -> Any:
    """x / y with x / 0 = 0; integers give a Fraction, floats a float."""
    if y == 0:
        return 0
    return x / y if isinstance(x, float) or isinstance(y, float) else Fraction(x) / Fraction(y)


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"an integer is wanted, not {value!r}")
    return value


def _floor(m: Any, d: Any) -> int:
    if _integer(d) == 0:
        raise IllFormed(f"{m} // 0")
    return _integer(m) // d


def _remainder(m: Any, d: Any) -> int:
    if _integer(d) == 0:
        raise IllFormed(f"{m} % 0")
    return _integer(m) % d


BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divide,
    ast.FloorDiv: _floor,
    ast.Mod: _remainder,
}
COMPARE: dict[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
EXTREME: dict[str, Callable[..., Any]] = {"max": max, "min": min}


class Compiler:
    """Makes a meaning of an expression; knows the abbreviations read so far."""

    def __init__(self) -> None:
        self.lets: dict[str, tuple[tuple[str, ...], Meaning]] = {}

    def define(self, text: str) -> None:
        """Adds the abbreviation `Q[i, k] = body`."""
        (statement,) = ast.parse(text).body
        assert isinstance(statement, ast.Assign)
        (target,) = statement.targets
        assert isinstance(target, ast.Subscript)
        arguments = tuple(node.id for node in _entries(target))
        self.lets[target.value.id] = arguments, self.value(statement.value)

    def text(self, text: str) -> Meaning:
        return self.value(ast.parse(text.strip(), mode="eval").body)

    def value(self, node: ast.expr) -> Meaning:
        match node:
            case ast.Constant(value=int(number)):
                return lambda world, scope: number
            case ast.Name(id=name):
                return lambda world, scope: scope[name]
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(power))):
                inner = self.value(base)
                return lambda world, scope: inner(world, scope) ** power
            case ast.BinOp(left=left, op=op, right=right):
                return _binary(BINARY[type(op)], self.value(left), self.value(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.value(operand)
                return lambda world, scope: -inner(world, scope)
            case ast.Subscript():
                return self._access(node)
            case ast.IfExp(test=test, body=body, orelse=other):
                return _case(self.test(test), self.value(body), self.value(other))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args)
        raise SyntaxError(ast.dump(node))

    def test(self, node: ast.expr) -> Meaning:
        """A condition. Every operand is looked at, so none may lean on another to be meant."""
        match node:
            case ast.Compare(left=left, ops=ops, comparators=rest):
                values = [self.value(each) for each in (left, *rest)]
                return _chain([COMPARE[type(op)] for op in ops], values)
            case ast.BoolOp(op=op, values=parts):
                tests = [self.test(part) for part in parts]
                join = all if isinstance(op, ast.And) else any
                return lambda world, scope: join([test(world, scope) for test in tests])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.test(operand)
                return lambda world, scope: not inner(world, scope)
        raise SyntaxError(ast.dump(node))

    def _access(self, node: ast.Subscript) -> Meaning:
        name = node.value.id
        entries = [self.value(entry) for entry in _entries(node)]
        if name not in self.lets:
            return lambda world, scope: world.read(
                name, tuple(_integer(entry(world, scope)) for entry in entries)
            )
        arguments, body = self.lets[name]

        def expanded(world: World, scope: Scope) -> Any:
            values = [_integer(entry(world, scope)) for entry in entries]
            return body(world, {**world.names, **dict(zip(arguments, values, strict=True))})

        return expanded

    def _call(self, name: str, args: list[ast.expr]) -> Meaning:
        match name, args:
            case "sum" | "max" | "min", [ast.GeneratorExp(elt=body, generators=loops)]:
                return _reduce(name, self._loops(loops), self.value(body))
            case "max" | "min", [_, _, *_]:
                values = [self.value(arg) for arg in args]
                return lambda world, scope: EXTREME[name]([v(world, scope) for v in values])
            case "exp", [arg]:
                inner = self.value(arg)
                return lambda world, scope: world.exp(inner(world, scope))
            case _, [arg]:
                inner = self.value(arg)
                return lambda world, scope: world.functions[name](inner(world, scope))
        raise SyntaxError(name)

    def _loops(self, loops: list[ast.comprehension]) -> Callable[[World, Scope], Iterator[Scope]]:
        first, *rest = loops
        bounds = [self.value(bound) for bound in first.iter.args]
        tests = [self.test(test) for test in first.ifs]
        inner = self._loops(rest) if rest else lambda world, scope: iter((scope,))

        def run(world: World, scope: Scope) -> Iterator[Scope]:
            for value in range(*(_integer(bound(world, scope)) for bound in bounds)):
                world.steps += 1
                deeper = {**scope, first.target.id: value}
                if all(test(world, deeper) for test in tests):
                    yield from inner(world, deeper)

        return run


def _binary(apply: Callable[[Any, Any], Any], left: Meaning, right: Meaning) -> Meaning:
    return lambda world, scope: apply(left(world, scope), right(world, scope))


def _case(test: Meaning, body: Meaning, other: Meaning) -> Meaning:
    return lambda world, scope: (body if test(world, scope) else other)(world, scope)


def _chain(ops: list[Callable[[Any, Any], bool]], values: list[Meaning]) -> Meaning:
    def holds(world: World, scope: Scope) -> bool:
        found = [_integer(value(world, scope)) for value in values]
        return all(op(x, y) for op, x, y in zip(ops, found, found[1:], strict=False))

    return holds


def _reduce(which: str, loops: Callable[..., Iterator[Scope]], body: Meaning) -> Meaning:
    def run(world: World, scope: Scope) -> Any:
        values = [body(world, inner) for inner in loops(world, scope)]
        if which == "sum":
            return sum(values)
        if not values:
            raise IllFormed(f"{which} of nothing")
        return EXTREME[which](values)

    return run


def _entries(node: ast.Subscript) -> list[Any]:
    return list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
