"""Where a derivation stands in its file: the lines of its expressions and their equation tags."""

from __future__ import annotations

import ast
import linecache
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TAG = re.compile(r"#\s*(\([^)]*\)(?:, \([^)]*\))*)")


@dataclass(frozen=True)
class Place:
    """A line of a file; `tag` is the equation number in the comment behind it, such as (2)."""

    file: str
    line: int
    tag: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Call:
    """A call in a file: its place, that of every argument, and the name that it is assigned to.

    `tags` are the equation numbers of the definitions in the file, by the name of the tensor.
    """

    place: Place
    name: str
    arguments: tuple[Place, ...]
    tags: tuple[tuple[str, str], ...] = ()


def call_site(depth: int) -> Call:
    """The call that is being made `depth` frames above this one."""
    frame = sys._getframe(depth)
    file, line = frame.f_code.co_filename, frame.f_lineno
    shown = _shown(file)
    for statement in _statements(file):
        if statement.lineno <= line <= (statement.end_lineno or 0):
            return _call(file, shown, statement)
    return Call(Place(shown, line), "", ())


def _statements(file: str) -> list[ast.stmt]:
    try:
        return ast.parse("".join(linecache.getlines(file))).body
    except SyntaxError:
        return []


def _call(file: str, shown: str, statement: ast.stmt) -> Call:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=args)):
            places = tuple(_place(file, shown, arg) for arg in args)
            return Call(Place(shown, statement.lineno), name, places, tuple(_tags(file, shown)))
    return Call(Place(shown, statement.lineno), "", ())


def _tags(file: str, shown: str) -> Iterator[tuple[str, str]]:
    for statement in _statements(file):
        match statement:
            case ast.Assign(
                value=ast.Call(func=ast.Name(id="definition"), args=[ast.Constant(str(name)), *_])
            ):
                yield name, _place(file, shown, statement).tag


def _place(file: str, shown: str, node: ast.expr | ast.stmt) -> Place:
    tags = (_TAG.search(linecache.getline(file, n)) for n in _lines(node))
    return Place(shown, node.lineno, next((tag.group(1) for tag in tags if tag), ""))


def _lines(node: ast.expr | ast.stmt) -> range:
    return range(node.end_lineno or node.lineno, node.lineno - 1, -1)


def _shown(file: str) -> str:
    """The path as a user would write it: relative to the current folder where it lies below it."""
    try:
        return str(Path(file).resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return file


def documentation(depth: int) -> str:
    """The docstring of the file that calls, `depth` frames above this one.

    It is read from the text: the module of a notebook's cells is not theirs alone, a cell is.
    """
    statements = _statements(sys._getframe(depth).f_code.co_filename)
    return ast.get_docstring(ast.Module(statements, [])) or ""
