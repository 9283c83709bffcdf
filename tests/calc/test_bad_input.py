"""Bad input: one clear message that says where, what was found and what would do. No traceback."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from calc_files import derive, line_of

from evoproof.kernel.poly import Floor, poly
from evoproof.library.errors import LibraryError
from evoproof.show import text

CLAIM = "claim = equation(D[i], 2 * T[i])\n"
CHAIN = """whole = prove(
    claim,
    D[i],
    by(unfold(D)),
    2 * T[i],
)
"""


def chain(old: str = "", new: str = "") -> str:
    """The good derivation with a part replaced."""
    assert old in CLAIM + CHAIN
    return (CLAIM + CHAIN).replace(old, new) if old else CLAIM + CHAIN


REASONS = "unfold(F)", "fold(F)", "cite(lemma)", "reindex"
RULE = "a chain is expression, by(reason), expression, ..., expression"

# what is wrong: the file's text, a part of the line that is to blame, parts of the message
REFUSED = {
    "a syntax error": ("x = (1\n", "x = (1", ["never closed"]),
    "an unknown name": ("x = wibble(T)\n", "wibble", ["wibble", "not defined"]),
    "a name nearly right": ("x = unfolt(D)\n", "unfolt", ["unfolt", "did you mean", "unfold"]),
    "an unknown import": (
        "from evoproof import unfoold\n", "unfoold", ["unfoold", "cannot import"]),
    "another first line": (
        chain("    D[i],", "    3 * D[i],"), "    3 * D[i]",
        ["the first line is 3*D[i]", "the claim says D[i]"]),
    "another last line": (
        chain("    2 * T[i],", "    3 * T[i],"), "    3 * T[i]",
        ["the last line is 3*T[i]", "the claim says 2*T[i]"]),
    "by without a reason": (
        chain("by(unfold(D))", "by()"), "by()", ["needs a reason", "by(unfold(conv))"]),
    "a reason that is none": (
        chain("by(unfold(D))", "by('magic')"), "by('magic')", ["by('magic')", *REASONS]),
    "a definition for a reason": (
        chain("by(unfold(D))", "by(D)"), "by(D)", ["by(D[N])", *REASONS]),
    "a verb for a reason": (
        chain("by(unfold(D))", "by(unfold)"), "by(unfold)", ["by(unfold)", *REASONS]),
    "a reason twice": (
        chain("by(unfold(D))", "by(unfold(D), unfold(D))"), "by(unfold(D), ",
        ["by(unfold(D), unfold(D))", "a reason is named once"]),
    "auto and a reason": (
        chain("by(unfold(D))", "by(unfold(D), auto)"), "by(unfold(D), ",
        ["by(unfold(D), auto)", "auto stands alone"]),
    "a definition for a lemma": (
        chain("by(unfold(D))", "by(cite(D))"), "by(cite(D))", ["cite(D[N])", "not a derivation"]),
    "a tensor without definition": (
        chain("unfold(D)", "unfold(T)"), "unfold(T)", ["unfold(T)", "T has no definition"]),
    "a chain that ends with a reason": (
        chain("    2 * T[i],\n)", "    2 * T[i],\n    by(reindex),\n)"), "whole = prove(",
        ["the last line or its reason is missing", RULE]),
    "two expressions without a reason": (
        chain("    by(unfold(D)),\n", ""), "    2 * T[i],",
        ["by(reason) is needed here, not 2*T[i]", RULE]),
    "two reasons without an expression": (
        chain("    2 * T[i],\n)", "    by(reindex),\n    2 * T[i],\n)"), "    by(reindex),",
        ["an expression is needed here, not by(reindex)", RULE]),
    "a reason before the first expression": (
        chain("    D[i],\n", ""), "    by(unfold(D)),",
        ["an expression is needed here, not by(unfold(D))", RULE]),
    "one expression": (
        chain("    by(unfold(D)),\n    2 * T[i],\n", ""), "whole = prove(",
        ["the last line or its reason is missing", RULE]),
    "a chain in a list": (
        chain("    D[i],\n    by(unfold(D)),\n    2 * T[i],", "    [D[i], 2 * T[i]],"),
        "whole = prove(", ["the last line or its reason is missing", RULE]),
    "no claim": (
        chain("    claim,\n", ""), "whole = prove(",
        ["prove(claim, ...)", "its first argument is equation(left, right)"]),
    "no arguments at all": (
        chain(CHAIN, "whole = prove()\n"), "whole = prove()",
        ["prove(claim, ...)", "its first argument is equation(left, right)"]),
    "a float in a line": (
        chain("    2 * T[i],", "    2.5 * T[i],"), "2.5", ["2.5", "floating-point", "Rational"]),
    "a float in the claim": (
        chain("equation(D[i], 2 *", "equation(D[i], 2.5 *"), "2.5", ["2.5", "floating-point"]),
    "a text for a line": (
        chain("    2 * T[i],\n", "    '2 * T[i]',\n"), "'2 * T[i]'", ["a Python str"]),
    "a free bound variable": (
        chain("equation(D[i]", "equation(D[a]"), "equation(", ["a is free", "indices"]),
    "a letter that is not in the claim": (
        chain("    D[i],\n", "    D[i],\n    by(auto),\n    D[i] + M - j,\n"),
        "D[i] + M - j", ["M, j", "not in the claim"]),
    "a symbol of SymPy's own": (
        chain("    2 * T[i],", "    2 * T[i] + __import__('sympy').Symbol('k'),"), "'k'",
        ["k", "did not make", "sizes, indices or bound"]),
    "a wrong number of indices": (
        chain("equation(D[i]", "equation(D[i, j]"), "equation(", ["D[i, j]", "2 were given"]),
    "a condition that is a choice": (
        chain("2 * T[i])\n", "2 * T[i], given=(N > 2) | (M > 2))\n"), "given=",
        ["not one conjunction"]),
    "a text for a condition": (
        chain("2 * T[i])\n", "2 * T[i], given='N >= 1')\n"), "given=",
        ["'N >= 1'", "not a SymPy relation"]),
    "a softmax without a border": (
        "P = softmax(tensor('S', N, M, 3, 3))\n", "softmax(", ["border", '"mask"', '"zero"']),
    "a softmax with an unknown border": (
        "P = softmax(tensor('S', N, M, 3, 3), border='wrap')\n", "softmax(",
        ["'wrap'", '"mask"', '"zero"']),
    "an attention without a border": (
        "Q = tensor('Q', 3, 2)\nI = padded('I', N, M, 3)\nP = local_attention(Q, Q, Q, I, 1)\n",
        "local_attention(", ["border", '"mask"', '"zero"']),
    "a window of even size": (
        "C = conv(tensor('K', 4, 4, M, M), padded('I', N, N, M))\n", "conv(",
        ["2*l + 1", "pass l="]),
}  # fmt: skip

ONE_LINE = re.compile(r"[^\n]{10,300}")


def refused(folder: Path, body: str, blamed: str, parts: Sequence[str]) -> None:
    """The file is refused with one line: where, and all these parts."""
    with pytest.raises(LibraryError) as told:
        derive(folder, body)
    message = str(told.value)
    assert f"case.py:{line_of(folder / 'case.py', blamed)}: " in message
    assert ONE_LINE.fullmatch(message.replace(str(folder), "")), message
    assert "Traceback" not in message and "object at 0x" not in message
    assert "Definition(" not in message and "Claim(" not in message
    for part in parts:
        assert part in message, part


@pytest.mark.parametrize("case", REFUSED)
def test_one_clear_message(tmp_path: Path, case: str) -> None:
    refused(tmp_path, *REFUSED[case])


def test_the_good_derivation_is_good(tmp_path: Path) -> None:
    assert derive(tmp_path, chain()).verdict == "proved"


@pytest.mark.parametrize(
    ("body", "parts"),
    [(CLAIM, ["no derivation here", "prove(claim, ...)"]), ("import sys\nsys.exit(3)\n", ["Exit"])],
    ids=["no derivation", "an exit"],
)
def test_a_file_without_a_derivation(tmp_path: Path, body: str, parts: list[str]) -> None:
    with pytest.raises(LibraryError) as told:
        derive(tmp_path, body)
    assert "case.py" in str(told.value)
    assert all(part in str(told.value) for part in parts)


def test_a_read_outside_a_weight_is_ill_formed_with_a_witness(tmp_path: Path) -> None:
    body = """
