"""Slips where tensors and operators are made: border, kind, options, shape, body."""

from __future__ import annotations

import ast

from mutants_edits import Edit, Source
from mutants_reading import Slips, called, letters, rewritten

WINDOWS = ("conv", "Ev", "conv_size")
MAKERS = {"padded": "tensor", "tensor": "padded"}
SHAPED = ("tensor", "padded")


def border(source: Source) -> Slips:
    other = {"mask": '"zero"', "zero": '"mask"', "extended": '"zero"'}
    for node in source.nodes(ast.Call):
        for keyword in node.keywords:
            if keyword.arg == "border" and isinstance(keyword.value, ast.Constant):
                said = other[keyword.value.value]
                told = f"{source.said(node)} -> {said}"
                yield source.mutant("border", [Edit(keyword.value, said)], told)


def strictness(source: Source) -> Slips:
    for node in source.nodes(ast.Call):
        if called(node) in MAKERS:
            said = f"{MAKERS[called(node)]}({', '.join(map(source.said, node.args))})"
            yield source.mutant("strictness", [Edit(node, said)])
        if called(node) == "definition":
            kept = [one for one in node.keywords if one.arg != "padded"]
            more = [] if len(kept) < len(node.keywords) else ["padded=True"]
            told = f"{_short(source, node)}: {'padded' if more else 'not padded'}"
            edits = [Edit(node, rewritten(source, node, kept, more))]
            yield source.mutant("strictness", edits, told)


def _short(source: Source, node: ast.Call) -> str:
    return f"{called(node)}({source.said(node.args[0])})"


def options(source: Source) -> Slips:
    """groups, stride, dilation, padding, l, size: dropped, changed, or added."""
    for node in source.nodes(ast.Call):
        if called(node) not in WINDOWS:
            continue
        for keyword in node.keywords:
            kept = [one for one in node.keywords if one is not keyword]
            told = f"{source.said(node)}: without {keyword.arg}"
            yield source.mutant("option", [Edit(node, rewritten(source, node, kept))], told)
            if keyword.arg != "size":
                value = source.said(keyword.value)
                for said in (f"{value} + 1", f"2 * {value}", "1"):
                    told = f"{source.said(node)}: {keyword.arg}={said}"
                    yield source.mutant("option", [Edit(keyword.value, said)], told)
        if called(node) != "conv_size":
            given = {keyword.arg for keyword in node.keywords}
            for said in ("stride=2", "dilation=2", "padding=0", "groups=2", "l=0"):
                if said.partition("=")[0] not in given:
                    text = rewritten(source, node, node.keywords, [said])
                    yield source.mutant("option", [Edit(node, text)])


def shapes(source: Source) -> Slips:
    """A size one more or less, or another size, where a shape is written."""
    sizes = letters(source)[0]
    for node in source.nodes(ast.Call):
        name = called(node)
        entries = list(node.args[1:]) if name in SHAPED else []
        if name == "indices":
            entries = [keyword.value for keyword in node.keywords]
        if name == "definition":
            entries = [
                one for word in node.keywords if word.arg == "shape" for one in word.value.elts
            ]
        for entry in entries:
            said = source.said(entry)
            others = [one for one in sizes if one != said] if isinstance(entry, ast.Name) else []
            for new in (f"{said} + 1", f"{said} - 1", *others):
                told = f"{_short(source, node) if node.args else name}: {said} -> {new}"
                yield source.mutant("size", [Edit(entry, new)], told)


def bodies(source: Source) -> Slips:
    """The body of a definition spoiled as a whole."""
    for node in source.nodes(ast.Call):
        if called(node) == "definition":
            body = node.args[2]
            for said in (f"2 * ({source.said(body)})", f"({source.said(body)}) + 1", "0"):
                told = f"{_short(source, node)}: {said}"
                yield source.mutant("body", [Edit(body, said)], told)
