"""Normal form of one product: one bracket, one exp, no x * 1/x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evoproof.errors import RuleRefused
from evoproof.kernel.build import exp, mul, number
from evoproof.kernel.judgements import children
from evoproof.kernel.rules.algebra import exp_inverse, exp_sum, exp_zero
from evoproof.kernel.rules.sums import empty, flatten, scale
from evoproof.kernel.terms import Add, Apply, Mul, Pow, Sum, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover.abilities import Ability
from evoproof.prover.divisors import divisors_in_lowest_terms
from evoproof.prover.factors import single_factors
from evoproof.prover.lattice import without_squares
from evoproof.prover.ranges import contradictory, shortest
from evoproof.prover.rewriting import Context, Rewriting, inner
from evoproof.prover.units import unit

if TYPE_CHECKING:
    from evoproof.prover.normalise import Normaliser


def normal(engine: Normaliser, rewriting: Rewriting) -> None:
    """A product of normal factors (or a single one)."""
    _brackets(engine, rewriting)
    if engine.can(Ability.EXP):
        if engine.can(Ability.DISTRIBUTE):
            divisors_in_lowest_terms(engine, rewriting)
        _exps(engine, rewriting)
    if engine.can(Ability.CANCEL):
        _cancel(rewriting)
    if engine.can(Ability.SEARCH):
        without_squares(rewriting)


def _is_bracket(term: Term) -> bool:
    return isinstance(term, Sum) and not term.names and term.body is number(1)


def _brackets(engine: Normaliser, rewriting: Rewriting) -> None:
    """All brackets of a product are one, with the shortest conditions that the rest leaves."""
    parts = single_factors(rewriting.term)
    brackets = [part for part in parts if _is_bracket(part)]
    if not brackets:
        return
    rest = [part for part in parts if not _is_bracket(part)]
    together = Rewriting(rewriting.given, mul(*brackets))
    for _ in brackets[1:]:
        _join_two(together)
    rewriting.ring(Mul((*rest, mul(*brackets))))
    rewriting.inside(len(rest), together.theorem)
    _shorten(engine, rewriting, len(rest))


def _join_two(rewriting: Rewriting) -> None:
    """[C] [D] ...  becomes  [C and D] ..."""
    parts = single_factors(rewriting.term)
    pair = Rewriting(rewriting.given, Mul((parts[0], parts[1])))
    pair.by(scale, 0)
    pair.inside(0, _ring_theorem(pair))
    pair.by(flatten)
    rewriting.ring(Mul((pair.start, *parts[2:])))
    rewriting.inside(0, pair.theorem)
    if len(parts) == 2:
        rewriting.ring(pair.term)


def _ring_theorem(pair: Rewriting) -> Theorem:
    body = Rewriting(inner(pair.given, pair.sum), pair.sum.body)
    body.ring_normal()
    return body.theorem


def _shorten(engine: Normaliser, rewriting: Rewriting, position: int) -> None:
    """rest * [C]  becomes  rest * [D], rest or 0."""
    rewriting.by(scale, position)
    body = Rewriting(inner(rewriting.given, rewriting.sum), rewriting.sum.body)
    body.ring_normal()
    rewriting.inside(0, body.theorem)
    padding = engine.can(Ability.PADDING)
    decides = padding or engine.can(Ability.CASES)
    if decides and contradictory(rewriting.given, rewriting.sum, padding, engine.shows):
        rewriting.by(empty)
        return
    rewriting.conds(shortest(rewriting.given, rewriting.sum, padding, engine.shows))
    if not rewriting.sum.conds:
        rewriting.drop_empty_binder()
    elif rewriting.sum.body is not number(1):
        rewriting.factor_out((rewriting.sum.body,), number(1))
        rewriting.ring_normal()


def _is_exp(term: Term) -> bool:
    base = term.base if isinstance(term, Pow) else term
    return isinstance(base, Apply) and base.function == "exp"


def _exps(engine: Normaliser, rewriting: Rewriting) -> None:
    """exp(x) exp(y) 1/exp(z)  becomes  exp(x + y - z), and exp(0) becomes 1."""
    parts = single_factors(rewriting.term)
    exps = [part for part in parts if _is_exp(part)]
    if len(exps) > 1 or any(isinstance(part, Pow) for part in exps):
        rest = [part for part in parts if not _is_exp(part)]
        rewriting.ring(Mul((*rest, Mul(tuple(exps)))))
        rewriting.inside(len(rest), _one_exp(engine, rewriting.given, exps))
        rewriting.ring_normal()
    if rewriting.term is exp(number(0)):
        rewriting.to(exp_zero(rewriting.given))


def _one_exp(engine: Normaliser, given: Context, exps: list[Term]) -> Theorem:
    work = Rewriting(given, Mul(tuple(exps)))
    for position, part in enumerate(exps):
        if isinstance(part, Pow):
            work.inside(position, exp_inverse(given, _argument(part)))
    exponents = [_argument(part) for part in children(work.term)]
    work.back(exp_sum(given, exp(Add(tuple(exponents)))))
    work.inside(0, engine.normal(given, children(work.term)[0]))
    if work.term is exp(number(0)):
        work.to(exp_zero(given))
    return work.theorem


def _argument(term: Term) -> Term:
    base = term.base if isinstance(term, Pow) else term
    if not isinstance(base, Apply):
        raise RuleRefused("exp", "not an exp")
    return base.args[0]


def _cancel(rewriting: Rewriting) -> None:
    """x * 1/x becomes 1 where x is shown not to be 0."""
    parts = rewriting.term.args if isinstance(rewriting.term, Mul) else ()
    for part in parts:
        if not isinstance(part, Pow) or part.exponent != -1 or part.base not in parts:
            continue
        rest = [one for one in parts if one is not part and one is not part.base]
        pair = Mul((part.base, part))
        try:
            theorem = unit(rewriting.given, part.base)
        except RuleRefused:
            continue
        rewriting.ring(Mul((*rest, pair)))
        rewriting.inside(len(rest), theorem)
        rewriting.ring_normal()
        return
