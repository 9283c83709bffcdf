"""The tables of a record: conditions, tensors and terms, of which later ones name earlier ones.

    condition  [">=", e]  |  ["=", e]  |  ["|", n, e]
    tensor     {"name", "shape", "padded"} and perhaps "parameters" with "body", and "arguments"
    term       ["number", q]  |  ["integer", e]  |  ["read", tensor, [e, ...]]
               | ["apply", name, [term, ...]]  |  ["add", [term, ...]]  |  ["mul", [term, ...]]
               | ["pow", term, n]  |  ["sum", [name, ...], [condition, ...], term]
               | ["max", [name, ...], [condition, ...], term]

A tensor may be read by a term only if its body is an earlier term.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evoproof.replay.failure import ReplayError
from evoproof.replay.integers import Poly
from evoproof.replay.notation import is_name, read_integer, read_rational
from evoproof.replay.strict import entry, fields, here, items, truth, whole, word
from evoproof.replay.terms import Add, Apply, Cond, Int, Max, Mul, Num, Pow, Read, Sum, Tensor, Term

DEEPEST = 60
LARGEST = 100_000
HIGHEST = 50
"""Limits: how deep and how large (written out) a term may be, and how high a power."""


def expression(value: object, where: str) -> Poly:
    return here(where, read_integer, word(value, where))


def expressions(value: object, where: str) -> tuple[Poly, ...]:
    return tuple([expression(one, place) for place, one in items(value, where)])


def name(value: object, where: str) -> str:
    written = word(value, where)
    if not is_name(written):
        raise ReplayError(where, f"{written[:40]!r} is not a name")
    return written


def names(value: object, where: str) -> tuple[str, ...]:
    found = tuple([name(one, place) for place, one in items(value, where)])
    if len(set(found)) != len(found):
        raise ReplayError(where, "a name occurs twice")
    return found


class Tables:
    """The entries read so far. The terms come in order; a tensor is read when a term needs it."""

    def __init__(self, conditions: object, tensors: object, terms: object) -> None:
        self.conditions: list[Cond] = []
        for where, value in items(conditions, "conditions"):
            self.conditions.append(_condition(value, where))
        self.terms: list[Term] = []
        self._weights: dict[Term | Tensor, tuple[int, int]] = {}
        self._waiting = [value for _, value in items(tensors, "tensors")]
        self._tensors: dict[int, Tensor] = {}
        for where, value in items(terms, "terms"):
            self.terms.append(self._weighed(self._term(value, where), where))
        for number in range(len(self._waiting)):
            self.tensor(number, f"tensors[{number}]")

    def condition(self, value: object, where: str) -> Cond:
        return entry(value, where, self.conditions, "condition")

    def condition_set(self, value: object, where: str) -> frozenset[Cond]:
        found = [self.condition(one, place) for place, one in items(value, where)]
        if len(set(found)) != len(found):
            raise ReplayError(where, "a condition occurs twice")
        return frozenset(found)

    def term(self, value: object, where: str) -> Term:
        return entry(value, where, self.terms, "term")

    def terms_of(self, value: object, where: str) -> tuple[Term, ...]:
        return tuple([self.term(one, place) for place, one in items(value, where)])

    def tensor(self, value: object, where: str) -> Tensor:
        number = whole(value, where)
        if not 0 <= number < len(self._waiting):
            raise ReplayError(where, f"there is no tensor {number}")
        if number not in self._tensors:
            self._tensors[number] = self._new_tensor(self._waiting[number], number)
        return self._tensors[number]

    def _new_tensor(self, value: object, number: int) -> Tensor:
        where = f"tensors[{number}]"
        found = fields(
            value, where, ["name", "shape", "padded"], ["parameters", "body", "arguments"]
        )
        called, padded = name(found["name"], where), truth(found["padded"], f"{where}.padded")
        shape = expressions(found["shape"], f"{where}.shape")
        if ("parameters" in found) != ("body" in found):
            raise ReplayError(where, "parameters and body go together")
        if "arguments" in found:
            _need_display(found["arguments"], f"{where}.arguments", number, "body" in found)
        if "body" not in found:
            return Tensor(called, shape, padded)
        parameters = names(found["parameters"], f"{where}.parameters")
        if len(parameters) != len(shape):
            raise ReplayError(where, "one parameter is needed for each index")
        return Tensor(called, shape, padded, parameters, self.term(found["body"], f"{where}.body"))

    def _weighed(self, term: Term, where: str) -> Term:
        """The term, unless it is too deep or too large when its shared parts are written out."""
        parts: list[Term] = list(term.kids)
        if isinstance(term, Read) and term.tensor.body is not None:
            parts.append(term.tensor.body)
        depth = 1 + max((self._weights[part][0] for part in parts), default=0)
        size = 1 + sum(self._weights[part][1] for part in parts)
        if depth > DEEPEST or size > LARGEST:
            raise ReplayError(where, "the term is too deep or too large")
        self._weights[term] = depth, size
        return term

    def _term(self, value: object, where: str) -> Term:
        if type(value) is not list or not value or type(value[0]) is not str:
            raise ReplayError(where, "a list that begins with the kind of the term is expected")
        if value[0] not in _SHAPES:
            raise ReplayError(where, f"{value[0][:20]!r} is no kind of term")
        length, build = _SHAPES[value[0]]
        return build(self, [one for _, one in items(value, where, length)], where)


def _need_display(value: object, where: str, number: int, defined: bool) -> None:
    """Arguments are only printed: words, {"integer": e}, or {"tensor": earlier tensor}."""
    if not defined:
        raise ReplayError(where, "only a definition has arguments")
    for place, one in items(value, where):
        if type(one) is dict and "tensor" in one:
            entry(fields(one, place, ["tensor"])["tensor"], place, range(number), "tensor")
        elif type(one) is dict:
            expression(fields(one, place, ["integer"])["integer"], place)
        else:
            word(one, place)


def _condition(value: object, where: str) -> Cond:
    kind = value[0] if type(value) is list and value else None
    if kind not in (">=", "=", "|"):
        raise ReplayError(where, 'a condition begins with ">=", "=" or "|"')
    parts = [one for _, one in items(value, where, 3 if kind == "|" else 2)]
    modulus = whole(parts[1], where) if kind == "|" else 0
    if kind == "|" and modulus < 1:
        raise ReplayError(where, "a modulus is a positive integer")
    return Cond(kind, expression(parts[-1], where), modulus)


def _number(tables: Tables, value: list[Any], where: str) -> Term:
    return Num(here(where, read_rational, word(value[1], where)))


def _integer(tables: Tables, value: list[Any], where: str) -> Term:
    expr = expression(value[1], where)
    if expr.constant is not None:
        raise ReplayError(where, "a constant integer is written as a number")
    return Int(expr)


def _read(tables: Tables, value: list[Any], where: str) -> Term:
    tensor, indices = tables.tensor(value[1], where), expressions(value[2], where)
    if len(indices) != len(tensor.shape):
        raise ReplayError(where, f"{tensor.name} has {len(tensor.shape)} indices")
    return Read(tensor, indices)


def _apply(tables: Tables, value: list[Any], where: str) -> Term:
    function, args = name(value[1], where), tables.terms_of(value[2], where)
    if function == "exp" and len(args) != 1:
        raise ReplayError(where, "exp has one argument")
    if function == "max" and not args:
        raise ReplayError(where, "max is of one value or more")
    return Apply(function, args)


def _add(tables: Tables, value: list[Any], where: str) -> Term:
    return Add(tables.terms_of(value[1], where))


def _mul(tables: Tables, value: list[Any], where: str) -> Term:
    return Mul(tables.terms_of(value[1], where))


def _pow(tables: Tables, value: list[Any], where: str) -> Term:
    base, exponent = tables.term(value[1], where), whole(value[2], where)
    if not 1 <= abs(exponent) <= HIGHEST:
        raise ReplayError(where, f"an exponent is not 0 and at most {HIGHEST}")
    return Pow(base, exponent)


def _sum(tables: Tables, value: list[Any], where: str) -> Term:
    conds = tables.condition_set(value[2], where)
    return Sum(names(value[1], where), conds, tables.term(value[3], where))


def _max(tables: Tables, value: list[Any], where: str) -> Term:
    conds = tables.condition_set(value[2], where)
    return Max(names(value[1], where), conds, tables.term(value[3], where))


_SHAPES: dict[str, tuple[int, Callable[[Tables, list[Any], str], Term]]] = {
    "number": (2, _number), "integer": (2, _integer), "read": (3, _read), "apply": (3, _apply),
    "add": (2, _add), "mul": (2, _mul), "pow": (3, _pow), "sum": (4, _sum),
    "max": (4, _max),
}  # fmt: skip
