"""Derivation files are prose: docstring, imports, and assignments of expressions; nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from evoproof.derivations import FOLDER

FILES = sorted(FOLDER.glob("*.py"))
LONGEST = 150
LINES = range(30, LONGEST + 1)
WORDS = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If,
    ast.With, ast.Try, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp, ast.IfExp,
    ast.NamedExpr, ast.JoinedStr,
)  # fmt: skip


def faults(text: str) -> list[str]:
    """What is not prose, with its line."""
    tree = ast.parse(text)
    found = [] if ast.get_docstring(tree) else ["1: no docstring"]
    for statement in tree.body[1:]:
        if not isinstance(statement, ast.Import | ast.ImportFrom | ast.Assign):
            found.append(f"{statement.lineno}: {type(statement).__name__}")
    for node in ast.walk(tree):
        if isinstance(node, WORDS):
            found.append(f"{node.lineno}: {type(node).__name__}")
        if isinstance(node, ast.ImportFrom) and not _public(node):
            found.append(f"{node.lineno}: imports {node.module}")
        if isinstance(node, ast.Import):
            found.append(f"{node.lineno}: imports a module")
    return found


def _public(node: ast.ImportFrom) -> bool:
    module = node.module or ""
    return module == "evoproof" or module.startswith("evoproof.derivations.")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_is_prose(file: Path):
    assert faults(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_says_where_it_is_from_and_what_the_border_is(file: Path):
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    title, *rest = text.splitlines()
    assert title.endswith(".")
    assert any(line.startswith("Source: ") and "Eq." in line for line in rest)
    assert any(line.startswith("Border: ") for line in rest)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_is_of_a_page(file: Path):
    assert len(file.read_text(encoding="utf-8").splitlines()) in LINES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_proves_what_it_is_called(file: Path):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    last = tree.body[-1]
    assert isinstance(last, ast.Assign)
    assert isinstance(last.targets[0], ast.Name)
    assert last.targets[0].id == file.stem


@pytest.mark.parametrize(
    "text",
    [
        "x = 1",
        '"""T."""\ndef f(): pass',
        '"""T."""\nfor x in y: pass',
        '"""T."""\nf = lambda: 1',
        '"""T."""\nx = [y for y in z]',
        '"""T."""\nimport os',
        '"""T."""\nfrom sympy import Sum',
        '"""T."""\nfrom evoproof.kernel import Theorem',
        '"""T."""\nprint(1)',
    ],
)
def test_what_is_no_prose_is_seen(text):
    assert faults(text)
