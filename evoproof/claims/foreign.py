"""Python's forms that the language does not have, each with what would do."""

from __future__ import annotations

import ast

_CONDITION = "a condition stands where a number is wanted"
_NUMBER_OF = "write 1 if i == j else 0"

_FOREIGN: dict[type[ast.AST], tuple[str, str]] = {
    ast.Compare: (_CONDITION, _NUMBER_OF),
    ast.BoolOp: (_CONDITION, _NUMBER_OF),
    ast.Tuple: ("one expression is wanted, here stand several with commas", ""),
    ast.List: ("a list is not part of the language", "an access is written A[i, j]"),
    ast.ListComp: ("a list is not part of the language", "sum(body for k in range(K))"),
    ast.GeneratorExp: ("a range belongs in sum, max or min", "sum(body for k in range(K))"),
    ast.Attribute: ("a dot is not part of the language", "names have no parts"),
    ast.Starred: ("a starred value is not part of the language", ""),
}


def foreign(node: ast.AST) -> tuple[str, str]:
    """The message and the hint for a node that is no expression of the language."""
    return _FOREIGN.get(type(node), ("this is not part of the language", ""))


def condition_wanted(node: ast.AST) -> tuple[str, str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return f"{node.value} is not part of the language", "write a condition such as k < N"
    return "a condition is wanted here", "conditions are built of == != < <= > >= and or not"
