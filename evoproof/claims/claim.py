"""A claim from its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from evoproof.claims.abbreviations import abbreviation
from evoproof.claims.declarations import (
    Names,
    all_tensors,
    declarable,
    free_indices,
    items,
    listed_names,
    tensors,
    variables,
)
from evoproof.claims.errors import ClaimError
from evoproof.claims.names import CLAIM_NAME, near
from evoproof.claims.parse import parse_condition, parse_expression
from evoproof.claims.scope import Abbreviation, Function, Hidden, Meaning
from evoproof.claims.source import Source
from evoproof.claims.syntax import Claim, Kind, Position, Tensor, Test, Variable

Texts: TypeAlias = "str | Sequence[str]"
VERDICTS = ("proved", "refuted", "unknown", "vacuous", "ill-formed", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The texts of a claim; a text that is a list of declarations may be in several pieces."""

    left: str
    right: str
    sizes: Texts = ()
    integers: Texts = ()
    scalars: Texts = ()
    functions: Texts = ()
    tensors: Texts = ()
    padded: Texts = ()
    free: Texts = ()
    given: Texts = ()
    let: Texts = ()


def claim_of(name: str, fields: Fields, title: str = "", expect: str = "proved") -> Claim:
    """The claim that the texts make. Raises ClaimError."""
    check_name(name)
    check_expect(expect)
    names = declared(fields)
    given = conditions(fields.given, names)
    left = parse_expression(fields.left, names, "left")
    right = parse_expression(fields.right, names, "right")
    found = list(names.values())
    return Claim(
        name=name,
        variables=tuple([one for one in found if isinstance(one, Variable)]),
        tensors=tuple([one for one in found if isinstance(one, Tensor)]),
        functions=tuple([one.name for one in found if isinstance(one, Function)]),
        given=given,
        left=left,
        right=right,
        title=title,
        expect=expect,
        written=_written(fields, names),
    )


def _written(fields: Fields, names: Names) -> tuple[str, str]:
    """Both sides, if an abbreviation stands in one of them."""
    short = {name for name, meaning in names.items() if isinstance(meaning, Abbreviation)}
    words = set(re.findall(r"\w+", f"{fields.left} {fields.right}"))
    return ("", "") if short.isdisjoint(words) else (fields.left, fields.right)


def declared(fields: Fields) -> Names:
    """Every name of the claim, in the order of declaration."""
    names: Names = {}
    for field, texts, kind in (
        ("sizes", fields.sizes, Kind.SIZE),
        ("integers", fields.integers, Kind.INTEGER),
        ("scalars", fields.scalars, Kind.SCALAR),
    ):
        for source in sources(field, texts):
            variables(source, kind, names)
    for source in sources("functions", fields.functions):
        for node in items(source):
            name = declarable(source, node, names)
            names[name] = Function(name)
    _declare_tensors(fields, names)
    for source in sources("free", fields.free):
        free_indices(source, names)
    return _abbreviated(fields.let, names)


def _declare_tensors(fields: Fields, names: Names) -> None:
    padded = [(source, listed_names(source)) for source in sources("padded", fields.padded)]
    all_padded = {name for _, listed in padded for name in listed}
    for source in sources("tensors", fields.tensors):
        tensors(source, all_padded, names)
    for source, listed in padded:
        all_tensors(source, listed, names)


def _abbreviated(texts: Texts, names: Names) -> Names:
    """The names and the abbreviations, none of which sees a free index."""
    seen: Names = {key: _without_free(one) for key, one in names.items()}
    for number, text in enumerate(pieces(texts), 1):
        one = abbreviation(f"let {number}", text, seen)
        seen[one.name] = names[one.name] = one
    return names


def _without_free(meaning: Meaning) -> Meaning:
    free = isinstance(meaning, Variable) and meaning.kind is Kind.INDEX
    return Hidden(meaning.name) if free else meaning


def conditions(texts: Texts, names: Mapping[str, Meaning]) -> tuple[Test, ...]:
    given = enumerate(pieces(texts), 1)
    return tuple([parse_condition(text, names, f"given {number}") for number, text in given])


def pieces(texts: Texts) -> Sequence[str]:
    return [texts] if isinstance(texts, str) else texts


def sources(field: str, texts: Texts) -> list[Source]:
    """The texts that are not blank; where there are several they are numbered from 1."""
    given = pieces(texts)
    several = len(given) > 1
    return [
        Source(f"{field} {number}" if several else field, text)
        for number, text in enumerate(given, 1)
        if text.strip()
    ]


def check_name(name: str) -> None:
    if not CLAIM_NAME.fullmatch(name):
        hint = "letters, digits, - and _, at most 200 of them"
        message = f"{name[:100]!a} is no name for a claim"
        raise ClaimError(message, hint=hint, at=_whole("name"))


def check_expect(expect: str) -> None:
    if expect not in VERDICTS:
        hint = near(expect, VERDICTS) or f"one of {', '.join(VERDICTS)}"
        message = f"{expect[:100]!a} is no verdict"
        raise ClaimError(message, hint=hint, at=_whole("expect"))


def _whole(field: str) -> Position:
    return Position(field, 0, 0)
