"""Names in a claim's text: each declared once, none hidden by a bound index. For tests only."""

from __future__ import annotations

import ast
import keyword
from typing import Any

from claims_oracle import parts, words

WORDS = frozenset({"sum", "max", "min", "exp", "range"})


def faults(raw: dict[str, Any]) -> list[str]:
    """What is wrong with the names of a claim."""
    globals_ = [*words(raw.get("sizes", "")), *words(raw.get("integers", ""))]
    globals_ += [*words(raw.get("scalars", "")), *words(raw.get("functions", ""))]
    globals_ += [node.value.id for node in parts(raw.get("tensors", ""))]
    free = [node.left.id for node in parts(raw.get("free", ""))]
    found = []
    for text in raw.get("let", []):
        (statement,) = ast.parse(text).body
        arguments = [node.id for node in ast.walk(statement.targets[0].slice) if _is_name(node)]
        found += _twice([*globals_, *arguments])
        found += _inside(statement.value, frozenset([*globals_, *arguments]))
        globals_.append(statement.targets[0].value.id)
    found += _twice([*globals_, *free])
    for text in [raw["left"], raw["right"], *raw.get("given", [])]:
        found += _inside(ast.parse(text, mode="eval").body, frozenset([*globals_, *free]))
    return found


def _twice(names: list[str]) -> list[str]:
    return [
        f"{name} may not be declared here"
        for place, name in enumerate(names)
        if name in names[:place] or name in WORDS or keyword.iskeyword(name)
    ]


def _inside(node: ast.AST, scope: frozenset[str]) -> list[str]:
    """Unknown names and hiding indices below `node`."""
    if isinstance(node, ast.Name):
        return [] if node.id in scope | WORDS else [f"{node.id} is not declared"]
    found = []
    if isinstance(node, ast.GeneratorExp):
        for loop in node.generators:
            found += _inside(loop.iter, scope) + _twice([*scope, loop.target.id])
            scope |= {loop.target.id}
            found += [fault for test in loop.ifs for fault in _inside(test, scope)]
        return found + _inside(node.elt, scope)
    for child in ast.iter_child_nodes(node):
        found += _inside(child, scope)
    return found


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)
