"""Texts made to hurt: each ends in the error of its claim, soon, and nothing is printed or run."""

from __future__ import annotations

import warnings

import pytest
from claims_kit import NAMES, canonical, claim, height, integers, reals, refusal
from hypothesis import given, settings
from hypothesis import strategies as st

from evoproof.claims.abbreviations import abbreviation
from evoproof.claims.errors import ClaimError
from evoproof.claims.files import read_file
from evoproof.claims.parse import reading_of
from evoproof.claims.reading import DEEPEST, MOST_NODES
from evoproof.claims.source import Source
from evoproof.claims.syntax import Claim
from evoproof.claims.text import text
from evoproof.claims.walk import subtrees


def sums(levels: int) -> str:
    written = "1"
    for level in range(levels):
        written = f"sum({written} for k{level} in range({level}))"
    return written


def choices(levels: int, condition: str) -> str:
    written = "i"
    for _ in range(levels):
        written = f"(1 if {condition.format(written)} else 0)"
    return written


HOSTILE = {
    "brackets": "(" * 101 + "1" + ")" * 101,
    "brackets never closed": "(" * 15_000,
    "indices": "X[" * 150 + "0" + "]" * 150,
    "signs": "-" * 101 + "1",
    "signs beyond the parser": "-" * 10_000 + "1",
    "not": "1 if " + "not " * 150 + "i < 1 else 0",
    "not beyond the parser": "1 if " + "not " * 4000 + "i < 1 else 0",
    "sums": sums(101),
    "cases to the right": "1 if i < 1 else " * 150 + "0",
    "cases beyond the parser": "1 if i < 1 else " * 1200 + "0",
    "quotients": "w" + " / w" * 150,
    "powers": "w ** " * 4000 + "2",
    "chain beyond the parser": "1" + "+1" * 9_000,
    "shared middles": choices(40, "0 <= {} < 2"),
    "a long text": "w + " * 5000 + "w",
    "a long name": "x" * 19_000,
    "digits": "1" * 10_000,
    "digits with strokes": "1_" * 5_000 + "1",
    "hexadecimal digits": "0x" + "f" * 15_000,
    "a null byte": "w\0",
    "half a character": "w\ud800",
    "a form feed": "w\f",
    "a line separator": "w\u2028+ 1",
    "a mark of direction": "w\u202e + 1",
    "a byte order mark": "\ufeffw",
    "digits of another script": "X[٣]",
    "a power as a letter": "w²",
    "a bold letter": "𝐰",
    "an escape": '"\\d"',
    "an index of a number": "1[0]",
    "a call of a number": "1(0)",
    "import": "__import__('os').system('true')",
    "a dunder": "w.__class__",
    "an async range": "sum(1 async for k in range(N))",
    "a walrus": "sum((y := k) for k in range(N))",
}  # fmt: skip


@pytest.mark.parametrize("written", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_an_error_of_its_claim(written):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        error = refusal(left=written)
    assert error.field == "left"
    assert len(str(error)) < 1000


def test_a_number_with_a_word_on_its_heels_gives_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert text(claim(left="1if i<2else 3").left) == "1 if i < 2 else 3"


def test_nesting_up_to_the_limit_can_be_read_and_walked():
    for written in (sums(DEEPEST - 1), choices(DEEPEST // 2 - 1, "{} < 2"), "-" * 99 + "1"):
        tree = claim(left=written).left
        assert canonical(claim(left=text(tree)).left) == canonical(tree)


def doubling(levels: int) -> list[str]:
    return ["a0 = X[0]", *(f"a{n + 1} = a{n} + a{n}" for n in range(levels))]


def test_abbreviations_that_double_are_stopped_before_they_are_built():
    error = refusal(let=doubling(90))
    assert error.field == "let 14"
    assert "20,000" in error.message
    assert len(list(subtrees(claim(let=doubling(12), left="a12").left))) == 3 * 2**12 - 1


@pytest.mark.parametrize(
    ("let", "left", "limit"),
    [
        (["d[a] = a + a"], "d[" * 30 + "i" + "]" * 30, "20,000"),
        (["d[a, b] = a + b"], "d[" * 40 + "i" + ", 1]" * 40, "nested more"),
        (["t[a] = " + "-" * 60 + "a"], "t[t[i]]", "nested more"),
        (["t = " + "-" * 60 + "w"], "-" * 60 + "t", "nested more"),
        (doubling(12), " + ".join(["a12"] * 9), "20,000"),
        (["z[a] = 1", *(doubling(0)), "b[a] = " + " + ".join(["a"] * 900)],
         " + ".join(["z[b[b[i]]]"] * 9), "20,000"),
    ],
)  # fmt: skip
def test_no_expansion_is_larger_or_deeper_than_the_limits(let, left, limit):
    assert limit in refusal(let=let, left=left).message


@settings(max_examples=25, deadline=None)
@given(reals())
def test_the_count_is_that_of_the_tree_and_the_height_at_least_its_height(tree):
    reading = reading_of(Source("left", text(tree)), NAMES)
    made = reading.expression(reading.source.tree)
    assert reading.nodes == len(list(subtrees(made)))
    assert reading.height >= height(made)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 5), integers())
def test_the_count_is_that_of_the_expanded_tree(nested, used, plain, argument):
    body = " + ".join(["a"] * used + ["1"] * plain)
    names = {**NAMES, "d": abbreviation("let 1", f"d[a] = {body}", NAMES)}
    written = "d[" * nested + text(argument) + "]" * nested
    reading = reading_of(Source("left", written), names)
    try:
        made = reading.expression(reading.source.tree)
    except ClaimError:
        assert reading.nodes > MOST_NODES
    else:
        assert reading.nodes == len(list(subtrees(made)))
        assert reading.height >= height(made)


def test_a_thousand_claims_one_of_them_hostile(tmp_path):
    one = '[[claim]]\nname = "c{}"\nsizes = "N"\ntensors = "X[N]"\nleft = "{}"\nright = "0"\n'
    path = tmp_path / "many.toml"
    good = "sum(X[k] for k in range(N))"
    entries = [one.format(n, "(" * 150 if n == 500 else good) for n in range(1000)]
    path.write_text("\n".join(entries), encoding="utf-8")
    found = read_file(path)
    assert [n for n, entry in enumerate(found) if not isinstance(entry, Claim)] == [500]
    assert [entry.line for entry in found] == list(range(1, 7000, 7))


WORDS = ["sum(", "max(", "(", ")", "[", "]", ",", " for ", "k", " in ", "range(", " if ", " else ",
         "N", "X", "A", "w", "f(", "exp(", "i", "1", "0", "+", "-", "*", "**", "/", "//", "%", "<",
         "==", " and ", " not ", "\n", "é", "=", ".", ":", "'", " "]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_any_text_is_read_or_refused_and_never_more(written):
    try:
        tree = claim(left=written).left
    except ClaimError as error:
        assert str(error)
    else:
        assert canonical(claim(left=text(tree)).left) == canonical(tree)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30))
def test_any_characters_are_read_or_refused_and_never_more(written):
    for field in ("left", "tensors", "free", "sizes", "padded"):
        try:
            claim(**{field: written})
        except ClaimError as error:
            assert str(error)
    try:
        claim(let=[written], given=[written])
    except ClaimError as error:
        assert str(error)
