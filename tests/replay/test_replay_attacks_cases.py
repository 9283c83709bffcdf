"""Forged records of cases, equations for names and telescopes. All of them must be refused."""

from __future__ import annotations

import pytest
from replay_forger import Forger
from replay_formulas import T, n, p, total, x

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    equal,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
)
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Eq, Ge
from evoproof.replay import ReplayError, replay

ZERO, ONE, TWO, MINUS = (number(value) for value in (0, 1, 2, -1))
HIGH, QUOTIENT = at_least(n, 1), mul(integer(n), reciprocal(integer(n)))


def refused(made, reason):
    with pytest.raises(ReplayError, match=reason):
        replay(made)


def _decided(hypotheses, condition, given=()):
    """n/n = 1 by cases, each of them under its hypothesis."""
    forger = Forger()
    for one in hypotheses:
        sides = [] if HIGH in one else [(one, HIGH)]
        step = forger.step("cancel", QUOTIENT, ONE, witnesses=[], sides=sides)
        forger.theorem(QUOTIENT, ONE, [step], one)
    number_of = forger.tables.condition(condition)
    step = forger.step("cases", QUOTIENT, ONE, condition=number_of, first=0, second=1)
    return forger.theorem(QUOTIENT, ONE, [step], given).record()


def test_cases_that_are_not_all_cases():
    more = at_least(n, 2)
    refused(_decided([[HIGH], [HIGH]], HIGH), "a case needs")
    refused(_decided([[HIGH], [more]], HIGH), "a case needs")
    refused(_decided([[HIGH], [HIGH]], Ge(-n)), "a case needs")
    refused(_decided([[HIGH, more], [HIGH]], more), "a case needs")
    refused(_decided([[HIGH], [HIGH]], Eq(n - 1), [HIGH]), "only an inequality")
    assert replay(_decided([[HIGH, more], [HIGH]], more, [HIGH])).theorems == 3


def test_a_case_is_about_these_sides():
    for two in ((ONE, ONE), (QUOTIENT, QUOTIENT), (ONE, QUOTIENT)):
        forger = Forger()
        forger.theorem(*two, [] if two[0] is two[1] else [forger.step("ring", *two)])
        condition = forger.tables.condition(HIGH)
        step = forger.step("cases", QUOTIENT, ONE, condition=condition, first=0, second=0)
        refused(forger.theorem(QUOTIENT, ONE, [step]).record(), "about others|polynomials")


def test_cases_do_not_stand_on_themselves():
    made = _decided([[HIGH], [HIGH]], HIGH)
    for theorem in (2, 3, -1):
        made["theorems"][2]["steps"][0]["arguments"]["second"] = theorem
        refused(made, "no earlier theorem")


def _replaced(left, right, name, value, given, theorem=None, hypotheses=(), sides=()):
    forger = Forger()
    one, other = theorem or (left, right)
    forger.theorem(one, other, [], hypotheses)
    step = forger.step("replace_equal", left, right, name=name, value=value, theorem=0, sides=sides)
    return forger.theorem(left, right, [step], given).record()


def test_a_name_is_replaced_where_it_is_equal():
    left, right, same = access(T, n), access(T, p), (access(T, p), access(T, p))
    assert replay(_replaced(left, right, "n", "p", [equal(n, p)], same)).theorems == 2
    refused(_replaced(left, right, "n", "p", [], same), "side condition")
    refused(_replaced(left, right, "n", "p", [at_least(n, p)], same), "side condition")
    refused(_replaced(left, right, "n", "p+1", [equal(n, p)], same), "is not this equation")
    refused(_replaced(left, right, "p", "n", [equal(n, p)], same), "is not this equation")
    more = [at_least(p, 1)]
    refused(_replaced(left, right, "n", "p", [equal(n, p)], same, more), "side condition")
    lie = [((), equal(n, p))]
    refused(_replaced(left, right, "n", "p", [], same, sides=lie), "side condition")


def test_a_bound_name_is_not_replaced():
    bound, two = (sum_over(["n"], between(0, n, 3), one) for one in (integer(n), TWO))
    for same in ((bound, bound), (two, two)):
        refused(_replaced(bound, two, "n", "2", [equal(n, 2)], same), "is not this equation")


def test_a_telescope_ends_where_it_ends():
    def made(low, high, totals, left, right):
        forger = Forger()
        step = forger.step("telescope", left, right, low=low.key, high=high.key,
                           total=forger.tables.term(totals))  # fmt: skip
        return forger.theorem(left, right, [step]).record()

    def ends(low, high):
        return add(integer(high + 1), mul(MINUS, integer(low) if low.terms else ZERO))

    low, high = poly(1), n
    good = bracket([at_least(n, 0)], add(integer(n + 1), mul(MINUS, ONE)))
    left = total("x", ONE, (low, x, high))
    assert replay(made(low, high, integer(x), left, good)).steps == 1
    refused(made(low, high, integer(x), left, good.body), "another term")
    refused(made(low, high, integer(x * 2), left, good), "rise")
    moving = total("x", ONE, (0, x, n - x))
    refused(made(poly(0), n - x, integer(x), moving, ends(poly(0), n - x)), "bounds")
    open_ended = sum_over(["x"], [at_least(x, 0)], ONE)
    refused(made(poly(0), n, integer(x), open_ended, ends(poly(0), n)), "lo <= n")
    half = integer(floor(x, poly(2)))
    refused(made(low, high, half, left, good), "rise")
