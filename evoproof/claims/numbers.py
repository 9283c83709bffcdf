"""Literals and names."""

from __future__ import annotations

import ast

from evoproof.claims.expansion import expanded
from evoproof.claims.reading import Reading
from evoproof.claims.scan import LARGEST_LITERAL, number_limit
from evoproof.claims.scope import Abbreviation, Function, described, example
from evoproof.claims.syntax import Expr, Kind, Literal, Name, Tensor, Variable


def constant(reading: Reading, node: ast.Constant, wanted: str) -> Expr:
    value = node.value
    if type(value) is not int:
        raise reading.error(node, *_no_literal(value))
    if value > LARGEST_LITERAL:
        raise reading.error(node, "the number is too large", number_limit())
    return Literal(value, at=reading.at(node))


def _no_literal(value: object) -> tuple[str, str]:
    if isinstance(value, float):
        return "a decimal fraction is not part of the language", f"write {_as_fraction(value)}"
    if isinstance(value, complex):
        return "a complex number is not part of the language", "numbers are real"
    if value is Ellipsis:
        return "... is not part of the language", "write every index"
    return f"{value} is not part of the language", "numbers are integers and fractions such as 1/2"


def _as_fraction(value: float) -> str:
    """The fraction that the decimal meant, where it is a short one."""
    for below in (1, 2, 4, 5, 8, 10, 100, 1000):
        if abs(value) < 10**9 and (value * below).is_integer():
            return f"{int(value * below)}/{below}" if below > 1 else str(int(value))
    return "a fraction such as 1/2"


def name(reading: Reading, node: ast.Name, wanted: str) -> Expr:
    match reading.names.get(node.id):
        case Variable() as variable:
            if wanted and variable.kind is Kind.SCALAR:
                raise reading.real(node, f"the scalar {node.id}", wanted)
            return Name(variable, at=reading.at(node))
        case Abbreviation() as abbreviation:
            return expanded(reading, node, abbreviation, [], wanted)
        case Tensor(shape=shape) as tensor:
            hint = f"write {example(node.id, len(shape))}"
            raise reading.error(node, f"{node.id} is {described(tensor)}", hint)
        case Function():
            raise reading.error(node, f"{node.id} is a function", f"write {node.id}(x)")
        case other:
            raise reading.unseen(node, other)
