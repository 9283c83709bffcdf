"""Readings of a derivation file that several kinds of slips share."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from mutants_edits import Mutant, Source

Slips = Iterator[Mutant]


def called(node: ast.AST) -> str:
    """The name of the function that is called there, or nothing."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def rewritten(
    source: Source, node: ast.Call, keywords: list[ast.keyword], more: Sequence[str] = ()
) -> str:
    """The call with these keywords, and more arguments."""
    inside = [*map(source.said, node.args), *map(source.said, keywords), *more]
    return f"{source.said(node.func)}({', '.join(inside)})"


def letters(source: Source) -> list[list[str]]:
    """The letters of the file, in the groups in which they are made."""
    groups = []
    for statement in source.statements:
        if called(statement.value) in ("sizes", "indices", "bound"):
            target = statement.targets[0]
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            groups.append([one.id for one in names if isinstance(one, ast.Name)])
    return groups
