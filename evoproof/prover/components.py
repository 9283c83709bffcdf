"""A sum of a product of independent factors is a product of sums."""

from __future__ import annotations

from collections.abc import Callable

from evoproof.kernel.build import add, bracket, conditions, mul, number
from evoproof.kernel.poly import poly
from evoproof.kernel.rules.algebra import exp_sum
from evoproof.kernel.rules.sums import reindex
from evoproof.kernel.terms import Add, Apply, Mul, Num, Sum, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.factors import factors
from evoproof.prover.rewriting import Rewriting, inner


def take_apart(rewriting: Rewriting) -> bool:
    """Sum (x, y), C and D of f(x) g(y)  becomes  Sum x, C of f(x) * Sum y, D of g(y).

    Factors and conditions without bound variables move out. Whether anything moved.
    """
    before = rewriting.term
    _conditions_out(rewriting)
    if not isinstance(rewriting.term, Sum):
        return True
    _factors_out(rewriting)
    if isinstance(rewriting.term, Sum):
        _split_names(rewriting)
    return rewriting.term is not before


def _conditions_out(rewriting: Rewriting) -> None:
    term = rewriting.sum
    outside = [cond for cond in term.conds if cond.free.isdisjoint(term.names)]
    if not outside:
        return
    inside = conditions(cond for cond in term.conds if cond not in outside)
    whole = Sum(term.names, inside, term.body)
    rewriting.unflatten(bracket(outside, whole))
    rewriting.factor_out((whole,), number(1))


def split_exps(rewriting: Rewriting) -> None:
    """exp(x + y) becomes exp(x) exp(y) where no chain of factors links x to y."""
    term = rewriting.sum
    body = Rewriting(inner(rewriting.given, term), term.body)
    for position, part in enumerate(factors(term.body)):
        theorem = _split_exp(body, part, lambda one: _group(term, one))
        if theorem is not None and isinstance(term.body, Mul):
            body.inside(position, theorem)
        elif theorem is not None:
            body.to(theorem)
    body.ring(mul(*_flat(body.term)))
    rewriting.inside(0, body.theorem)


def _split_exp(
    body: Rewriting, part: Term, group: Callable[[Term], frozenset[str]]
) -> Theorem | None:
    match part:
        case Apply(function="exp", args=(Add(args=terms),)):
            groups: dict[frozenset[str], list[Term]] = {}
            for one in terms:
                groups.setdefault(group(one), []).append(one)
            if len(groups) > 1:
                work = Rewriting(body.given, part)
                grouped = Rewriting(body.given, part.args[0])
                grouped.ring(Add(tuple(add(*together) for together in groups.values())))
                work.inside(0, grouped.theorem)
                work.by(exp_sum)
                return work.theorem
    return None


def _group(term: Sum, part: Term) -> frozenset[str]:
    """The bound variables that the part is linked to, by conditions and factors but exps."""
    loose = [one for one in factors(term.body) if not _is_exp_of_sum(one)]
    links = [one.free for one in loose] + [cond.free for cond in term.conds]
    return _reached(part.free & frozenset(term.names), links, frozenset(term.names))


def _is_exp_of_sum(part: Term) -> bool:
    return isinstance(part, Apply) and part.function == "exp" and isinstance(part.args[0], Add)


def _flat(term: Term) -> list[Term]:
    return [one for part in factors(term) for one in factors(part)]


def _factors_out(rewriting: Rewriting) -> None:
    term = rewriting.sum
    parts = factors(term.body)
    outside = tuple(part for part in parts if part.free.isdisjoint(term.names))
    inside = tuple(part for part in parts if part not in outside)
    if outside and not (len(parts) == 1 and isinstance(parts[0], Num)):
        rewriting.factor_out(outside, mul(*inside) if inside else number(1))


def _split_names(rewriting: Rewriting) -> None:
    """Move the first group of linked variables out in front of the others."""
    term = rewriting.sum
    group = _linked(term)
    others = tuple(name for name in term.names if name not in group)
    if not others:
        return
    names = tuple(name for name in term.names if name in group)
    reorder(rewriting, (*others, *names))
    parts = factors(term.body)
    first = tuple(part for part in parts if part.free.isdisjoint(others))
    rest = tuple(part for part in parts if part not in first)
    outer_conds, inner_conds = (
        conditions(cond for cond in term.conds if cond.free.isdisjoint(away))
        for away in (names, others)
    )
    split = Sum(names, inner_conds, mul(*first) if first else number(1))
    inside = Sum(names, inner_conds, term.body)
    rewriting.unflatten(Sum(others, outer_conds, inside))
    work = Rewriting((*rewriting.given, *outer_conds), inside)
    work.factor_out(rest, split.body)
    rewriting.inside(0, work.theorem)
    rewriting.factor_out((split,), mul(*rest) if rest else number(1))


def reorder(rewriting: Rewriting, names: tuple[str, ...]) -> None:
    """Put the bound variables into another order."""
    if names != rewriting.sum.names:
        old = rewriting.sum.names
        there, back = tuple(poly(name) for name in old), tuple(poly(name) for name in names)
        rewriting.by(reindex, names, there, back)


def _linked(term: Sum) -> frozenset[str]:
    """The variables that a chain of factors and conditions links to the first one."""
    links = [one.free for one in factors(term.body)] + [cond.free for cond in term.conds]
    return _reached(frozenset(term.names[:1]), links, frozenset(term.names))


def _reached(
    start: frozenset[str], links: list[frozenset[str]], bound: frozenset[str]
) -> frozenset[str]:
    """`start` and what a chain of links connects it to, among the bound variables."""
    while True:
        parts = (names & bound for names in links)
        grown = start.union(*(part for part in parts if not part.isdisjoint(start)))
        if grown == start:
            return start
        start = grown
