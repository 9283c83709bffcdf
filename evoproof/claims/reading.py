"""Reading one text: Python's tree on one side, the claim's names on the other.

The rules of single forms stand in tables of functions; this module has what they share: names,
places, and the limits on size and depth, which count what abbreviations expand to.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from evoproof.claims.errors import ClaimError
from evoproof.claims.foreign import condition_wanted, foreign
from evoproof.claims.names import near, objection
from evoproof.claims.scope import Abbreviation, Hidden, Itself, Meaning, described
from evoproof.claims.source import Source
from evoproof.claims.syntax import Expr, Test

MOST_NODES = 20_000
DEEPEST = 100

ReadExpr: TypeAlias = "Callable[[Reading, Any, str], Expr]"
ReadTest: TypeAlias = "Callable[[Reading, Any], Test]"


@dataclass(frozen=True, slots=True)
class Forms:
    """For each class of Python's nodes, how to read it: as an expression, as a condition."""

    expressions: Mapping[type[ast.expr], ReadExpr]
    conditions: Mapping[type[ast.expr], ReadTest]


class Reading:
    """`nodes` were made so far, `height` is the greatest depth among them."""

    __slots__ = ("_depth", "_forms", "at", "height", "names", "nodes", "source")

    def __init__(self, forms: Forms, source: Source, names: Mapping[str, Meaning]) -> None:
        self._forms = forms
        self.source = source
        self.at = source.at
        self.names = names
        self.nodes = 0
        self.height = 0
        self._depth = 0

    def expression(self, node: ast.expr, wanted: str = "") -> Expr:
        """The node as an expression, an integer one if `wanted` says for what it is needed."""
        read = self._forms.expressions.get(type(node))
        if read is None:
            raise self.error(node, *foreign(node))
        self.descend(node)
        self.count(node, 1)
        made = read(self, node, wanted)
        self._depth -= 1
        return made

    def condition(self, node: ast.expr) -> Test:
        read = self._forms.conditions.get(type(node))
        if read is None or (isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not)):
            raise self.error(node, *condition_wanted(node))
        self.descend(node)
        self.count(node, 1)
        made = read(self, node)
        self._depth -= 1
        return made

    def descend(self, node: ast.AST, levels: int = 1) -> None:
        """What follows stands so many levels deeper."""
        self._depth += levels
        if self._depth > self.height:
            self.height = self._depth
        if self._depth > DEEPEST:
            message = f"the expression is nested more than {DEEPEST} levels deep"
            raise self.error(node, message, "name inner parts under let, or make it flatter")

    def ascend(self, levels: int) -> None:
        self._depth -= levels

    def count(self, node: ast.AST, nodes: int) -> None:
        """So many nodes more, before they are made."""
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            message = f"the expression has more than {MOST_NODES:,} parts, abbreviations expanded"
            raise self.error(node, message, "abbreviations that use others double quickly")

    def error(self, node: ast.AST, message: str, hint: str = "") -> ClaimError:
        return self.source.error(node, message, hint)

    def real(self, node: ast.AST, what: str, wanted: str, hint: str = "") -> ClaimError:
        """A real number stands where an integer is wanted."""
        return self.error(node, f"{what} is a real number, but {wanted} is an integer", hint)

    def unseen(self, node: ast.Name, meaning: Hidden | Itself | None) -> ClaimError:
        """A name that stands for nothing here."""
        match meaning:
            case Hidden():
                message = f"{node.id} is a free index, which no abbreviation sees"
                return self.error(node, message, "make it an argument: Q[i] = ...")
            case Itself():
                message = f"the abbreviation {node.id} uses itself"
                return self.error(node, message, "it sees the abbreviations before it")
            case None:
                return self._unknown(node)

    def _unknown(self, node: ast.Name) -> ClaimError:
        if trouble := objection(node.id):
            return self.error(node, trouble, f"use: {USAGE[node.id]}" if node.id in USAGE else "")
        declare = "declare it under sizes, integers, scalars, functions, tensors or free"
        hint = near(node.id, self.names) or declare
        return self.error(node, f"unknown name {node.id}", hint)

    def free_name(self, node: ast.expr) -> str:
        """The name that a bound index or a parameter takes; an error if it is taken."""
        if not isinstance(node, ast.Name):
            raise self.error(node, "a bound index is one name", "for k in range(K)")
        if trouble := objection(node.id):
            raise self.error(node, trouble, "call the index something else")
        meaning = self.names.get(node.id)
        if meaning is not None and not isinstance(meaning, Hidden):
            message = f"{node.id} is {described(meaning)} already"
            raise self.error(node, message, "call the bound index something else")
        return node.id

    def integer_valued(self, node: ast.AST, found: Abbreviation, wanted: str) -> None:
        if wanted and not found.integer:
            raise self.real(node, f"the abbreviation {found.name}", wanted)


USAGE = {
    "exp": "exp(x)",
    "max": "max(x, y), or max(body for k in range(K))",
    "min": "min(x, y), or min(body for k in range(K))",
    "sum": "sum(body for k in range(K))",
    "range": "sum(body for k in range(K))",
}
