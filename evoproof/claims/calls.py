"""Accesses, functions, and maxima of several values."""

from __future__ import annotations

import ast

from evoproof.claims.expansion import expanded
from evoproof.claims.names import near
from evoproof.claims.ranges import reduction
from evoproof.claims.reading import USAGE, Reading
from evoproof.claims.scope import Abbreviation, Function, described, example, indices
from evoproof.claims.syntax import Call, Expr, Extreme, Read, Tensor, Variable


def access(reading: Reading, node: ast.Subscript, wanted: str) -> Expr:
    if not isinstance(node.value, ast.Name):
        hint = "write A[i, j] for A[i][j]" if isinstance(node.value, ast.Subscript) else ""
        raise reading.error(node.value, "only a tensor has indices", hint)
    entries = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    match reading.names.get(node.value.id):
        case Tensor() as tensor:
            return _read(reading, node, tensor, entries, wanted)
        case Abbreviation() as abbreviation:
            return expanded(reading, node, abbreviation, entries, wanted)
        case (Variable() | Function()) as other:
            message = f"{node.value.id} is {described(other)} and has no indices"
            raise reading.error(node.value, message)
        case other:
            raise reading.unseen(node.value, other)


def _read(
    reading: Reading, node: ast.Subscript, tensor: Tensor, entries: list[ast.expr], wanted: str
) -> Expr:
    if wanted:
        raise reading.real(node, f"an entry of {tensor.name}", wanted)
    if len(entries) != len(tensor.shape):
        message = f"{tensor.name} has {indices(len(tensor.shape))}, here stand {len(entries)}"
        raise reading.error(node, message, f"write {example(tensor.name, len(tensor.shape))}")
    place = f"an index of {tensor.name}"
    read = tuple([reading.expression(entry, place) for entry in entries])
    return Read(tensor, read, at=reading.at(node))


def call(reading: Reading, node: ast.Call, wanted: str) -> Expr:
    function = node.func
    if not isinstance(function, ast.Name):
        raise reading.error(function, "only a function that has a name can be applied")
    if node.keywords:
        raise reading.error(node.keywords[0], "arguments have no names")
    if function.id in ("sum", "max", "min"):
        return _reduction_or_extreme(reading, node, function.id, wanted)
    if function.id == "exp" or isinstance(reading.names.get(function.id), Function):
        return _application(reading, node, function.id, wanted)
    raise _no_function(reading, function)


def _reduction_or_extreme(reading: Reading, node: ast.Call, which: str, wanted: str) -> Expr:
    args = node.args
    if len(args) == 1 and isinstance(args[0], ast.GeneratorExp):
        if wanted:
            raise reading.real(node, f"a {which} over a range", wanted)
        return reduction(reading, node, args[0], which)
    if which == "sum" or len(args) < 2:
        what = "takes a range" if which == "sum" else "takes two or more values, or a range"
        raise reading.error(node, f"{which} {what}", f"write {USAGE[which]}")
    values = tuple([reading.expression(one, wanted) for one in args])
    return Extreme(which, values, at=reading.at(node))


def _application(reading: Reading, node: ast.Call, function: str, wanted: str) -> Expr:
    if len(node.args) != 1:
        message = f"{function} takes one argument, not {len(node.args)}"
        raise reading.error(node, message, f"write {function}(x)")
    if wanted:
        raise reading.real(node, f"{function}(...)", wanted)
    return Call(function, reading.expression(node.args[0]), at=reading.at(node))


def _no_function(reading: Reading, name: ast.Name) -> Exception:
    match reading.names.get(name.id):
        case None if name.id == "range":
            return reading.error(name, "a range stands after for", f"write {USAGE['range']}")
        case None:
            functions = [key for key, one in reading.names.items() if isinstance(one, Function)]
            hint = near(name.id, ["exp", "max", "min", "sum", *functions])
            message = f"unknown function {name.id}"
            return reading.error(name, message, hint or "declare it under functions")
        case Tensor(shape=shape) as tensor:
            hint = f"write {example(name.id, len(shape))}"
            return reading.error(name, f"{name.id} is {described(tensor)}, no function", hint)
        case meaning:
            return reading.error(name, f"{name.id} is {described(meaning)}, no function")
