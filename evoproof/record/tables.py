"""Conditions, contexts, tensors and terms as JSON, each once; later entries name earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evoproof.kernel.build import conditions
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Cond,
    Divides,
    Eq,
    Ge,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)
from evoproof.kernel.theorem import Theorem
from evoproof.record.steps import RecordError


class Tables:
    """Every method gives the number of an entry, made where there is none yet.

    `theorems` are the numbers of those that are written so far.
    """

    def __init__(self) -> None:
        self.conditions: list[Any] = []
        self.contexts: list[Any] = []
        self.tensors: list[Any] = []
        self.terms: list[Any] = []
        self.theorems: dict[Theorem, int] = {}
        self._numbers: dict[Any, int] = {}

    def written(self) -> dict[str, list[Any]]:
        return {
            "conditions": self.conditions,
            "contexts": self.contexts,
            "tensors": self.tensors,
            "terms": self.terms,
        }

    def _entry(self, table: list[Any], key: object, value: Any) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(table)
            table.append(value)
        return self._numbers[key]

    def condition(self, cond: Cond) -> int:
        known = self._numbers.get(cond)
        return self._entry(self.conditions, cond, _condition(cond)) if known is None else known

    def condition_list(self, conds: Sequence[Cond]) -> list[int]:
        return [self.condition(cond) for cond in conditions(conds)]

    def context(self, conds: Sequence[Cond]) -> int:
        numbers = self.condition_list(conds)
        return self._entry(self.contexts, ("context", *numbers), numbers)

    def tensor(self, tensor: Tensor) -> int:
        known = self._numbers.get(tensor)
        return self._entry(self.tensors, tensor, self._tensor(tensor)) if known is None else known

    def term(self, term: Term) -> int:
        known = self._numbers.get(term)
        return self._entry(self.terms, term, self._term(term)) if known is None else known

    def theorem(self, theorem: Theorem) -> int:
        return self.theorems[theorem]

    def _terms(self, terms: Sequence[Term]) -> list[int]:
        return [self.term(term) for term in terms]

    def _tensor(self, tensor: Tensor) -> dict[str, Any]:
        shape = [size.key for size in tensor.shape]
        found = {"name": tensor.name, "shape": shape, "padded": tensor.padded}
        if tensor.arguments and tensor.body is None:
            raise RecordError(f"{tensor.name}: only a definition is written with arguments")
        if tensor.body is not None and tensor.parameters is not None:
            found["parameters"] = [*tensor.parameters]
            found["body"] = self.term(tensor.body)
            if tensor.arguments:
                found["arguments"] = [self._argument(one) for one in tensor.arguments]
        return found

    def _argument(self, one: Tensor | Poly | str) -> Any:
        if isinstance(one, str):
            return one
        return {"integer": one.key} if isinstance(one, Poly) else {"tensor": self.tensor(one)}

    def _term(self, term: Term) -> list[Any]:
        match term:
            case Num(value=value):
                return ["number", str(value)]
            case Int(expr=expr):
                return ["integer", expr.key]
            case Access(tensor=tensor, indices=indices):
                return ["read", self.tensor(tensor), [index.key for index in indices]]
            case Apply(function=function, args=args):
                return ["apply", function, self._terms(args)]
            case Add(args=args):
                return ["add", self._terms(args)]
            case Mul(args=args):
                return ["mul", self._terms(args)]
            case Pow(base=base, exponent=exponent):
                return ["pow", self.term(base), exponent]
            case Sum(names=names, conds=conds, body=body):
                return ["sum", [*names], self.condition_list(conds), self.term(body)]
            case Max(names=names, conds=conds, body=body):
                return ["max", [*names], self.condition_list(conds), self.term(body)]
        raise RecordError(f"unknown term {term!r}")


def _condition(cond: Cond) -> list[Any]:
    match cond:
        case Ge(expr=expr):
            return [">=", expr.key]
        case Eq(expr=expr):
            return ["=", expr.key]
        case Divides(modulus=modulus, expr=expr):
            return ["|", modulus, expr.key]
    raise RecordError(f"unknown condition {cond!r}")
