"""Claims files at the gate: the contract of exit codes and JSON, the table, what cannot be read."""

from __future__ import annotations

import json

import pytest
from claim_files import (
    ERROR,
    OUTSIDE,
    PROVED,
    RATIO,
    REFUTED,
    TRIVIAL,
    UNDECIDED,
    VACUOUS,
    expecting,
)
from cli_running import FALSE, TRUE, WITHOUT_TORCH, evoproof, shell, written

from evoproof.check.exit_codes import exit_code
from evoproof.judge import account
from evoproof.judge.report import ClaimReport

KEYS = {
    "file", "name", "kind", "verdict", "expected", "ok", "trivial", "warnings", "seconds",
    "reason", "counterexample",
}  # fmt: skip


def checked(*arguments: str) -> dict:
    return json.loads(evoproof("check", "--json", *arguments).stdout)


def claims(folder, *texts: str, name: str = "claims.toml") -> str:
    return written(folder, "".join(texts), name)


@pytest.mark.parametrize(
    ("text", "verdict", "code"),
    [
        (PROVED, "proved", 0),
        (REFUTED, "refuted", 1),
        (OUTSIDE, "ill-formed", 1),
        (TRIVIAL, "proved", 1),
        (ERROR, "error", 2),
        pytest.param(VACUOUS, "vacuous", 1, marks=pytest.mark.slow),
        pytest.param(UNDECIDED, "unknown", 3, marks=pytest.mark.slow),
    ],
)
def test_verdict_and_exit_code(tmp_path, text, verdict, code):
    file = claims(tmp_path, text)
    found = evoproof("check", "--json", file)
    (result,) = json.loads(found.stdout)["results"]
    assert set(result) == KEYS
    assert (result["verdict"], result["ok"]) == (verdict, code == 0)
    assert found.exit_code == code


@pytest.mark.parametrize(
    ("text", "expected", "code"),
    [
        (REFUTED, "refuted", 0),
        (OUTSIDE, "ill-formed", 0),
        (PROVED, "unknown", 1),
        (PROVED, "refuted", 1),
        (OUTSIDE, "refuted", 1),
        (TRIVIAL, "proved", 1),
        pytest.param(UNDECIDED, "unknown", 0, marks=pytest.mark.slow),
        pytest.param(UNDECIDED, "refuted", 3, marks=pytest.mark.slow),
    ],
)
def test_a_verdict_is_right_where_it_is_the_one_that_is_expected(tmp_path, text, expected, code):
    found = evoproof("check", "--json", claims(tmp_path, expecting(expected, text)))
    (result,) = json.loads(found.stdout)["results"]
    assert (result["expected"], result["ok"], found.exit_code) == (expected, code == 0, code)


@pytest.mark.parametrize(
    ("reports", "code"),
    [
        ([("unknown", "proved"), ("refuted", "refuted")], 3),
        ([("unknown", "proved"), ("proved", "refuted")], 1),
        ([("contradiction", "proved")], 1),
        ([("unknown", "unknown"), ("vacuous", "vacuous")], 0),
        ([("refuted", "proved"), ("error", "proved")], 2),
    ],
)
def test_the_worst_decides_the_exit_code(reports, code):
    assert exit_code([ClaimReport("f", "n", found, wanted) for found, wanted in reports]) == code


def test_the_json_of_a_proof(tmp_path):
    file = claims(tmp_path, PROVED)
    whole = checked(file)
    (result,) = whole["results"]
    assert result.pop("seconds") > 0
    assert result == {
        "file": file, "name": "backwards", "kind": "claim", "verdict": "proved",
        "expected": "proved", "ok": True, "trivial": False, "warnings": [], "reason": None,
        "counterexample": None,
    }  # fmt: skip
    assert whole["schema"] == 1
    assert whole["summary"] == {
        "proved": 1, "refuted": 0, "unknown": 0, "vacuous": 0, "ill-formed": 0,
        "ok": 1, "not_ok": 0,
    }  # fmt: skip


def test_the_json_of_a_counterexample(tmp_path):
    (result,) = checked(claims(tmp_path, REFUTED))["results"]
    example = result["counterexample"]
    assert example["sizes"] == {"N": 1}
    assert example["index"] == {"j": 0}
    assert list(example["tensors"]) == ["A"]
    assert [len(row) for row in example["tensors"]["A"]] == [1]
    (entry,) = example["tensors"]["A"][0]
    assert list(example["functions"]["f"]) == [entry]
    assert float(example["scalars"]["w"]) * float(example["functions"]["f"][entry]) == float(
        example["left"]
    )
    assert example["right"] == "0" != example["left"]


