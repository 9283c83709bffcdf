"""Records that the kernel's theorems give are accepted; anything else is refused, with a place."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from replay_formulas import DERIVATIONS, EXAMPLES

import evoproof.replay
from evoproof.kernel.theorem import RULES
from evoproof.record import record, text
from evoproof.replay import ReplayError, replay


@pytest.mark.parametrize("name", DERIVATIONS)
def test_a_derivation_replays_from_its_text(name):
    made = record(name, [DERIVATIONS[name]()])
    report = replay(text(made))
    assert (report.name, report.theorems) == (name, 1)
    assert report.steps == sum(len(one["steps"]) for one in made["theorems"]) > 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_rule_replays(name):
    made = record(name, [EXAMPLES[name]()])
    assert replay(made).theorems == len(made["theorems"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_rule_replays_backwards(name):
    made = record(name, [RULES["symmetry"](EXAMPLES[name]())])
    assert replay(made).theorems == len(made["theorems"])


def test_the_checker_shares_no_code_with_what_it_checks():
    allowed = ("evoproof.replay", "evoproof.errors")
    for path in Path(evoproof.replay.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            ours = [one for one in names if one.startswith("evoproof")]
            assert all(one.startswith(allowed) for one in ours), path.name
            assert "z3" not in names or path.name in ("decide.py", "reals.py")


def test_no_rule_is_without_an_example():
    assert set(EXAMPLES) == set(RULES)


def test_a_file_and_a_dictionary_are_read_alike(tmp_path):
    made = record("file", [EXAMPLES["domain"]()])
    path = tmp_path / "proof.json"
    path.write_text(text(made), "utf-8")
    assert replay(path).steps == replay(made).steps == replay(json.loads(text(made))).steps == 1


def test_a_chain_leads_from_the_first_line_to_the_last():
    there = EXAMPLES["unfold"]()
    chain = [there, RULES["symmetry"](there)]
    made = record("chain", chain, tags=["(1)", "(2)"], reasons=["unfold F", "fold F"])
    assert replay(made).theorems == 2
    made["chain"] = made["chain"][1:]
    with pytest.raises(ReplayError, match="begin where the line before ends"):
        replay(made)


def test_the_hypotheses_of_a_line_are_those_of_the_claim():
    made = record("weaken", [EXAMPLES["weaken"]()])
    made["claim"]["hypotheses"].pop()
    with pytest.raises(ReplayError, match="hypothesis"):
        replay(made)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[1]", "an object is expected"),
        ('{"name": 1.5}', "not an integer"),
        ('{"name": NaN}', "not an integer"),
        ('{"name": 1, "name": 2}', "occurs twice"),
        ('{"name": 99999999999999999999999}', "ordinary size"),
        ("{}", "missing"),
    ],
)
def test_what_is_not_a_record_is_refused_in_words(written, what):
    with pytest.raises(ReplayError, match=what):
        replay(written)


def test_an_unreadable_file_is_refused(tmp_path):
    with pytest.raises(ReplayError, match="cannot be read"):
        replay(tmp_path / "absent.json")


def _set(made, path, value):
    for key in path[:-1]:
        made = made[key]
    made[path[-1]] = value


SPELLINGS = [
    (("surprise",), 1, "not known"),
    (("version",), 2, "version 1"),
    (("version",), True, "integer"),
    (("sizes",), ["n", "n"], "twice"),
    (("terms", 0), ["number", "2/4"], "lowest terms"),
    (("terms", 0), ["number", "01"], "lowest terms"),
    (("terms", 0), ["number", "1/0"], "lowest terms"),
    (("terms", 0), ["number", 1], "text"),
    (("terms", 0), ["integer", "3"], "written as a number"),
    (("terms", 0), ["integer", "1+n"], "canonical"),
    (("terms", 0), ["integer", "n n"], "canonical"),
    (("terms", 0), ["integer", "__import__('os')"], "integer expression|canonical"),
    (("terms", 0), ["integer", "(" * 3000], "canonical|too deep|lacks"),
    (("terms", 0), ["integer", "(" * 50 + "n" + ")//(2)" * 50], "too deep"),
    (("terms", 0), ["add", [0]], "no earlier term"),
    (("terms", 0), ["add", [-1]], "no earlier term"),
    (("terms", 0), ["pow", 0, 0], "no earlier term"),
    (("terms", 0), ["sum", ["x", "x"], [], 0], "no earlier term|twice"),
    (("terms", 0), ["lambda", []], "no kind of term"),
    (("terms", 0), [], "begins with the kind"),
    (("conditions", 0), ["<", "n"], "begins with"),
    (("conditions", 0), ["|", 0, "n"], "positive"),
    (("conditions", 0), [">=", "n", "n"], "2 entries"),
    (("theorems", 0, "steps", 0, "rule"), "simplify", "no rule"),
    (("theorems", 0, "steps", 0, "path"), [-1], "no subterm"),
    (("theorems", 0, "steps", 0, "path"), [9], "no subterm"),
    (("theorems", 0, "steps", 0, "arguments"), {}, "missing"),
    (("theorems", 0, "steps", 0, "backward"), 1, "true or false"),
]


@pytest.mark.parametrize(("path", "value", "what"), SPELLINGS)
def test_the_format_is_read_strictly(path, value, what):
    made = record("strict", [EXAMPLES["domain"]()])
    _set(made, path, value)
    with pytest.raises(ReplayError, match=what) as refused:
        replay(made)
    assert refused.value.where


def test_a_shared_term_that_is_huge_when_written_out_is_refused():
    made = record("huge", [EXAMPLES["ring"]()])
    first = len(made["terms"])
    made["terms"] += [["mul", [first - 1 + k, first - 1 + k]] for k in range(40)]
    with pytest.raises(ReplayError, match="too large"):
        replay(made)


def test_a_power_that_explodes_is_refused():
    made = record("explosion", [EXAMPLES["ring"]()])
    first = len(made["terms"])
    many = [["integer", f"n+{k}"] for k in range(2, 40)] + [
        ["read", 0, [f"{k}"]] for k in range(40)
    ]
    made["terms"] += [*many, ["add", [*range(first, first + 78)]], ["pow", first + 78, 50]]
    top = first + 79
    step = {"rule": "ring", "path": [], "before": top, "after": 0}
    made["theorems"] = [{"hypotheses": [], "left": top, "right": 0, "steps": [step]}]
    made["claim"] = {"hypotheses": [], "left": top, "right": 0}
    with pytest.raises(ReplayError, match="too large"):
        replay(made)
