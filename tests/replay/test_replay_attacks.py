"""Forged records: steps that no rule allows, written by hand. All of them must be refused."""

from __future__ import annotations

import pytest
from replay_forger import Forger, forged
from replay_formulas import N, T, X, a, b, k, n, p, peak, total, x, y

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    equal,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Floor, floor, poly
from evoproof.kernel.terms import Apply, Divides, Mul, Sum, Tensor
from evoproof.replay import ReplayError, replay
from evoproof.replay.document import ARGUMENTS

ZERO, ONE, TWO = number(0), number(1), number(2)


PLAUSIBLE = {
    "floor_value": {"floor": ["n", "2"], "value": "0"},
    "floor_cancel": {"floor": ["2*n", "4"], "factor": "2", "reduced": ["n", "2"]},
    "cancel": {"witnesses": []},
    "reindex": {"names": [], "old_to_new": [], "new_to_old": []},
    "scale": {"position": 0},
    "domain": {"conditions": []},
    "split": {"condition": 0},
    "delta": {"condition": 0, "name": "x"},
    "telescope": {"low": "0", "high": "0", "total": 0},
    "max_scale": {"witnesses": []},
    "max_affine": {"point": ["0"]},
    "max_split": {"condition": 0, "first": ["0"], "second": ["0"]},
    "max_flatten": {"point": ["0"]},
    "max_project": {"name": "x", "conditions": [], "values": ["0"]},
    "cases": {"condition": 0, "first": 0, "second": 0},
    "replace_equal": {"name": "x", "value": "0", "theorem": 0},
    "cite": {"theorem": 0, "substitutions": []},
}
COSTUMES = {
    "numbers": (ZERO, ONE),
    "brackets": (bracket((), ZERO), bracket((), ONE)),
    "sums": (total("x", ZERO, (0, x, 0)), total("x", ONE, (0, x, 0))),
    "products": (Mul((ZERO, reciprocal(ZERO))), ONE),
    "exponentials": (ZERO, exp(ZERO)),
    "maxima": (peak("x", ZERO, *between(0, x, 0)), peak("x", ONE, *between(0, x, 0))),
    "greatest": (Apply("max", (ZERO,)), Apply("max", (ZERO, ONE))),
}


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("costume", COSTUMES)
@pytest.mark.parametrize("rule", ARGUMENTS)
def test_no_rule_proves_that_zero_is_one(rule, costume, backward):
    forger = Forger()
    left, right = COSTUMES[costume]
    forger.tables.condition(equal(x, 0))
    arguments = PLAUSIBLE.get(rule, {})
    step = forger.step(rule, left, right, backward=backward, **arguments)
    with pytest.raises(ReplayError):
        replay(forger.theorem(left, right, [step]).record())


def test_the_forger_can_write_what_is_accepted():
    assert replay(forged("ring", add(ONE, ONE), TWO)).steps == 1


PAIR = total("x", ONE, (0, x, 1))
EVERY = sum_over(["x"], [], access(T, x))
HALF = Floor(n, poly(2))
BODY = Tensor("F", (N,), True, (), ("x",), integer(x))
EXPS = total("x", exp(access(T, x)), (0, x, N - 1))
QUOTIENT = mul(EXPS, reciprocal(EXPS))
SQUARE = total("x", access(T, x * 2), (-N, x, N))


def _scale_before_the_first():
    whole = Mul((ONE, PAIR))
    return forged("scale", whole, Sum(("x",), PAIR.conds, whole), position=-1)


def _catch_a_name():
    left = Mul((integer(x), PAIR))
    return forged("scale", left, Sum(("x",), PAIR.conds, Mul((integer(x), ONE))), position=1)


def _delta_without_an_equation(cond, right):
    forger = Forger()
    number_of = forger.tables.condition(cond)
    left = sum_over(["x"], [cond, *between(0, x, 1)], ONE)
    step = forger.step("delta", left, right, condition=number_of, name="x")
    return forger.theorem(left, right, [step]).record()


def _split_without_end():
    forger = Forger()
    cond = at_least(x, 0)
    right = add(
        sum_over(["x"], [cond], access(T, x)), sum_over(["x"], [at_least(-1, x)], access(T, x))
    )
    step = forger.step("split", EVERY, right, condition=forger.tables.condition(cond))
    return forger.theorem(EVERY, right, [step]).record()


def _linear_without_end():
    both = add(access(T, x), mul(number(-1), access(T, x + 1)))
    left = sum_over(["x"], [at_least(x, 0)], both)
    right = add(*(sum_over(["x"], [at_least(x, 0)], part) for part in both.args))
    return forged("linearity", left, right)


def _flatten_without_end():
    step = add(bracket([equal(x, y)], ONE), bracket([equal(x, y + 1)], number(-1)))
    inner = sum_over(["y"], [at_least(y, 0)], step)
    left = sum_over(["x"], [at_least(x, 0)], inner)
    right = sum_over(["x", "y"], [at_least(x, 0), at_least(y, 0)], step)
    return forged("flatten", left, right)


