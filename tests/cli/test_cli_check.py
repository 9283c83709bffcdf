"""The gate: verdicts, exit codes, JSON, and what is said where something is wrong."""

from __future__ import annotations

import json

import pytest
from cli_running import (
    AUTOMATIC,
    FALSE,
    OUTSIDE,
    TRIVIAL,
    TRUE,
    WITHOUT_TORCH,
    WRONG_REASON,
    evoproof,
    shell,
    written,
)

from evoproof.check.exit_codes import exit_code
from evoproof.check.report import DerivationReport

CASES = {
    "proved": (TRUE, 0),
    "refuted": (FALSE, 1),
    "wrong-reason": (WRONG_REASON, 1),
    "ill-formed": (OUTSIDE, 1),
    "trivial": (TRIVIAL, 1),
}


def checked(*arguments: str) -> dict:
    return json.loads(evoproof("check", "--json", "--symbolic-only", *arguments).stdout)


@pytest.mark.parametrize("verdict", CASES)
def test_verdict_and_exit_code(tmp_path, verdict):
    text, code = CASES[verdict]
    file = written(tmp_path, text)
    (found,) = checked(file)["results"]
    assert (found["verdict"], found["ok"]) == (verdict, code == 0)
    assert evoproof("check", "--symbolic-only", file).exit_code == code


def test_the_json_of_a_proof(tmp_path):
    file = written(tmp_path, TRUE)
    whole = checked(file)
    assert whole["schema"] == 1
    assert whole["summary"] == {
        "proved": 1, "refuted": 0, "unknown": 0, "vacuous": 0, "ill-formed": 0,
        "ok": 1, "not_ok": 0,
    }  # fmt: skip
    (found,) = whole["results"]
    (step,) = found.pop("steps")
    seconds = found.pop("seconds")
    assert found == {
        "file": file, "name": "row", "kind": "derivation", "verdict": "proved",
        "expected": "proved", "ok": True, "trivial": False, "warnings": [], "reason": None,
        "counterexample": None, "operator": None, "operators": [],
    }  # fmt: skip
    assert step.pop("inferences") > 0
    assert 0 < step.pop("seconds") < seconds
    assert step == {
        "index": 1, "equation": "2", "reason": "reindexing", "verdict": "proved",
        "known_by": "kernel", "numbers": None,
    }  # fmt: skip


def test_the_json_of_a_false_line(tmp_path):
    (found,) = checked(written(tmp_path, FALSE))["results"]
    example = found["counterexample"]
    assert set(example) == {
        "sizes", "index", "tensors", "scalars", "functions", "left", "right",
    }  # fmt: skip
    assert example["left"] != example["right"]
    assert found["reason"] == "step 1: the line is false"
    assert found["steps"][0]["known_by"] is None


def test_the_json_of_a_reading_outside(tmp_path):
    (found,) = checked(written(tmp_path, OUTSIDE))["results"]
    assert found["counterexample"]["access"] == "A[i, k+1]"
    assert set(found["counterexample"]) == {"sizes", "index", "access"}
    assert found["counterexample"]["sizes"].keys() == {"m", "n"}
    assert "row.py:" in found["reason"]


def test_one_bad_file_does_not_hide_the_others(tmp_path):
    bad = written(tmp_path, "x = (", "bad.py")
    good = written(tmp_path, TRUE)
    whole = checked(bad, good)
    assert [one["verdict"] for one in whole["results"]] == ["error", "proved"]
    assert whole["summary"]["error"] == 1
    assert evoproof("check", "--symbolic-only", bad, good).exit_code == 2


def test_auto_is_counted_as_a_warning(tmp_path):
    (found,) = checked(written(tmp_path, AUTOMATIC))["results"]
    assert found["warnings"] == ["step 1 is by auto"]


def report(verdict: str) -> DerivationReport:
    return DerivationReport("file.py", "name", verdict)


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ([], 4),
        (["proved"], 0),
        (["proved", "unknown"], 3),
        (["unknown", "refuted"], 1),
        (["contradiction"], 1),
        (["refuted", "error"], 2),
        (["unknown", "error"], 2),
    ],
)
def test_exit_codes(verdicts, code):
    assert exit_code([report(one) for one in verdicts]) == code


def test_an_empty_gate_does_not_pass(tmp_path):
    for arguments in ([str(tmp_path)], ["-k", "nothing_has_this_name"]):
        found = evoproof("check", "--symbolic-only", *arguments)
        assert found.exit_code == 4
        assert "nothing to check" in found.stderr


