"""`-k EXPR`: which derivations are wanted, by parts of their names with and, or, not."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeAlias

import click

from evoproof.library.catalogue import Choice, read
from evoproof.library.errors import LibraryError

Named: TypeAlias = "Callable[[str], bool]"


class Selection:
    """Everything, or the names in which the words of an expression occur."""

    def __init__(self, expression: str | None) -> None:
        self._tree = None if expression is None else _parsed(expression)

    def wants(self, choice: Choice) -> bool:
        """Whether the file has something that is wanted; what cannot be read is, to be reported."""
        if self._tree is None or self.named(choice)(choice.name or ""):
            return True
        try:
            return any(map(self.named(choice), read(choice.file).names))
        except LibraryError:
            return True

    def named(self, choice: Choice) -> Named:
        """Whether a derivation of this file is wanted; the file's name counts too."""
        return lambda name: self._tree is None or _holds(self._tree, f"{choice.file.stem} {name}")


def _parsed(expression: str) -> ast.expr:
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
        _holds(tree, "")
    except SyntaxError:
        raise click.BadParameter(
            f"{expression!r}: words with and, or, not and parentheses", param_hint="-k"
        ) from None
    return tree


def _holds(tree: ast.expr, text: str) -> bool:
    match tree:
        case ast.Name(id=word):
            return word in text
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _holds(operand, text)
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_holds(value, text) for value in values)
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(_holds(value, text) for value in values)
    raise SyntaxError(ast.dump(tree))
