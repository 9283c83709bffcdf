"""A tree's text is read as the tree: nothing is captured, no bracket is missing."""

from __future__ import annotations

import pytest
from claims_kit import NAMES, canonical, claim, conditions, integers, reals
from hypothesis import given, settings

from evoproof.claims.parse import parse_condition, parse_expression
from evoproof.claims.text import text


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(reals())
def test_an_expression_survives_being_written_and_read(tree):
    assert canonical(parse_expression(text(tree), NAMES)) == canonical(tree)


@settings(max_examples=30, deadline=None)
@given(integers())
def test_an_integer_expression_is_read_where_an_integer_is_wanted(tree):
    assert canonical(parse_expression(text(tree), NAMES, wanted="an index")) == canonical(tree)


@settings(max_examples=40, deadline=None)
@given(conditions())
def test_a_condition_survives_being_written_and_read(tree):
    assert canonical(parse_condition(text(tree), NAMES)) == canonical(tree)


@pytest.mark.parametrize(
    "written",
    [
        "w + s * N - K",
        "(w + s) * N",
        "w - (s - N)",
        "-(w + s)",
        "(-w) ** 2",
        "-w ** 2",
        "N // K * K + N % K",
        "N // (K * K)",
        "w if N < K else s if 0 <= s < N else 2",
        "(w if N < K else s) * 2",
        "sum(A[k, l] for k in range(-K, K + 1) if k != s for l in range(k) if l < N or l > K)",
        "1 if (N < K or s < K) and not (s < 0 and N < 1) else 0",
        "max(min(w, s, 2), max(X[k] for k in range(N)))",
    ],
)
def test_brackets_are_written_only_where_they_are_needed(written):
    assert text(parse_expression(written, NAMES)) == written


def test_an_index_is_renamed_where_the_expansion_put_it_below_one_of_its_name():
    found = claim(let=["Q[p] = sum(A[p, c] for c in range(K))"], left="sum(Q[c] for c in range(N))")
    assert text(found.left) == "sum(sum(A[c, c_1] for c_1 in range(K)) for c in range(N))"
