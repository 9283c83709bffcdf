"""The grammar of formulas. Values are real numbers, indices and sizes are integers.

    t     ::=  Num(rational)
            |  Int(e)                          an integer expression, as a real number
            |  Access(tensor, (e, ...))        tensor[e, ...]
            |  Apply(name, (t, ...))           exp, max, or an unknown function
            |  Add((t, ...))  |  Mul((t, ...))
            |  Pow(t, n)                       n a non-zero integer; 1/0 = 0
            |  Sum((name, ...), (cond, ...), t)
            |  Max((name, ...), (cond, ...), t)
    cond  ::=  Ge(e)   e >= 0    |   Eq(e)   e = 0    |   Divides(n, e)   n divides e

`Sum` adds t over all integer values of its names that satisfy the conditions; it is 0 unless t is
non-zero for finitely many of them. Without names it is the Iverson bracket [conditions] * t.
`Max` is the greatest of these values of t, and 0 where there is none.

A tensor is **padded** (0 outside its shape) or **strict** (reading outside is an error of the
claim; for the kernel, some unknown value). A *defined* tensor carries its definition: parameters
and body. A padded definition is cropped: 0 outside the shape, whatever the body says.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, final

from evoproof.kernel.interned import Interned, need
from evoproof.kernel.poly import Poly, is_name


class Cond(Interned):
    """A condition on integers; `key` is its text, by which conditions are sorted."""

    __slots__ = ("expr", "free", "key")
    expr: Poly
    free: frozenset[str]
    key: str

    def derive(self) -> dict[str, Any]:
        return {"free": self.expr.free, "key": self.text(self.expr.key)}

    def text(self, expr: str) -> str:
        raise NotImplementedError


@final
class Ge(Cond):
    """e >= 0."""

    __slots__ = ()
    fields = ("expr",)

    def text(self, expr: str) -> str:
        return f"{expr} >= 0"


@final
class Eq(Cond):
    """e = 0."""

    __slots__ = ()
    fields = ("expr",)

    def text(self, expr: str) -> str:
        return f"{expr} = 0"


@final
class Divides(Cond):
    """The modulus, an integer >= 1, divides e."""

    __slots__ = ("modulus",)
    fields = ("modulus", "expr")
    modulus: int

    def text(self, expr: str) -> str:
        need(self.modulus >= 1, "a modulus is a positive integer")
        return f"{self.modulus} | {expr}"


class Term(Interned):
    """A formula; `free` are the integer names that occur in it unbound, in definitions too."""

    __slots__ = ("free",)
    free: frozenset[str]

    def derive(self) -> dict[str, Any]:
        values = (getattr(self, name) for name in self.fields)
        parts = [one for value in values for one in (value if type(value) is tuple else (value,))]
        return {"free": names(one for one in parts if isinstance(one, Interned))}


def names(parts: Iterable[Any]) -> frozenset[str]:
    """The free names of all of them."""
    return frozenset[str]().union(*(part.free for part in parts))


@final
class Tensor(Interned):
    """A tensor by name, shape and kind, or a defined one.

    `parameters` and `body` are the definition (None for a tensor that the claim is about);
    `arguments` are shown after the name, as in Conv(W, X), and mean nothing.
    """

    __slots__ = ("arguments", "body", "free", "name", "padded", "parameters", "shape")
    fields = ("name", "shape", "padded", "arguments", "parameters", "body")
    name: str
    shape: tuple[Poly, ...]
    padded: bool
    arguments: tuple[Tensor | Poly | str, ...]
    parameters: tuple[str, ...] | None
    body: Term | None
    free: frozenset[str]

    def derive(self) -> dict[str, Any]:
        shown = (one for one in self.arguments if type(one) is not str)
        free = names([*self.shape, *shown])
        need((self.body is None) == (self.parameters is None), f"{self.name}: half a definition")
        if self.body is None or self.parameters is None:
            return {"free": free}
        distinct = len(set(self.parameters)) == len(self.parameters) == len(self.shape)
        need(distinct and all(map(is_name, self.parameters)), f"{self.name}: its parameters")
        return {"free": free | (self.body.free - frozenset(self.parameters))}

    def __repr__(self) -> str:
        return self.name


@final
class Num(Term):
    """A rational number."""

    __slots__ = ("value",)
    fields = ("value",)
    value: Fraction


@final
class Int(Term):
    """An integer expression, as a real number; a constant one is a Num."""

    __slots__ = ("expr",)
    fields = ("expr",)
    expr: Poly

    def derive(self) -> dict[str, Any]:
        need(self.expr.constant is None, "a constant integer is a Num")
        return super().derive()


@final
class Access(Term):
    """An entry of a tensor."""

    __slots__ = ("indices", "tensor")
    fields = ("tensor", "indices")
    tensor: Tensor
    indices: tuple[Poly, ...]

    def derive(self) -> dict[str, Any]:
        rank, given = len(self.tensor.shape), len(self.indices)
        need(rank == given, f"{self.tensor.name} has {rank} indices, {given} were given")
        return super().derive()


@final
class Apply(Term):
    """exp, the maximum of one or more values, or an unknown function."""

    __slots__ = ("args", "function")
    fields = ("function", "args")
    function: str
    args: tuple[Term, ...]

    def derive(self) -> dict[str, Any]:
        need(is_name(self.function), f"{self.function!r} is not the name of a function")
        need(self.function != "exp" or len(self.args) == 1, "exp has one argument")
        need(self.function != "max" or len(self.args) >= 1, "max is of one value or more")
        return super().derive()


@final
class Add(Term):
    __slots__ = ("args",)
    fields = ("args",)
    args: tuple[Term, ...]


@final
class Mul(Term):
    __slots__ = ("args",)
    fields = ("args",)
    args: tuple[Term, ...]


@final
class Pow(Term):
    """An integer power; 1/0 = 0."""

    __slots__ = ("base", "exponent")
    fields = ("base", "exponent")
    base: Term
    exponent: int

    def derive(self) -> dict[str, Any]:
        need(self.exponent != 0, "an exponent is not 0")
        return super().derive()


class Binder(Term):
    """Binds `names` in `conds` (sorted, distinct: see `build`) and in `body`."""

    __slots__ = ("body", "conds", "names")
    names: tuple[str, ...]
    conds: tuple[Cond, ...]
    body: Term

    def derive(self) -> dict[str, Any]:
        need(all(map(is_name, self.names)), f"{self.names}: a bound variable has a name")
        need(len(set(self.names)) == len(self.names), f"{self.names}: bound twice")
        keys = [cond.key for cond in self.conds]
        need(keys == sorted(set(keys)), "conditions are sorted and distinct")
        return {"free": names([*self.conds, self.body]) - frozenset(self.names)}


@final
class Sum(Binder):
    """The sum of `body` over `names` where `conds` hold."""

    __slots__ = ()
    fields = ("names", "conds", "body")


@final
class Max(Binder):
    """The greatest value of `body` over `names` where `conds` hold."""

    __slots__ = ()
    fields = ("names", "conds", "body")


Interned._closed.append(True)
