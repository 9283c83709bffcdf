"""Forged records about maxima. All of them must be refused."""

from __future__ import annotations

import pytest
from replay_forger import Forger, forged
from replay_formulas import N, T, X, n, p, peak, total, x, y

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Add, Apply, Divides, Eq, Ge, Pow
from evoproof.replay import ReplayError, replay

ZERO, ONE, TWO, MINUS = (number(value) for value in (0, 1, 2, -1))
ROW = peak("x", access(T, x), *between(0, x, N - 1))
AFFINE = peak("x", add(mul(TWO, access(T, x)), ONE), *between(0, x, N - 1))
MOVED = add(mul(TWO, ROW), ONE)


def greatest(*values):
    return Apply("max", values)


def refused(made, reason):
    with pytest.raises(ReplayError, match=reason):
        replay(made)


def _ranged(rule, left, right, given=(), **arguments):
    forger = Forger()
    if "condition" in arguments:
        arguments["condition"] = forger.tables.condition(arguments["condition"])
    if "conditions" in arguments:
        arguments["conditions"] = forger.tables.condition_list(arguments["conditions"])
    sides = arguments.pop("sides", ())
    step = forger.step(rule, left, right, sides=sides, **arguments)
    return forger.theorem(left, right, [step], given).record()


ALWAYS = Ge(poly(0))


def test_an_affine_law_is_accepted_with_its_side_conditions_and_no_others():
    known = [at_least(N, 1)]
    sides = [(known, ALWAYS)]
    assert replay(_ranged("max_affine", AFFINE, MOVED, known, point=["0"], sides=sides)).steps == 1
    refused(_ranged("max_affine", AFFINE, MOVED, known, point=["0"]), "side condition")
    refused(_ranged("max_affine", AFFINE, MOVED, known, point=["N"], sides=sides), "side cond")
    refused(_ranged("max_affine", AFFINE, MOVED, (), point=["0"], sides=sides), "side condition")
    idle = [*sides, (known, at_least(N, 0))]
    refused(_ranged("max_affine", AFFINE, MOVED, known, point=["0"], sides=idle), "not one of")


@pytest.mark.parametrize("point", [["0"], ["N"], ["x"], ["-1"], [], ["0", "0"]])
def test_a_maximum_over_nothing_has_no_affine_law(point):
    refused(_ranged("max_affine", AFFINE, MOVED, point=point), "side condition|one integer")


@pytest.mark.parametrize("conds", [[], [at_least(x, 0)], [Divides(2, x)], [Ge(x * x)]])
def test_a_maximum_without_end_has_no_affine_law(conds):
    whole = peak("x", add(mul(ONE, integer(x)), TWO), *conds)
    moved = add(mul(ONE, peak("x", integer(x), *conds)), TWO)
    refused(_ranged("max_affine", whole, moved, point=["0"]), "nothing bounds|side condition")


def test_the_factor_is_positive_and_the_rest_constant():
    for factor in (ZERO, MINUS):
        whole = peak("x", add(mul(factor, access(T, x)), ONE), *between(0, x, 1))
        moved = add(mul(factor, peak("x", access(T, x), *between(0, x, 1))), ONE)
        refused(_ranged("max_affine", whole, moved, point=["0"]), "positive number")
    whole = peak("x", add(mul(TWO, access(T, x)), integer(x)), *between(0, x, 1))
    moved = add(mul(TWO, peak("x", access(T, x), *between(0, x, 1))), integer(x))
    refused(_ranged("max_affine", whole, moved, point=["0"]), "bound name")


POWER = exp(ROW)


def _scaled(factor, *values):
    return greatest(*(mul(factor, one) for one in values)), mul(factor, greatest(*values))


def test_a_positive_factor_leaves_a_maximum():
    assert replay(_ranged("max_scale", *_scaled(POWER, ONE, ROW), witnesses=[])).steps == 1
    for factor in (add(exp(ONE), MINUS), add(ONE, mul(MINUS, exp(MINUS))), add(exp(ONE), ZERO)):
        assert replay(_ranged("max_scale", *_scaled(factor, ONE, ROW), witnesses=[])).steps == 1
    known = [at_least(n, 1)]
    made = _ranged("max_scale", *_scaled(integer(n), ONE, ROW), known, witnesses=[])
    assert replay(made).steps == 1
    refused(_ranged("max_scale", *_scaled(integer(n), ONE, ROW), witnesses=[]), "side condition")


@pytest.mark.parametrize("factor", [
    ZERO, MINUS, ROW, integer(n), mul(POWER, MINUS), add(POWER, MINUS), greatest(POWER, ZERO),
    total("x", ONE, (0, x, N - 1)), Pow(ROW, 2), mul(POWER, ZERO), access(X, 0),
    Add((ZERO, ZERO)), add(exp(ONE), MINUS, MINUS), add(exp(ZERO), MINUS), add(exp(MINUS), MINUS),
    add(ONE, mul(MINUS, exp(ONE))), add(ONE, mul(MINUS, POWER)), add(exp(ONE), MINUS, ROW),
    add(ONE, mul(number(-2), exp(MINUS))),
])  # fmt: skip
def test_a_factor_that_is_not_shown_to_be_positive_stays(factor):
    left, right = _scaled(factor, ONE, TWO)
    refused(_ranged("max_scale", left, right, witnesses=[]), "form of|side condition|witness")
    refused(_ranged("max_scale", right, left, witnesses=[], backward=True), "form|side|witness")


