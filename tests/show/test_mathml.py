"""MathML: well-formed, escaped, with the same letters as the text, and built as a browser needs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from evoproof.kernel.judgements import tensors
from evoproof.kernel.poly import floor, poly
from evoproof.kernel.terms import Apply, Divides, Max, Pow, Tensor, Term
from evoproof.library.catalogue import choose
from evoproof.library.loading import load
from evoproof.show import (
    mathml,
    mathml_cond,
    mathml_definition,
    mathml_equation,
    mathml_name,
    text,
)
from evoproof.show.changes import changed

a, i, l = poly("a"), poly("i"), poly("l")
N = poly("N")
T = tensor("T", "N")
Ta = access(T, a)
ARITY = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "munderover": 3, "math": 1}
CORE = {*ARITY, "mrow", "mi", "mn", "mo", "mspace", "mtable", "mtr", "mtd"}


def parsed(shown: str) -> ElementTree.Element:
    """The tree, once it is of MathML's core and every element has as many parts as it needs."""
    tree = ElementTree.fromstring(shown)
    for one in tree.iter():
        assert one.tag in CORE, one.tag
        assert len(one) == ARITY.get(one.tag, len(one)), ElementTree.tostring(one)
    assert tree.get("alttext")
    return tree


def letters(shown: str) -> Counter[str]:
    return Counter(re.findall(r"[A-Za-z0-9]", unicodedata.normalize("NFKC", shown)))


@pytest.mark.slow
def test_every_line_and_definition_of_the_paper_is_well_formed():
    for choice in choose([]):
        for derivation in load(choice):
            terms = [line.term for line in derivation.lines]
            for above, line in zip([None, *terms], terms, strict=False):
                marks = [("new", changed(line, above))] if above is not None else []
                assert parsed(mathml(line, block=True, marks=marks)).get("alttext") == text(line)
            for one in {one for line in terms for one in tensors(line) if one.body is not None}:
                parsed(mathml_definition(one))


NAMES = st.sampled_from(["i", "j", "H", "D_in", "l_1", "W", "a'"])
INTEGERS = st.recursive(
    st.builds(poly, NAMES) | st.builds(poly, st.integers(-3, 3)),
    lambda inner: (
        st.builds(lambda x, y: x + y, inner, inner)
        | st.builds(lambda x, y: x * y, inner, inner)
        | st.builds(lambda x, k: floor(x, poly(k)), inner, st.integers(2, 5))
    ),
    max_leaves=4,
)
LEAVES = (
    st.builds(lambda x, y: access(tensor("X", "H", "W"), x, y), INTEGERS, INTEGERS)
    | st.builds(lambda n: access(tensor("W_Q", "H"), n), INTEGERS)
    | st.builds(number, st.integers(-4, 4))
    | st.builds(integer, INTEGERS)
)
TERMS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(add, inner, inner)
        | st.builds(mul, inner, inner)
        | st.builds(exp, inner)
        | st.builds(lambda t, e: sum_over(["c"], between(0, "c", e), t), inner, INTEGERS)
        | st.builds(lambda t, e: bracket([at_least(e, 0)], t), inner, INTEGERS)
    ),
    max_leaves=6,
)


@given(TERMS)
def test_it_has_the_letters_of_the_text(term: Term):
    tree = parsed(mathml(term))
    said = tree.get("alttext") or ""
    assert said == text(term)
    shown = "".join(tree.itertext())
    # every variable of a sum has one sign; a fraction has no slash; D_in has no underscore
    assert letters(shown) == letters(said)
    assert shown.count("∑") == said.count("Σ")


@pytest.mark.parametrize(
    ("term", "counts"),
    [
        (access(T, l - a), {"mi": 3, "mo": 3}),
        (sum_over(["a"], between(0, "a", N - 1), Ta), {"munderover": 1, "mn": 2}),
        (sum_over(["a"], [], Ta), {"munder": 1}),
        (sum_over(["a"], [*between(0, "a", N), at_least(i * 2, a)], Ta), {"mtr": 2}),
        (mul(exp(Ta), reciprocal(add(Ta, exp(Ta)))), {"mfrac": 1}),
        (access(T, floor(a, l)), {"mfrac": 1}),
        (Pow(Ta, 2), {"msup": 1}),
        (integer(poly("D_in") * 2 - 1), {"msub": 1, "mn": 2}),
        (integer("a'"), {"msup": 1}),
        (integer("#1.0"), {"msub": 1}),
        (Max(("a",), tuple(sorted(between(0, "a", N), key=lambda c: c.key)), Ta), {"munder": 1}),
    ],
    ids=lambda one: text(one) if isinstance(one, Term) else " ".join(one),
)
def test_it_is_built_of(term: Term, counts: dict[str, int]):
    found = Counter(one.tag for one in parsed(mathml(term)).iter())
    assert {tag: found[tag] for tag in counts} == counts


def test_names_are_escaped():
    tree = parsed(mathml_name('<b & "c">'))
    assert "".join(tree.itertext()) == '<b & "c">'
    assert tree.get("alttext") == '<b & "c">'


def test_signs_are_the_signs_of_print():
    assert "".join(parsed(mathml_cond(at_least(l, a))).itertext()) == "a≤l"
    assert "".join(parsed(mathml_cond(Divides(3, a))).itertext()) == "3∣a"
    assert "".join(parsed(mathml(integer(l - a))).itertext()) == "l−a"
    assert "".join(parsed(mathml(integer("lambda"))).itertext()) == "λ"


def test_two_numbers_and_a_bracket_behind_a_letter_are_kept_apart():
    assert "".join(parsed(mathml(mul(number(2), number(3)))).itertext()) == "2·3"
    product = "".join(parsed(mathml(mul(Ta, bracket([at_least(i, a)])))).itertext())
    assert "·[" in product or product.startswith("[")


def test_a_function_is_applied_and_a_sign_stands_before_a_product():
    conv = Tensor("Conv", (N,), False, (T, "zero"), None, None)
    assert "".join(parsed(mathml(access(conv, i))).itertext()) == "Conv\u2061(T,zero)[i]"
    assert "".join(parsed(mathml(Apply("f", (Ta,)))).itertext()) == "f\u2061(T[a])"
    negative = mathml(add(Ta, mul(number(-2), Ta)))
    assert "T[a]−2\u2062T[a]" in "".join(parsed(negative).itertext())


def test_an_equation_has_both_sides_and_one_set_of_names():
    tree = parsed(mathml_equation(Ta, exp(Ta), block=True))
    assert tree.get("display") == "block"
    assert tree.get("alttext") == "T[a] = exp(T[a])"


def test_a_tensor_without_definition_has_none_to_show():
    with pytest.raises(ValueError, match="T has no definition"):
        mathml_definition(T)


def test_what_changed_is_marked_where_it_stands():
    above, below = mul(Ta, access(T, i)), mul(Ta, exp(access(T, i)))
    tree = parsed(mathml(below, marks=[("new", changed(below, above))]))
    (marked,) = [one for one in tree.iter("mrow") if one.get("class")]
    assert marked.get("class") == "changed new"
    assert "".join(marked.itertext()) == "exp\u2061(T[i])"
