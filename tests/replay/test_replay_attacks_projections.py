"""Forged records that leave a variable of a maximum out. Those that may not are refused."""

from __future__ import annotations

import pytest
from replay_forger import Forger
from replay_formulas import n, peak, x, y

from evoproof.kernel.build import at_least, between, integer, mul, number
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Divides, Eq, Ge
from evoproof.replay import ReplayError, replay

TWO = number(2)
ALWAYS = Ge(poly(0))


def refused(made, reason):
    with pytest.raises(ReplayError, match=reason):
        replay(made)


NARROW = peak("x y", integer(x), *between(0, x, 3), *between(x, y, 2))
"""0 <= x <= y <= 2: x is 0, 1 or 2."""


def _projected(conds, values, whole=NARROW, name="y", sides=(), given=()):
    right = peak(" ".join(one for one in whole.names if one != name), whole.body, *conds)
    forger = Forger()
    written = forger.tables.condition_list(right.conds)
    every = [(whole.conds, cond) for cond in right.conds] + [*sides]
    step = forger.step(
        "max_project", whole, right, name=name, conditions=written, values=values,
        sides=[(known, goal) for known, goal in every if goal not in known],
    )  # fmt: skip
    return forger.theorem(whole, right, [step], given).record()


WITHIN = between(0, x, 2)


def test_a_projection_is_accepted_with_its_side_conditions_and_no_others():
    sides = [(WITHIN, at_least(3, x)), (WITHIN, ALWAYS)]
    assert replay(_projected(WITHIN, ["x"], sides=sides)).steps == 1
    refused(_projected(WITHIN, ["x"], sides=sides[:1]), "side condition")
    refused(_projected(WITHIN, ["x"], sides=[*sides, (WITHIN, at_least(4, x))]), "not one of")
    refused(_projected(WITHIN, [], sides=sides), "no value")
    refused(_projected(WITHIN, ["y"], sides=sides), "is used")
    refused(_projected([*WITHIN, at_least(2, y)], ["x"], sides=sides), "is used")
    refused(_projected(WITHIN, ["x"], name="n", sides=sides), "not bound")
    refused(_projected(WITHIN, ["3", "x"], sides=sides), "side condition")


@pytest.mark.parametrize("conds", [
    between(0, x, 3), between(0, x, 1), between(1, x, 2), [], [at_least(x, 0)], between(3, x, 3),
    between(0, x, n), [*WITHIN, at_least(n, 1)], [*WITHIN, Eq(n - 1)], between(0, x, -1),
])  # fmt: skip
def test_a_projection_is_the_range_and_no_other(conds):
    for point in ("x", "2", "0", "n", "x+1"):
        there = poly({"x+1": x + 1, "x": x, "n": n}.get(point) or int(point))
        goals = [at_least(there, x), at_least(2, there), at_least(x, 0), at_least(3, x)]
        sides = [(conds, goal) for goal in goals]
        refused(_projected(conds, [point], sides=sides), "side condition|nothing bounds")


def test_a_projected_variable_is_not_used():
    body, where = mul(integer(x), integer(y)), between(0, x, 2) + between(0, y, 2)
    refused(_projected(WITHIN, ["0"], peak("x y", body, *where)), "is used")
    refused(_projected(WITHIN, ["0"], peak("x y", peak("x", integer(y)), *where)), "is used")
    inner = peak("y", integer(y), *between(0, y, x))
    sides = [(WITHIN, ALWAYS), (WITHIN, at_least(2, 0))]
    assert replay(_projected(WITHIN, ["0"], peak("x y", inner, *where), sides=sides)).steps == 1


def test_what_is_known_of_a_free_name_says_nothing_of_a_bound_one():
    """x = 0 outside does not make the range of the x inside smaller."""
    for known in (Eq(x), at_least(0, x), Eq(y - 2)):
        sides = [([known, *WITHIN], at_least(2, y)), ([known, Eq(x)], at_least(0, x))]
        refused(_projected([Eq(x)], ["x"], sides=sides, given=[known]), "side condition")


def test_a_projected_range_is_finite():
    for own in ([at_least(y, 0)], [Divides(2, y)], []):
        whole = peak("x y", TWO, *WITHIN, *own)
        refused(_projected(WITHIN, ["0"], whole, sides=[(WITHIN, ALWAYS)]), "bounds|side cond")
    whole = peak("x y", TWO, at_least(x, 0), *between(0, y, 2))
    sides = [([at_least(x, 0)], ALWAYS), ([at_least(x, 0)], at_least(2, 0))]
    refused(_projected([at_least(x, 0)], ["0"], whole, sides=sides), "nothing bounds")
