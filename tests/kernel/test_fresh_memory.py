"""What z3 is asked after `begin` costs the same, and is answered the same, whatever came before."""

from __future__ import annotations

from evoproof.kernel import arithmetic
from evoproof.kernel.arithmetic import begin, counterexample, exhausted, implies, spent
from evoproof.kernel.build import at_least, between
from evoproof.kernel.poly import Floor, poly
from evoproof.kernel.terms import Cond, Ge

h, d, G, D, H = map(poly, ("h", "d", "G", "D", "H"))
ONE = poly(1)


def question() -> tuple[list[Cond], Cond]:
    """Row D floor(h / G) + d of H D rows: products of names, which z3 has to search for."""
    group = poly(0) + D * _floor(h, G)
    given = [*between(0, h, H * G - ONE), *between(0, d, D - ONE), at_least(G, 1), at_least(D, 1)]
    return given, Ge(H * D - ONE - group - d)


def _floor(top, bottom):
    return type(h)((((Floor(top, bottom),), 1),))


def cost() -> int:
    begin()
    given, goal = question()
    implies(given, goal)
    return spent()


def others(count: int) -> None:
    begin()
    for k in range(count):
        a, b = poly(f"a{k}"), poly(f"b{k}")
        implies([at_least(a * b, k), at_least(a, 1)], Ge(a * a * b - a - ONE))


def test_earlier_questions_change_neither_cost_nor_answer():
    first = cost()
    others(40)
    assert cost() == first > 0


def test_the_limit_counts_from_the_beginning():
    given, goal = question()
    others(10)
    begin(1)
    assert not exhausted()
    implies(given, goal)
    assert exhausted()
    assert not implies(given, Ge(goal.expr + ONE))
    begin()
    assert not exhausted()


def test_an_answer_of_an_earlier_session_is_not_kept():
    given, goal = question()
    begin()
    implies(given, goal)
    begin()
    assert not arithmetic._answers
    assert spent() == 0


def test_a_model_is_read_in_the_memory_that_it_was_found_in():
    for _ in range(3):
        begin()
        found = counterexample([at_least(h, 3)], Ge(h - poly(5)))
        assert found is not None
        assert 3 <= found["h"] < 5
    begin()
