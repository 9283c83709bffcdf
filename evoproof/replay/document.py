"""A whole record, read: theorems with their steps, and the chain that the claim is made of.

    step  {"rule", "path", "before", "after"} and perhaps "backward", "arguments", "sides"

A side is [context, condition]: the conditions it was shown from, by their entry in "contexts".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evoproof.replay.cite import Statement, Substitution
from evoproof.replay.facts import Recorded
from evoproof.replay.failure import ReplayError
from evoproof.replay.integers import Floor, Poly
from evoproof.replay.strict import entry, fields, items, truth, whole, word
from evoproof.replay.tables import Tables, expression, expressions, name, names
from evoproof.replay.terms import Cond, Sum, Term

HEADER = ["format", "version", "name", "evoproof", "title", "source", "sizes", "claim"]
SIDES = ["hypotheses", "left", "right"]
TABLES = ["conditions", "contexts", "tensors", "terms", "theorems", "chain"]


@dataclass(frozen=True)
class Step:
    where: str
    rule: str
    path: tuple[int, ...]
    backward: bool
    arguments: dict[str, Any]
    before: Term
    after: Term
    sides: tuple[Recorded, ...]


@dataclass(frozen=True)
class Document:
    """`chain`: the theorems, by number, that lead from the left side of the claim to its right."""

    name: str
    claim: Statement
    theorems: tuple[tuple[Statement, tuple[Step, ...]], ...]
    chain: tuple[int, ...]


def read_document(data: object) -> Document:
    """The record as a document; raises ReplayError where it is not one."""
    found = fields(data, "record", [*HEADER, *TABLES])
    if found["format"] != "evoproof proof" or whole(found["version"], "version") != 1:
        raise ReplayError("record", "not an evoproof proof of version 1")
    for key in ("name", "evoproof", "title", "source"):
        word(found[key], key)
    names(found["sizes"], "sizes")
    tables = Tables(found["conditions"], found["tensors"], found["terms"])
    contexts = [
        tables.condition_set(one, where) for where, one in items(found["contexts"], "contexts")
    ]
    reader = _Steps(tables, contexts)
    theorems: list[tuple[Statement, tuple[Step, ...]]] = []
    for where, one in items(found["theorems"], "theorems"):
        theorems.append(reader.theorem(one, where, len(theorems)))
    claim = reader.statement(fields(found["claim"], "claim", SIDES), "claim")
    chain = tuple([_line(one, place, theorems) for place, one in items(found["chain"], "chain")])
    return Document(found["name"], claim, tuple(theorems), chain)


def _line(value: object, where: str, theorems: list[Any]) -> int:
    found = fields(value, where, ["theorem"], ["tag", "reason"])
    for key in ("tag", "reason"):
        word(found.get(key, ""), f"{where}.{key}")
    return entry(found["theorem"], where, range(len(theorems)), "theorem")


class _Steps:
    def __init__(self, tables: Tables, contexts: list[frozenset[Cond]]) -> None:
        self.tables = tables
        self.contexts = contexts

    def theorem(self, value: object, where: str, number: int) -> tuple[Statement, tuple[Step, ...]]:
        found = fields(value, where, [*SIDES, "steps"])
        steps = [self.step(one, at, number) for at, one in items(found["steps"], f"{where}.steps")]
        return self.statement(found, where), tuple(steps)

    def statement(self, found: Mapping[str, Any], where: str) -> Statement:
        hypotheses = self.tables.condition_set(found["hypotheses"], f"{where}.hypotheses")
        left, right = (self.tables.term(found[side], f"{where}.{side}") for side in SIDES[1:])
        return Statement(hypotheses, left, right)

    def step(self, value: object, where: str, number: int) -> Step:
        required = ["rule", "path", "before", "after"]
        found = fields(value, where, required, ["backward", "arguments", "sides"])
        rule = word(found["rule"], f"{where}.rule")
        return Step(
            where,
            rule,
            tuple([whole(one, place) for place, one in items(found["path"], f"{where}.path")]),
            truth(found.get("backward", False), f"{where}.backward"),
            self.arguments(rule, found.get("arguments", {}), f"{where}.arguments", number),
            self.tables.term(found["before"], f"{where}.before"),
            self.tables.term(found["after"], f"{where}.after"),
            tuple(
                [self.side(one, p) for p, one in items(found.get("sides", []), f"{where}.sides")]
            ),
        )

    def side(self, value: object, where: str) -> Recorded:
        context, goal = (one for _, one in items(value, where, 2))
        return entry(context, where, self.contexts, "context"), self.tables.condition(goal, where)

    def arguments(self, rule: str, value: object, where: str, number: int) -> dict[str, Any]:
        if rule not in ARGUMENTS:
            raise ReplayError(where, f"there is no rule {rule[:40]!r}")
        kinds = ARGUMENTS[rule]
        found = fields(value, where, list(kinds))
        return {
            key: self.argument(kinds[key], found[key], f"{where}.{key}", number) for key in kinds
        }

    def argument(self, kind: str, value: object, where: str, number: int) -> Any:
        if kind == "theorem":
            return entry(value, where, range(number), "theorem")
        if kind in _PLAIN:
            return _PLAIN[kind](value, where)
        readers: dict[str, Callable[[object, str], Any]] = {
            "condition": self.tables.condition,
            "conditions": self.tables.condition_set,
            "term": self.tables.term,
            "witnesses": self.witnesses,
            "substitutions": self.substitutions,
        }
        return readers[kind](value, where)

    def witnesses(self, value: object, where: str) -> list[tuple[Sum, tuple[Poly, ...]]]:
        found = []
        for place, one in items(value, where):
            term, point = (part for _, part in items(one, place, 2))
            summed = self.tables.term(term, place)
            if not isinstance(summed, Sum):
                raise ReplayError(place, "a witness is given for a sum")
            found.append((summed, expressions(point, place)))
        return found

    def substitutions(self, value: object, where: str) -> list[Substitution]:
        return [self.substitution(one, place) for place, one in items(value, where)]

    def substitution(self, value: object, where: str) -> Substitution:
        if type(value) is dict and "tensor" in value:
            found = fields(value, where, ["tensor", "by"])
            return self.tables.tensor(found["tensor"], where), self.tables.tensor(
                found["by"], where
            )
        given = fields(value, where, ["integers"])["integers"]
        pairs = [tuple([part for _, part in items(one, at, 2)]) for at, one in items(given, where)]
        keys = names([key for key, _ in pairs], where)
        return dict(zip(keys, expressions([new for _, new in pairs], where), strict=True))


def _floor(value: object, where: str) -> Floor:
    parts = [one for _, one in items(value, where, 2)]
    return Floor(expression(parts[0], where), expression(parts[1], where))


_PLAIN: dict[str, Callable[[object, str], Any]] = {
    "name": name, "names": names, "integer": expression, "integers": expressions,
    "position": whole, "floor": _floor,
}  # fmt: skip

ARGUMENTS: dict[str, dict[str, str]] = {
    "ring": {}, "index": {}, "exp_sum": {}, "exp_zero": {}, "exp_inverse": {}, "unfold": {},
    "flatten": {}, "linearity": {}, "empty": {}, "everywhere": {},
    "floor_value": {"floor": "floor", "value": "integer"},
    "floor_cancel": {"floor": "floor", "factor": "integer", "reduced": "floor"},
    "cancel": {"witnesses": "witnesses"},
    "reindex": {"names": "names", "old_to_new": "integers", "new_to_old": "integers"},
    "scale": {"position": "position"},
    "domain": {"conditions": "conditions"},
    "split": {"condition": "condition"},
    "delta": {"condition": "condition", "name": "name"},
    "telescope": {"low": "integer", "high": "integer", "total": "term"},
    "lattice": {}, "exp_max": {}, "max_square": {}, "max_single": {}, "max_zero": {},
    "max_scale": {"witnesses": "witnesses"},
    "max_affine": {"point": "integers"},
    "max_split": {"condition": "condition", "first": "integers", "second": "integers"},
    "max_flatten": {"point": "integers"},
    "max_project": {"name": "name", "conditions": "conditions", "values": "integers"},
    "cases": {"condition": "condition", "first": "theorem", "second": "theorem"},
    "replace_equal": {"name": "name", "value": "integer", "theorem": "theorem"},
    "cite": {"theorem": "theorem", "substitutions": "substitutions"},
}  # fmt: skip
"""What each rule is given besides the term that it rewrites."""