def _floor_for_nothing(sides):
    left, right = access(T, floor(k, n)), access(T, p)
    return forged("floor_value", left, right, floor=["k", "n"], value="p", sides=sides)


def _floor_under_its_binder():
    left = total("n", access(T, floor(n, poly(2))), (0, n, 5))
    right = total("n", access(T, p), (0, n, 5))
    given = between(p * 2, n, p * 2 + 1)
    return forged("floor_value", left, right, given, floor=["n", "2"], value="p")


def _hypothesis_on_a_bound_name():
    forger = Forger()
    whole, other = (total("n", access(T, one), (0, n, N)) for one in (n, poly(0)))
    step = forger.step("index", whole.body, other.body, path=(0,))
    return forger.theorem(whole, other, [step], [equal(n, 0)]).record()


def _condition_of_a_sum_that_is_shadowed():
    forger = Forger()
    inner, zero = (total("x", access(T, one), (0, x, N)) for one in (x, poly(0)))
    whole, other = (sum_over(["x"], [equal(x, 0)], one) for one in (inner, zero))
    step = forger.step("index", inner.body, zero.body, path=(0, 0))
    return forger.theorem(whole, other, [step]).record()


def _sides_from_nowhere():
    given = [equal(n, 0)]
    return forged("index", access(T, n), access(T, 0), sides=[(given, equal(n, 0))])


def _side_that_is_false():
    return forged("index", access(T, n), access(T, n + 1), sides=[((), equal(n, n + 1))])


def _side_that_is_idle():
    return forged("ring", add(ONE, ONE), TWO, sides=[((), equal(n, n))])


def _cited(number_of, substitutions, given=(), claim=None):
    """Under n = 1, T[n] = T[1]; then a second theorem that cites it."""
    forger = Forger()
    left, right = access(T, n), access(T, 1)
    forger.theorem(left, right, [forger.step("index", left, right)], [equal(n, 1)])
    left, right = claim or (left, right)
    step = forger.step("cite", left, right, theorem=number_of, substitutions=substitutions)
    return forger.theorem(left, right, [step], given).record()


def _floor_as_a_name():
    """Under floor(n/2) = 0 it is 0; put 0 for the floor in the hypothesis alone."""
    forger = Forger()
    half, zero = integer(floor(n, poly(2))), ZERO
    given = [equal(floor(n, poly(2)), 0)]
    forger.theorem(half, zero, [forger.step("index", half, zero)], given)
    values = [{"integers": [["(n)//(2)", "0"]]}]
    step = forger.step("cite", half, zero, theorem=0, substitutions=values)
    return forger.theorem(half, zero, [step]).record()


def _tensor_that_a_parameter_hides():
    """D[n] := T[0] with T of the parameter's size n: T[0] = D[n] says nothing about another T."""
    forger = Forger()
    one, other = tensor("T", n), tensor("U", n)
    hidden = Tensor("D", (n,), False, (), ("n",), access(one, 0))
    left, right = access(one, 0), access(hidden, n)
    forger.theorem(left, right, [forger.step("unfold", left, right, backward=True)])
    change = [{"tensor": forger.tables.tensor(one), "by": forger.tables.tensor(other)}]
    left = access(other, 0)
    step = forger.step("cite", left, right, theorem=0, substitutions=change)
    return forger.theorem(left, right, [step]).record()


def _substituted(old, new):
    forger = Forger()
    left, right = (add(access(one, n), ONE) for one in (old, new))
    other = [add(ONE, access(one, n)) for one in (old, new)]
    forger.theorem(left, other[0], [forger.step("ring", left, other[0])])
    change = [{"tensor": forger.tables.tensor(old), "by": forger.tables.tensor(new)}]
    step = forger.step("cite", right, other[1], theorem=0, substitutions=change)
    return forger.theorem(right, other[1], [step]).record()


def _cancelled(witnesses, given=()):
    forger = Forger()
    written = [[forger.tables.term(EXPS), witnesses]] if witnesses else []
    step = forger.step("cancel", QUOTIENT, ONE, witnesses=written)
    return forger.theorem(QUOTIENT, ONE, [step], given).record()


def _reindexed(left, right, names, there, back):
    return forged("reindex", left, right, names=names, old_to_new=there, new_to_old=back)


def _counted(right):
    forger = Forger()
    left, number_of = total("x", ONE, (0, x, n)), forger.tables.term(integer(x))
    step = forger.step("telescope", left, right, low="0", high="n", total=number_of)
    return forger.theorem(left, right, [step]).record()


def _domain(left, conds, sides=()):
    forger = Forger()
    right = Sum(left.names, tuple(sorted(conds, key=lambda cond: cond.key)), left.body)
    numbers = forger.tables.condition_list(conds)
    step = forger.step("domain", left, right, conditions=numbers, sides=sides)
    return forger.theorem(left, right, [step]).record()