def test_only_what_all_values_have_leaves_a_maximum():
    left, right = _scaled(POWER, ONE, TWO)
    refused(_ranged("max_scale", left, mul(POWER, greatest(TWO, ONE)), witnesses=[]), "another")
    refused(_ranged("max_scale", left, greatest(ONE, TWO), witnesses=[]), "another term")
    mixed = greatest(mul(POWER, ONE), mul(exp(ONE), TWO))
    refused(_ranged("max_scale", mixed, right, witnesses=[]), "differ")
    refused(_ranged("max_scale", greatest(mul(POWER, ONE), TWO), right, witnesses=[]), "of two")
    refused(_ranged("max_scale", add(*left.args), right, witnesses=[]), "maximum of values")
    summed = peak("x", mul(POWER, access(T, x)), *ROW.conds)
    refused(_ranged("max_scale", summed, mul(POWER, ROW), witnesses=[]), "maximum of values")


def test_the_square_of_a_maximum_of_two_values():
    most = greatest(ROW, ONE)
    right = add(mul(add(ROW, ONE), most), mul(number(-1), ROW, ONE))
    assert replay(forged("max_square", mul(most, most), right)).steps == 1
    wrong = add(mul(add(ROW, ONE), most), mul(ROW, ONE))
    refused(forged("max_square", mul(most, most), wrong), "another term")
    refused(forged("max_square", mul(most, greatest(ONE, ROW)), right), "square of a maximum")
    three = greatest(ROW, ONE, TWO)
    refused(forged("max_square", mul(three, three), right), "two values")
    refused(forged("max_square", mul(ROW, ROW), right), "maximum of values")


def test_exp_of_a_maximum_and_of_nothing_else():
    left, right = exp(greatest(ROW, ONE)), greatest(POWER, exp(ONE))
    assert replay(forged("exp_max", left, right)).steps == 1
    assert replay(forged("exp_max", right, left, backward=True)).steps == 1
    refused(forged("exp_max", left, greatest(exp(ONE), POWER)), "another term")
    refused(forged("exp_max", exp(add(ROW, ONE)), add(POWER, exp(ONE))), "maximum of values")
    refused(forged("exp_max", Apply("log", (greatest(ROW, ONE),)), right), "not exp")
    refused(forged("exp_max", exp(ROW), peak("x", exp(access(T, x)), *ROW.conds)), "of values")


def _parts(cond, other, *conds):
    return greatest(*(peak("x", access(T, x), *conds, case) for case in (cond, other)))


def _split(cond, other, first, second):
    whole = peak("x", access(T, x), *between(0, x, 2))
    right = _parts(cond, other, *whole.conds)
    sides = [((), Ge(poly(value))) for value in range(3)]
    message = ""
    for used in (sides, sides[:2]):
        made = _ranged(
            "max_split", whole, right, condition=cond, first=[first], second=[second], sides=used
        )
        try:
            return replay(made).steps
        except ReplayError as wrong:
            message += str(wrong)
    return message


def test_a_maximum_is_split_into_two_that_are_not_empty():
    at_one, at_most_zero = at_least(x, 1), at_least(0, x)
    assert _split(at_one, at_most_zero, "1", "0") == 1
    assert "side condition" in _split(at_one, at_most_zero, "0", "0")
    assert "side condition" in _split(at_one, at_most_zero, "1", "1")
    assert "another term" in _split(at_one, at_least(-1, x), "1", "0")
    assert "side condition" in _split(at_least(x, 5), at_least(4, x), "5", "0")
    assert "side condition" in _split(at_least(x, 0), at_least(-1, x), "0", "-1")


def test_an_equation_does_not_split_a_maximum():
    whole = peak("x", access(T, x), *between(0, x, 2))
    for cond in (Eq(x - 1), Divides(2, x)):
        arguments = {"condition": cond, "first": ["1"], "second": ["0"]}
        refused(_ranged("max_split", whole, _parts(cond, cond), **arguments), "by an inequality")


def test_an_inner_maximum_over_nothing_is_not_joined():
    inner = peak("y", MINUS, *between(1, y, x))
    nested = peak("x", inner, *between(0, x, 1))
    flat = peak("x y", MINUS, *nested.conds, *inner.conds)
    for point in ("0", "1", "x", "y"):
        refused(_ranged("max_flatten", nested, flat, point=[point]), "side condition")
    same = peak("x", peak("x", access(T, x), *between(0, x, 1)), *between(0, x, 1))
    refused(_ranged("max_flatten", same, ROW, point=["0"]), "bound twice")
    caught = peak("x", peak("y", integer(y), *between(0, y, 1)), *between(0, x, y))
    flat = peak("x y", integer(y), *between(0, y, 1), *between(0, x, y))
    refused(_ranged("max_flatten", caught, flat, point=["0"]), "bound twice")


