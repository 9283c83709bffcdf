"""The grammar of formulas. Values are real numbers, indices and sizes are integers.

    t     ::=  Num(rational)
            |  Int(e)                          an integer expression, as a real number
            |  Access(tensor, (e, ...))        tensor[e, ...]
            |  Apply(name, (t, ...))           exp, or an unknown function
            |  Add((t, ...))  |  Mul((t, ...))
            |  Pow(t, n)                       n a non-zero integer; 1/0 = 0
            |  Sum((name, ...), (cond, ...), t)
    cond  ::=  Ge(e)   e >= 0    |   Eq(e)   e = 0    |   Divides(n, e)   n divides e

`Sum` adds t over all integer values of its names that satisfy the conditions; it is 0 unless t is
non-zero for finitely many of them. Without names it is the Iverson bracket [conditions] * t.

A tensor is **padded** (0 outside its shape) or **strict** (reading outside is an error of the
claim; for the kernel, some unknown value). A *defined* tensor carries its definition: parameters
and body. A padded definition is cropped: 0 outside the shape, whatever the body says.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar, final

from evoproof.errors import MalformedTerm
from evoproof.kernel.interned import Interned
from evoproof.kernel.poly import Poly, is_name


class Cond(Interned):
    """A condition on integers."""

    __slots__ = ("free", "key")
    free: frozenset[str]
    key: str


@final
class Ge(Cond):
    """e >= 0."""

    __slots__ = ("expr",)
    fields: ClassVar[tuple[str, ...]] = ("expr",)
    expr: Poly

    @classmethod
    def check(cls, *values: Any) -> None:
        _need(len(values) == 1 and type(values[0]) is Poly, "e >= 0 has one integer expression")

    def derive(self) -> None:
        self.put("free", self.expr.free)
        self.put("key", f"{self.expr.key} >= 0")


@final
class Eq(Cond):
    """e = 0."""

    __slots__ = ("expr",)
    fields: ClassVar[tuple[str, ...]] = ("expr",)
    expr: Poly

    @classmethod
    def check(cls, *values: Any) -> None:
        _need(len(values) == 1 and type(values[0]) is Poly, "e = 0 has one integer expression")

    def derive(self) -> None:
        self.put("free", self.expr.free)
        self.put("key", f"{self.expr.key} = 0")


@final
class Divides(Cond):
    """modulus divides e; the modulus is an integer >= 1."""

    __slots__ = ("expr", "modulus")
    fields: ClassVar[tuple[str, ...]] = ("modulus", "expr")
    modulus: int
    expr: Poly

    @classmethod
    def check(cls, *values: Any) -> None:
        modulus, expr = values
        _need(type(modulus) is int and modulus >= 1, "a modulus is a positive integer")
        _need(type(expr) is Poly, "n divides e has one integer expression")

    def derive(self) -> None:
        self.put("free", self.expr.free)
        self.put("key", f"{self.modulus} | {self.expr.key}")


class Term(Interned):
    """A formula; `free` are the integer names that occur in it unbound, in definitions too."""

    __slots__ = ("free",)
    free: frozenset[str]


@final
class Tensor(Interned):
    """A tensor by name, shape and kind, or a defined one.

    `parameters` and `body` are the definition (None for a tensor that the claim is about);
    `arguments` are shown after the name, as in Conv(W, X), and mean nothing.
    """

    __slots__ = ("arguments", "body", "free", "name", "padded", "parameters", "shape")
    fields: ClassVar[tuple[str, ...]] = (
        "name", "shape", "padded", "arguments", "parameters", "body",
    )  # fmt: skip
    name: str
    shape: tuple[Poly, ...]
    padded: bool
    arguments: tuple[Tensor | Poly | str, ...]
    parameters: tuple[str, ...] | None
    body: Term | None
    free: frozenset[str]

    @classmethod
    def check(cls, *values: Any) -> None:
        name, shape, padded, arguments, parameters, body = values
        _need(type(name) is str and type(padded) is bool, "a tensor has a name and a kind")
        _need(all(type(size) is Poly for size in shape), f"{name}: a shape has integer expressions")
        _need(
            all(type(one) in (Tensor, Poly, str) for one in arguments),
            f"{name}: arguments are tensors, integer expressions or words",
        )
        _need((parameters is None) == (body is None), f"{name}: parameters without a body")
        if parameters is not None:
            _need(len(set(parameters)) == len(parameters) == len(shape), f"{name}: parameters")
            _need(isinstance(body, Term), f"{name}: the body of a definition is a term")

    def derive(self) -> None:
        names = frozenset[str]().union(*(size.free for size in self.shape))
        for one in self.arguments:
            names |= frozenset() if isinstance(one, str) else one.free
        if self.body is not None and self.parameters is not None:
            names |= self.body.free - frozenset(self.parameters)
        self.put("free", names)

    def __repr__(self) -> str:
        return self.name


@final
class Num(Term):
    __slots__ = ("value",)
    fields: ClassVar[tuple[str, ...]] = ("value",)
    value: Fraction

    @classmethod
    def check(cls, *values: Any) -> None:
        _need(len(values) == 1 and type(values[0]) is Fraction, "a number is a fraction")

    def derive(self) -> None:
        self.put("free", frozenset())


@final
class Int(Term):
    __slots__ = ("expr",)
    fields: ClassVar[tuple[str, ...]] = ("expr",)
    expr: Poly

    @classmethod
    def check(cls, *values: Any) -> None:
        _need(len(values) == 1 and type(values[0]) is Poly, "Int has one integer expression")
        _need(values[0].constant is None, "a constant integer is a Num")

    def derive(self) -> None:
        self.put("free", self.expr.free)


@final
class Access(Term):
    __slots__ = ("indices", "tensor")
    fields: ClassVar[tuple[str, ...]] = ("tensor", "indices")
    tensor: Tensor
    indices: tuple[Poly, ...]

    @classmethod
    def check(cls, *values: Any) -> None:
        tensor, indices = values
        _need(type(tensor) is Tensor, "an access reads a tensor")
        _need(all(type(index) is Poly for index in indices), f"{tensor.name}: indices")
        _need(
            len(indices) == len(tensor.shape),
            f"{tensor.name} has {len(tensor.shape)} indices, {len(indices)} were given",
        )

    def derive(self) -> None:
        self.put("free", self.tensor.free.union(*(index.free for index in self.indices)))


@final
class Apply(Term):
    __slots__ = ("args", "function")
    fields: ClassVar[tuple[str, ...]] = ("function", "args")
    function: str
    args: tuple[Term, ...]

    @classmethod
    def check(cls, *values: Any) -> None:
        function, args = values
        _need(is_name(function), f"{function!r} is not the name of a function")
        _terms(args, function)
        _need(function != "exp" or len(args) == 1, "exp has one argument")

    def derive(self) -> None:
        self.put("free", frozenset[str]().union(*(arg.free for arg in self.args)))


@final
class Add(Term):
    __slots__ = ("args",)
    fields: ClassVar[tuple[str, ...]] = ("args",)
    args: tuple[Term, ...]

    @classmethod
    def check(cls, *values: Any) -> None:
        _terms(*values, "a sum")

    def derive(self) -> None:
        self.put("free", frozenset[str]().union(*(arg.free for arg in self.args)))


@final
class Mul(Term):
    __slots__ = ("args",)
    fields: ClassVar[tuple[str, ...]] = ("args",)
    args: tuple[Term, ...]

    @classmethod
    def check(cls, *values: Any) -> None:
        _terms(*values, "a product")

    def derive(self) -> None:
        self.put("free", frozenset[str]().union(*(arg.free for arg in self.args)))


@final
class Pow(Term):
    __slots__ = ("base", "exponent")
    fields: ClassVar[tuple[str, ...]] = ("base", "exponent")
    base: Term
    exponent: int

    @classmethod
    def check(cls, *values: Any) -> None:
        base, exponent = values
        _need(isinstance(base, Term), "a power has a term as its base")
        _need(type(exponent) is int and exponent != 0, "an exponent is a non-zero integer")

    def derive(self) -> None:
        self.put("free", self.base.free)


@final
class Sum(Term):
    """The sum of `body` over `names` where `conds` hold (sorted, distinct: see `bracket`)."""

    __slots__ = ("body", "conds", "names")
    fields: ClassVar[tuple[str, ...]] = ("names", "conds", "body")
    names: tuple[str, ...]
    conds: tuple[Cond, ...]
    body: Term

    @classmethod
    def check(cls, *values: Any) -> None:
        names, conds, body = values
        _need(all(is_name(name) for name in names), "a bound variable has a name")
        _need(len(set(names)) == len(names), f"a bound variable occurs twice in {names}")
        _need(all(isinstance(cond, Cond) for cond in conds), "a range has conditions")
        keys = [cond.key for cond in conds]
        _need(keys == sorted(set(keys)), "conditions are sorted and distinct")
        _need(isinstance(body, Term), "a sum has a term as its body")

    def derive(self) -> None:
        names = self.body.free.union(*(cond.free for cond in self.conds))
        self.put("free", names - frozenset(self.names))


def _need(holds: bool, message: str) -> None:
    if not holds:
        raise MalformedTerm(message)


def _terms(args: Any, where: str) -> None:
    _need(type(args) is tuple and all(isinstance(arg, Term) for arg in args), f"{where}: terms")
