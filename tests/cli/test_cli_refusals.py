"""Bad input: one clear message on standard error, the right exit code, and no traceback."""

from __future__ import annotations

import json

import pytest
from cli_running import TRUE, evoproof, shell, written

FILES = {
    "a syntax error": ("x = (\n", "row.py:1: '(' was never closed"),
    "bytes that are no text": ("\0", "row.py"),
    "an unknown name": (
        TRUE.replace("by(reindex)", "by(reindx)"),
        "NameError: name 'reindx' is not defined; did you mean reindex?",
    ),
    "an unknown import": (
        TRUE.replace("import sizes, tensor", "import sizs, tensor"),
        "ImportError: cannot import name 'sizs' from 'evoproof'",
    ),
    "an exception": (TRUE + "\nz = 1 // 0\n", "row.py:25: ZeroDivisionError"),
    "an exit": (TRUE + "\nraise SystemExit(0)\n", "row.py:25: SystemExit"),
    "no derivation": ('"""Nothing."""\n', "no derivation here"),
    "a claim with other ends": (
        TRUE.replace("    Sum(A[i, k] * x[k], (k, 0, m - 1)),  # (1)", "    x[0],  # (1)"),
        "the first line is x[0], but the claim says",
    ),
    "an index too few": (TRUE.replace("A[i, k] * x", "A[i] * x"), "row.py:15: A[i]"),
    "half an index": (TRUE.replace("x[k]", "x[k / 2]"), "row.py:15: "),
    "a reason that is none": (TRUE.replace("by(reindex)", "by(3)"), "row.py:21: by(3)"),
    "no alternation": (TRUE.replace("    by(reindex),\n", ""), "a chain is expression, by(reason)"),
}


@pytest.mark.parametrize("case", FILES)
@pytest.mark.parametrize("command", [("prove",), ("check", "--symbolic-only")])
def test_a_bad_file_is_one_line_and_exit_2(tmp_path, case, command):
    text, message = FILES[case]
    found = evoproof(*command, written(tmp_path, text))
    said = found.stdout + found.stderr
    assert found.exit_code == 2, said
    assert message in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("prove", "convoluton"), "no derivation is called convoluton; did you mean convolution"),
        (("check", "xyzzy"), "no derivation is called xyzzy (see: evoproof list)"),
        (("prove", "nowhere/row.py"), "nowhere/row.py: no such file"),
        (("check", "row.py"), "row.py: no such file"),
        (("explain", "xyzzy", "--step", "1"), "no derivation is called xyzzy"),
        (("export", "xyzzy", "-o", "x.json"), "no derivation is called xyzzy"),
        (("replay", "nowhere.json"), "does not exist"),
        (("prove",), "Missing argument"),
        (("frobnicate",), "No such command 'frobnicate'"),
        (("check", "--device", "tpu"), "'tpu' is not one of"),
        (("check", "--seed", "one"), "'one' is not a valid integer"),
    ],
)
def test_bad_usage_is_exit_2(arguments, message):
    found = evoproof(*arguments)
    assert found.exit_code == 2
    assert message in found.stderr
    assert found.stdout == ""
    assert "Traceback" not in found.stderr


def test_an_internal_error_is_exit_5_and_one_line(monkeypatch):
    def broken(names):
        raise RuntimeError("out of cheese")

    monkeypatch.setattr("evoproof.console.commands.prove.choose", broken)
    found = evoproof("prove", "convolution")
    assert found.exit_code == 5
    assert found.stderr.splitlines() == [
        "evoproof: internal error: RuntimeError: out of cheese (--debug shows where)"
    ]


def test_debug_shows_where(monkeypatch):
    def broken(names):
        raise RuntimeError("out of cheese")

    monkeypatch.setattr("evoproof.console.commands.prove.choose", broken)
    found = evoproof("--debug", "prove", "convolution")
    assert isinstance(found.exception, RuntimeError)


@pytest.mark.slow
def test_a_closed_pipe_is_no_traceback():
    before = "import os; os.dup2(os.open('/dev/full', os.O_WRONLY), 1)"
    found = shell("prove", "convolution", before=before)
    assert found.returncode != 0
    assert b"Traceback" not in found.stderr


def test_nothing_is_written_beside_a_file(tmp_path):
    written(tmp_path, TRUE, "lemma.py")
    text = TRUE.replace("n, m = sizes", "from .lemma import row as other\n\nn, m = sizes")
    found = evoproof("check", "--symbolic-only", written(tmp_path, text))
    assert found.exit_code == 0, found.stdout + found.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["lemma.py", "row.py"]


def test_an_edit_within_the_same_second_is_seen(tmp_path):
    for text, code in ((TRUE, 0), (TRUE.replace("by(reindex)", "by(distribute)"), 1), (TRUE, 0)):
        assert evoproof("prove", written(tmp_path, text)).exit_code == code


@pytest.mark.slow
def test_a_file_of_one_s_own_cites_the_paper_s(tmp_path):
    text = '''"""The absorption of W_V once more."""

from evoproof import by, cite, equation, prove
from evoproof.derivations.absorption import absorption

claim = equation(absorption.claim.left, absorption.claim.right)
again = prove(claim, claim.left, by(cite(absorption)), claim.right)
'''
    found = shell("check", "--symbolic-only", written(tmp_path, text, "again.py"), folder=tmp_path)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_proof_is_exported_and_replayed(tmp_path):
    file = tmp_path / "proof.json"
    assert evoproof("export", "pointwise_convolution", "-o", str(file)).exit_code == 0
    again = evoproof("replay", str(file))
    assert again.exit_code == 0
    assert "pointwise_convolution: every step holds" in again.stdout


def test_a_record_that_is_tampered_with_is_exit_1(tmp_path):
    file = tmp_path / "proof.json"
    evoproof("export", "pointwise_convolution", "-o", str(file))
    made = json.loads(file.read_text())
    made["claim"]["right"] = made["claim"]["left"]
    file.write_text(json.dumps(made))
    found = evoproof("replay", str(file))
    assert found.exit_code == 1
    assert "refused" in found.stdout


def test_a_record_that_is_no_json_is_exit_2(tmp_path):
    found = evoproof("replay", written(tmp_path, "{", "proof.json"))
    assert found.exit_code == 2
    assert "not JSON" in found.stderr


def test_what_is_not_proved_is_not_exported(tmp_path):
    file = tmp_path / "proof.json"
    text = TRUE.replace("by(reindex)", "by(distribute)")
    assert evoproof("export", written(tmp_path, text), "-o", str(file)).exit_code == 1
    assert not file.exists()


def test_a_derivation_is_found_whatever_the_current_folder_was(tmp_path, monkeypatch):
    assert evoproof("prove", "convolution").exit_code == 0
    monkeypatch.chdir(tmp_path)
    assert evoproof("prove", "convolution").exit_code == 0


def test_what_a_file_imports_is_not_its_own(tmp_path):
    text = "from evoproof.derivations.convolution import convolution\n\ncopy = convolution\n"
    found = evoproof("check", "--symbolic-only", written(tmp_path, text, "convolution.py"))
    assert found.exit_code == 2
    assert "no derivation here" in found.stdout
