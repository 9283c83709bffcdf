"""From SymPy expressions to the kernel's terms: a strict list of what is understood."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import sympy
from sympy.core.function import AppliedUndef

from evoproof.errors import LanguageError
from evoproof.kernel.build import (
    access,
    add,
    at_least,
    bracket,
    equal,
    exp,
    integer,
    mul,
    number,
    sum_over,
)
from evoproof.kernel.terms import Access, Apply, Cond, Int, Mul, Num, Pow, Sum, Term
from evoproof.language.conditions import Case, cases
from evoproof.language.handles import TensorLabel, check_rank
from evoproof.language.integers import integer_from_sympy, is_integer
from evoproof.language.scope import Scope
from evoproof.language.symbols import (
    KNOWN_FUNCTIONS,
    Bound,
    Index,
    IntegerSymbol,
    Size,
    as_expr,
    checked_name,
)

ACCEPTED = (
    "a formula has numbers, sizes and indices, accesses, + - * /, integer powers, Sum, exp, floor, "
    "Mod, KroneckerDelta, Piecewise and functions made with function"
)

_HINTS: tuple[tuple[type, str], ...] = (
    (sympy.Float, "a floating-point number; write an exact one, such as Rational(1, 2)"),
    (sympy.Symbol, "a symbol that evoproof did not make; make it with sizes, indices or bound"),
    (sympy.IndexedBase, "a tensor without its indices"),
    (sympy.core.numbers.Infinity, "infinity; every sum is finite"),
    (sympy.core.numbers.NegativeInfinity, "infinity; every sum is finite"),
)


def from_sympy(value: object, scope: Scope | None = None) -> Term:
    """The kernel's term for a SymPy expression. Raises LanguageError, which shows the part.

    SymPy itself rewrites while an expression is written (x/x is 1, 2*(x+y) is spread): the term
    is that of what SymPy kept.
    """
    return _value(as_expr(value), scope or Scope())


def symbols_of(expr: sympy.Basic) -> tuple[IntegerSymbol, ...]:
    """Every letter that is free in `expr`, in the shapes and definitions that it reads, by name."""
    found: set[IntegerSymbol] = set()
    for symbol in expr.free_symbols:
        if isinstance(symbol, TensorLabel):
            found.update(symbol.handle.symbols)
        elif isinstance(symbol, (Size, Index, Bound)):
            found.add(symbol)
    return tuple(sorted(found, key=lambda symbol: symbol.name))


def _value(expr: sympy.Basic, scope: Scope) -> Term:
    if is_integer(expr):
        return integer(integer_from_sympy(expr, scope))
    for kind, convert in _CONVERTERS:
        if isinstance(expr, kind):
            return convert(expr, scope)
    for kind, hint in _HINTS:
        if isinstance(expr, kind):
            raise LanguageError(expr, hint)
    raise LanguageError(expr, f"{type(expr).__name__} is not understood; {ACCEPTED}")


def _rational(expr: sympy.Rational, scope: Scope) -> Term:
    return number(Fraction(int(expr.p), int(expr.q)))


def _e(expr: sympy.Basic, scope: Scope) -> Term:
    """SymPy writes exp(1) as E."""
    return exp(number(1))


def _ordered(expr: sympy.Expr) -> list[sympy.Expr]:
    """The parts by name, as SymPy prints them: its own order puts fewer indices first."""
    return sorted(expr.args, key=sympy.default_sort_key)


def _add(expr: sympy.Add, scope: Scope) -> Term:
    """What is subtracted after what is added, numbers last."""
    return add(*sorted((_value(arg, scope) for arg in _ordered(expr)), key=_add_order))


def _add_order(term: Term) -> tuple[bool, bool]:
    first = term.args[0] if isinstance(term, Mul) else term
    negative = isinstance(first, Num) and first.value < 0
    return isinstance(term, Num), negative


def _mul(expr: sympy.Mul, scope: Scope) -> Term:
    """Numbers first, then what is no access, then accesses by name, sums, what divides."""
    return mul(*sorted((_value(arg, scope) for arg in _ordered(expr)), key=_mul_order))


def _mul_order(term: Term) -> tuple[int, str, list[str]]:
    match term:
        case Num():
            return 0, "", []
        case Int():
            return 1, "", []
        case Access(tensor=tensor, indices=indices):
            return 3, tensor.name, [index.key for index in indices]
        case Sum(names=names) if names:
            return 4, "", []
        case Pow(exponent=exponent) if exponent < 0:
            return 5, "", []
    return 2, "", []


def _pow(expr: sympy.Pow, scope: Scope) -> Term:
    if not expr.exp.is_Integer:
        raise LanguageError(expr, "an exponent is an integer")
    base, exponent = _value(expr.base, scope), int(expr.exp)
    return Pow(base, exponent) if exponent else number(1)


def _exp(expr: sympy.exp, scope: Scope) -> Term:
    return exp(_value(expr.args[0], scope))


def _apply(expr: AppliedUndef, scope: Scope) -> Term:
    name = checked_name(expr.func.__name__)
    if name in KNOWN_FUNCTIONS:
        raise LanguageError(expr, f"{name} is no unknown function; use exp, or take another name")
    return Apply(name, tuple(_value(arg, scope) for arg in expr.args))


def _indexed(expr: sympy.Indexed, scope: Scope) -> Term:
    label = expr.base.label
    if not isinstance(label, TensorLabel):
        raise LanguageError(
            expr, "a tensor that evoproof did not make; make it with tensor, padded or definition"
        )
    handle = label.handle
    check_rank(handle, expr.indices)
    scope.use_free(handle.symbols, handle)
    return access(handle.tensor, *(integer_from_sympy(one, scope) for one in expr.indices))


def _delta(expr: sympy.KroneckerDelta, scope: Scope) -> Term:
    if len(expr.args) != 2:
        raise LanguageError(expr, "a KroneckerDelta has two integers and no range")
    left, right = (integer_from_sympy(arg, scope) for arg in expr.args)
    return bracket([equal(left, right)])


def _sum(expr: sympy.Sum, scope: Scope) -> Term:
    """SymPy's limits stand innermost first; the kernel's names are read outermost first."""
    names: list[str] = []
    conds: list[Cond] = []
    waiting = [limit[0] for limit in expr.limits]
    for limit in reversed(expr.limits):
        _check_limit(expr, limit, waiting)
        name, low, high = (integer_from_sympy(part, scope) for part in limit)
        conds += [at_least(name, low), at_least(high, name)]
        scope = scope.bind(waiting.pop(), expr)
        names.append(limit[0].name)
    return sum_over(names, conds, _value(expr.function, scope))


def _check_limit(expr: sympy.Sum, limit: sympy.Tuple, waiting: list[sympy.Symbol]) -> None:
    """The ends are finite, and use no variable that is bound here or further inside."""
    for end in limit[1:]:
        if end.has(sympy.oo, -sympy.oo):
            raise LanguageError(end, f"an end of the sum over {limit[0]}; every sum is finite")
        caught = sorted(str(symbol) for symbol in end.free_symbols.intersection(waiting))
        if caught:
            raise LanguageError(
                expr,
                f"the limit {end} of {limit[0]} uses {caught[0]}, which is bound further inside; "
                "limits stand innermost first",
            )


def _piecewise(expr: sympy.Piecewise, scope: Scope) -> Term:
    """[first] * x + [not first and second] * y + ...: exactly one bracket is 1."""
    if expr.args[-1].cond != sympy.true:
        raise LanguageError(expr, "a Piecewise ends with (value, True)")
    left: list[Case] = [()]
    parts: list[Term] = []
    for branch in expr.args:
        taken = [*_joined(left, cases(branch.cond, scope))]
        parts += _branch(taken, branch.expr, scope)
        left = _joined(left, cases(branch.cond, scope, holds=False))
    return add(*parts) if parts else number(0)


def _joined(first: list[Case], second: list[Case]) -> list[Case]:
    return [tuple(dict.fromkeys(one + two)) for one in first for two in second]


def _branch(taken: list[Case], value: sympy.Basic, scope: Scope) -> list[Term]:
    if value == 0:
        return []
    term = _value(value, scope)
    return [bracket(case, term) if case else term for case in taken]


_CONVERTERS: tuple[tuple[type, Callable[[sympy.Basic, Scope], Term]], ...] = (
    (sympy.Rational, _rational),
    (sympy.core.numbers.Exp1, _e),
    (sympy.Add, _add),
    (sympy.Mul, _mul),
    (sympy.Pow, _pow),
    (sympy.exp, _exp),
    (sympy.Indexed, _indexed),
    (sympy.Sum, _sum),
    (sympy.KroneckerDelta, _delta),
    (sympy.Piecewise, _piecewise),
    (AppliedUndef, _apply),
)
