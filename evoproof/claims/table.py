"""One table of a claims file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from evoproof.claims.claim import Fields, claim_of
from evoproof.claims.errors import ClaimError
from evoproof.claims.names import near
from evoproof.claims.syntax import Claim, Position

_REQUIRED = ("name", "left", "right")
_TEXTS = ("title", "sizes", "integers", "scalars", "functions", "tensors", "padded", "free")
_LISTS = ("given", "let")
KNOWN = (*_REQUIRED, *_TEXTS, *_LISTS, "expect", "why")
"""The fields of a claim."""

_PROSE = ("title", "why")
_ABOUT = ("name", *_PROSE, "expect")


def claim_in(table: object, number: int, line: int, taken: dict[str, str]) -> Claim:
    """The table's claim. Raises ClaimError; `taken` has the names so far, with their places."""
    if not isinstance(table, dict):
        raise ClaimError("a claim is a table", hint="begin each claim with [[claim]]")
    _check_fields(table)
    name = table["name"]
    if name in taken:
        message = f"the name is taken by {taken[name]}"
        raise ClaimError(message, hint="a name is unique in its file", at=Position("name", 0, 0))
    taken[name] = f"claim {number}" + (f" in line {line}" if line else "")
    expect = table.get("expect", "proved")
    fields = {key: table[key] for key in table if key not in _ABOUT}
    made = claim_of(name, Fields(**fields), table.get("title", ""), expect)
    return replace(made, why=table.get("why", ""))


def _check_fields(table: Mapping[str, Any]) -> None:
    for key, value in table.items():
        if key not in KNOWN:
            hint = near(key, KNOWN) or f"the fields are {', '.join(KNOWN)}"
            raise ClaimError(f"unknown field {key[:100]!a}", hint=hint)
        _check_type(key, value)
    for key in _REQUIRED:
        if key not in table:
            raise ClaimError(f"the field {key} is missing", hint=f'write {key} = "..."')
    for key in _PROSE:
        if not table.get(key, "").isprintable():
            raise ClaimError(f"a {key} is one line of text", at=Position(key, 0, 0))
    if "why" in table and table.get("expect", "proved") == "proved":
        message = "a claim that is expected to be proved has no why"
        raise ClaimError(message, hint='write expect = "refuted"', at=Position("why", 0, 0))


def _check_type(key: str, value: object) -> None:
    if key not in _LISTS:
        if not isinstance(value, str):
            hint = f'write {key} = "..."'
            raise ClaimError("a text is wanted here", hint=hint, at=Position(key, 0, 0))
    elif not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        hint = f'write {key} = ["...", "..."]'
        raise ClaimError("a list of texts is wanted here", hint=hint, at=Position(key, 0, 0))
