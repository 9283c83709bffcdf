"""What SymPy does to expressions by itself. An upgrade that changes a fact fails here by name.

The facts marked "leaned on" make `from_sympy` right; the others are dangers that it, or the rule
never to call subs, doit, simplify or summation, keeps away from us.
"""

from __future__ import annotations

import pytest
import sympy
from sympy import Eq, IndexedBase, KroneckerDelta, Mod, Piecewise, Rational, Sum, Symbol, exp, floor
from sympy.core.function import AppliedUndef

from evoproof.language import bound, sizes, tensor

a, b, c = bound("a b c")
n, D = sizes("n D")
X = tensor("X", n)


# what is lost or changed while an expression is written


def test_a_quotient_of_equal_accesses_is_one_at_construction() -> None:
    assert X[a] / X[a] == 1


def test_a_quotient_of_equal_sums_is_one_at_construction() -> None:
    total = Sum(X[a], (a, 0, n - 1))
    assert total / total == 1


def test_zero_times_a_reciprocal_is_zero_at_construction() -> None:
    assert 0 * Sum(1 / X[a], (a, 0, n - 1)) == 0


def test_exponentials_are_merged_at_construction() -> None:
    assert exp(X[a]) * exp(-X[a]) == 1
    assert exp(X[a]) * exp(2 * X[a]) == exp(3 * X[a])
    assert exp(X[a]) ** 2 == exp(2 * X[a])
    assert 1 / exp(X[a]) == exp(-X[a])


def test_exp_of_one_is_a_number_symbol_leaned_on() -> None:
    assert exp(1) is sympy.E
    assert not isinstance(sympy.E, sympy.exp)
    assert exp(0) == 1


def test_a_number_is_spread_over_a_sum_and_a_letter_is_not() -> None:
    assert (2 * (a + b)).is_Add
    assert (n * (a + b)).is_Mul


def test_a_reciprocal_is_spread_over_a_product_leaned_on() -> None:
    assert 1 / (X[a] * X[b]) == X[a] ** -1 * X[b] ** -1
    assert {factor.exp for factor in (1 / (X[a] * X[b])).args} == {-1}


def test_nested_sums_are_flattened_innermost_first_leaned_on() -> None:
    nested = Sum(Sum(X[a + b], (b, 0, a)), (a, 0, n))
    assert [limit[0] for limit in nested.limits] == [b, a]
    assert nested.function == X[a + b]


def test_a_piecewise_in_a_sum_is_brought_to_the_top() -> None:
    inside = exp(Piecewise((X[a], a > 0), (0, True), evaluate=False))
    assert isinstance(Sum(inside, (a, 0, n)).function, Piecewise)


def test_a_limit_in_the_wrong_order_leaves_a_letter_free() -> None:
    wrong = Sum(X[a + b], (b, 0, n), (a, 0, b))
    assert b in wrong.free_symbols


# capture, and equality


def test_subs_and_xreplace_capture_the_bound_letter() -> None:
    total = Sum(X[a + b], (a, 0, n))
    assert total.subs(b, a) == Sum(X[2 * a], (a, 0, n))
    assert total.xreplace({b: a}) == Sum(X[2 * a], (a, 0, n))


def test_xreplace_of_a_bound_letter_by_an_expression_fails() -> None:
    with pytest.raises(ValueError, match="Invalid limits"):
        Sum(X[a], (a, 0, n)).xreplace({a: n - a})


def test_equality_does_not_rename() -> None:
    assert Sum(X[a], (a, 0, n)) != Sum(X[b], (b, 0, n))


def test_symbols_of_one_name_differ_by_assumptions() -> None:
    assert Symbol("n") != Symbol("n", integer=True)
    assert Symbol("n", integer=True) != Symbol("n", integer=True, nonnegative=True)


def test_a_tensor_label_is_among_the_free_symbols_leaned_on() -> None:
    assert X[a].base.label in X[a].free_symbols
    assert X[a] in X[a].free_symbols


# sums that SymPy evaluates


def test_empty_sums_follow_karr() -> None:
    assert Sum(1, (a, 5, 2)).doit() == -2
    assert Sum(a, (a, 5, 2)).doit() == -7


def test_summation_over_a_delta_is_wrong() -> None:
    k = IndexedBase("Y")
    assert sympy.summation(KroneckerDelta(2 * a, b) * k[a], (a, -sympy.oo, sympy.oo)) == k[b / 2]


def test_a_sum_is_never_evaluated_at_construction_leaned_on() -> None:
    assert isinstance(Sum(1, (a, 5, 2)), Sum)
    assert Sum(1, (a, 5, 2)).limits == (sympy.Tuple(a, 5, 2),)


