"""A softmax over keys is fused with its values where it is one, and nowhere else."""

from __future__ import annotations

import pytest
from numeric_formulas import below

from evoproof.kernel.build import (
    access,
    add,
    bracket,
    exp,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Ge, Pow, Term

pytestmark = pytest.mark.torch
pytest.importorskip("torch")

from numeric_plan_lanes import assert_same, planned

from evoproof.numeric.plan import attend
from evoproof.numeric.timing import measuring

SIZES = {"P": 3, "N": 5, "R": 7, "C": 2, "M": 4}
EXTENTS = {"h": "P", "i": "N", "r": "R", "m": "M", "t": "N", "k": "C"}
QUERY, KEY, VALUE = (
    tensor("Q", "P", "N", "C"),
    tensor("K", "P", "R", "C"),
    tensor("V", "P", "R", "M"),
)
SHARED, SQUARE = tensor("V'", "R", "M"), tensor("X", "P", "N", "C")
BIAS, OWN = tensor("B", "R"), tensor("U", "N", "R", "M")


@pytest.fixture(autouse=True)
def one_thread():
    with measuring(1):
        yield


def over(names: str, body: Term, *conds: Ge) -> Term:
    ranges = [cond for name in names for cond in below(name, EXTENTS[name])]
    return sum_over([*names], [*ranges, *conds], body)


def scores(h: str, i: str, r: str, query=QUERY, key=KEY) -> Term:
    both = mul(access(query, h, i, "k"), access(key, h, r, "k"))
    return sum_over(["k"], below("k", "C"), both)


def total(body: Term, *conds: Ge, size: str = "R") -> Term:
    return reciprocal(sum_over(["s"], [*below("s", size), *conds], body))


def softmax(h: str = "h", i: str = "i", r: str = "r", scale: int = 1) -> Term:
    weigh = mul(number(1) if scale == 1 else Pow(number(scale), -1), scores(h, i, r))
    below_it = mul(number(1) if scale == 1 else Pow(number(scale), -1), scores(h, i, "s"))
    return mul(exp(weigh), total(exp(below_it)))


def values(h: str = "h", r: str = "r", m: str = "m") -> Term:
    return access(VALUE, h, r, m)


FUSED = {
    "plain": ("him", over("r", mul(softmax(), values()))),
    "scaled scores": ("him", over("r", mul(softmax(scale=4), values()))),
    "a factor": ("him", over("r", mul(number(3), softmax(), values()))),
    "the same values for all heads": ("him", over("r", mul(softmax(), access(SHARED, "r", "m")))),
    "values without channels": ("hi", over("r", mul(softmax(), access(BIAS, "r")))),
    "one tensor for all": (
        "hik",
        over("t", mul(
            exp(scores("h", "i", "t", SQUARE, SQUARE)),
            total(exp(scores("h", "i", "s", SQUARE, SQUARE)), size="N"),
            access(SQUARE, "h", "t", "k"),
        )),
    ),
    "values of two tensors": ("him", over("r", mul(softmax(), values(), access(BIAS, "r")))),
    "over the queries": (
        "hrm",
        over("i", mul(
            exp(scores("h", "i", "r")),
            reciprocal(over("t", exp(scores("h", "t", "r")))),
            access(tensor("Y", "N", "M"), "i", "m"),
        )),
    ),
    "summed over heads too": ("im", over("hr", mul(softmax(), values()))),
    "summed over queries too": ("hm", over("ir", mul(softmax(), values()))),
    "summed over everything": ("m", over("hir", mul(softmax(), values()))),
}  # fmt: skip
APART = {
    "keys that stay": ("hirm", mul(softmax(), values())),
    "values of each query": ("him", over("r", mul(softmax(), access(OWN, "i", "r", "m")))),
    "no values": ("hi", over("r", softmax())),
    "values without keys": ("him", over("r", mul(softmax(), access(SHARED, "m", "m")))),
    "a mask above and below": (
        "him",
        over("r", mul(
            exp(scores("h", "i", "r")),
            total(exp(scores("h", "i", "s")), Ge(poly("i") - poly("s"))),
            values(),
        ), Ge(poly("i") - poly("r"))),
    ),
    "a mask above": ("him", over("r", mul(softmax(), values()), Ge(poly("i") - poly("r")))),
    "a mask below": (
        "him",
        over("r", mul(
            exp(scores("h", "i", "r")), total(exp(scores("h", "i", "s")), Ge(poly("s") - 2)),
            values(),
        )),
    ),
    "a bracket in the total": (
        "him",
        over("r", mul(
            exp(scores("h", "i", "r")),
            total(bracket([Ge(poly("i") - poly("s"))], exp(scores("h", "i", "s")))),
            values(),
        )),
    ),
    "scores of a sum": (
        "him",
        over("r", mul(
            exp(add(scores("h", "i", "r"), access(BIAS, "r"))),
            total(exp(add(scores("h", "i", "s"), access(BIAS, "s")))),
            values(),
        )),
    ),
    "a total over fewer keys": (
        "him",
        over("r", mul(exp(scores("h", "i", "r")), total(exp(scores("h", "i", "s")), size="N"),
                      values())),
    ),
    "a total over the other name": (
        "him",
        over("r", mul(exp(scores("h", "i", "r")),
                      reciprocal(over("t", exp(scores("h", "t", "r")))), values())),
    ),
    "a total over the other name of one extent": (
        "hik",
        over("t", mul(
            exp(scores("h", "i", "t", SQUARE, QUERY)),
            total(exp(scores("h", "s", "t", SQUARE, QUERY)), size="N"),
            access(SQUARE, "h", "t", "k"),
        )),
    ),
    "a total of scores turned round": (
        "hik",
        over("t", mul(
            exp(scores("h", "i", "t", SQUARE, QUERY)),
            total(exp(scores("h", "s", "i", SQUARE, QUERY)), size="N"),
            access(SQUARE, "h", "t", "k"),
        )),
    ),
    "a total of scores turned round, over the queries": (
        "htk",
        over("i", mul(
            exp(scores("h", "i", "t", SQUARE, QUERY)),
            total(exp(scores("h", "s", "i", SQUARE, QUERY)), size="N"),
            access(SQUARE, "h", "i", "k"),
        )),
    ),
    "a total of twice the exponentials": (
        "him",
        over("r", mul(exp(scores("h", "i", "r")),
                      total(mul(number(2), exp(scores("h", "i", "s")))), values())),
    ),
    "a total over heads and keys": (
        "him",
        over("r", mul(exp(scores("h", "i", "r")),
                      reciprocal(sum_over(["e", "s"], [*below("e", "P"), *below("s", "R")],
                                          exp(scores("e", "i", "s")))), values())),
    ),
    "a total of other scores": (
        "him",
        over("r", mul(softmax(scale=4), values(), exp(scores("h", "i", "r")),
                      total(exp(scores("h", "i", "s", QUERY, tensor("K2", "P", "R", "C")))))),
    ),
    "a total of another scale": (
        "him",
        over("r", mul(exp(mul(Pow(number(2), -1), scores("h", "i", "r"))),
                      total(exp(scores("h", "i", "s"))), values())),
    ),
    "a total with a factor": (
        "him",
        over("r", mul(exp(scores("h", "i", "r")),
                      total(mul(access(BIAS, "s"), exp(scores("h", "i", "s")))), values())),
    ),
    "a total that is squared": (
        "him",
        over("r", mul(exp(scores("h", "i", "r")),
                      Pow(sum_over(["s"], below("s", "R"), exp(scores("h", "i", "s"))), -2),
                      values())),
    ),
}  # fmt: skip


def check(free: str, term: Term) -> list[str]:
    ranges = {name: SIZES[EXTENTS[name]] for name in free}
    made = planned(term, SIZES, ranges)
    assert_same(made, term, SIZES, ranges)
    return [one.name for one in made.tape.operations]


@pytest.mark.parametrize("name", FUSED)
def test_a_softmax_that_meets_values_is_one_operation(name, monkeypatch):
    names = check(*FUSED[name])
    assert names.count("attention") == 1 and "exp" not in names
    monkeypatch.setattr(attend, "FEWEST_ROWS", 2)
    for scores in (1, 30):
        monkeypatch.setitem(attend.SCORES, "cpu", scores)
        check(*FUSED[name])


@pytest.mark.parametrize("name", APART)
def test_what_is_no_softmax_of_values_is_computed_as_it_is(name):
    assert "attention" not in check(*APART[name])
