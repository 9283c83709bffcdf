"""Theorems written out: the shape of the steps, and the same bytes every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    conditions,
    equal,
    integer,
    mul,
    number,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Max, Tensor
from evoproof.kernel.theorem import RULES
from evoproof.prover import prove
from evoproof.record import RecordError, linearise, record, text
from evoproof.replay import replay

N, n, k, x = (poly(name) for name in ["N", "n", "k", "x"])
T = tensor("T", N)
F = Tensor("F", (N,), False, (T, N, "word"), ("x",), add(access(T, x), integer(x)))
HERE = access(F, n)
UNFOLD = RULES["unfold"]((), HERE)
FOLD = RULES["symmetry"](UNFOLD)


def _both_ways():
    return RULES["transitivity"](
        UNFOLD, RULES["ring"]((), UNFOLD.right, add(*reversed(UNFOLD.right.args)))
    )


def test_transitivity_is_a_sequence_and_symmetry_reverses_it():
    there = linearise(_both_ways()).steps
    back = linearise(RULES["symmetry"](_both_ways())).steps
    assert [(step.rule, step.backward) for step in there] == [("unfold", False), ("ring", False)]
    assert [(step.rule, step.backward) for step in back] == [("ring", True), ("unfold", True)]
    assert [(s.after, s.before) for s in reversed(back)] == [(s.before, s.after) for s in there]


def test_congruence_is_a_path():
    whole = mul(number(2), sum_over(["n"], between(0, n, N - 1), HERE))
    inner = RULES["congruence"]((), whole.args[1], 0, UNFOLD)
    (step,) = linearise(RULES["congruence"]((), whole, 1, inner)).steps
    assert (step.path, step.before, step.after) == ((1, 0), HERE, UNFOLD.right)


def test_reflexivity_and_steps_that_change_nothing_are_left_out():
    assert linearise(RULES["reflexivity"]((), HERE)).steps == ()
    assert linearise(RULES["ring"]((), HERE, HERE)).steps == ()


def test_more_hypotheses_are_no_step_and_other_hypotheses_are_a_citation():
    made = RULES["index"]((at_least(n, 3), at_least(3, n)), access(T, n), access(T, 3))
    more = RULES["weaken"](made, (*made.hypotheses, at_least(N, 4)))
    other = RULES["weaken"](more, (at_least(n, 3), at_least(3, n), at_least(N, 5)))
    assert [step.rule for step in linearise(more).steps] == ["index"]
    (step,) = linearise(other).steps
    assert (step.rule, step.cited.theorem, len(step.sides)) == ("cite", more, 1)


def test_instances_cite_one_theorem_with_their_substitutions_in_order():
    moved = RULES["instantiate"](UNFOLD, (("n", k + 1),))
    other = RULES["instantiate_tensor"](moved, T, tensor("U", N))
    (step,) = linearise(other).steps
    assert step.cited.theorem is UNFOLD
    assert step.cited.substitutions == ((("n", k + 1),), (T, tensor("U", N)))


def test_a_cited_theorem_is_written_once_and_before_its_use():
    moved = RULES["instantiate"](UNFOLD, (("n", k + 1),))
    back = RULES["symmetry"](RULES["instantiate"](UNFOLD, (("n", k + 2),)))
    made = record("twice", [moved, back])
    assert [len(one["steps"]) for one in made["theorems"]] == [1, 1, 1]
    assert [one["theorem"] for one in made["chain"]] == [1, 2]
    cited = [one["steps"][0]["arguments"]["theorem"] for one in made["theorems"][1:]]
    assert cited == [0, 0]


def test_what_a_step_stands_on_is_a_theorem_of_its_own_before_it():
    high = at_least(n, 0)
    decided = RULES["cases"]((), high, UNFOLD, RULES["weaken"](UNFOLD, (at_least(-1, n),)))
    (step,) = linearise(decided).steps
    assert (step.rule, step.premises) == ("cases", decided.premises)
    made = record("decided", [RULES["transitivity"](decided, FOLD)])
    first, second, whole = made["theorems"]
    arguments = whole["steps"][0]["arguments"]
    assert (arguments["first"], arguments["second"]) == (0, 1)
    assert made["conditions"][arguments["condition"]] == [">=", "n"]
    assert [one["hypotheses"] for one in (first, whole)] == [[], []]
    assert [made["conditions"][one] for one in second["hypotheses"]] == [[">=", "-n-1"]]


def test_an_equation_for_a_name_is_a_step_on_the_theorem_without_the_name():
    there = RULES["instantiate"](UNFOLD, (("n", k + 1),))
    given = (equal(n, k + 1),)
    made = RULES["replace_equal"](given, UNFOLD.left, UNFOLD.right, "n", k + 1, there)
    written = record("replaced", [RULES["symmetry"](made)])
    unfolded, instance, whole = written["theorems"]
    assert [one["rule"] for one in (*unfolded["steps"], *instance["steps"])] == ["unfold", "cite"]
    (step,) = whole["steps"]
    assert (step["rule"], step["backward"]) == ("replace_equal", True)
    assert step["arguments"] == {"name": "n", "value": "k+1", "theorem": 1}
    assert replay(text(written)).theorems == 3


def test_theorems_that_stand_on_each_other_need_no_deep_stack():
    proof = UNFOLD
    for _ in range(1500):
        proof = RULES["cases"]((), at_least(n, 0), proof, proof)
    made = record("deep", [proof])
    assert len(made["theorems"]) == 1501
    assert replay(made).theorems == 1501


def test_the_record_of_one_theorem_claims_what_it_states():
    greatest = Max(("n",), conditions(between(0, n, N - 1)), HERE)
    proof = RULES["congruence"]((), greatest, 0, UNFOLD)
    report = replay(text(record("greatest", [RULES["weaken"](proof, (at_least(N, 1),))])))
    given, equation, *tensors = report.claim
    assert given == "given N-1 >= 0"
    assert equation.startswith("max(n | -n+N-1 >= 0, n >= 0 | F[n]) = max(")
    assert [one.partition(":")[0] for one in tensors] == ["F", "T"]


def test_a_long_proof_needs_no_deep_stack():
    proof = UNFOLD
    for _ in range(3000):
        proof = RULES["transitivity"](RULES["transitivity"](proof, FOLD), UNFOLD)
    assert len(linearise(proof).steps) == 6001


def test_a_proof_that_doubles_at_every_level_is_given_up():
    proof = RULES["transitivity"](UNFOLD, FOLD)
    for _ in range(40):
        proof = RULES["transitivity"](proof, proof)
    with pytest.raises(RecordError, match="too long"):
        linearise(proof)


def test_tables_name_earlier_entries_only():
    made = record("order", [UNFOLD])
    for number_of, (kind, *rest) in enumerate(made["terms"]):
        if kind in ("add", "mul"):
            assert max(rest[0]) < number_of
    assert made["tensors"][1]["arguments"] == [{"tensor": 0}, {"integer": "N"}, "word"]


@pytest.mark.parametrize("more", [{"tags": ["(1)", "(2)"]}, {"reasons": ["a", "b"]}])
def test_tags_and_reasons_are_one_for_each_line(more):
    with pytest.raises(RecordError, match="one tag and one reason"):
        record("lines", [UNFOLD], **more)
    with pytest.raises(RecordError, match="lines"):
        record("none", [])


def test_terms_too_deep_to_be_written_are_refused_in_words():
    deep = HERE
    for _ in range(2000):
        deep = Apply("f", (deep,))
    with pytest.raises(RecordError, match="too deeply"):
        record("deep", [RULES["symmetry"](RULES["reflexivity"]((), deep))])


def test_what_is_shown_is_kept():
    made = record("shown", [UNFOLD], title="A title", source="section 2", sizes=["N"],
                  tags=["(3)"], reasons=["unfold F"])  # fmt: skip
    assert (made["title"], made["source"], made["sizes"]) == ("A title", "section 2", ["N"])
    assert made["chain"] == [{"theorem": 0, "tag": "(3)", "reason": "unfold F"}]
    assert json.loads(text(made)) == made


PROGRAM = """
from evoproof.kernel.build import *
from evoproof.kernel.poly import poly
from evoproof.prover import prove
from evoproof.record import record, text
N, M, K, i, j, k, p = (poly(name) for name in "N M K i j k p".split())
A, B, C = tensor("A", N, M), tensor("B", M, K), tensor("C", K, N)
inner = sum_over(["p"], between(0, p, K - 1), mul(access(B, k, p), access(C, p, j)))
left = sum_over(["k"], between(0, k, M - 1), mul(access(A, i, k), inner))
other = sum_over(["k"], between(0, k, M - 1), mul(access(A, i, k), access(B, k, p)))
right = sum_over(["p"], between(0, p, K - 1), mul(other, access(C, p, j)))
print(text(record("assoc", [prove(left, right).theorem])))
"""


def test_the_bytes_do_not_depend_on_the_hash_seed():
    texts = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, check=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(texts) == 1
    assert len(json.loads(texts.pop())["theorems"][0]["steps"]) > 5


def test_a_proof_of_the_prover_is_local_steps_only():
    outcome = prove(mul(number(2), HERE), add(access(T, n), integer(n), HERE))
    rules = {step.rule for step in linearise(outcome.theorem).steps}
    assert rules and rules <= set(RULES) - {"transitivity", "symmetry", "congruence", "weaken"}