FORGERIES = {
    "scale before the first": (_scale_before_the_first, "no factor"),
    "scale catches": (_catch_a_name, "catch"),
    "delta by >=": (
        lambda: _delta_without_an_equation(at_least(x, 0), bracket([at_least(1, 0)])),
        "no equation"),
    "delta by |": (
        lambda: _delta_without_an_equation(Divides(2, x), bracket(between(0, poly(0), 1))),
        "no equation"),
    "delta with factor": (
        lambda: _delta_without_an_equation(equal(x * 2, 1), bracket(())), "no equation"),
    "split without end": (_split_without_end, "nothing bounds"),
    "linearity without end": (_linear_without_end, "nothing bounds"),
    "flatten without end": (_flatten_without_end, "nothing bounds"),
    "floor of divisor 0": (lambda: _floor_for_nothing(()), "n-1 >= 0"),
    "floor gives its divisor": (
        lambda: _floor_for_nothing([((), at_least(n, 1))]), "n-1 >= 0"),
    "floor under its binder": (_floor_under_its_binder, "another term|side condition"),
    "hypothesis on a bound name": (_hypothesis_on_a_bound_name, "n = 0"),
    "shadowed condition": (_condition_of_a_sum_that_is_shadowed, "x = 0"),
    "sides from nowhere": (_sides_from_nowhere, "n = 0"),
    "false side": (_side_that_is_false, "side condition"),
    "idle side": (_side_that_is_idle, "not one of this step"),
    "cites without its hypothesis": (lambda: _cited(0, []), "n-1 = 0"),
    "cites itself": (lambda: _cited(1, []), "no earlier theorem"),
    "cites the future": (lambda: _cited(7, []), "no earlier theorem"),
    "cites for another name": (
        lambda: _cited(0, [{"integers": [["n", "p"]]}], [equal(n, 1)]), "another left side"),
    "floor as a name": (_floor_as_a_name, "is not a name"),
    "tensor that a parameter hides": (_tensor_that_a_parameter_hides, "two tensors are called T"),
    "tensor of another shape": (lambda: _substituted(T, tensor("U", N + 1)), "shapes"),
    "padding is lost": (lambda: _substituted(X, tensor("U", N)), "not padded"),
    "defined tensor": (lambda: _substituted(BODY, X), "definition"),
    "cancel without witness": (lambda: _cancelled(None, [at_least(N, 1)]), "witness"),
    "cancel of nothing": (lambda: _cancelled(["0"], ()), "side condition"),
    "cancel with a point outside": (lambda: _cancelled(["N"], [at_least(N, 1)]), "side condition"),
    "cancel by ring": (lambda: forged("ring", QUOTIENT, ONE), "polynomials"),
    "0/0 by ring": (lambda: forged("ring", mul(ZERO, reciprocal(ZERO)), ONE), "polynomials"),
    "reindex by 2": (
        lambda: _reindexed(
            SQUARE, total("y", access(T, y), (-N * 2, y, N * 2)), ["y"], ["y"], ["2*x"]),
        "not inverse"),
    "reindex to one point": (
        lambda: _reindexed(PAIR, bracket([at_least(1, 0)]), [], ["0"], []), "not inverse"),
    "reindex to a free name": (
        lambda: _reindexed(
            total("x", access(T, x + n), (0, x, N)), total("n", access(T, n + n), (0, n, N)),
            ["n"], ["n"], ["x"]),
        "free in the sum"),
    "count below zero": (lambda: _counted(integer(n + 1)), "another term"),
    "count one less": (
        lambda: _counted(bracket([at_least(n, 0)], add(integer(n + 1), mul(number(-1), ZERO)))),
        "another term"),
    "domain grows": (lambda: _domain(PAIR, between(0, x, 2)), "side condition"),
    "domain grows by force": (
        lambda: _domain(PAIR, between(0, x, 2), [(between(0, x, 2), at_least(1, x))]),
        "side condition"),
    "unfold without crop": (lambda: forged("unfold", access(BODY, n), integer(n)), "another term"),
    "empty that is not": (lambda: forged("empty", PAIR, ZERO), "side condition"),
    "renaming catches": (
        lambda: forged("ring", total("a", access(T, a + b), (0, a, N)),
                       total("b", access(T, b + b), (0, b, N))), "polynomials"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused_for_its_reason(name):
    make, reason = FORGERIES[name]
    with pytest.raises(ReplayError, match=reason):
        replay(make())


def test_terms_equal_up_to_renaming_are_equal():
    left, right = (total(one.key, access(T, one), (0, one, N)) for one in (a, b))
    assert replay(forged("ring", left, right)).steps == 1


def test_the_record_of_a_citation_is_accepted_where_its_hypothesis_holds():
    assert replay(_cited(0, [], [equal(n, 1)])).theorems == 2


def test_no_line_is_no_proof():
    made = forged("ring", ONE, ONE)
    made["chain"] = []
    with pytest.raises(ReplayError, match="no line"):
        replay(made)


def test_the_claim_is_what_the_chain_proves():
    made = forged("ring", add(ONE, ONE), TWO)
    made["claim"]["right"], made["claim"]["left"] = made["claim"]["left"], made["claim"]["right"]
    with pytest.raises(ReplayError, match="begin"):
        replay(made)