def test_the_json_of_what_has_no_meaning(tmp_path):
    (result,) = checked(claims(tmp_path, OUTSIDE))["results"]
    assert result["counterexample"] == {"sizes": {"N": 1}, "index": {"i": 0}, "access": "A[1]"}


def test_warnings_do_not_fail_the_gate(tmp_path):
    (result,) = checked(claims(tmp_path, RATIO))["results"]
    assert (result["ok"], result["warnings"]) == (True, ["not shown to be non-zero: d[i]"])


def test_a_claim_that_cannot_be_read_does_not_hide_the_others(tmp_path):
    found = evoproof("check", "--json", claims(tmp_path, ERROR, PROVED, ERROR))
    whole = json.loads(found.stdout)
    assert found.exit_code == 2
    assert [one["verdict"] for one in whole["results"]] == ["error", "proved", "error"]
    assert whole["summary"]["error"] == 2
    first = whole["results"][0]
    assert first["name"] == "misspelt"
    assert "claims.toml:2" in first["reason"]
    assert "left, column 5: unknown name M" in first["reason"]


HOSTILE = {
    "no TOML": ("[[claim]\n", "not TOML"),
    "another table": ("[[claims]]\nname = 'a'\n", "did you mean claim?"),
    "code": (PROVED.replace("A[N-1-i]", "__import__('os').getpid()"), "column"),
    "no text": (PROVED.replace('"N"', "3"), "a text is wanted here"),
    "an endless number": (PROVED.replace("range(N)", "range(10**99)"), "column"),
    "deep parentheses": (
        PROVED.replace('"sum(A[i] for i', '"' + "(" * 5000 + "sum(A[i] for i"),
        "left",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_an_error_with_its_place(tmp_path, case):
    text, message = HOSTILE[case]
    file = claims(tmp_path, text)
    found = evoproof("check", "--json", file)
    (result,) = json.loads(found.stdout)["results"]
    assert (found.exit_code, result["verdict"], result["kind"]) == (2, "error", "claim")
    assert message in result["reason"]
    assert file in result["reason"]
    assert "Traceback" not in found.stderr


def test_bytes_that_are_no_text_are_an_error(tmp_path):
    file = tmp_path / "claims.toml"
    file.write_bytes(b"\xff\xfe[[claim]]")
    found = evoproof("check", str(file))
    assert found.exit_code == 2
    assert "not UTF-8" in found.stdout


def test_a_file_that_is_not_there_is_exit_2():
    found = evoproof("check", "nowhere.toml")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "nowhere.toml: no such file" in found.stderr


def test_a_file_without_claims_does_not_pass(tmp_path):
    found = evoproof("check", claims(tmp_path, "# nothing yet\n"))
    assert found.exit_code == 4
    assert "nothing to check" in found.stderr


def test_claims_and_derivations_are_judged_together(tmp_path):
    one = written(tmp_path, TRUE)
    two = claims(tmp_path, PROVED, REFUTED)
    three = written(tmp_path, FALSE, "false.py")
    whole = checked("--symbolic-only", one, two, three)
    assert [(one["kind"], one["verdict"]) for one in whole["results"]] == [
        ("derivation", "proved"), ("claim", "proved"), ("claim", "refuted"),
        ("derivation", "refuted"),
    ]  # fmt: skip
    assert (whole["summary"]["ok"], whole["summary"]["not_ok"]) == (2, 2)
    shown = evoproof("check", "--symbolic-only", one, two, three).stdout
    assert shown.count("derivation ") == 2
    assert "4 checked: 2 proved, 2 refuted; 2 not as expected" in shown


@pytest.mark.slow
def test_claims_need_no_torch(tmp_path):
    found = shell("check", "-q", claims(tmp_path, PROVED), before=WITHOUT_TORCH)
    assert (found.returncode, found.stdout, found.stderr) == (0, b"", b"")


def test_k_selects_by_parts_of_names(tmp_path):
    file = claims(tmp_path, PROVED, REFUTED, TRIVIAL)

    def names(expression: str) -> list[str]:
        return [one["name"] for one in checked("-k", expression, file)["results"]]

    assert names("one-less or the-same") == ["one-less", "the-same"]
    assert names("claims and not (backwards or the_same)") == ["one-less"]
    assert evoproof("check", "-k", "elsewhere", file).exit_code == 4


def test_x_stops_at_the_first_surprise(tmp_path):
    file = claims(tmp_path, expecting("refuted", REFUTED), OUTSIDE, PROVED)
    assert [one["ok"] for one in checked("-x", file)["results"]] == [True, False]


def test_the_table_has_a_counterexample_under_each_surprise(tmp_path):
    shown = evoproof("check", claims(tmp_path, PROVED, REFUTED, OUTSIDE, ERROR, TRIVIAL)).stdout
    lines = [line.rstrip() for line in shown.splitlines()]
    assert lines[0].split() == ["claim", "verdict", "expected", "time"]
    at = next(k for k, line in enumerate(lines) if line.startswith("one-less"))
    assert lines[at + 1] == "    counterexample: N = 1, j = 0"
    assert lines[at + 2].startswith("        A = [[")
    assert any(line.startswith("        left = ") and "right = 0" in line for line in lines)
    assert "        no meaning: A[1]" in lines
    assert any("unknown name M" in line for line in lines)
    assert "    both sides are the same expression" in lines
    assert lines[-1] == ("5 checked: 2 proved, 1 refuted, 1 ill-formed, 1 error; 4 not as expected")


def test_what_is_expected_is_a_row_and_no_more(tmp_path):
    file = claims(tmp_path, PROVED, expecting("refuted", REFUTED))
    shown = evoproof("check", file).stdout.splitlines()
    assert len(shown) == 4
    assert evoproof("check", "-q", file).stdout == ""


def test_verbose_shows_the_proof_and_every_counterexample(tmp_path):
    file = claims(tmp_path, PROVED, expecting("refuted", REFUTED))
    shown = evoproof("check", "-v", file).stdout
    assert "kernel steps: reindex" in shown
    assert "= { change of variables }" in shown
    assert "counterexample: N = 1, j = 0" in shown
    assert "only left" in shown


def test_other_commands_say_what_a_claims_file_is_for(tmp_path):
    file = claims(tmp_path, PROVED)
    found = evoproof("prove", file)
    assert found.exit_code == 2
    assert "evoproof check" in found.output


@pytest.mark.slow
def test_neither_hash_seed_nor_processes_change_the_document(tmp_path):
    file = claims(tmp_path, PROVED, REFUTED, ERROR, OUTSIDE, RATIO, TRIVIAL)
    found = set()
    for seed, jobs in (("0", []), ("1", []), ("1", ["-j", "2"]), ("2", ["--timeout", "100"])):
        out = shell("check", "--json", *jobs, file, PYTHONHASHSEED=seed)
        assert out.stderr == b""
        document = json.loads(out.stdout)
        for one in document["results"]:
            one["seconds"] = 0
        found.add(json.dumps(document))
    assert len(found) == 1


@pytest.mark.slow
def test_a_claim_that_takes_too_long_is_left_undecided(tmp_path):
    found = evoproof("check", "--timeout", "0.001", claims(tmp_path, PROVED))
    assert found.exit_code == 3
    assert "timeout after 0.001 s" in found.stdout


@pytest.mark.slow
def test_proved_claims_are_exported_and_replayed(tmp_path):
    folder = tmp_path / "proofs"
    file = claims(tmp_path, PROVED, REFUTED, RATIO)
    found = evoproof("export", file, "-o", str(folder))
    assert found.exit_code == 1
    assert "one-less: refuted" in found.stderr
    assert sorted(one.name for one in folder.iterdir()) == ["backwards.json", "ratio.json"]
    for record in folder.iterdir():
        assert evoproof("replay", str(record)).exit_code == 0


def test_a_fault_of_ours_at_one_claim_leaves_the_others_judged(tmp_path, monkeypatch):
    real = account.judgement

    def faulty(claim, *arguments, **options):
        if claim.name == "one-less":
            raise KeyError("nobody thought of this")
        return real(claim, *arguments, **options)

    monkeypatch.setattr(account, "judgement", faulty)
    file = claims(tmp_path, PROVED, expecting("refuted", REFUTED), ERROR)
    found = evoproof("check", "--json", file)
    assert found.exit_code == 5
    results = json.loads(found.stdout)["results"]
    assert [one["verdict"] for one in results] == ["proved", "unknown", "error"]
    assert "internal error in test_cli_claims.py:" in results[1]["reason"]
    assert "KeyError: 'nobody thought of this'" in results[1]["reason"]
