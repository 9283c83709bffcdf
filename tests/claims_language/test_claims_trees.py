"""What a claim's text becomes: trees, places, abbreviations expanded, sizes that are implied."""

from __future__ import annotations

import pytest
from claims_kit import canonical, claim, height, refusal, spot, value
from hypothesis import given, settings
from hypothesis import strategies as st

from evoproof.claims.kinds import is_integer
from evoproof.claims.syntax import Binary, Junction, Kind, Literal, Name, Read, Reduce
from evoproof.claims.text import text
from evoproof.claims.undeclared import claim_from
from evoproof.claims.walk import subtrees


def left(written, **changes):
    return claim(left=written, **changes).left


def test_a_claim_has_its_declarations_in_their_order():
    found = claim(
        padded="X", given=["K >= 1", "s < i <= N"], title="t", expect="refuted", name="a-1"
    )
    kinds = [Kind.SIZE, Kind.SIZE, Kind.INTEGER, Kind.SCALAR, Kind.INDEX]
    assert [one.name for one in found.variables] == ["N", "K", "s", "w", "i"]
    assert [one.kind for one in found.variables] == kinds
    assert text(found.variables[-1].extent) == "N"
    assert [(one.name, one.padded) for one in found.tensors] == [("A", False), ("X", True)]
    assert found.functions == ("f",)
    assert [text(one) for one in found.given] == ["K >= 1", "s < i <= N"]
    assert (found.name, found.title, found.expect) == ("a-1", "t", "refuted")


def test_a_name_is_one_object_wherever_it_occurs():
    found = claim(left="X[i] + sum(X[k] for k in range(N))", given=["N >= 1"])
    sizes = {
        id(one.variable) for one in _names(found.left, found.given[0]) if one.variable.name == "N"
    }
    assert sizes == {id(found.variables[0])}
    assert found.tensors[1].shape[0].variable is found.variables[0]


def _names(*trees):
    return [one for tree in trees for one in subtrees(tree) if isinstance(one, Name)]


def test_a_later_range_sees_an_earlier_index_and_conditions_stay_with_their_range():
    tree = left("sum(A[k, l] for k in range(N) if k != s for l in range(k, K) if l < k)")
    first, second = tree.ranges
    assert second.start.variable is first.variable
    assert [text(one) for one in first.conditions] == ["k != s"]
    assert [text(one) for one in second.conditions] == ["l < k"]
    assert first.start == Literal(0)


@pytest.mark.parametrize(
    ("written", "integer"),
    [
        ("i", True),
        ("2 ** 3 - s * K", True),
        ("N // K % 2", True),
        ("max(i, 2)", True),
        ("1 if i < s else 0", True),
        ("w", False),
        ("i / 2", False),
        ("X[i]", False),
        ("max(i, w)", False),
        ("1 if i < s else w", False),
        ("sum(k for k in range(N))", False),
        ("max(k for k in range(N))", False),
        ("w ** 0", False),
    ],
)
def test_kinds(written, integer):
    assert is_integer(left(written)) is integer


def test_a_chain_of_comparisons_is_their_conjunction():
    condition = left("1 if 0 <= i - s < N else 0").condition
    assert isinstance(condition, Junction)
    assert canonical(condition) == canonical(left("1 if 0 <= i - s and i - s < N else 0").condition)


@pytest.mark.parametrize("name", ["len", "id", "open", "print", "self", "eval", "match", "α", "_"])
def test_names_of_python_that_are_no_words_of_it_are_names(name):
    found = left(f"{name}[i]", tensors=f"{name}[N]")
    assert isinstance(found, Read)
    assert found.tensor.name == name


@pytest.mark.parametrize("gap", ["", " ", "\n", "\t", "\n  \n"])
@pytest.mark.parametrize("tensor", ["A", "é", "Жx"])
def test_places_count_characters_in_any_script_and_line(gap, tensor):
    written = f"{gap}sum({tensor}[k,{gap}i] *{gap} 12 for k in{gap} range(N)){gap} + w"
    tree = left(written, tensors=f"{tensor}[N, N]")
    for one in subtrees(tree):
        found = written[one.at.start : one.at.end]
        if isinstance(one, Name):
            assert found == one.variable.name
        elif isinstance(one, Read):
            assert (found[: len(tensor)], found[-1]) == (tensor, "]")
        elif isinstance(one, Literal) and one.value:
            assert found == "12"
        elif isinstance(one, Reduce):
            assert (found[:4], found[-2:]) == ("sum(", "))")
    assert tree.at.field == "left"