def test_a_folder_is_checked_file_by_file(tmp_path):
    written(tmp_path, TRUE, "one.py")
    written(tmp_path, FALSE, "two.py")
    verdicts = [one["verdict"] for one in checked(str(tmp_path))["results"]]
    assert verdicts == ["proved", "refuted"]


def test_a_folder_s_claims_are_checked_and_its_settings_are_not(tmp_path):
    written(tmp_path, '[[claim]]\nname = "one"\nleft = "1"\nright = "2"\n', "claims.toml")
    written(tmp_path, '[project]\nname = "another"\n', "pyproject.toml")
    (found,) = checked(str(tmp_path))["results"]
    assert (found["kind"], found["verdict"]) == ("claim", "refuted")


def test_a_folder_does_not_hide_a_derivation_of_the_paper(tmp_path, monkeypatch):
    (tmp_path / "convolution").mkdir()
    written(tmp_path / "convolution", FALSE, "row.py")
    monkeypatch.chdir(tmp_path)
    assert [one["name"] for one in checked("convolution")["results"]] == ["convolution"]
    assert [one["name"] for one in checked("convolution/")["results"]] == ["row"]


def test_k_selects_by_parts_of_names():
    found = checked("-k", "convolution and not (even or group or stride or wise)")
    assert [one["name"] for one in found["results"]] == ["convolution"]


@pytest.mark.parametrize("expression", ["a b", "1", "a +", "f()"])
def test_k_takes_words_only(expression):
    found = evoproof("check", "-k", expression)
    assert found.exit_code == 2
    assert "words with and, or, not" in found.stderr


def test_x_stops_at_the_first_surprise(tmp_path):
    files = [written(tmp_path, FALSE, "one.py"), written(tmp_path, TRUE, "two.py")]
    assert len(checked("-x", *files)["results"]) == 1
    assert len(checked(*files)["results"]) == 2


def test_quiet_shows_surprises_only(tmp_path):
    good, bad = written(tmp_path, TRUE), written(tmp_path, FALSE, "bad.py")
    assert evoproof("check", "--symbolic-only", "-q", good).stdout == ""
    assert "counterexample" in evoproof("check", "--symbolic-only", "-q", good, bad).stdout


def test_verbose_has_a_row_for_each_step():
    shown = evoproof("check", "--symbolic-only", "-v", "convolution").stdout
    assert "unfold Conv" in shown
    assert "fold Ev" in shown


@pytest.mark.slow
def test_json_is_alone_on_standard_output(tmp_path):
    found = shell("check", "--json", "--symbolic-only", written(tmp_path, FALSE))
    assert json.loads(found.stdout)["results"][0]["verdict"] == "refuted"
    assert found.stderr == b""


@pytest.mark.slow
def test_without_torch_one_line_and_exit_2():
    found = shell("check", "convolution", before=WITHOUT_TORCH)
    assert found.returncode == 2
    assert found.stdout == b""
    (line,) = found.stderr.decode().splitlines()
    assert "--symbolic-only" in line


@pytest.mark.slow
def test_without_torch_the_symbolic_lane_works():
    found = shell("check", "--symbolic-only", "convolution", before=WITHOUT_TORCH)
    assert found.returncode == 0, found.stderr
    assert b"1 proved" in found.stdout


@pytest.mark.torch
def test_numbers_are_in_the_report():
    pytest.importorskip("torch")
    whole = json.loads(evoproof("check", "--json", "--device", "cpu", "convolution").stdout)
    (found,) = whole["results"]
    assert found["operator"]["agree"] is True
    assert found["operator"]["name"] == "torch.nn.functional.conv2d"
    for step in found["steps"]:
        assert step["numbers"]["lanes"] == ["exact", "float64"]
        assert step["numbers"]["difference"] <= step["numbers"]["tolerance"] < 1e-9
        scales = step["numbers"]["scales"]
        assert len(step["numbers"]["instances"]) == len(scales)
        assert scales[0] == "small" and scales[-1] == "medium"


@pytest.mark.torch
def test_the_seed_chooses_the_sizes():
    pytest.importorskip("torch")

    def sizes(seed: str) -> list:
        shown = evoproof("check", "--json", "--seed", seed, "pointwise_convolution").stdout
        return json.loads(shown)["results"][0]["steps"][0]["numbers"]["instances"]

    assert sizes("1") == sizes("1") != sizes("2")
