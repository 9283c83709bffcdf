"""What is marked between two lines: the largest parts that the other line has not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evoproof.kernel.build import access, between, exp, mul, number, reciprocal, sum_over, tensor
from evoproof.kernel.judgements import children
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Term
from evoproof.show.changes import Changed, changed

N, i, a = poly("N"), poly("i"), poly("a")
X, Y, Z = (tensor(name, "N") for name in "XYZ")


def total(name: str, body: Term) -> Term:
    return sum_over([name], between(0, name, N - 1), body)


def test_nothing_changed_between_a_line_and_itself():
    line = total("a", mul(access(X, "a"), access(Y, i)))
    assert changed(line, line) == Changed()


def test_a_new_factor_alone_is_marked():
    line = total("a", mul(access(X, "a"), access(Y, i)))
    assert changed(line, total("a", access(X, "a"))).whole == {access(Y, i)}


def test_of_a_known_tensor_the_new_index_is_marked():
    line = total("a", access(X, a + 1))
    found = changed(line, total("a", access(X, "a")))
    assert found == Changed(indices=frozenset({(access(X, a + 1), 0)}))


def test_a_new_range_is_marked_and_the_body_is_not():
    line = sum_over(["a"], between(0, "a", N), access(X, "a"))
    assert changed(line, total("a", access(X, "a"))) == Changed(heads=frozenset({line}))


def test_what_has_nothing_in_common_is_marked_whole():
    line = total("a", mul(access(X, "a"), access(Y, "a")))
    assert changed(line, access(Z, i)) == Changed(whole=frozenset({line}))


def test_where_known_parts_stand_together_anew_what_holds_them_is_marked():
    line = exp(access(X, i))
    assert changed(line, access(X, i)).whole == {line}


def test_under_a_line_the_power_is_not_marked_but_what_stands_there():
    line = mul(access(X, i), reciprocal(access(Y, i)))
    assert changed(line, access(X, i)).whole == {access(Y, i)}


LEAVES = st.sampled_from([access(X, i), access(Y, i), access(X, i + 1), number(2)])
TERMS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(mul, inner, inner)
        | st.builds(exp, inner)
        | st.builds(lambda t: total("a", t), inner)
    ),
    max_leaves=5,
)


@given(TERMS, TERMS)
def test_different_lines_differ_somewhere_unless_one_is_part_of_the_other(one, other):
    found = changed(one, other)
    inside = one in _subterms(other)
    assert (found == Changed()) <= (inside or one is number(2))
    assert found.whole.isdisjoint(_subterms(other))


def _subterms(term: Term) -> set[Term]:
    return {term}.union(*map(_subterms, children(term)))
