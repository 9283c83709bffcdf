"""let: the definitions of abbreviations."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping

from evoproof.claims.declarations import declarable
from evoproof.claims.errors import ClaimError
from evoproof.claims.kinds import is_integer
from evoproof.claims.parse import reading_of
from evoproof.claims.scope import Abbreviation, Hidden, Itself, Meaning
from evoproof.claims.source import Source
from evoproof.claims.syntax import Kind, Position, Variable
from evoproof.claims.walk import variables_read

_EQUALS = re.compile(r"(?<![<>=!])=(?!=)")


def abbreviation(field: str, text: str, names: Mapping[str, Meaning]) -> Abbreviation:
    """'Q[i, k] = body' or 's = body'. Raises ClaimError."""
    head, source = sides(field, text)
    name, parameters = _head(head, names)
    own: dict[str, Meaning] = {name: Itself(name), **{one.name: one for one in parameters}}
    reading = reading_of(source, {**names, **own})
    body = reading.expression(source.tree)
    count = Counter(variables_read(body))
    uses = tuple(count[one] for one in parameters)
    whole = is_integer(body)
    return Abbreviation(name, parameters, body, whole, reading.nodes, reading.height, uses)


def sides(field: str, text: str) -> tuple[Source, Source]:
    """What stands before the = and after it. Raises ClaimError."""
    equals = _EQUALS.search(text)
    if equals is None:
        hint, at = "write Q[i, k] = body, or s = body", Position(field, 0, 0)
        raise ClaimError("an abbreviation has an =", hint=hint, at=at, text=text)
    before, after = slice(0, equals.start()), slice(equals.end(), None)
    return Source(field, text, before), Source(field, text, after)


def _head(source: Source, names: Mapping[str, Meaning]) -> tuple[str, tuple[Variable, ...]]:
    match source.tree:
        case ast.Name() as name:
            return declarable(source, name, names), ()
        case ast.Subscript(value=ast.Name() as name, slice=entries):
            nodes = entries.elts if isinstance(entries, ast.Tuple) else [entries]
            called = declarable(source, name, names)
            return called, _parameters(source, nodes, {**names, called: Itself(called)})
        case other:
            raise source.error(other, "before = stands a name", "write Q[i, k] = body, or s = body")


def _parameters(
    source: Source, nodes: list[ast.expr], names: Mapping[str, Meaning]
) -> tuple[Variable, ...]:
    """Integers of the abbreviation's own; a free index may lend its name to one."""
    visible = {key: one for key, one in names.items() if not isinstance(one, Hidden)}
    found: dict[str, Variable] = {}
    if not nodes:
        raise source.error(source.tree, "an abbreviation without arguments has no []", "s = body")
    for node in nodes:
        if not isinstance(node, ast.Name):
            raise source.error(node, "an abbreviation's argument is one name", "Q[i, k] = body")
        name = declarable(source, node, {**visible, **found})
        found[name] = Variable(name, Kind.INTEGER)
    return tuple(found.values())
