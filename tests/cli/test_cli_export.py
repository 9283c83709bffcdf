"""`export`: where it writes, and what it writes for a paper."""

from __future__ import annotations

import json

import pytest
from cli_running import FALSE, TRUE, evoproof, written


def test_a_derivation_goes_to_standard_output_alone(tmp_path):
    found = evoproof("export", written(tmp_path, TRUE), "-o", "-")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["name"] == "row"
    assert found.stderr == ""


def test_latex_to_paste_and_a_document(tmp_path):
    file = written(tmp_path, TRUE)
    pasted = evoproof("export", file, "--latex", "-o", "-")
    whole = evoproof("export", file, "--latex", "--standalone", "-o", str(tmp_path / "row.tex"))
    assert pasted.exit_code == whole.exit_code == 0
    text = (tmp_path / "row.tex").read_text(encoding="utf-8")
    assert pasted.stdout.startswith("% evoproof: row.")
    assert text.startswith(r"\documentclass")
    environment = pasted.stdout[pasted.stdout.index(r"\begin{align*}") :].strip()
    assert environment in text
    assert r"\text{reindexing}" in environment
    assert "wrote" in whole.stderr


def test_prove_prints_the_latex_that_export_writes(tmp_path):
    file = written(tmp_path, TRUE)
    exported = evoproof("export", file, "--latex", "-o", "-").stdout
    assert evoproof("prove", "--format", "latex", file).stdout == exported


@pytest.mark.parametrize("options", [[], ["--latex"], ["--latex", "--standalone"]])
def test_what_is_not_proved_is_not_written(tmp_path, options):
    found = evoproof("export", written(tmp_path, FALSE), *options, "-o", str(tmp_path / "row.out"))
    assert found.exit_code == 1
    assert "refuted" in found.stderr
    assert not (tmp_path / "row.out").exists()


CLAIM = '[[claim]]\nname = "one"\nsizes = "N"\nleft = "N + 1"\nright = "1 + N"\n'


@pytest.mark.parametrize("options", [["--latex", "-o", "out"], ["-o", "-"]])
def test_claims_are_written_as_json_into_a_folder(tmp_path, options):
    found = evoproof("export", written(tmp_path, CLAIM, "one.toml"), *options)
    assert found.exit_code == 2
    assert "a claims file is written as JSON, into a folder" in found.stderr


def test_standalone_is_a_kind_of_latex(tmp_path):
    found = evoproof("export", written(tmp_path, TRUE), "--standalone", "-o", "-")
    assert found.exit_code == 2
    assert "--standalone goes with --latex" in found.stderr
