"""`-k EXPR`: which derivations and claims are wanted: parts of names with and, or, not."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import TypeAlias

import click

from evoproof.library.catalogue import Choice, read
from evoproof.library.errors import LibraryError

_WORD = re.compile(r"[\w-]*[A-Za-z_][\w-]*")
_JOINS = ("and", "or", "not")
_MARK = "word_"
Named: TypeAlias = "Callable[[str], bool]"


class Selection:
    """Everything, or the names in which the words of an expression occur."""

    def __init__(self, expression: str | None) -> None:
        self._tree = None if expression is None else _parsed(expression)

    def wants(self, choice: Choice) -> bool:
        """Whether the file has something that is wanted; what cannot be read is, to be reported."""
        if choice.is_claims or self.named(choice)(choice.name or ""):
            return True
        try:
            return any(map(self.named(choice), read(choice.file).names))
        except LibraryError:
            return True

    def wants_entry(self, name: str) -> bool:
        """Whether an entry of the audit is wanted."""
        return self._tree is None or _holds(self._tree, f"audit {name}")

    def named(self, choice: Choice) -> Named:
        """Whether a name of this file is wanted; the file's name counts too."""
        return lambda name: self._tree is None or _holds(self._tree, f"{choice.file.stem} {name}")


def _parsed(expression: str) -> ast.expr:
    """The expression as Python's tree, each word a name in it, whatever the word is."""
    try:
        tree = ast.parse(_WORD.sub(_as_name, expression.strip()), mode="eval").body
        _holds(tree, "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise click.BadParameter(
            f"{expression!r}: words with and, or, not and parentheses", param_hint="-k"
        ) from None
    return tree


def _as_name(word: re.Match[str]) -> str:
    return word[0] if word[0] in _JOINS else _MARK + _plain(word[0])


def _plain(text: str) -> str:
    """A name of a claim may have a -, which is no sign for minus here: as good as _."""
    return text.replace("-", "_")


def _holds(tree: ast.expr, text: str) -> bool:
    match tree:
        case ast.Name(id=word):
            return word.removeprefix(_MARK) in _plain(text)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _holds(operand, text)
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_holds(value, text) for value in values)
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(_holds(value, text) for value in values)
    raise SyntaxError(ast.dump(tree))