# Long chains ----------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 300), st.randoms(use_true_random=False))
def test_a_long_chain_is_shallow_and_has_its_value(length, random):
    signs = [random.choice("+-") for _ in range(length)]
    terms = [random.choice(["N", "K", "3", "(s - 2)", "s * N"]) for _ in signs]
    written = "s" + "".join(f" {sign} {term}" for sign, term in zip(signs, terms, strict=True))
    numbers = {"N": 17, "K": 101, "s": -1009}
    tree = left(written)
    assert value(tree, numbers) == eval(written, dict(numbers))
    assert height(tree) <= 40


def test_a_long_product_is_shallow():
    tree = left(" * ".join(["s"] * 300))
    assert value(tree, {"s": -1}) == 1
    assert height(tree) <= 12
    assert all(one.operator == "*" for one in subtrees(tree) if isinstance(one, Binary))


# Abbreviations --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("let", "written", "meant"),
    [
        (["c = w * 2"], "c + c", "w * 2 + w * 2"),
        (["Q[a, b] = A[a, b] * w"], "Q[i + 1, 0]", "A[i + 1, 0] * w"),
        (
            ["Q[a, b] = A[b, a]"],
            "sum(Q[b, a] for a in range(N) for b in range(K))",
            "sum(A[x, y] for x in range(N) for y in range(K))",
        ),
        (["h = N // 2", "Q[a] = X[a + h]"], "Q[h]", "X[N // 2 + N // 2]"),
        (["Q[i] = X[i]"], "Q[s]", "X[s]"),
        (
            ["Q[a] = sum(A[c, a] for c in range(a))"],
            "sum(Q[c] for c in range(K))",
            "sum(sum(A[x, c] for x in range(c)) for c in range(K))",
        ),
        (
            ["Q[a] = sum(A[c, a] for c in range(N))"],
            "Q[i] * Q[i]",
            "sum(A[c, i] for c in range(N)) * sum(A[c, i] for c in range(N))",
        ),
        (["Q[a] = 2"], "Q[i]", "2"),
        (["Q[a] = 1 if 0 <= a < N else -a ** 2"], "Q[s]", "1 if 0 <= s < N else -s ** 2"),
        (["Q[a] = max(f(X[a]), min(a, 1)) / 2"], "Q[s]", "max(f(X[s]), min(s, 1)) / 2"),
        (
            ["Q[a] = max(X[k] for k in range(a) if not k == a)"],
            "Q[s]",
            "max(X[k] for k in range(s) if not k == s)",
        ),
    ],
)
def test_an_abbreviation_stands_for_its_body(let, written, meant):
    assert canonical(left(written, let=let)) == canonical(left(meant))


def test_every_expansion_binds_indices_of_its_own():
    tree = left("Q * Q", let=["Q = sum(X[c] for c in range(N))"])
    bound = [one.ranges[0].variable for one in (tree.left, tree.right)]
    assert bound[0] is not bound[1]
    assert tree.right.body.indices[0].variable is bound[1]


def test_an_expanded_tree_stands_at_its_use_and_its_arguments_where_they_are_written():
    written = "w + Q[i + 1]"
    tree = left(written, let=["Q[a] = X[a] * 2"]).right
    assert written[tree.at.start : tree.at.end] == "Q[i + 1]"
    assert written[tree.right.at.start : tree.right.at.end] == "Q[i + 1]"
    argument = tree.left.indices[0].at
    assert written[argument.start : argument.end] == "i + 1"


def test_an_integer_abbreviation_is_an_index_and_a_side_of_a_condition():
    found = claim(let=["h[a] = a // 2"], left="X[h[i]]", given=["h[N] >= 1"])
    assert text(found.left) == "X[i // 2]"
    assert text(found.given[0]) == "N // 2 >= 1"


# Sizes that are implied -----------------------------------------------------------------------


def test_sizes_are_the_names_in_shapes_extents_and_ranges():
    found = claim_from(
        left="sum(A[i, k] * P[k] for k in range(K) for l in range(k, L))",
        right="w * Q[i]",
        tensors=["A[N, 2*K]", "P[K + s]"],
        free=["i < N", "j < M // R"],
        scalars="w",
        integers="s",
        let=["Q[p] = sum(A[p, q] for q in range(p, T))"],
        given=["N >= 1"],
    )
    sizes = [one.name for one in found.variables if one.kind is Kind.SIZE]
    assert sizes == ["N", "K", "M", "R", "T", "L"]


def test_a_name_that_stands_in_no_shape_and_no_range_is_unknown():
    error = refusal(sizes=None, left="X[q]", right="0")
    assert (spot(error), error.field) == ("q", "left")
    error = refusal(sizes=None, given=["N == 2*l"])
    assert (spot(error), error.field) == ("l", "given 1")


def test_declared_sizes_are_all_the_sizes():
    assert spot(refusal(sizes="N")) == "K"