def test_the_support_is_no_range_of_a_maximum():
    inside, around = (peak("x", access(X, x), *between(low, x, N)) for low in (0, -1))
    refused(_ranged("domain", inside, around, conditions=around.conds), "side condition")
    refused(_ranged("domain", around, inside, conditions=inside.conds), "side condition")
    supported = [([*around.conds, *between(0, x, N - 1)], at_least(x, 0))]
    sums = [sum_over(["x"], one.conds, one.body) for one in (inside, around)]
    known = {"conditions": around.conds, "sides": [(inside.conds, at_least(x, -1))]}
    assert replay(_ranged("domain", *sums, **known)).steps == 1
    refused(_ranged("domain", inside, around, **known), "side condition")
    known["sides"] += supported
    refused(_ranged("domain", inside, around, **known), "side condition")


def test_sums_and_maxima_are_not_mixed_up():
    summed = total("x", access(T, x), (0, x, N - 1))
    refused(forged("ring", ROW, summed), "polynomials")
    refused(forged("everywhere", peak("", ONE), ONE), "not a sum")
    refused(forged("max_single", bracket((), ONE), bracket((), ONE)), "not a maximum")
    refused(forged("linearity", peak("x", add(ONE, ONE), *ROW.conds), TWO), "not a sum")
    refused(forged("empty", peak("x", ONE, at_least(-1, 0)), ZERO), "not a sum")
    refused(forged("max_zero", peak("x", ONE), ZERO), "not 0")
    refused(forged("max_single", ROW, access(T, x)), "names")
    refused(forged("lattice", summed, ROW), "not shown equal")


LIES = {
    "0 = 1": (ZERO, ONE), "of two": (greatest(access(T, 0), access(T, 1)), access(T, 0)),
    "of a padded": (greatest(access(X, n), ZERO), access(X, n)),
    "of an integer": (greatest(integer(n), ZERO), integer(n)),
    "of a square": (greatest(mul(integer(n), integer(n)), ZERO), integer(n * n)),
    "exp over 1": (greatest(exp(access(T, 0)), ONE), exp(access(T, 0))),
    "exp times any": (greatest(mul(exp(ONE), access(T, 0)), ZERO), mul(exp(ONE), access(T, 0))),
    "a power of one": (Pow(greatest(integer(n), integer(p)), 2), greatest(integer(n), integer(p))),
    "one over": (reciprocal(greatest(integer(n), ONE)), greatest(integer(n), ONE)),
    "minus": (mul(MINUS, greatest(integer(n), ONE)), greatest(integer(-n), MINUS)),
    "x / x": (mul(access(T, 0), reciprocal(access(T, 0))), ONE),
    "two shapes": (access(T, 0), access(tensor("T", n), 0)),
    "two kinds": (access(tensor("X", N), 0), access(X, 0)),
    "times a read": (
        mul(greatest(integer(n), TWO), access(tensor("Z", N), 5)), greatest(integer(n), TWO)),
    "bound names": (total("x", access(T, x), (0, x, 1)), total("x", access(T, y), (0, x, 1))),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_what_is_not_so_in_every_case_is_refused(name):
    refused(forged("lattice", *LIES[name]), "not shown equal")


def test_a_condition_on_a_bound_name_is_not_one_on_the_free_name():
    bound = peak("x", integer(x), *between(-2, x, -1))
    refused(forged("lattice", greatest(bound, ZERO), bound, [at_least(x, 1)]), "not shown")
    inner = greatest(integer(x), ZERO)
    left, right = (sum_over(["x"], between(-1, x, 1), one) for one in (inner, integer(x)))
    forger = Forger()
    step = forger.step("lattice", inner, integer(x), path=(0,))
    refused(forger.theorem(left, right, [step], [at_least(x, 0)]).record(), "not shown")


def test_conditions_of_the_binder_are_known_to_the_lattice():
    inner = greatest(integer(x), ZERO)
    for make in (lambda body: sum_over(["x"], between(0, x, 1), body),
                 lambda body: peak("x", body, *between(0, x, 1))):  # fmt: skip
        forger = Forger()
        step = forger.step("lattice", inner, integer(x), path=(0,))
        left, right = make(inner), make(integer(x))
        assert replay(forger.theorem(left, right, [step]).record()).steps == 1


def test_an_empty_maximum_is_no_term():
    made = forged("lattice", greatest(ONE), ONE)
    assert replay(made).steps == 1
    place = next(k for k, one in enumerate(made["terms"]) if one[0] == "apply")
    made["terms"][place] = ["apply", "max", []]
    refused(made, "one value or more")
