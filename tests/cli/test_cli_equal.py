"""One identity from the command line."""

from __future__ import annotations

import json

import pytest
from cli_running import evoproof, shell

SUM, BACKWARDS = "sum(A[i] for i in range(N))", "sum(A[N - 1 - i] for i in range(N))"
LESS = "sum(A[i] for i in range(N - 1))"


def test_proved():
    found = evoproof("equal", SUM, BACKWARDS, "--tensor", "A[N]")
    assert found.exit_code == 0
    assert found.stdout.startswith("proved for all sizes (")
    assert len(found.stdout.splitlines()) == 1


def test_refuted():
    found = evoproof("equal", SUM, LESS, "--tensor", "A[N]")
    assert found.exit_code == 1
    first, second, *_ = found.stdout.splitlines()
    assert (first, second) == ("refuted", "    counterexample: N = 1")


def test_every_option_is_part_of_the_claim():
    arguments = (
        "P[i] * w + sum(f(X[i + s + k]) for k in range(K))",
        "w * P[i] + sum(f(X[i + s + l]) for l in range(K))",
        "--tensor", "A[N, K]", "--tensor", "X[M]", "--padded", "X", "--free", "i < N",
        "--given", "K >= 1", "--given", "N == M", "--scalar", "w", "--function", "f",
        "--integer", "s", "--let", "P[i] = A[i, K - 1]", "--size", "N, K", "--size", "M",
    )  # fmt: skip
    assert evoproof("equal", *arguments).exit_code == 0
    for option in ("--padded", "--scalar", "--function", "--integer", "--let", "--free"):
        at = arguments.index(option)
        assert evoproof("equal", *arguments[:at], *arguments[at + 2 :]).exit_code in (1, 2), option


def test_json_is_that_of_the_gate():
    found = shell("equal", "--json", SUM, LESS, "--tensor", "A[N]", "--expect", "refuted")
    assert found.returncode == 0
    assert found.stderr == b""
    (result,) = json.loads(found.stdout)["results"]
    assert (result["kind"], result["verdict"], result["ok"]) == ("claim", "refuted", True)
    assert result["counterexample"]["sizes"] == {"N": 1}


def test_another_verdict_than_expected_is_exit_1():
    found = evoproof("equal", SUM, BACKWARDS, "--tensor", "A[N]", "--expect", "refuted")
    assert found.exit_code == 1
    assert "refuted was expected" in found.stdout


@pytest.mark.parametrize(
    ("left", "right", "options", "message"),
    [
        ("(", "1", (), "left, column 1"),
        ("1", "2 +", (), "right"),
        ("A[i]", "1", ("--tensor", "A[N]"), "unknown name i"),
        ("A[0]", "1", ("--tensor", "A"), "shape"),
        ("1", "1", ("--given", "N"), "given 1"),
        ("open(x)", "1", (), "left, column 1"),
    ],
)
def test_what_cannot_be_read_is_exit_2_with_its_place(left, right, options, message):
    found = evoproof("equal", left, right, *options)
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr
    assert "Traceback" not in found.stderr
    as_json = evoproof("equal", "--json", left, right, *options)
    (result,) = json.loads(as_json.stdout)["results"]
    assert (as_json.exit_code, result["verdict"]) == (2, "error")
    assert message in result["reason"]


def test_diff_shows_where_the_sides_part():
    found = evoproof("diff", f"{SUM} + w * A[0]", f"w + {BACKWARDS}", "--tensor", "A[N]",
                     "--given", "N >= 1", "--scalar", "w")  # fmt: skip
    assert found.exit_code == 1
    lines = [line.split(": ", 1) for line in found.stdout.splitlines() if ": " in line]
    shown = {label.strip(): rest.strip() for label, rest in lines}
    assert shown["only left"] in ("w·A[0]", "A[0]·w")
    assert shown["only right"] == "w"
    assert "counterexample" in shown


def test_diff_says_where_there_is_no_difference():
    found = evoproof("diff", SUM, BACKWARDS, "--tensor", "A[N]")
    assert found.exit_code == 0
    assert found.stdout.startswith("proved for all sizes")


@pytest.mark.slow
def test_a_timeout_leaves_it_undecided():
    found = evoproof("equal", SUM, BACKWARDS, "--tensor", "A[N]", "--timeout", "0.001")
    assert found.exit_code == 3
    assert "timeout after 0.001 s" in found.stdout
