"""Slips of the pen in a formula: an index, a sign, a letter, a factor, a range."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations

from mutants_edits import Edit, Source
from mutants_reading import Slips, called, letters


def _entries(node: ast.Subscript) -> list[ast.expr]:
    return list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]


def _accesses(source: Source) -> Iterator[ast.Subscript]:
    """What is read with indices: X[i, j], conv(W, X)[i, j, m]; not bound("c")[0]."""
    for node in source.nodes(ast.Subscript):
        if isinstance(node, ast.Subscript) and called(node.value) != "bound":
            yield node


def _limits(source: Source) -> Iterator[list[ast.Tuple]]:
    """The limits of every Sum."""
    for node in source.nodes(ast.Call):
        if called(node) == "Sum":
            yield [one for one in node.args[1:] if isinstance(one, ast.Tuple)]


def off_by_one(source: Source) -> Slips:
    for node in _accesses(source):
        for entry in _entries(node):
            for by in ("+ 1", "- 1"):
                said = f"{source.said(entry)} {by}"
                told = f"{source.said(node)}: {source.said(entry)} -> {said}"
                yield source.mutant("off by one", [Edit(entry, said)], told)


def sign(source: Source) -> Slips:
    """A minus dropped, or one put before an index or a factor."""
    for node in source.nodes(ast.UnaryOp):
        yield source.mutant("sign", [Edit(node, source.said(node.operand))])
    for node in _accesses(source):
        for entry in _entries(node):
            if isinstance(entry, ast.Name):
                told = f"{source.said(node)}: {entry.id} -> -{entry.id}"
                yield source.mutant("sign", [Edit(entry, f"-{entry.id}")], told)
    for node in source.nodes(ast.BinOp):
        if isinstance(node.op, ast.Mult):
            yield source.mutant("sign", [Edit(node, f"(-({source.said(node)}))")])


def plus_minus(source: Source) -> Slips:
    for node in source.nodes(ast.BinOp):
        other = {ast.Add: "-", ast.Sub: "+"}.get(type(node.op))
        if other:
            said = f"({source.said(node.left)}) {other} ({source.said(node.right)})"
            yield source.mutant("+ for -", [Edit(node, f"({said})")])


def swapped_indices(source: Source) -> Slips:
    for node in _accesses(source):
        for one, other in combinations(_entries(node), 2):
            if source.said(one) != source.said(other):
                edits = [Edit(one, source.said(other)), Edit(other, source.said(one))]
                told = f"{source.said(node)}: {source.said(one)} <-> {source.said(other)}"
                yield source.mutant("swapped indices", edits, told)


def another_letter(source: Source) -> Slips:
    groups = letters(source)
    for formula in source.formulas:
        for node in ast.walk(formula):
            if isinstance(node, ast.Subscript | ast.BinOp):
                yield from _other_letters(source, node, groups)


def _other_letters(source: Source, node: ast.AST, groups: list[list[str]]) -> Slips:
    parts = _entries(node) if isinstance(node, ast.Subscript) else [node.left, node.right]
    for part in parts:
        for group in groups:
            if isinstance(part, ast.Name) and part.id in group:
                for other in group:
                    if other != part.id:
                        told = f"{source.said(node)}: {part.id} -> {other}"
                        yield source.mutant("another letter", [Edit(part, other)], told)


def factors(source: Source) -> Slips:
    """A factor of a product dropped, or written twice."""
    for node in source.nodes(ast.BinOp):
        if isinstance(node.op, ast.Mult):
            left, right = source.said(node.left), source.said(node.right)
            yield source.mutant("dropped factor", [Edit(node, f"({left})")])
            yield source.mutant("dropped factor", [Edit(node, f"({right})")])
            yield source.mutant("doubled factor", [Edit(node, f"({left}) * {right} * ({right})")])
            yield source.mutant("doubled factor", [Edit(node, f"({left}) * {left} * ({right})")])


def ranges(source: Source) -> Slips:
    for limits in _limits(source):
        for limit in limits:
            for end, by in ((1, "+ 1"), (1, "- 1"), (2, "+ 1"), (2, "- 1")):
                node = limit.elts[end]
                told = f"{source.said(limit)}: {source.said(node)} -> {source.said(node)} {by}"
                yield source.mutant("range", [Edit(node, f"{source.said(node)} {by}")], told)


def swapped_ranges(source: Source) -> Slips:
    for limits in _limits(source):
        for one, other in combinations(limits, 2):
            first, second = one.elts[0], other.elts[0]
            edits = [Edit(first, source.said(second)), Edit(second, source.said(first))]
            told = f"{source.said(one)} <-> {source.said(other)}"
            yield source.mutant("swapped ranges", edits, told)