claim = equation(Sum(T[a], (a, 0, N)), T[N] + Sum(T[a], (a, 0, N - 1)))
whole = prove(
    claim,
    Sum(T[a], (a, 0, N)),  # outside
    by(auto),
    T[N] + Sum(T[a], (a, 0, N - 1)),
)
"""
    made = derive(tmp_path, body)
    assert made.verdict == "ill-formed" and made.theorem is None
    assert made.fault is not None
    line, fault = made.fault
    assert line.place.line == line_of(tmp_path / "case.py", "# outside")
    assert text(fault.what) == "T[a]"
    assert fault.witness is not None
    assert fault.witness["a"] >= fault.witness["N"] >= 0


def test_a_read_outside_is_found_in_an_inner_line_and_in_a_definition(tmp_path: Path) -> None:
    inner = chain("    D[i],\n", "    D[i],\n    by(auto),\n    T[i + 1] - T[i + 1] * 1 + D[i],\n")
    assert derive(tmp_path, inner).verdict == "proved"  # SymPy has cancelled the reading
    inside = chain("    D[i],\n", "    D[i],\n    by(auto),\n    D[i] + T[i + 1] - T[N - i],\n")
    made = derive(tmp_path, inside, "inside")
    assert made.fault is not None and made.verdict == "ill-formed"
    assert text(made.fault[1].what) in ("T[i+1]", "T[N-i]")
    body = "E = definition('E', (i,), T[i + 1])\n" + chain("D[i]", "E[i]").replace("(D)", "(E)")
    made = derive(tmp_path, body.replace("2 * T[i]", "T[i + 1]"), "defined")
    assert made.verdict == "ill-formed" and made.fault is not None
    shown = text(made.fault[1].what)
    assert shown.replace("'", "") == "T[i+1]"  # the parameter, apart from the index i of the claim


def test_a_division_by_a_size_that_may_be_zero_is_ill_formed(tmp_path: Path) -> None:
    body = chain("T[i]", "T[floor(i / M)]").replace("D[i]", "D[floor(i / M)]")
    made = derive(tmp_path, body)
    assert made.verdict == "ill-formed" and made.fault is not None
    assert made.fault[1].witness is not None and made.fault[1].witness["M"] == 0
    given = derive(tmp_path, body.replace("(i / M)])\n", "(i / M)], given=[M >= 1])\n"), "given")
    assert given.verdict == "proved"


EXTENTS = {
    "an index": "(k,) = indices(k=floor(N / M))\nE = definition('E', (k,), 1 * X[k])\n"
    + (CLAIM + CHAIN).replace("2 * T[i]", "X[k]").replace("D[i]", "E[k]").replace("(D)", "(E)"),
    "a shape": "E = definition('E', (i,), 1 * padded('Y', floor(N / M))[i])\n"
    + (CLAIM + CHAIN).replace("2 * T[i]", "padded('Y', floor(N / M))[i]")
    .replace("D[i]", "E[i]").replace("(D)", "(E)"),
}  # fmt: skip


@pytest.mark.parametrize("case", EXTENTS)
def test_a_division_by_zero_in_an_extent_is_ill_formed(tmp_path: Path, case: str) -> None:
    made = derive(tmp_path, EXTENTS[case])
    assert made.verdict == "ill-formed" and made.theorem is None
    assert made.fault is not None
    what = made.fault[1].what
    assert isinstance(what, Floor) and what.denominator is poly("M")
    claimed = EXTENTS[case].replace(")\nwhole", ", given=[M >= 1])\nwhole")
    assert derive(tmp_path, claimed, "given").verdict == "proved"


# one of the product's own objects where another is needed: it is shown as it is written
FOREIGN = {
    "a reason without by": (
        chain("by(unfold(D))", "unfold(D)"), "    unfold(D),", ["not unfold(D): ", RULE]),
    "a lemma for a reason": (
        chain() + "more = prove(claim, D[i], by(whole), 2 * T[i])\n", "more = ", ["by(whole)"]),
    "a theorem for a lemma": (
        chain() + "more = prove(claim, D[i], by(cite(whole.theorem)), 2 * T[i])\n", "more = ",
        ["not a derivation"]),
}  # fmt: skip


@pytest.mark.parametrize("case", FOREIGN)
def test_an_object_in_the_wrong_place_is_shown_as_it_is_written(tmp_path: Path, case: str) -> None:
    refused(tmp_path, *FOREIGN[case])