def test_a_limit_has_both_ends_leaned_on() -> None:
    for limit in (a, (a, n), (a, None, n)):
        with pytest.raises(ValueError, match="requires values for lower and upper bounds"):
            Sum(X[a], limit)


def test_a_range_with_a_step_is_substituted_into_the_body() -> None:
    assert Sum(X[a], (a, sympy.Range(0, 6, 2))) == Sum(X[2 * a], (a, 0, 2))


# integers


def test_mod_takes_a_factor_out_which_is_wrong() -> None:
    wrong = Mod(3 * Mod(a, 5), 5)
    assert wrong == 3 * Mod(a, 5)
    assert wrong.xreplace({a: sympy.Integer(4)}) == 12


def test_mod_takes_the_divisor_for_non_zero() -> None:
    assert Mod(a * D + c, D) == Mod(c, D)
    assert Mod(a * D, D) == 0


def test_mod_unevaluated_stays_as_it_is_written_leaned_on() -> None:
    kept = Mod(a * D + c, D, evaluate=False)
    assert kept.args == (a * D + c, D)


def test_mod_by_zero_raises() -> None:
    with pytest.raises(ZeroDivisionError):
        Mod(5, 0)


def test_floor_pulls_integers_out_and_spreads_a_half_leaned_on() -> None:
    assert floor(a) == a
    assert floor(b + Rational(1, 2)) == b
    assert floor((a + b) / 2).args[0] == a / 2 + b / 2
    assert isinstance(floor((a * D + c) / D), sympy.floor)


def test_a_fraction_and_a_float_are_accepted_as_indices() -> None:
    indexed = IndexedBase("Y")
    assert indexed[Rational(1, 2)].indices == (Rational(1, 2),)
    assert indexed[1.5].indices[0].is_Float


def test_an_index_is_not_held_against_the_shape() -> None:
    assert IndexedBase("Y", shape=(2,))[7].indices == (7,)


# conditions


def test_a_condition_that_assumptions_decide_is_decided() -> None:
    assert (n >= 0) is sympy.true
    assert isinstance(a >= 0, sympy.GreaterThan)
    assert Eq(2 * a, 1) is sympy.false


def test_a_contradiction_is_found_at_construction() -> None:
    assert ((a >= 0) & (a < 0)) is sympy.false


def test_python_equality_is_a_bool_and_not_a_condition() -> None:
    assert (a == b) is False


def test_a_negation_becomes_the_opposite_relation() -> None:
    assert ~(a < b) == (a >= b)


def test_piecewise_makes_relations_canonical_leaned_on() -> None:
    """The coefficient is divided away, so a condition may have a fraction."""
    made = Piecewise((X[a], 2 * a < 3), (X[b], True))
    assert made.args[0].cond == (a < Rational(3, 2))


def test_piecewise_with_equal_values_is_one_value() -> None:
    assert Piecewise((X[a], a < b), (X[a], True)) == X[a]


def test_piecewise_unevaluated_keeps_its_branches_leaned_on() -> None:
    made = Piecewise((X[a], 2 * a < 3), (X[a], True), evaluate=False)
    assert [branch.cond for branch in made.args] == [2 * a < 3, sympy.true]


def test_a_branch_is_a_pair_with_names_leaned_on() -> None:
    branch = Piecewise((X[a], a < b), (0, True)).args[0]
    assert (branch.expr, branch.cond) == (X[a], a < b)
    assert branch.args == (X[a], a < b)


def test_kronecker_delta_of_shifted_letters_is_decided() -> None:
    assert KroneckerDelta(a, a + 1) == 0
    assert KroneckerDelta(a, a) == 1
    assert isinstance(KroneckerDelta(a, b), KroneckerDelta)


def test_kronecker_delta_puts_its_arguments_in_order_leaned_on() -> None:
    assert KroneckerDelta(a, b) == KroneckerDelta(b, a)


# classes that from_sympy tells apart


def test_numbers_are_told_apart_by_class_leaned_on() -> None:
    assert isinstance(sympy.Integer(1), sympy.Rational)
    assert not isinstance(sympy.Float(0.5), sympy.Rational)
    assert not isinstance(sympy.oo, sympy.Rational)
    assert not isinstance(sympy.pi, sympy.Symbol)


def test_an_applied_unknown_function_has_its_own_class_leaned_on() -> None:
    assert isinstance(sympy.Function("f")(a), AppliedUndef)
    assert not isinstance(sympy.sin(a), AppliedUndef)


def test_a_square_root_is_a_power_with_a_fraction_leaned_on() -> None:
    assert isinstance(sympy.sqrt(X[a]), sympy.Pow)
    assert not sympy.sqrt(X[a]).exp.is_Integer
