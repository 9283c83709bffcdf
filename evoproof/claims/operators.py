"""+ - * / // % ** and the sign."""

from __future__ import annotations

import ast

from evoproof.claims.chains import balanced, is_long_chain
from evoproof.claims.reading import Reading
from evoproof.claims.syntax import Binary, Expr, Negative, Power

LARGEST_EXPONENT = 64

_HINT = "the operators are + - * / // % **"

_SYMBOLS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}


def binary(reading: Reading, node: ast.BinOp, wanted: str) -> Expr:
    if isinstance(node.op, ast.Pow):
        return _power(reading, node, wanted)
    symbol = _SYMBOLS.get(type(node.op))
    if symbol is None:
        raise reading.error(node, "this operator is not part of the language", _HINT)
    if symbol == "/" and wanted:
        raise reading.real(node, "a quotient x / y", wanted, "write m // D, the floor of it")
    if is_long_chain(node):
        return balanced(reading, node, wanted)
    if symbol in ("//", "%"):
        wanted = f"an operand of {symbol}"
    left = reading.expression(node.left, wanted)
    right = reading.expression(node.right, wanted)
    return Binary(symbol, left, right, at=reading.at(node))


def _power(reading: Reading, node: ast.BinOp, wanted: str) -> Expr:
    exponent = node.right
    if not isinstance(exponent, ast.Constant) or type(exponent.value) is not int:
        message = "an exponent is a literal integer, 0 or more"
        raise reading.error(exponent, message, "for 1/x**2 write 1 / x ** 2; exp(x) is exponential")
    if exponent.value > LARGEST_EXPONENT:
        raise reading.error(exponent, f"an exponent is {LARGEST_EXPONENT} at most")
    base = reading.expression(node.left, wanted)
    return Power(base, exponent.value, at=reading.at(node))


def unary(reading: Reading, node: ast.UnaryOp, wanted: str) -> Expr:
    if isinstance(node.op, ast.UAdd):
        raise reading.error(node, "a + before a value is not part of the language", "leave it out")
    if not isinstance(node.op, ast.USub):
        message = "a condition stands where a number is wanted"
        raise reading.error(node, message, "write 1 if i == j else 0")
    return Negative(reading.expression(node.operand, wanted), at=reading.at(node))
