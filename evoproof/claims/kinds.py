"""Which expressions are integers."""

from __future__ import annotations

from evoproof.claims.syntax import (
    Binary,
    Case,
    Expr,
    Extreme,
    Kind,
    Literal,
    Name,
    Negative,
    Power,
)


def is_integer(expr: Expr) -> bool:
    """Whether the expression is of the kind integer; where a real is wanted it serves as well."""
    match expr:
        case Literal():
            return True
        case Name(variable):
            return variable.kind is not Kind.SCALAR
        case Binary(operator, left, right):
            return operator != "/" and is_integer(left) and is_integer(right)
        case Negative(operand) | Power(operand):
            return is_integer(operand)
        case Extreme(_, args):
            return all(map(is_integer, args))
        case Case(_, then, otherwise):
            return is_integer(then) and is_integer(otherwise)
        case _:
            return False
