"""From the kernel's terms to SymPy expressions, for SymPy's printers: nothing is evaluated.

`from_sympy(to_sympy(t))` is a term that reads the same as `t`, where every bound variable of `t`
has two ends and no name of it was made by the prover. All letters come back as `Bound`.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import sympy

from evoproof.errors import MalformedTerm
from evoproof.kernel.poly import Floor, Monomial, Poly, poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Cond,
    Divides,
    Eq,
    Ge,
    Int,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)
from evoproof.language.handles import Argument, Handle, TensorLabel
from evoproof.language.symbols import Bound

_OPERATIONS: dict[type[Term], type[sympy.Expr]] = {Add: sympy.Add, Mul: sympy.Mul}


def to_sympy(term: Term) -> sympy.Expr:
    """The SymPy expression; conditions become a Piecewise, a range without ends is infinite."""
    match term:
        case Num(value=value):
            return sympy.Rational(value.numerator, value.denominator)
        case Int(expr=expr):
            return integer_to_sympy(expr)
        case Access(tensor=tensor, indices=indices):
            base = sympy.IndexedBase(TensorLabel(handle_of(tensor)))
            return sympy.Indexed(base, *map(integer_to_sympy, indices))
        case Apply(function=function, args=args):
            head = sympy.exp if function == "exp" else sympy.Function(function)
            return head(*map(to_sympy, args), evaluate=False)
        case Add(args=args) | Mul(args=args):
            return _joined(_OPERATIONS[type(term)], [to_sympy(arg) for arg in args])
        case Pow(base=base, exponent=exponent):
            return sympy.Pow(to_sympy(base), exponent, evaluate=False)
        case Sum():
            return _sum(term)
    raise MalformedTerm(f"unknown term {term!r}")


def integer_to_sympy(expr: Poly) -> sympy.Expr:
    """The integer expression, expanded."""
    if not expr.terms:
        return sympy.Integer(0)
    return _joined(sympy.Add, [_monomial(*part) for part in reversed(expr.terms)])


def condition_to_sympy(cond: Cond) -> sympy.Basic:
    match cond:
        case Ge(expr=expr):
            return sympy.Ge(integer_to_sympy(expr), 0, evaluate=False)
        case Eq(expr=expr):
            return sympy.Eq(integer_to_sympy(expr), 0, evaluate=False)
        case Divides(modulus=modulus, expr=expr):
            remainder = sympy.Mod(integer_to_sympy(expr), modulus, evaluate=False)
            return sympy.Eq(remainder, 0, evaluate=False)
    raise MalformedTerm(f"unknown condition {cond!r}")


def handle_of(tensor: Tensor) -> Handle:
    """The tensor as authors hold it."""
    parameters, body = tensor.parameters, tensor.body
    return Handle(
        tensor,
        tuple(map(integer_to_sympy, tensor.shape)),
        None if parameters is None else tuple(map(_letter, parameters)),
        None if body is None else to_sympy(body),
        tuple(map(_argument, tensor.arguments)),
        tuple(map(_letter, sorted(tensor.free))),
    )


def _argument(one: Tensor | Poly | str) -> Argument:
    if isinstance(one, str):
        return one
    return handle_of(one) if isinstance(one, Tensor) else integer_to_sympy(one)


def _letter(name: str) -> Bound:
    """A symbol of any name: those that the prover made are only ever printed."""
    made: Bound = sympy.Symbol.__new__(Bound, name, integer=True)
    return made


def _joined(operation: Any, parts: list[sympy.Expr]) -> sympy.Expr:
    return parts[0] if len(parts) == 1 else operation(*parts, evaluate=False)


def _monomial(monomial: Monomial, coefficient: int) -> sympy.Expr:
    factors = [_floor(atom) if isinstance(atom, Floor) else _letter(atom) for atom in monomial]
    return reduce(sympy.Mul, factors, sympy.Integer(coefficient))


def _floor(atom: Floor) -> sympy.Expr:
    top, bottom = integer_to_sympy(atom.numerator), integer_to_sympy(atom.denominator)
    over = sympy.Mul(top, sympy.Pow(bottom, -1, evaluate=False), evaluate=False)
    return sympy.floor(over, evaluate=False)


def _sum(term: Sum) -> sympy.Expr:
    """The limits innermost first; conditions that are no limits guard the body."""
    conds = list(term.conds)
    limits: list[tuple[sympy.Expr, ...]] = []
    for k, name in enumerate(term.names):
        ends = [_end(conds, name, sign, term.names[k:]) for sign in (1, -1)]
        limits.insert(0, (_letter(name), *_limits(name, ends)))
        conds = [cond for cond in conds if None in ends or cond not in ends]
    body = _guarded(to_sympy(term.body), conds)
    return sympy.Sum(body, *limits) if limits else body


def _guarded(body: sympy.Expr, conds: list[Cond]) -> sympy.Expr:
    if not conds:
        return body
    holds = sympy.And(*map(condition_to_sympy, conds), evaluate=False)
    return sympy.Piecewise((body, holds), (sympy.Integer(0), True), evaluate=False)


def _end(conds: list[Cond], name: str, sign: int, later: tuple[str, ...]) -> Ge | None:
    """The plainest condition sign * name + rest >= 0, with no later variable in the rest."""
    found = [
        cond
        for cond in conds
        if isinstance(cond, Ge)
        and cond.expr.coefficient(name) is poly(sign)
        and (cond.expr - poly(name) * sign).free.isdisjoint(later)
    ]
    return min(found, key=lambda cond: (len(cond.expr.terms), cond.key), default=None)


def _limits(name: str, ends: list[Ge | None]) -> tuple[sympy.Expr, sympy.Expr]:
    lower, upper = ends
    if lower is None or upper is None:
        return -sympy.oo, sympy.oo
    low, high = poly(name) - lower.expr, poly(name) + upper.expr
    return integer_to_sympy(low), integer_to_sympy(high)
