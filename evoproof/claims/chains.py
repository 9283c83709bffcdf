"""Long chains of + and -, or of *: read as a balanced tree, which has the same value.

Python's own tree of a + b + ... is as deep as the chain is long; the language's trees are shallow.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from evoproof.claims.reading import Reading
from evoproof.claims.syntax import Binary, Expr

LONGEST_AS_WRITTEN = 32

_SUM = (ast.Add, ast.Sub)
_PRODUCT = (ast.Mult,)


def is_long_chain(node: ast.BinOp) -> bool:
    """Whether more than 32 operators of one family follow each other from the left."""
    family = _family(node)
    one: ast.expr = node
    for _ in range(LONGEST_AS_WRITTEN + 1):
        if not isinstance(one, ast.BinOp) or not isinstance(one.op, family):
            return False
        one = one.left
    return True


def balanced(reading: Reading, node: ast.BinOp, wanted: str) -> Expr:
    chain = _unrolled(node)
    reading.count(node, len(chain.terms) - 2)
    return _joined(reading, chain, range(len(chain.terms)), wanted)


@dataclass(frozen=True, slots=True)
class _Chain:
    """The terms, and for each whether it is subtracted from the first."""

    terms: Sequence[ast.expr]
    subtracted: Sequence[bool]
    symbol: str


def _family(node: ast.BinOp) -> tuple[type[ast.operator], ...]:
    return _SUM if isinstance(node.op, _SUM) else _PRODUCT


def _unrolled(node: ast.BinOp) -> _Chain:
    family = _family(node)
    terms, subtracted = list[ast.expr](), list[bool]()
    one: ast.expr = node
    while isinstance(one, ast.BinOp) and isinstance(one.op, family):
        terms.append(one.right)
        subtracted.append(isinstance(one.op, ast.Sub))
        one = one.left
    symbol = "+" if family is _SUM else "*"
    return _Chain([one, *reversed(terms)], [False, *reversed(subtracted)], symbol)


def _joined(reading: Reading, chain: _Chain, part: range, wanted: str) -> Expr:
    """The part's terms, their signs relative to that of its first term."""
    first, middle = part[0], part[len(part) // 2]
    if len(part) == 1:
        return reading.expression(chain.terms[first], wanted)
    reading.descend(chain.terms[middle])
    left = _joined(reading, chain, range(first, middle), wanted)
    right = _joined(reading, chain, range(middle, part.stop), wanted)
    reading.ascend(1)
    same = chain.subtracted[first] == chain.subtracted[middle]
    place = reading.at(chain.terms[first], chain.terms[part[-1]])
    return Binary(chain.symbol if same else "-", left, right, at=place)
