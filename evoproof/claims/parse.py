"""The language: every form of Python that it has, and who reads it."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from evoproof.claims import calls, conditions, numbers, operators
from evoproof.claims.reading import Forms, Reading
from evoproof.claims.scope import Meaning
from evoproof.claims.source import Source
from evoproof.claims.syntax import Expr, Test

FORMS = Forms(
    expressions={
        ast.Constant: numbers.constant,
        ast.Name: numbers.name,
        ast.BinOp: operators.binary,
        ast.UnaryOp: operators.unary,
        ast.Subscript: calls.access,
        ast.Call: calls.call,
        ast.IfExp: conditions.case,
    },
    conditions={
        ast.Compare: conditions.compare,
        ast.BoolOp: conditions.junction,
        ast.UnaryOp: conditions.negation,
    },
)


def reading_of(source: Source, names: Mapping[str, Meaning]) -> Reading:
    return Reading(FORMS, source, names)


def parse_expression(
    text: str, names: Mapping[str, Meaning], field: str = "left", wanted: str = ""
) -> Expr:
    """The text's tree, an integer expression if `wanted` says for what. Raises ClaimError."""
    source = Source(field, text)
    return reading_of(source, names).expression(source.tree, wanted)


def parse_condition(text: str, names: Mapping[str, Meaning], field: str = "given 1") -> Test:
    """The text's tree as a condition on integers. Raises ClaimError."""
    source = Source(field, text)
    return reading_of(source, names).condition(source.tree)
